import type { Place } from '../documents/place.ts';
import { getArray, getObject } from '../documents/tree.ts';
import type { Server } from './api.ts';

/** What a policy lets pass as a safe transport. */
export interface TransportPolicy {
  /** URL schemes that run over TLS, lower case. */
  readonly schemes: readonly string[];
  /** Whether a server on this machine itself may do without TLS. */
  readonly loopback: 'allow' | 'deny';
}

/** Loopback traffic never leaves the machine (W3C Secure Contexts section 3.1 trusts it too), so development servers pass. */
export const transportPolicy: TransportPolicy = { schemes: ['https', 'wss'], loopback: 'allow' };

export const transportPolicyDocs: { readonly [Name in keyof TransportPolicy]: string } = {
  schemes: 'URL schemes that count as TLS.',
  loopback: '`allow` lets servers on `localhost`, `127.0.0.0/8` and `[::1]` do without TLS, `deny` does not.',
};

/** Schemes that the WHATWG URL parser reads as absolute even without `//`. */
const SPECIAL = new Set(['http', 'https', 'ws', 'wss', 'ftp', 'file']);

/** Scheme of an absolute URL in lower case (RFC 3986 section 3.1); undefined for a relative one and for `host:port`. */
export function urlScheme(url: string): string | undefined {
  const match = /^[\s\p{Cc}]*([a-z][a-z0-9+.-]*):(\/\/)?/iu.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  return scheme !== undefined && (match?.[2] !== undefined || SPECIAL.has(scheme)) ? scheme : undefined;
}

/** Host of an absolute or scheme-relative URL in lower case, without user and port, templates as written; `''` when there is none. */
export function urlHost(url: string): string {
  const start = url.indexOf('//');
  if (start < 0) return '';
  const [authority = ''] = url.slice(start + 2).split(/[/?#\\]/, 1);
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':', 1)[0] ?? '');
}

/** Whether a host is this machine: `localhost` and below (RFC 6761 section 6.3), `127.0.0.0/8`, `::1`, and `0.0.0.0` as servers print it. */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost\.?|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[(?:0*:)*0*1\]|\[::\])$/.test(host);
}

/** Whether a URL is absolute and leaves TLS out, as the policy sees it. Relative URLs take their transport from elsewhere. */
export function isCleartext(url: string, policy: TransportPolicy): boolean {
  const scheme = urlScheme(url);
  if (scheme === undefined || policy.schemes.includes(scheme)) return false;
  return policy.loopback === 'deny' || !isLoopback(urlHost(url));
}

/** A way in which variables let a server do without TLS. */
interface VariableTransport {
  /** The variable's name. */
  readonly name: string;
  /** The value that does it; undefined when nothing limits the variable. */
  readonly value: string | undefined;
  /** The default or enum entry; else the variable, or the URL when it is not declared. */
  readonly place: Place;
}

/** The variables of a server that decide its scheme and let it be something else than TLS; one entry a variable. */
export function variableTransports(server: Server, policy: TransportPolicy): VariableTransport[] {
  const { url } = server;
  const end = url.indexOf('://');
  const first = url.indexOf('{');
  if (first < 0 || (end >= 0 && first > end)) return [];
  const inScheme = end >= 0 && url.lastIndexOf('}', end) > first;
  // `{baseUrl}/v1` may hold a whole URL; any other start is a relative URL with a template in its path.
  if (!inScheme && first !== 0) return [];
  const prefix = url.slice(0, inScheme ? end : url.indexOf('}') + 1);
  const names = [...prefix.matchAll(/\{([^{}]*)\}/g)].flatMap(([, name]) => name ?? []).slice(0, 4);
  return names.flatMap((name) => judge(server, name, names, inScheme, policy) ?? []);
}

function judge(
  server: Server,
  name: string,
  names: readonly string[],
  inScheme: boolean,
  policy: TransportPolicy,
): VariableTransport | undefined {
  const variable = server.variables.get(name);
  const others = names.filter((other) => other !== name);
  const filled = others.reduce((url, other) => url.replace(`{${other}}`, () => server.variables.get(other)?.default ?? ''), server.url);
  const clear = (value: string) =>
    isCleartext(
      filled.replace(`{${name}}`, () => value),
      policy,
    );
  if (variable?.default !== undefined && clear(variable.default)) {
    return { name, value: variable.default, place: variable.place.at('default') };
  }
  const values = getArray(getObject(getObject(server.raw, 'variables'), name), 'enum');
  const index = values?.findIndex((value) => typeof value === 'string' && clear(value)) ?? -1;
  if (variable !== undefined && index >= 0) {
    return { name, value: String(values?.[index]), place: variable.place.at('enum', index) };
  }
  if (variable?.enum !== undefined && variable.enum.length > 0) return undefined;
  // An open variable is judged by the worst that it can become.
  const holdsScheme =
    inScheme || (variable?.default === undefined ? !/path|prefix|version|stage/i.test(name) : urlScheme(variable.default) !== undefined);
  const worst = inScheme ? server.url.slice(server.url.indexOf('://')) : '://';
  if (!holdsScheme || (policy.loopback === 'allow' && isLoopback(urlHost(worst)))) return undefined;
  return { name, value: undefined, place: variable?.place ?? server.urlPlace };
}
