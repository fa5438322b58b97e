import { defineRule } from '../../engine/define-rule.ts';
import type { SecurityScheme } from '../../model/api.ts';

interface Options {
  readonly allowed: readonly string[];
}

export default defineRule<'securityScheme', Options>({
  id: 'auth-allowed-types',
  title: 'Scheme type outside the allow-list',
  severity: 'off',
  // Which types are right is the organisation's choice; no preset can know it.
  strict: 'off',
  owasp: 'API2:2023',
  cwe: 1390,
  why: 'An organisation that settled on its ways of signing in wants no others, whatever their merits.',
  fix: 'Use an allowed type of scheme, or ask for the policy to allow this one.',
  examples: {
    bad: `
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
`,
    good: `
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`,
  },
  options: { allowed: ['oauth2', 'openIdConnect', 'mutualTLS'] },
  optionDocs: { allowed: 'Types that may be used; `http:bearer` or `apiKey:header` allow one scheme or place of a type.' },
  visit: 'securityScheme',
  *check(scheme, { options: { allowed } }) {
    const { name, type } = scheme;
    if (type === undefined || !Array.isArray(allowed) || allowed.length === 0) return;
    const kinds = [type, ...detail(scheme)];
    if (allowed.some((entry) => typeof entry === 'string' && kinds.some((kind) => kind.toLowerCase() === entry.toLowerCase()))) return;
    const list = allowed.slice(0, 8).map((entry) => `\`${entry}\``);
    yield { message: `\`${name}\` is of type \`${kinds.at(-1)}\`, which policy does not allow: use ${list.join(', ')}`, at: ['type'] };
  },
});

function detail({ type, httpScheme, location }: SecurityScheme): string[] {
  const part = type === 'http' ? httpScheme : type === 'apiKey' ? location : undefined;
  return part === undefined ? [] : [`${type}:${part}`];
}
