import { defineRule } from '../../engine/define-rule.ts';
import { gathered } from '../../model/repeated.ts';
import { type TransportPolicy, transportPolicy, transportPolicyDocs } from '../../model/transport.ts';
import { type ClearServer, clearServers } from './server-transports.ts';
import { quoted, relatedTo } from './wording.ts';

export default defineRule<'change', TransportPolicy>({
  id: 'regress-tls',
  title: 'Server that lost TLS',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 319,
  why: 'What clients sent encrypted before, credentials included, can now be read and changed by anyone on the way.',
  fix: 'Write the URL with `https://` again and drop the entry without TLS; in 2.0 take `http` out of `schemes`.',
  examples: {
    base: 'servers:\n  - url: https://api.acme.com/v1\n',
    bad: 'servers:\n  - url: http://api.acme.com/v1\n',
    good: 'servers:\n  - url: https://eu.acme.com/v2\n  - url: http://localhost:8080\n',
  },
  options: transportPolicy,
  optionDocs: transportPolicyDocs,
  visit: 'change',
  *check(change, { options }) {
    const found = clearServers(change, options).map((server) => {
      const related = relatedTo(server.base?.urlPlace, [], '');
      const message = `${changeOf(server)}, so anyone on the way can read and change what is sent: use \`https\` alone`;
      return { cause: '', problem: { message, place: server.place, related }, where: quoted(server.url) };
    });
    yield* gathered(
      found,
      change.place,
      (_, count) =>
        `${count} servers go without TLS that did not in the base, so anyone on the way can read and change what is sent: use \`https\` alone`,
    );
  },
});

function changeOf({ url, variable, was, hasTwin }: ClearServer): string {
  if (variable !== undefined) return `The variable ${quoted(variable)} lets ${quoted(url)} do without TLS now`;
  if (was === undefined) return `${quoted(url)} was added and goes without TLS`;
  return hasTwin ? `${quoted(url)} was added beside ${quoted(was.url)}` : `${quoted(was.url)} in the base is ${quoted(url)} now`;
}
