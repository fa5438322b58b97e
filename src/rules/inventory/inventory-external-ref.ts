import { defineRule } from '../../engine/define-rule.ts';
import { urlHost, urlScheme } from '../../model/transport.ts';

export default defineRule({
  id: 'inventory-external-ref',
  title: 'Reference to a foreign host',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 829,
  why: 'Whoever runs the host of a remote `$ref` decides what this document says, security included, after it was reviewed.',
  fix: 'Copy the file into the repository and refer to it by a relative path, or allow the host in the policy.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { $ref: 'https://schemas.acme.dev/pets.yaml#/Pets' }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pets' }
components:
  schemas:
    Pets: { type: array, maxItems: 10, items: { type: string } }
`,
  },
  options: { allowedHosts: [] as readonly string[] },
  optionDocs: { allowedHosts: 'Hosts that references may lead to, such as `schemas.acme.io`; `*.acme.io` stands for those below.' },
  visit: 'api',
  *check({ brokenRefs }, { options }) {
    for (const { place, ref, reason } of brokenRefs) {
      const host = urlHost(ref);
      if (reason !== 'remote') continue;
      if (options.allowedHosts.some((allowed) => matches(host, allowed.toLowerCase()))) {
        if (urlScheme(ref) === 'https') continue;
        yield { message: `\`${ref}\` is read without TLS, so anybody on the way can change this document: write \`https://\``, place };
        continue;
      }
      yield {
        message: `\`${ref}\` lets ${host === '' ? 'a remote file' : `\`${host}\``} change this document after its review: copy the file into the repository, or allow the host in the policy`,
        place,
      };
    }
  },
});

function matches(host: string, allowed: string): boolean {
  return host === allowed || (allowed.startsWith('*.') && host.endsWith(allowed.slice(1)));
}
