import { defineRule } from '../../engine/define-rule.ts';
import { redirectTargets } from './redirecting.ts';
import { inputSubject } from './subject.ts';
import { hostKeys, hostKeysDoc, isHostConstrained, urlInputs } from './url-inputs.ts';

export default defineRule({
  id: 'input-url',
  title: 'URL input without a host constraint',
  severity: 'warn',
  owasp: 'API7:2023',
  cwe: 918,
  why: 'A server that fetches whatever URL it is given can be sent to metadata services and internal hosts.',
  fix: 'Limit the host by `enum` or a `pattern` (`^https://images\\.example\\.com/`), or state the checks in `x-allowed-hosts`.',
  examples: {
    bad: `
paths:
  /previews:
    post:
      parameters:
        - { name: imageUrl, in: query, schema: { type: string, format: uri } }
      responses:
        '200': { description: A preview }
`,
    good: `
paths:
  /previews:
    post:
      parameters:
        - { name: imageUrl, in: query, schema: { type: string, pattern: '^https://images\\.example\\.com/' } }
      responses:
        '200': { description: A preview }
`,
  },
  options: { hostKeys },
  optionDocs: { hostKeys: hostKeysDoc },
  visit: 'api',
  holds: 'both',
  inCode: 'check the host against a list before it is called',
  *check(api, { options }) {
    const redirects = redirectTargets(api);
    for (const input of urlInputs(api)) {
      // Callbacks and redirects have rules of their own: one gap, one finding.
      if (input.purpose === 'callback' || redirects.has(input) || isHostConstrained(input.schema, options.hostKeys)) continue;
      const harm = input.purpose === 'redirect' ? 'so users can be sent to a foreign site' : 'internal ones too';
      yield {
        message: `${inputSubject(input.place)} may name any host, ${harm}: limit it by \`enum\`, a \`pattern\` that names the host, or \`x-allowed-hosts\``,
        place: input.place,
      };
    }
  },
});
