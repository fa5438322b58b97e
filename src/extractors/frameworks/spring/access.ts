/** What security expressions and matchers of Spring Security say. */
import type { Guard } from '../../security.ts';
import { askedOf, evaluateSpel } from './spel.ts';

/** Access as a rule states it, apart from where it stands. */
export interface Access {
  readonly kind: 'public' | 'required' | 'authorizes' | 'unknown';
  readonly note: string;
  readonly scopes: readonly string[];
}

/** Methods of the authorization builders, by name. */
export function accessOf(method: string, args: readonly (string | undefined)[]): Access | undefined {
  const named = args.filter((each) => each !== undefined);
  switch (method) {
    case 'permitAll':
    case 'anonymous':
      return { kind: 'public', note: `\`${method}()\``, scopes: [] };
    case 'authenticated':
    case 'fullyAuthenticated':
    case 'rememberMe':
    case 'denyAll':
      return { kind: 'required', note: `\`${method}()\``, scopes: [] };
    case 'hasRole':
    case 'hasAnyRole':
    case 'hasAllRoles':
    case 'hasAuthority':
    case 'hasAnyAuthority':
    case 'hasAllAuthorities':
      return rolesAccess(method, named);
    case 'hasIpAddress':
      return { kind: 'unknown', note: '`hasIpAddress()` looks at the address alone', scopes: [] };
    case 'access':
      return args.length === 1 && args[0] !== undefined
        ? expressionAccess(args[0])
        : { kind: 'unknown', note: '`access()` by code of its own', scopes: [] };
    default:
      return undefined;
  }
}

function rolesAccess(method: string, named: readonly string[]): Access {
  const note = `\`${method}(${named.join(', ')})\``;
  const asked = askedOf(method, named);
  return asked === undefined
    ? { kind: 'public', note: `${note} admits anonymous users`, scopes: [] }
    : { kind: 'authorizes', note, scopes: asked };
}

/** A SpEL expression, as in `@PreAuthorize`. */
export function expressionAccess(expression: string): Access {
  const text = expression.trim();
  const note = `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
  const { kind, scopes } = evaluateSpel(text);
  // A bean decides (`@access.check(#id)`), or a domain object's permissions.
  return { kind, note: kind === 'unknown' ? `${note} is decided by code of its own` : note, scopes };
}

export function guardFrom({ kind, note, scopes }: Access, place: Guard['place'], schemes: readonly string[]): Guard {
  return { kind, note, place, schemes: kind === 'public' ? [] : schemes, scopes };
}

/** Whether a route lies under an Ant or MVC pattern: for certain, certainly not, or it cannot be told. */
export function matchesPattern(pattern: string, path: string): 'yes' | 'no' | 'maybe' {
  if (pattern === '/**' || pattern === '**' || pattern === '/*/**' || pattern === '*') return 'yes';
  const wanted = pattern.split('/').filter((part) => part !== '');
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of wanted.entries()) {
    if (part === '**' || /^\{\*\w+\}$/.test(part)) {
      if (index === wanted.length - 1) return parts.slice(0, index).includes('{*}') ? 'maybe' : 'yes';
      return deepMatch(wanted.slice(index + 1), parts.slice(index));
    }
    const other = parts[index];
    if (other === '{*}') return 'maybe';
    if (other === undefined) return 'no';
    if (part === '*' || /^\{[^*]/.test(part) || part === other) continue;
    if (other.startsWith('{')) return 'no';
    if (!/[*?]/.test(part) || !globMatches(part, other)) return 'no';
  }
  return parts.length === wanted.length ? 'yes' : 'no';
}

/** What follows a `**` in the middle must be the end of the path. */
function deepMatch(wanted: readonly string[], parts: readonly string[]): 'yes' | 'no' | 'maybe' {
  if (wanted.includes('**')) return 'maybe';
  const end = parts.slice(Math.max(0, parts.length - wanted.length));
  if (end.length < wanted.length) return 'no';
  return wanted.every((part, index) => part === '*' || part === end[index] || (/[*?]/.test(part) && globMatches(part, end[index] ?? '')))
    ? 'yes'
    : 'no';
}

/** `*` and `?` inside of one segment: linear, by looking back to the last star only. */
function globMatches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let mark = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      mark = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star !== -1) {
      at = star + 1;
      index = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
