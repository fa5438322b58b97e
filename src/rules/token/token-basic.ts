import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { SecurityScheme } from '../../model/api.ts';

export default defineRule({
  id: 'token-basic',
  title: 'HTTP Basic authentication',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 522,
  why: 'Basic sends the password itself with every request, so one logged header is a stolen account.',
  fix: 'Declare `oauth2` or `openIdConnect`, or `scheme: bearer` with short-lived tokens.',
  examples: {
    bad: 'components:\n  securitySchemes:\n    password: {type: http, scheme: Basic}\n',
    good: 'components:\n  securitySchemes:\n    token: {type: http, scheme: bearer, bearerFormat: JWT}\n',
  },
  visit: 'securityScheme',
  *check(scheme) {
    const disguised = isDisguised(scheme);
    // RFC 9110 compares scheme names without regard to case.
    if (!disguised && (scheme.type !== 'http' || scheme.httpScheme !== 'basic')) return;
    yield {
      message: `\`${scheme.name}\` sends the password itself with every request: use \`oauth2\`, \`openIdConnect\` or short-lived \`bearer\` tokens`,
      at: [disguised || get(scheme.raw, 'scheme') === undefined ? 'type' : 'scheme'],
    };
  },
});

/** An `apiKey` whose description asks for what RFC 7617 defines: the word Basic and base64 of user and password. */
function isDisguised({ type, parameterName, description }: SecurityScheme): boolean {
  if (type !== 'apiKey' || parameterName?.toLowerCase() !== 'authorization') return false;
  return /\bBasic\b/i.test(description) && /\bbase-?64\b/i.test(description);
}
