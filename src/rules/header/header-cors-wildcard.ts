import { defineRule } from '../../engine/define-rule.ts';
import type { Response } from '../../model/api.ts';
import { headerValues } from './shown-values.ts';

export default defineRule({
  id: 'header-cors-wildcard',
  title: 'CORS open to every origin',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 942,
  why: 'With `*` any web page may read what a secured operation answers to the browser of a logged-in user or inside a company network.',
  fix: 'Answer `Access-Control-Allow-Origin` with the origins of a fixed list, and never beside `Access-Control-Allow-Credentials`.',
  examples: {
    bad: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          headers:
            Access-Control-Allow-Origin: { schema: { type: string, const: '*' } }
`,
    good: `
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
security:
  - login: []
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          headers:
            Access-Control-Allow-Origin: { schema: { type: string, const: 'https://app.acme.io' } }
`,
  },
  visit: 'response',
  *check(response) {
    const header = response.headers.get('access-control-allow-origin');
    if (header === undefined) return;
    const cause = exposure(response);
    if (cause === undefined) return;
    for (const { keyword, text, place } of headerValues(header)) {
      if (keyword === 'pattern' || text.trim() !== '*') continue;
      yield {
        message: `\`${header.name}: *\` ${cause}: allow only the origins of a fixed list`,
        place,
      };
      break;
    }
  },
});

/** Why the wildcard matters here; undefined for public data without credentials. */
function exposure({ headers, usedBy }: Response): string | undefined {
  const credentials = headers.get('access-control-allow-credentials');
  if (credentials !== undefined && ![...headerValues(credentials)].some(({ text }) => text === 'false')) {
    return 'beside `Access-Control-Allow-Credentials` asks browsers to send cookies from every origin';
  }
  const secured = usedBy.some(({ operation }) => {
    const { method, origin, security } = operation;
    // A preflight carries no credential, whatever the root's `security` says.
    return origin === 'path' && method !== 'OPTIONS' && !security.isPublic;
  });
  return secured ? 'lets every web page read the answer of a secured operation' : undefined;
}
