import { defineRule } from '../../engine/define-rule.ts';
import { redirectTargets } from './redirecting.ts';
import { inputSubject } from './subject.ts';
import { hostKeys, hostKeysDoc, isHostConstrained } from './url-inputs.ts';

export default defineRule({
  id: 'input-redirect',
  title: 'Open redirect',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 601,
  why: 'A redirect that goes where the caller says lends your host name to phishing, and hands over codes and tokens in the URL.',
  fix: 'Limit the target: `enum`, a `pattern` that names the host (`^https://app\\.example\\.com/`), or a path on your own host.',
  examples: {
    bad: `
paths:
  /login:
    get:
      parameters:
        - { name: return_url, in: query, schema: { type: string, format: uri } }
      responses:
        '302': { description: Back to the caller }
`,
    good: `
paths:
  /login:
    get:
      parameters:
        - { name: return_url, in: query, schema: { type: string, pattern: '^https://app\\.example\\.com/' } }
      responses:
        '302': { description: Back to the caller }
`,
  },
  options: { hostKeys },
  optionDocs: { hostKeys: hostKeysDoc },
  visit: 'api',
  *check(api, { options }) {
    for (const [{ place, schema }, operation] of redirectTargets(api)) {
      if (isHostConstrained(schema, options.hostKeys)) continue;
      yield {
        message: `${inputSubject(place)} decides where \`${operation.label}\` redirects: limit it by \`enum\` or a \`pattern\` that names the host`,
        place,
      };
    }
  },
});
