import { defineRule } from '../../engine/define-rule.ts';
import { mustBeSecured, publicProblem } from './missing-security.ts';
import { type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { hasSchemes } from './scheme-map.ts';

export default defineRule<'operation', PublicOptions>({
  id: 'auth-write-secured',
  title: 'Unsafe operation without security',
  severity: 'error',
  essential: true,
  owasp: 'API2:2023',
  cwe: 306,
  why: 'Whoever finds the address can change data. (Where no scheme is defined at all, `auth-schemes-defined` says so once instead.)',
  fix: 'Require a scheme by `security` on the operation or the root. Sign-in, sign-up and the like say `security: []` themselves.',
  examples: {
    bad: `
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
security:
  - token: []
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
  /login:
    post:
      security: []
      responses:
        '200': { description: Signed in }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'operation',
  applies: (operation, { api, options }) => !operation.safe && mustBeSecured(operation, options) && hasSchemes(api),
  *check(operation) {
    if (operation.security.isPublic) yield publicProblem(operation, 'changes data');
  },
  everywhere: (count) =>
    `All ${count} operations that change data ask for no credential, though schemes are defined: require one by a root \`security\``,
});
