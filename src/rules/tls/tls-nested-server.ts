import { defineRule } from '../../engine/define-rule.ts';
import { isCleartext, type TransportPolicy, transportPolicy, transportPolicyDocs, urlScheme } from '../../model/transport.ts';
import { securedServer } from './secured.ts';

export default defineRule<'server', TransportPolicy>({
  id: 'tls-nested-server',
  title: 'Path, operation or link server without TLS',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 319,
  why: 'A server on a path, operation or link replaces the root ones, so one left without TLS undoes their protection.',
  fix: 'Write its URL with `https://`, or remove it so that the root servers hold; in 2.0 take `http` out of the operation `schemes`.',
  examples: {
    bad: `paths:
  /files:
    servers:
      - url: http://files.acme.com
    get:
      responses: {'200': {description: ok}}
`,
    good: `paths:
  /files:
    servers:
      - url: https://files.acme.com
    get:
      responses: {'200': {description: ok}}
`,
  },
  edit: '`https` for `http` (`wss` for `ws`) where the host is a public name without a port; the entry goes where its twin stands beside it.',
  options: transportPolicy,
  optionDocs: transportPolicyDocs,
  visit: 'server',
  applies: (server) => server.level !== 'root',
  *check(server, { options }) {
    if (!isCleartext(server.url, options)) return;
    yield {
      message: `this ${server.level} is served over \`${urlScheme(server.url)}\` (\`${server.url}\`) whatever the root servers say: use \`https\``,
      place: server.urlPlace,
      edits: securedServer(server, options.schemes),
    };
  },
});
