import { getObject, getString } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { isOpenOnPurpose } from '../../model/open-endpoints.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { hasSchemes } from './scheme-map.ts';
import { counted, isCalled } from './securities.ts';

interface Options extends PublicOptions {
  readonly reads: boolean;
}

export default defineRule<'api', Options>({
  id: 'auth-schemes-defined',
  title: 'Document without security schemes',
  severity: 'error',
  essential: true,
  owasp: 'API2:2023',
  cwe: 306,
  why: 'With no scheme defined no operation can ask for a credential, so clients, gateways and tests all take the whole API for public.',
  fix: 'Define a scheme under `components.securitySchemes` (2.0: `securityDefinitions`) and require it by a root `security`.',
  examples: {
    bad: `
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
`,
    good: `
security:
  - token: []
paths:
  /orders:
    post:
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    token: { type: http, scheme: bearer, bearerFormat: JWT }
`,
  },
  options: { ...publicOptions, reads: true },
  // An API of open data that only answers questions may well need no credential.
  essentialOptions: { reads: false },
  optionDocs: { ...publicOptionDocs, reads: '`false` leaves out documents whose operations only read.' },
  visit: 'api',
  *check(api, { options }) {
    if (hasSchemes(api)) return;
    const called = api.operations.filter(
      (operation) =>
        isCalled(operation) && operation.method !== 'OPTIONS' && !isListedPublic(operation, options) && !isOpenOnPurpose(operation),
    );
    const open = called.length;
    if (open === 0 || (!options.reads && called.every(({ safe }) => safe))) return;
    const { field, stray, at } = strayDefinitions(api);
    const what = `No security scheme is defined, so ${open === 1 ? 'the 1 operation is' : open === 2 ? 'both operations are' : `all ${counted(open, 'operation')} are`} public`;
    yield {
      message:
        stray === undefined
          ? `${what}: define one under \`${field}\` and require it by a root \`security\``
          : `${what}: OpenAPI ${api.versionText} ignores \`${stray}\`, move it to \`${field}\``,
      ...(at && { at }),
    };
  },
});

/** Definitions that stand where another version has them. */
function strayDefinitions({ version, raw }: Api): { field: string; stray?: string; at?: string[] } {
  const field = version === '2.0' ? 'securityDefinitions' : 'components.securitySchemes';
  const others =
    version === '2.0' ? [['components', 'securitySchemes'], ['securitySchemes']] : [['securityDefinitions'], ['securitySchemes']];
  for (const at of others) {
    const found = at.reduce<unknown>((holder, key) => getObject(holder, key), raw);
    const looksRight = Object.values(found ?? {}).some((scheme) => getString(scheme, 'type') !== undefined);
    if (looksRight) return { field, stray: at.join('.'), at };
  }
  return { field };
}
