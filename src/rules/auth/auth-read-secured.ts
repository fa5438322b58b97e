import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { type Enforced, enforcedOf, isCode } from '../../model/code-facts.ts';
import { mustBeSecured, publicProblem } from './missing-security.ts';
import { type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { hasSchemes } from './scheme-map.ts';
import { isRead } from './securities.ts';

export default defineRule<'operation', PublicOptions>({
  id: 'auth-read-secured',
  title: 'Read operation without security',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 306,
  why: 'Anybody can read and copy the data. (Where no scheme is defined at all, `auth-schemes-defined` says so once instead.)',
  fix: 'Require a scheme by `security` on the operation or the root, or list the operation under `public` in the policy.',
  examples: {
    bad: `
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /health:
    get:
      security: []
      responses:
        '200': { description: Up }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'operation',
  holds: 'both',
  inCode: 'put a guard before the handler, or list the operation under `public` in the policy',
  applies: (operation, { api, options }) =>
    isRead(operation) && mustBeSecured(operation, options) && hasSchemes(api) && !isGuardedElsewhere(api),
  *check(operation) {
    if (operation.security.isPublic) yield publicProblem(operation, 'reads data');
  },
  everywhere: (count) =>
    `All ${count} operations that read data ask for no credential, though schemes are defined: require one by a root \`security\``,
});

/** Whether other code is guarded: what stands open beside it is judged by `auth-code-guard`, for in code nothing says that it is meant. */
function isGuardedElsewhere(api: Api): boolean {
  return isCode(api) && api.operations.some((operation) => GUARDED.has(enforcedOf(operation)));
}

const GUARDED: ReadonlySet<Enforced> = new Set(['required', 'optional']);
