/** `access_control` and firewalls of Symfony's security.yaml. */
import { parseDocuments } from '../../../documents/parse.ts';
import { get, getArray, getObject, getString, isObject } from '../../../documents/tree.ts';
import type { CodePlace } from '../../route.ts';
import type { Guard } from '../../security.ts';

interface Rule {
  readonly path: string;
  readonly methods: readonly string[];
  readonly roles: readonly string[];
  /** Something else decides, too: an address, a host, an expression. */
  readonly more: boolean;
}

export class AccessControl {
  readonly #rules: readonly Rule[];
  readonly #file: string;
  /** Patterns of firewalls that are switched off. */
  readonly #open: readonly string[];

  constructor(file: string, text: string | undefined) {
    this.#file = file;
    const security = text === undefined ? undefined : getObject(parseDocuments(file, text)[0]?.value, 'security');
    this.#rules = (getArray(security, 'access_control') ?? []).map(ruleOf);
    this.#open = Object.values(getObject(security, 'firewalls') ?? {}).flatMap((each) =>
      get(each, 'security') === false ? [getString(each, 'pattern') ?? '^/'] : [],
    );
  }

  /** The first rule that fits; nothing where none does. */
  guards(method: string, path: string): Guard[] {
    const place: CodePlace = { file: this.#file, span: { start: 0, end: 0 } };
    for (const pattern of this.#open) {
      const fits = matches(pattern, path);
      if (fits === true) return [{ kind: 'public', note: `the firewall for \`${pattern}\` is switched off`, place }];
    }
    for (const rule of this.#rules) {
      const fits = matches(rule.path, path);
      if (fits === false || (rule.methods.length > 0 && method !== '*' && !rule.methods.includes(method))) continue;
      const note = `access_control for \`${rule.path}\``;
      if (fits === undefined || rule.more || (rule.methods.length > 0 && method === '*'))
        return [{ kind: 'unknown', note: `${note} may hold`, place }];
      if (rule.roles.length === 0 || rule.roles.some((role) => role === 'PUBLIC_ACCESS' || role === 'IS_AUTHENTICATED_ANONYMOUSLY'))
        return [{ kind: 'public', note: `${note} lets everybody in`, place }];
      return [{ kind: 'authorizes', note: `${note} asks for \`${rule.roles.join('`, `')}\``, place, scopes: rule.roles }];
    }
    return [];
  }
}

function ruleOf(value: unknown): Rule {
  const list = (key: string): string[] => {
    const found = get(value, key);
    const items = Array.isArray(found) ? found : typeof found === 'string' ? found.split(',') : [];
    return items.filter((item) => typeof item === 'string').map((item) => item.trim());
  };
  const roles = [...list('roles'), ...list('role')];
  const more =
    isObject(value) &&
    ['ip', 'ips', 'host', 'port', 'allow_if', 'requires_channel', 'request_matcher', 'attributes', 'route'].some((key) =>
      Object.hasOwn(value, key),
    );
  return { path: getString(value, 'path') ?? '^/', methods: list('methods').map((each) => each.toUpperCase()), roles, more };
}

/**
 * Whether a pattern fits a path, without running it: literal prefixes, alternatives in one pair of brackets, and an end are understood.
 * Undefined for anything else.
 */
function matches(pattern: string, path: string): boolean | undefined {
  const anchored = pattern.startsWith('^');
  const body = (anchored ? pattern.slice(1) : pattern).replaceAll(/\\([/.\-_])/g, '$1');
  if (!anchored) return undefined;
  // A parameter of the path may be anything.
  const known = path.includes('{') ? path.slice(0, path.indexOf('{')) : path;
  const begins = (literal: string): boolean | undefined => {
    if (known.startsWith(literal)) return true;
    return path.includes('{') && literal.startsWith(known) ? undefined : false;
  };
  const options = expand(body);
  if (options === undefined) return begins(literalStart(body)) === false ? false : undefined;
  const fits = options.map((option): boolean | undefined => {
    const ends = option.endsWith('$');
    const literal = option.replace(/\/?\??\$$/, '').replace(/\/\?$/, '');
    if (!/^[\w/.~%-]*$/.test(literal)) return begins(literalStart(option)) === false ? false : undefined;
    if (!ends) return begins(literal);
    if (path === literal || (path === `${literal}/` && option.includes('?'))) return true;
    return path.includes('{') && literal.startsWith(known) ? undefined : false;
  });
  if (fits.includes(true)) return true;
  return fits.includes(undefined) ? undefined : false;
}

/** What a pattern begins with for certain: a character before a quantifier may be missing. */
function literalStart(pattern: string): string {
  const [literal = ''] = /^[\w/.~%-]*/.exec(pattern) ?? [];
  return /^[?*{]/.test(pattern.slice(literal.length)) ? literal.slice(0, -1) : literal;
}

/** `/api/(a|b)/c` as its alternatives. */
function expand(text: string): string[] | undefined {
  const open = text.indexOf('(');
  if (open === -1) return [text];
  const close = text.indexOf(')', open);
  const inner = text.slice(open + 1, close).replace(/^\?:/, '');
  if (close === -1 || /[()]/.test(inner) || text.includes('(', close)) return undefined;
  return inner.split('|').map((each) => text.slice(0, open) + each + text.slice(close + 1));
}
