import { defineRule } from '../../engine/define-rule.ts';
import { optionalProblems } from './optional-security.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { isCalled, isRead } from './securities.ts';

export default defineRule<'api', PublicOptions>({
  id: 'auth-optional-read',
  title: 'Optional security on a read operation',
  severity: 'info',
  owasp: 'API2:2023',
  cwe: 306,
  why: 'An optional credential is none: anybody gets an answer. That can be meant; then policy should say so.',
  fix: 'Remove the `{}` entry from `security`, or list the operation under `public` in the policy.',
  examples: {
    bad: `
paths:
  /orders:
    get:
      security:
        - token: []
        - {}
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'api',
  holds: 'both',
  inCode: 'refuse requests without a credential, or list the operation under `public` in the policy',
  check: (api, { options }) =>
    optionalProblems(api, (operation) => isCalled(operation) && isRead(operation) && !isListedPublic(operation, options), 'read'),
});
