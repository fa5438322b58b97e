import { getString } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, SecurityAlternative } from '../../model/api.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { alternativeStrength } from '../../model/strength.ts';
import { splitWords } from '../../model/words.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { isReadScope } from './scope-words.ts';
import { namesOf } from './securities.ts';

export default defineRule<'pathItem', PublicOptions>({
  id: 'auth-write-weaker-than-read',
  title: 'Unsafe operation that asks for less than GET',
  severity: 'error',
  owasp: 'API5:2023',
  cwe: 862,
  why: 'Changing a thing must not be easier than looking at it; where it is, the guard of the write was most likely forgotten.',
  fix: 'Require on the unsafe operation at least the schemes and scopes that GET on the same path requires.',
  examples: {
    bad: `
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
    post:
      security:
        - key: []
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    token: { type: http, scheme: bearer }
`,
    good: `
paths:
  /orders:
    get:
      security:
        - key: []
      responses:
        '200': { description: Orders }
    post:
      security:
        - token: []
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    token: { type: http, scheme: bearer }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'pathItem',
  holds: 'both',
  inCode: 'put the same guard before the handler that changes data',
  applies: ({ origin }) => origin === 'path',
  *check({ operations }, { options }) {
    const read = operations.find(({ method }) => method === 'GET');
    if (read === undefined) return;
    for (const write of operations) {
      // What both inherit from one place asks the same, however long its list.
      if (write.security === read.security) continue;
      // A sign-in or sign-up asks for less by its nature.
      if (write.safe || isOpenEndpoint(write) || isSignUp(write) || isListedPublic(write, options)) continue;
      const weak = weakerWay(ways(write), ways(read));
      if (weak === undefined || (write.method === 'POST' && isForStaff(ways(read), weak))) continue;
      yield {
        message: `\`${write.label}\` is open to ${credential(weak)}, while \`GET\` asks for ${credential(ways(read)[0])}: require at least the same`,
        place: write.security.origin === 'operation' ? write.security.place : write.place,
        related: [{ place: read.security.origin === 'operation' ? read.security.place : read.place, message: '`GET` asks for more' }],
      };
    }
  },
});

/** `POST /account` where the words say that it makes one's own. */
function isSignUp({ method, path, operationId, raw }: Operation): boolean {
  if (method !== 'POST' || !/\/(?:accounts?|persons?|people|users?|members?|customers?|profiles?)\/*$/i.test(path)) return false;
  const text = `${splitWords(operationId ?? '').join(' ')} ${(getString(raw, 'summary') ?? '').slice(0, 200)} ${(getString(raw, 'description') ?? '').slice(0, 200)}`;
  return /\bsign(?:s|ing)?[ -]?up\b|\bregist(?:er|ers|ration)\b|\bcreate (?:an? |your |a new |new )?account\b/i.test(text);
}

/** Anybody known may report abuse, and only moderators read the reports: the same scheme, with scopes of staff for reading alone. */
function isForStaff(reads: readonly Way[], write: Way): boolean {
  return (
    write.requirements.length > 0 &&
    reads.every(({ requirements }) =>
      requirements.some(({ scopes }) => scopes.length > 0 && scopes.every((scope) => splitWords(scope).some((word) => STAFF.has(word)))),
    )
  );
}

const STAFF: ReadonlySet<string> = new Set(['admin', 'administrator', 'moderator', 'staff', 'support', 'internal', 'operator']);

type Way = Pick<SecurityAlternative, 'requirements'>;

const FREE: Way = { requirements: [] };

/** The ways in; a public operation has one that asks for nothing. */
function ways({ security }: Operation): readonly Way[] {
  return security.alternatives.length === 0 ? [FREE] : security.alternatives;
}

/** Comparing every way with every other is for lists that people write. */
const LONG_LIST = 100;

/** A way of writing that asks less than every way of reading: by rank, or as a part of what each of them asks. */
function weakerWay(writes: readonly Way[], reads: readonly Way[]): Way | undefined {
  const others = reads.slice(0, LONG_LIST).map((way) => ({ way, rank: alternativeStrength(way) }));
  return writes.slice(0, LONG_LIST).find((way) => {
    const rank = alternativeStrength(way);
    return others.every((other) => {
      if (rank !== undefined && other.rank !== undefined && rank !== other.rank) return rank < other.rank;
      return includes(other.way, way) && !includes(way, other.way);
    });
  });
}

/** Whether one asks for all that the other asks for. */
function includes(whole: Way, part: Way): boolean {
  const asked = new Map(whole.requirements.map(({ name, scheme, scopes }) => [scheme?.name ?? name, new Set(scopes)]));
  return part.requirements.every(({ name, scheme, scopes }) => {
    const same = asked.get(scheme?.name ?? name);
    if (same === undefined || (scopes.length > 0 && same.size === 0)) return false;
    // A list with a scope for more than reading is an author's choice; many write every scope that would do into one list.
    return [...same].some((scope) => !isReadScope(scope)) || scopes.every((scope) => same.has(scope) || isReadScope(scope));
  });
}

function credential(way: Way | undefined): string {
  if (way === undefined || way.requirements.length === 0) return 'anybody';
  const scopes = [...new Set(way.requirements.flatMap((requirement) => requirement.scopes))];
  const shown = scopes.slice(0, 2).map((scope) => `\`${scope.slice(0, 60)}\``);
  return scopes.length === 0 ? namesOf(way) : `${namesOf(way)} with ${shown.join(', ')}${scopes.length > 2 ? ', ...' : ''}`;
}
