import { defineRule } from '../../engine/define-rule.ts';
import { optionalProblems } from './optional-security.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { isCalled } from './securities.ts';

export default defineRule<'api', PublicOptions>({
  id: 'auth-optional-write',
  title: 'Optional security on an unsafe operation',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 306,
  why: 'An optional credential is none: a caller who sends nothing can change data.',
  fix: 'Remove the `{}` entry from `security`.',
  examples: {
    bad: `
paths:
  /orders:
    post:
      security:
        - token: []
        - {}
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
paths:
  /orders:
    post:
      security:
        - token: []
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'api',
  holds: 'both',
  inCode: 'refuse requests without a credential before the handler runs',
  check: (api, { options }) =>
    optionalProblems(api, (operation) => isCalled(operation) && !operation.safe && !isListedPublic(operation, options), 'change'),
});
