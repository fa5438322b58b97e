import { getString } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import { valueAt } from '../../documents/value-at.ts';
import type { Server } from '../../model/api.ts';

const TWINS: ReadonlyMap<string, string> = new Map([
  ['http', 'https'],
  ['ws', 'wss'],
]);

/** The URL scheme that does the same over TLS; undefined when policy does not count it as TLS. */
export function securedScheme(scheme: string, tls: readonly string[]): string | undefined {
  const twin = TWINS.get(scheme.toLowerCase());
  return twin !== undefined && tls.includes(twin) ? twin : undefined;
}

/** The URL with the TLS scheme of its kind, whoever answers there; undefined when it has none. */
function withTls(url: string, tls: readonly string[]): string | undefined {
  const [, scheme = '', rest = ''] = /^([a-z]+)(:\/\/.*)$/is.exec(url) ?? [];
  const twin = securedScheme(scheme, tls);
  return twin === undefined ? undefined : `${twin}${rest}`;
}

/** Last labels of names that are given out inside a network (RFC 6762, RFC 8375 and habit): certificates for them are no matter of course. */
const INSIDE = /\.(?:local|localhost|internal|intranet|lan|home|corp|private|arpa|invalid|test|onion)$/;

/** Whether the host is a public name without a port: the same service then answers over TLS at the port of its own, if anywhere. */
function isPublicName(url: string): boolean {
  const [, host = ''] = /^[a-z]+:\/\/([^/?#]*)/i.exec(url) ?? [];
  return /^(?:[a-z0-9{}_-]{1,80}\.){1,20}[a-z]{2,63}$/i.test(host) && !INSIDE.test(host.toLowerCase());
}

/** An `http` or `ws` URL over TLS where that is certain to be the same service; undefined for a port, an address, a name inside a network. */
export function securedUrl(url: string, tls: readonly string[]): string | undefined {
  return isPublicName(url) ? withTls(url, tls) : undefined;
}

/** The certain edit of a server without TLS: `https` for `http`, or the entry taken away where its twin stands in the same list. */
export function securedServer({ url, place, urlPlace }: Server, tls: readonly string[]): TreeEdit[] {
  // 2.0 has schemes in place of servers.
  const isScheme = typeof urlPlace.key === 'number';
  const entry = isScheme ? urlPlace : place;
  const [scheme = ''] = url.split(':', 1);
  const [old, value] = isScheme ? [scheme, securedScheme(scheme, tls)] : [url, withTls(url, tls)];
  if (value === undefined) return [];
  const list = entry.parent === undefined ? undefined : valueAt(entry.parent);
  if (Array.isArray(list) && typeof entry.key === 'number') {
    const first = firstOfEach(list);
    // An entry that is no text shifts the others.
    if (isScheme && list[entry.key] !== old) return [];
    if (first.has(value) || (first.get(old) ?? entry.key) < entry.key) return [{ kind: 'remove', place: entry }];
  }
  return isPublicName(url) ? [{ kind: 'set', place: urlPlace, value }] : [];
}

const firsts = new WeakMap<readonly unknown[], ReadonlyMap<string, number>>();

/** Where each URL or scheme of a list stands first. */
function firstOfEach(list: readonly unknown[]): ReadonlyMap<string, number> {
  const known = firsts.get(list);
  if (known !== undefined) return known;
  const first = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const said = typeof item === 'string' ? item : getString(item, 'url');
    if (said !== undefined && !first.has(said)) first.set(said, index);
  }
  firsts.set(list, first);
  return first;
}
