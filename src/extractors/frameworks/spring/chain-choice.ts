/** Which security chain answers a request, and what it says. */
import type { CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { guardFrom, matchesPattern } from './access.ts';
import { admittingAnonymous } from './anonymous.ts';
import type { Chain, Rule } from './chains.ts';
import type { Matcher } from './matchers.ts';

/** A request as a handler sees it. */
interface Request {
  readonly method: string;
  readonly path: string;
  /** Of the handler. */
  readonly place: CodePlace;
}

/** Compares chains for sorting: the one asked first first. Where an order could not be read it says nothing. */
export function byOrder({ order: [a = 0, ofTypeA = 0] }: Chain, { order: [b = 0, ofTypeB = 0] }: Chain): number {
  return a - b || ofTypeA - ofTypeB;
}

/**
 * What the chains do about a request, and what ignores it perhaps.
 * @param chains sorted
 */
export function chainGuard(chains: readonly Chain[], ignoring: readonly Rule[], request: Request): Guard {
  const { method, path, place } = request;
  const candidates = chains.filter((chain) => fits(chain, method, path) !== 'no');
  const isCertain = (chain: Chain): boolean => !chain.conditional && fits(chain, method, path) === 'yes';
  const ordered = candidates.length < 2 || candidates.every(({ order }) => !order.includes(undefined));
  // The first that is certainly there and certainly for the request ends the search.
  const end = candidates.findIndex(isCertain);
  const asked = ordered && end !== -1 ? candidates.slice(0, end + 1) : candidates;
  const answers = asked.map((chain) => inChain(chain, method, path));
  if (end === -1)
    answers.push(
      chains.every(({ conditional }) => conditional)
        ? { kind: 'unknown', note: 'every security chain is there on a condition only', place: chains[0]?.place ?? place }
        : { kind: 'harmless', note: 'no security chain is for it', place },
    );
  const all = [...ignoring.map((rule) => guardFrom(rule.access, rule.place, [])), ...answers];
  const last = all.at(-1);
  const [first] = all;
  if (first === undefined || last === undefined) return { kind: 'unknown', note: 'no security chain could be read', place };
  if (all.every((each) => isSame(each, last))) return first;
  const unclear = asked.find((chain) => !isCertain(chain)) ?? asked[0];
  const why = unclear?.conditional === true ? 'is there on a condition only' : ordered ? 'may be for it' : 'may be asked first';
  return { kind: 'unknown', note: `a security chain ${why}, and another one says something else`, place: unclear?.place ?? place };
}

function isSame(a: Guard, b: Guard): boolean {
  const scopes = (guard: Guard): string => JSON.stringify([...(guard.scopes ?? [])].sort());
  return a.kind === b.kind && scopes(a) === scopes(b);
}

function fits({ matchers }: Chain, method: string, path: string): 'yes' | 'no' | 'maybe' {
  return matchers.length === 0 ? 'yes' : best(matchers.map((matcher) => matches(matcher, method, path)));
}

function inChain(chain: Chain, method: string, path: string): Guard {
  const uncertain: Rule[] = [];
  for (const rule of chain.rules) {
    const found = matches(rule, method, path);
    if (found === 'no') continue;
    if (found === 'maybe') {
      uncertain.push(rule);
      continue;
    }
    const other = uncertain.find((each) => each.access.kind !== rule.access.kind);
    if (other !== undefined)
      return { kind: 'unknown', note: `whether ${other.access.note} is for it could not be read`, place: other.place };
    return guardFrom(admittingAnonymous(rule.access, chain.anonymous), rule.place, chain.schemes);
  }
  const [first] = uncertain;
  if (first !== undefined) return { kind: 'unknown', note: `whether ${first.access.note} is for it could not be read`, place: first.place };
  if (!chain.authorizes && (chain.extended || !chain.configured))
    return { kind: 'unknown', note: 'the security chain has filters of its own, or could not be read', place: chain.place };
  if (!chain.authorizes || chain.opens) return { kind: 'harmless', note: 'no rule of the security chain names it', place: chain.place };
  return { kind: 'required', note: 'what no rule of the security chain names is refused', place: chain.place, schemes: chain.schemes };
}

/** Whether a request is among those of a matcher. */
export function matches({ method, patterns }: Matcher, wanted: string, path: string): 'yes' | 'no' | 'maybe' {
  if (method !== undefined && wanted !== '*' && method !== wanted) return 'no';
  if (patterns === undefined) return 'maybe';
  const found = best(patterns.map((pattern) => matchesPattern(pattern, path)));
  return found === 'yes' && method !== undefined && wanted === '*' ? 'maybe' : found;
}

function best(answers: readonly ('yes' | 'no' | 'maybe')[]): 'yes' | 'no' | 'maybe' {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
