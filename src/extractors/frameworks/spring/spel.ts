/** Security expressions of Spring Security (SpEL), as far as they certainly refuse, or certainly admit, somebody without an identity. */

/** What an expression comes to for an anonymous caller. */
interface Verdict {
  readonly kind: 'public' | 'required' | 'authorizes' | 'unknown';
  /** Roles and authorities that it names as asked for. */
  readonly scopes: readonly string[];
}

/** A verdict with those of its roles that nobody gets around; any one of a list is none of these. */
interface Term extends Verdict {
  readonly demanded: readonly string[];
}

const UNKNOWN: Term = { kind: 'unknown', scopes: [], demanded: [] };
const ADMITS: Term = { kind: 'public', scopes: [], demanded: [] };
const REFUSES: Term = { kind: 'required', scopes: [], demanded: [] };

/** Deeper brackets than anybody writes. */
const MOST_BRACKETS = 20;

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|&&|\|\||[=!<>]=|\?[:.]|[#@]?\w+|\S/g;

/** Reads an expression; what is not certain is unknown. */
export function evaluateSpel(expression: string): Verdict {
  // `{value}` of an annotation's template is filled in where the annotation is used.
  if (/\{\w+\}/.test(expression)) return { kind: 'unknown', scopes: [] };
  const tokens = expression.match(TOKEN) ?? [];
  const { kind, scopes } = tokens.length > 2000 ? UNKNOWN : disjunction(tokens, 0);
  return { kind, scopes };
}

function disjunction(tokens: readonly string[], depth: number): Term {
  const terms = split(tokens, /^(?:or|\|\|)$/i)?.map((each) => conjunction(each, depth));
  const [first, ...others] = terms ?? [];
  if (terms === undefined || first === undefined) return UNKNOWN;
  if (others.length === 0) return first;
  if (terms.some(({ kind }) => kind === 'public')) return ADMITS;
  const demanded = first.demanded.filter((scope) => others.every((each) => each.demanded.includes(scope)));
  if (terms.some(({ kind }) => kind === 'unknown')) return UNKNOWN;
  return { kind: terms.every(({ kind }) => kind === 'authorizes') ? 'authorizes' : 'required', scopes: demanded, demanded };
}

function conjunction(tokens: readonly string[], depth: number): Term {
  const terms = split(tokens, /^(?:and|&&)$/i)?.map((each) => single(each, depth));
  if (terms === undefined) return UNKNOWN;
  if (terms.every(({ kind }) => kind === 'public')) return ADMITS;
  const refusing = terms.filter(({ kind }) => kind === 'required' || kind === 'authorizes');
  if (refusing.length === 0) return UNKNOWN;
  return {
    kind: refusing.some(({ kind }) => kind === 'authorizes') ? 'authorizes' : 'required',
    scopes: [...new Set(refusing.flatMap(({ scopes }) => scopes))],
    demanded: [...new Set(refusing.flatMap(({ demanded }) => demanded))],
  };
}

/** Parts between operators outside of brackets; undefined where brackets do not match, or a choice (`?`) decides. */
function split(tokens: readonly string[], operator: RegExp): string[][] | undefined {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (/^[([{]$/.test(token)) depth++;
    if (/^[)\]}]$/.test(token)) depth--;
    if (depth < 0 || (depth === 0 && (token === '?' || token === '?:'))) return undefined;
    if (depth === 0 && operator.test(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return depth === 0 ? parts : undefined;
}

function single(tokens: readonly string[], depth: number): Term {
  if (tokens[0] === '(' && closing(tokens, 0) === tokens.length - 1)
    return depth >= MOST_BRACKETS ? UNKNOWN : disjunction(tokens.slice(1, -1), depth + 1);
  const text = tokens.join('');
  if (Object.hasOwn(WORDS, text)) return WORDS[text] ?? UNKNOWN;
  if (asksPrincipal(tokens)) return REFUSES;
  const call = tokens[0] === '#oauth2' && tokens[1] === '.' ? tokens.slice(2) : tokens;
  const [name = '', open] = call;
  if (open !== '(' || !NAMES.test(name) || closing(call, 1) !== call.length - 1) return UNKNOWN;
  const args = call.slice(2, -1);
  if (args.length === 0 || args.some((each, index) => (index % 2 === 0 ? !/^['"]./.test(each) : each !== ','))) return UNKNOWN;
  return named(
    name,
    args.filter((each) => each !== ',').map((each) => each.slice(1, -1)),
  );
}

const NAMES = /^has(?:(?:Any|All)?(?:Role|Roles|Authority|Authorities)|(?:Any)?Scope)$/;

const WORDS: Readonly<Record<string, Term>> = Object.assign(Object.create(null), {
  true: ADMITS,
  permitAll: ADMITS,
  'permitAll()': ADMITS,
  anonymous: ADMITS,
  'isAnonymous()': ADMITS,
  false: REFUSES,
  denyAll: REFUSES,
  'denyAll()': REFUSES,
  'isAuthenticated()': REFUSES,
  authenticated: REFUSES,
  'isFullyAuthenticated()': REFUSES,
  fullyAuthenticated: REFUSES,
  'isRememberMe()': REFUSES,
  rememberMe: REFUSES,
});

function named(method: string, names: readonly string[]): Term {
  const asked = askedOf(method, names);
  return asked === undefined
    ? ADMITS
    : { kind: 'authorizes', scopes: asked, demanded: /Any/.test(method) && asked.length > 1 ? [] : asked };
}

/** The role that everybody has who has not said who they are. */
export const ANONYMOUS = 'ROLE_ANONYMOUS';

/** Roles or authorities that `hasRole`, `hasAnyAuthority` and their like ask for; undefined where an anonymous caller has what is asked. */
export function askedOf(method: string, names: readonly string[]): string[] | undefined {
  const asked = names.filter((name) => (/Role/.test(method) && !name.startsWith('ROLE_') ? `ROLE_${name}` : name) !== ANONYMOUS);
  const admits = /^hasAll/.test(method) ? names.length > 0 && asked.length === 0 : asked.length < names.length;
  return admits ? undefined : asked;
}

/** Index of the bracket that closes the one at an index. */
function closing(tokens: readonly string[], from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    if (tokens[index] === '(') depth++;
    if (tokens[index] === ')' && --depth === 0) return index;
  }
  return -1;
}

/** Members of a string, which the principal of an anonymous caller is: any other cannot be read of it, and the call is refused. */
const OF_STRING =
  /^(?:bytes|empty|blank|class|(?:get(?:Bytes|Class|Chars)|is(?:Empty|Blank)|length|hashCode|equals\w*|toString|compareTo\w*|contains|contentEquals|startsWith|endsWith|matches|indexOf|lastIndexOf|charAt|codePoint\w*|substring|concat|replace\w*|trim|strip\w*|to(?:Lower|Upper)Case|toCharArray|chars|lines|intern|repeat|split\w*|region\w*|subSequence|format\w*|indent|transform|describeConstable|resolveConstantDesc|translateEscapes|notify\w*|wait))$/;

/** `principal.id == #id`: one side of a comparison is a property of the principal, which an anonymous one does not have. */
function asksPrincipal(tokens: readonly string[]): boolean {
  const sides = split(tokens, /^(?:[=!<>]=|[<>]|eq|ne|lt|gt|le|ge)$/i);
  if (sides === undefined || sides.length !== 2) return false;
  return sides.some((side) => {
    const [, name] = /^(?:authentication\.)?principal\.([A-Za-z]\w*)(?:\(\))?(?:\.[A-Za-z]\w*(?:\(\))?)*$/.exec(side.join('')) ?? [];
    return name !== undefined && !OF_STRING.test(name);
  });
}
