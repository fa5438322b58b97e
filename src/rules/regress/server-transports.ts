import type { Place } from '../../documents/place.ts';
import type { Change, Server } from '../../model/api.ts';
import { matchOperations } from '../../model/change/operations.ts';
import { isCleartext, type TransportPolicy, urlHost, urlScheme, variableTransports } from '../../model/transport.ts';

/** A server of the head that may be called without TLS, where the base had none such. */
export interface ClearServer {
  /** Where the head says so: the URL, or the variable that lets it. */
  readonly place: Place;
  readonly url: string;
  /** The variable that lets it. */
  readonly variable: string | undefined;
  /** The server of the base with TLS that it was; undefined when its host is new. */
  readonly was: Server | undefined;
  /** Whether the head still offers the same host with TLS. */
  readonly hasTwin: boolean;
  /** A server of the base that it stands beside or in place of. */
  readonly base: Server | undefined;
}

/** Comparisons between lists of servers; real documents need a handful. */
const MAX_COMPARED = 100_000;

/** Every server that lost TLS or was added without it, each once. The lists that are in force for the same operation are compared, by host. */
export function clearServers(change: Change, policy: TransportPolicy): ClearServer[] {
  const found = new Map<Server, ClearServer>();
  let left = MAX_COMPARED;
  for (const [head, bases] of listPairs(change)) {
    const now = hostsOf(head, policy);
    if (now.clear.size === 0) continue;
    for (const base of bases) {
      left -= now.clear.size;
      if (left < 0) return [...found.values()];
      for (const server of added(now, hostsOf(base, policy), base[0])) if (!found.has(server.of)) found.set(server.of, server.found);
    }
  }
  return [...found.values()];
}

type Servers = readonly Server[];

/** Lists of servers of the head, each with the lists that held in its place before. */
function listPairs(change: Change): Map<Servers, Set<Servers>> {
  const { base, head } = change;
  const lists = new Map<Servers, Set<Servers>>();
  const add = (list: Servers, before: Servers): void => {
    const known = lists.get(list);
    if (known === undefined) lists.set(list, new Set([before]));
    else known.add(before);
  };
  add(head.servers, base.servers);
  const { pairs, added: operations } = matchOperations(change);
  for (const pair of pairs) add(pair.head.servers, pair.base.servers);
  // What is new is compared with all that there was.
  for (const { servers } of operations) if (servers !== head.servers) add(servers, base.allServers);
  for (const server of head.allServers) if (server.level === 'link') add([server], base.allServers);
  return lists;
}

interface ClearUrl extends Pick<ClearServer, 'place' | 'variable'> {
  readonly server: Server;
}

interface Hosts {
  /** By host: what may be called without TLS, and where it says so. */
  readonly clear: ReadonlyMap<string, ClearUrl>;
  readonly safe: ReadonlyMap<string, Server>;
}

const known = new WeakMap<Servers, { readonly policy: TransportPolicy; readonly hosts: Hosts }>();

function hostsOf(servers: Servers, policy: TransportPolicy): Hosts {
  const entry = known.get(servers);
  if (entry?.policy === policy) return entry.hosts;
  const clear = new Map<string, ClearUrl>();
  const safe = new Map<string, Server>();
  for (const server of servers) {
    const host = urlHost(filled(server));
    const scheme = urlScheme(filled(server));
    if (scheme !== undefined && policy.schemes.includes(scheme) && !safe.has(host)) safe.set(host, server);
    const [variable] = variableTransports(server, policy);
    if (clear.has(host)) continue;
    if (isCleartext(server.url, policy)) clear.set(host, { server, place: server.urlPlace, variable: undefined });
    else if (variable !== undefined) clear.set(host, { server, place: variable.place, variable: variable.name });
  }
  const hosts = { clear, safe };
  known.set(servers, { policy, hosts });
  return hosts;
}

/** The URL with the defaults of its variables. */
function filled({ url, variables }: Server): string {
  return url.replace(/\{([^{}]*)\}/g, (template, name: string) => variables.get(name)?.default ?? template);
}

function added(now: Hosts, before: Hosts, base: Server | undefined): { of: Server; found: ClearServer }[] {
  // A server without TLS whose host was renamed is no loss.
  let moved = 0;
  for (const host of before.clear.keys()) if (!now.clear.has(host)) moved++;
  return [...now.clear].flatMap(([host, { server, place, variable }]) => {
    if (before.clear.has(host)) return [];
    const was = before.safe.get(host);
    if (was === undefined && moved > 0) {
      moved--;
      return [];
    }
    return [{ of: server, found: { place, url: server.url, variable, was, hasTwin: now.safe.has(host), base: was ?? base } }];
  });
}
