import { defineRule } from '../../engine/define-rule.ts';
import { isCleartext, type TransportPolicy, transportPolicy, transportPolicyDocs, urlScheme } from '../../model/transport.ts';
import { securedServer } from './secured.ts';

export default defineRule<'server', TransportPolicy>({
  id: 'tls-server',
  title: 'Server without TLS',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 319,
  why: 'Everything sent to a server without TLS, credentials included, can be read and changed by anyone on the way.',
  fix: 'Write the URL with `https://` (or `wss://`); in 2.0 leave only `https` in `schemes`.',
  examples: {
    bad: 'servers:\n  - url: http://api.acme.com/v1\n',
    good: 'servers:\n  - url: https://api.acme.com/v1\n  - url: /v1\n  - url: http://localhost:8080\n',
  },
  edit: '`https` for `http` (`wss` for `ws`) where the host is a public name without a port; the entry goes where its twin stands beside it.',
  options: transportPolicy,
  optionDocs: transportPolicyDocs,
  visit: 'server',
  applies: (server) => server.level === 'root',
  *check(server, { options }) {
    if (!isCleartext(server.url, options)) return;
    yield {
      message: `\`${server.url}\` is served over \`${urlScheme(server.url)}\`, which anyone on the way can read and change: use \`https\``,
      place: server.urlPlace,
      edits: securedServer(server, options.schemes),
    };
  },
});
