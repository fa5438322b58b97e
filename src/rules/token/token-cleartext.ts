import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation, Security, Server } from '../../model/api.ts';
import { isCleartext, type TransportPolicy, transportPolicy, transportPolicyDocs, variableTransports } from '../../model/transport.ts';

export default defineRule<'server', TransportPolicy>({
  id: 'token-cleartext',
  title: 'Credential accepted without TLS',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 319,
  why: 'A password, key or token that once crosses the network in clear text can be copied and used by anyone who saw it.',
  fix: 'Serve the operations that take credentials over `https://` only.',
  examples: {
    bad: `servers:
  - url: http://api.acme.com
security: [{token: []}]
paths:
  /pets: {get: {responses: {'200': {description: ok}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
`,
    good: `servers:
  - url: https://api.acme.com
security: [{token: []}]
paths:
  /pets: {get: {responses: {'200': {description: ok}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
`,
  },
  options: transportPolicy,
  optionDocs: transportPolicyDocs,
  visit: 'server',
  *check(server, { api, options }) {
    const clear = isCleartext(server.url, options);
    const variable = clear ? undefined : variableTransports(server, options)[0];
    if (!clear && variable === undefined) return;
    const credentials = credentialsOf(api).get(server) ?? [];
    if (credentials.length === 0) return;
    const shown = credentials.slice(0, MAX_SHOWN).map((name) => `\`${name}\``);
    const more = credentials.length > shown.length ? ' and others' : '';
    const one = credentials.length === 1;
    yield {
      message: `${shown.join(', ')}${more} ${one ? 'is' : 'are'} accepted over \`${server.url}\`, which ${clear ? 'has' : 'may have'} no TLS, so anyone on the way can copy ${one ? 'it' : 'them'}: offer https only`,
      place: variable?.place ?? server.urlPlace,
    };
  },
});

/** Names that a message shows. */
const MAX_SHOWN = 3;

const cache = new WeakMap<Api, ReadonlyMap<Server, readonly string[]>>();

/** Names of the schemes that operations ask for, by the servers that these operations are reached at; one more than is shown. */
function credentialsOf(api: Api): ReadonlyMap<Server, readonly string[]> {
  const known = cache.get(api);
  if (known !== undefined) return known;
  // Most operations share one list of servers and one of requirements: reading each list once and each pair once keeps this linear.
  const named = new Map<Security, readonly string[]>();
  const paired = new Map<Operation['servers'], Set<Security>>();
  const found = new Map<Server, string[]>();
  for (const { origin, servers, security } of api.operations) {
    if (origin !== 'path' || security.isPublic) continue;
    const pairs = paired.get(servers) ?? new Set();
    if (pairs.has(security)) continue;
    paired.set(servers, pairs.add(security));
    const names = named.get(security) ?? schemeNames(security);
    named.set(security, names);
    for (const server of servers) {
      const all = found.get(server) ?? [];
      found.set(server, all);
      for (const name of names) if (all.length <= MAX_SHOWN && !all.includes(name)) all.push(name);
    }
  }
  cache.set(api, found);
  return found;
}

/** A client certificate is left out: it never leaves a TLS handshake. */
function schemeNames({ alternatives }: Security): readonly string[] {
  const names = new Set<string>();
  for (const { requirements } of alternatives) {
    for (const { name, scheme } of requirements) if (scheme?.type !== 'mutualTLS' && names.size <= MAX_SHOWN) names.add(name);
  }
  return [...names];
}
