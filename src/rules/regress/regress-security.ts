import type { Place } from '../../documents/place.ts';
import { defineRule, type Problem } from '../../engine/define-rule.ts';
import type { Change, Operation, SecurityScheme } from '../../model/api.ts';
import { matchOperations, type OperationPair } from '../../model/change/operations.ts';
import { schemeTitle, type Weakening, weakening } from '../../model/change/protection.ts';
import { type Enforced, enforcedOf, isCode } from '../../model/code-facts.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from '../auth/public-operations.ts';
import { schemeMap } from '../auth/scheme-map.ts';
import { operationNames, quoted, relatedTo, wayText } from './wording.ts';

export default defineRule<'change', PublicOptions>({
  id: 'regress-security',
  title: 'Security requirement removed or weakened',
  severity: 'error',
  essential: true,
  owasp: 'API2:2023',
  cwe: 306,
  why: 'An operation that asked for a credential asks for none, for an easier one or for fewer of them: whoever was kept out comes in.',
  fix: 'Restore the `security` that the base had, or ask for something at least as strong.',
  examples: {
    base: `
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    bad: `
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
security:
  - jwt: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    jwt: { type: http, scheme: bearer, bearerFormat: JWT }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'change',
  holds: 'both',
  inCode: 'put the guard back',
  *check(change, { options }) {
    // The schemes of code are what its names say: whether one is weaker than another cannot be told.
    const losses = isCode(change.head) ? [] : lossesOf(change, options);
    const single: OperationProblem[] = [];
    if (isCode(change.head)) for (const pair of matchOperations(change).pairs) single.push(...codeProblems(pair, options));
    for (const loss of losses) {
      if (loss.cause === 'scheme') yield schemeProblem(loss, change);
      else if (loss.cause === 'root') yield rootProblem(loss, change);
      else single.push(operationProblem(loss));
    }
    yield* gathered(single, change.place, ({ cause }, count) => `${count} operations ${cause}`);
  },
});

/** One cause and every operation that it reaches. */
interface Loss {
  /** A scheme that became weaker, the root's `security`, or the operation's own. */
  readonly cause: 'scheme' | 'root' | 'operation';
  readonly found: Weakening;
  readonly pairs: OperationPair[];
}

function lossesOf(change: Change, options: PublicOptions): Iterable<Loss> {
  const losses = new Map<unknown, Loss>();
  for (const pair of matchOperations(change).pairs) {
    const { base, head } = pair;
    // What the API sends inherits no promise from the root.
    if (head.origin !== 'path' && base.security.origin !== 'operation') continue;
    const found = weakening(base.security, head.security);
    if (found === undefined || (found.kind === 'public' && isListedPublic(head, options))) continue;
    const inherits = base.security.origin === 'root' && head.security.origin !== 'operation';
    const cause = found.scheme !== undefined ? 'scheme' : inherits ? 'root' : 'operation';
    const key = cause === 'scheme' ? (found.scheme?.head ?? found.scheme?.name) : cause === 'root' ? cause : head.raw;
    const known = losses.get(key);
    if (known === undefined) losses.set(key, { cause, found, pairs: [pair] });
    else known.pairs.push(pair);
  }
  return losses.values();
}

function schemeProblem({ found, pairs }: Loss, { head }: Change): Problem {
  const { base, head: now, name } = found.scheme as { base: SecurityScheme; head: SecurityScheme | undefined; name: string };
  const operations = headsOf(pairs);
  const effect =
    now === undefined
      ? `is not defined any more, so it protects nothing: define it again for ${operationNames(operations)}`
      : `is ${schemeTitle(now)} now, which is weaker and guards ${operationNames(operations)}: restore it`;
  return {
    message: `${quoted(name)} was ${schemeTitle(base)} in the base and ${effect}`,
    place: now?.place ?? schemeMap(head).place.at(name),
    related: relatedTo(base.place, operations, 'asks for it'),
  };
}

function rootProblem({ found, pairs }: Loss, { head, place }: Change): Problem {
  const operations = headsOf(pairs);
  const [it, needs] = operations.length === 1 ? ['it', 'needs'] : ['they', 'need'];
  return {
    message: `${operationNames(operations)} needed ${wayText(found.base)} by the root \`security\` in the base; now ${now(found, it, needs)}`,
    place: found.head?.place ?? head.security?.place ?? place,
    related: relatedTo(found.base.place, operations, 'inherits it'),
  };
}

interface OperationProblem extends Repeatable {
  readonly problem: Problem & { readonly place: Place };
}

function operationProblem({ found, pairs }: Loss): OperationProblem {
  const { head } = pairs[0] as OperationPair;
  const before = `needed ${wayText(found.base)} in the base`;
  const own = head.security.origin === 'operation' ? (found.head?.place ?? head.security.place) : head.place;
  return {
    cause: `${before}; now ${now(found, 'they', 'need')}`,
    problem: {
      message: `${operationNames(headsOf(pairs))} ${before}; now ${now(found, 'it', 'needs')}`,
      place: own,
      related: relatedTo(found.base.place, [], ''),
    },
    where: `\`${head.label}\``,
  };
}

function now({ kind, head }: Weakening, it: string, needs: string): string {
  if (kind === 'public') return `${it} ${needs} no credential, so anybody comes in: restore the \`security\``;
  if (kind === 'optional' || head === undefined) return 'the alternative `{}` lets anybody in without one: remove it';
  return `${wayText(head)} is enough, which is weaker: restore the former`;
}

/** What becomes of callers without a credential where a guard stood. */
const UNGUARDED: { readonly [Level in Enforced]?: string } = {
  none: 'now nothing asks for one, so anybody comes in',
  public: 'now it is declared public, so anybody comes in',
  optional: 'now it answers without one as well',
  unknown: 'now nobody can tell from the code whether it asks for one',
};

/** A guard of code that is gone. */
function codeProblems({ base, head }: OperationPair, options: PublicOptions): OperationProblem[] {
  const now = UNGUARDED[enforcedOf(head)];
  if (enforcedOf(base) !== 'required' || now === undefined || isListedPublic(head, options)) return [];
  const cause = `needed a credential in the base; ${now}: restore the \`security\``;
  const problem = { message: `\`${head.label}\` ${cause}`, place: head.place, related: relatedTo(base.security.place, [], '') };
  return [{ cause, problem, where: `\`${head.label}\`` }];
}

function headsOf(pairs: readonly OperationPair[]): Operation[] {
  return pairs.map(({ head }) => head);
}
