import { defineRule } from '../../engine/define-rule.ts';
import type { Server } from '../../model/api.ts';
import { isCleartext, type TransportPolicy, transportPolicy, transportPolicyDocs, urlHost, urlScheme } from '../../model/transport.ts';
import { securedServer } from './secured.ts';

export default defineRule<'api', TransportPolicy>({
  id: 'tls-twin-server',
  title: 'One host with and without TLS',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 319,
  why: 'A host that answers with and without TLS is called without it sooner or later: by an old client, a typing error or a downgrade attack.',
  fix: 'Drop the `http` entry; let the plain port redirect to https or stay closed.',
  examples: {
    bad: 'servers:\n  - url: https://api.acme.com\n  - url: http://api.acme.com\n',
    good: 'servers:\n  - url: https://api.acme.com\n  - url: https://eu.acme.com\n',
  },
  edit: 'The entry without TLS goes where the same list has the same URL with it; else `https` for `http` where the host is a public name without a port.',
  options: transportPolicy,
  optionDocs: transportPolicyDocs,
  visit: 'api',
  *check(api, { options }) {
    const safe = new Map<string, Server>();
    const clear = new Map<string, Server>();
    for (const server of api.allServers) {
      const scheme = urlScheme(server.url);
      if (scheme === undefined) continue;
      const host = urlHost(server.url);
      const side = isCleartext(server.url, options) ? clear : options.schemes.includes(scheme) ? safe : undefined;
      if (side !== undefined && !side.has(host)) side.set(host, server);
    }
    for (const [host, server] of clear) {
      const twin = safe.get(host);
      if (twin === undefined) continue;
      const name = host === '' ? 'this API' : `\`${host}\``;
      yield {
        message: `${name} is offered over both \`${urlScheme(twin.url)}\` and \`${urlScheme(server.url)}\`, so clients may pick the one without TLS: drop this entry`,
        place: server.urlPlace,
        edits: securedServer(server, options.schemes),
        related: [{ place: twin.urlPlace, message: 'the same host with TLS' }],
      };
    }
  },
});
