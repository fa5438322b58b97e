/** What callers have who have not said who they are: `anonymous().authorities("ROLE_GUEST")`. */
import { asString, type CallSite } from '../../interpret/value.ts';
import type { Expression } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import type { Access } from './access.ts';

/** Authorities given to everybody. */
export interface AnonymousAuthorities {
  readonly names: readonly string[];
  /** Those are all. */
  readonly known: boolean;
}

/** Calls that only wrap names. */
const WRAPS = /^(?:listOf|of|asList|SimpleGrantedAuthority|createAuthorityList|mutableListOf|setOf)$/;

/** What a section says of anonymous callers; undefined where it changes nothing about their authorities. */
export function anonymousIn(method: string, { arguments: args, conditional }: CallSite): AnonymousAuthorities | undefined {
  if (method === 'authorities') {
    const names = args.flatMap(({ value, expression }) => asString(value) ?? textsIn([expression]));
    return { names, known: !conditional && args.every(({ value, expression }) => asString(value) !== undefined || isPlain(expression)) };
  }
  const [first] = args;
  if (first === undefined || first.expression.kind === 'member') return undefined;
  if (first.value.kind !== 'closure') return first.value.kind === 'result' ? undefined : { names: [], known: false };
  const all = [...expressionsOf(first.value.function.body ?? [])];
  const given = all.flatMap((each) => givenIn(each) ?? []);
  if (given.length === 0) return all.some((each) => OWN.test(nameOf(each) ?? '')) ? { names: [], known: false } : undefined;
  return { names: textsIn(given), known: !conditional && given.every((each) => isPlain(each)) };
}

/** Sections that make the caller by code of their own. */
const OWN = /^(?:authenticationFilter|authenticationProvider|principal)$/;

/** `authorities(...)`, `authorities = ...`. */
function givenIn(each: Expression): Expression[] | undefined {
  if (each.kind === 'assign') return nameOf(each.target) === 'authorities' ? [each.value] : undefined;
  return each.kind === 'call' && nameOf(each.callee) === 'authorities' ? each.arguments.map(({ value }) => value) : undefined;
}

function nameOf(each: Expression): string | undefined {
  return each.kind === 'name' || each.kind === 'member' ? each.name : undefined;
}

function within(expressions: readonly Expression[]): Expression[] {
  return [...expressionsOf(expressions.map((value) => ({ kind: 'expression', value, at: value.at })))];
}

function textsIn(expressions: readonly Expression[]): string[] {
  return within(expressions).flatMap((each) => (each.kind === 'string' ? [each.value] : []));
}

/** Names, and lists of them, written out. */
function isPlain(expression: Expression, depth = 0): boolean {
  if (expression.kind === 'string') return true;
  if (depth > 5) return false;
  if (expression.kind === 'list') return expression.items.every((each) => isPlain(each, depth + 1));
  return (
    expression.kind === 'call' &&
    WRAPS.test(nameOf(expression.callee) ?? '') &&
    expression.arguments.every(({ value }) => isPlain(value, depth + 1))
  );
}

/** Access where anonymous callers have authorities of the program's choice. */
export function admittingAnonymous(access: Access, anonymous: AnonymousAuthorities | undefined): Access {
  if (anonymous === undefined || access.kind !== 'authorizes') return access;
  const { names, known } = anonymous;
  if (access.scopes.some((scope) => names.includes(scope) || names.includes(`ROLE_${scope}`)))
    return { kind: 'public', note: `${access.note}, which anonymous users have`, scopes: [] };
  return known ? access : { ...access, kind: 'unknown', note: `${access.note}, and what anonymous users have could not be read` };
}
