import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { mustBeSecured, publicProblem } from './missing-security.ts';
import { type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { hasSchemes } from './scheme-map.ts';
import { likeSiblings } from './sibling-security.ts';

interface Options extends PublicOptions {
  readonly openByNature: boolean;
}

export default defineRule<'operation', Options>({
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
  edit: 'The `security` of all other operations, where they are five or more that agree on the same schemes without scopes, this one alone has none and neither has the root.',
  options: { ...publicOptions, openByNature: true },
  // Everybody knows that a sign-in is public, whether the document says so or not; a search may be, where it says so.
  essentialOptions: { openByNature: false },
  optionDocs: {
    ...publicOptionDocs,
    openByNature:
      '`false` leaves out sign-in, webhook receivers and the like that do not say `security: []` themselves, and a `POST /search` that does.',
  },
  visit: 'operation',
  holds: 'both',
  inCode: 'put a guard before the handler, or list the operation under `public` in the policy',
  applies: (operation, { api, options }) =>
    !operation.safe &&
    mustBeSecured(operation, options) &&
    (options.openByNature || !(isOpenEndpoint(operation) || isReadByPost(operation))) &&
    hasSchemes(api),
  *check(operation, { api }) {
    if (operation.security.isPublic) yield { ...publicProblem(operation, 'can change data'), edits: likeSiblings(operation, api) };
  },
  everywhere: (count) =>
    `All ${count} operations that change data ask for no credential, though schemes are defined: require one by a root \`security\``,
});

/** `POST /articles/search` with a `security: []` of its own: a question, put as a body, that anybody may ask. */
function isReadByPost({ method, path, security }: Operation): boolean {
  return method === 'POST' && security.origin === 'operation' && /[/:](?:get|list|search|query|find|lookup|count|preview)\/*$/i.test(path);
}
