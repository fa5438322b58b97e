import { defineRule } from '../../engine/define-rule.ts';
import { inputSubject } from './subject.ts';
import { hostKeys, hostKeysDoc, isHostConstrained, urlInputs } from './url-inputs.ts';

export default defineRule({
  id: 'input-callback-url',
  title: 'Unconstrained callback URL',
  severity: 'warn',
  owasp: 'API7:2023',
  cwe: 918,
  why: 'The server will call this URL: metadata services and internal hosts answer it as readily as the customer does.',
  fix: 'Limit the host by `enum` or a `pattern` (`^https://hooks\\.example\\.com/`), or list the checks in `x-allowed-hosts`; resolve and refuse private addresses.',
  examples: {
    bad: `
paths:
  /subscriptions:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                callbackUrl: { type: string, format: uri, maxLength: 2000 }
      responses:
        '201': { description: Subscribed }
`,
    good: `
paths:
  /subscriptions:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                callbackUrl: { type: string, maxLength: 2000, pattern: '^https://[a-z0-9-]+\\.example\\.com/' }
      responses:
        '201': { description: Subscribed }
`,
  },
  options: { hostKeys },
  optionDocs: { hostKeys: hostKeysDoc },
  visit: 'api',
  *check(api, { options }) {
    for (const { purpose, place, schema } of urlInputs(api)) {
      if (purpose !== 'callback' || isHostConstrained(schema, options.hostKeys)) continue;
      yield {
        message: `${inputSubject(place)} is a URL of the caller's choice that the server calls: limit its host by \`enum\`, \`pattern\` or \`x-allowed-hosts\`, and refuse private addresses`,
        place,
      };
    }
  },
});
