import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'token-bearer-format',
  title: 'Bearer token of unknown format',
  severity: 'info',
  owasp: 'API2:2023',
  cwe: 287,
  why: 'Whether a bearer token is a JWT or an opaque string decides how it must be validated, stored and revoked.',
  fix: 'Add `bearerFormat: JWT`, or `bearerFormat: opaque`.',
  examples: {
    bad: 'components:\n  securitySchemes:\n    token: {type: http, scheme: bearer}\n',
    good: 'components:\n  securitySchemes:\n    token: {type: http, scheme: bearer, bearerFormat: JWT}\n',
  },
  visit: 'securityScheme',
  *check(scheme) {
    if (scheme.type !== 'http' || scheme.httpScheme !== 'bearer' || (scheme.bearerFormat ?? '').trim() !== '') return;
    yield {
      message: `\`${scheme.name}\` does not say what its tokens are, so nobody can tell how to validate them: add \`bearerFormat\` (\`JWT\`, \`opaque\`)`,
    };
  },
});
