import { defineRule } from '../../engine/define-rule.ts';

/** Scheme and what is wrong with it. */
const OLD: ReadonlyMap<string, string> = new Map([
  ['digest', 'rests on MD5-era password hashes that the server must store'],
  ['negotiate', 'lets clients fall back to NTLM and binds login to the connection'],
  ['ntlm', 'can be relayed and cracked, and Microsoft has deprecated it'],
]);

export default defineRule({
  id: 'token-digest-negotiate',
  title: 'Digest, Negotiate or NTLM authentication',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 287,
  why: 'These schemes derive from the password, can be relayed or cracked offline, and none of them knows expiry or scopes.',
  fix: 'Declare `oauth2` or `openIdConnect`, or `scheme: bearer` with short-lived tokens.',
  examples: {
    bad: 'components:\n  securitySchemes:\n    windows: {type: http, scheme: negotiate}\n',
    good: 'components:\n  securitySchemes:\n    token: {type: http, scheme: bearer, bearerFormat: JWT}\n',
  },
  visit: 'securityScheme',
  *check(scheme) {
    const wrong = scheme.type === 'http' ? OLD.get(scheme.httpScheme ?? '') : undefined;
    if (wrong === undefined) return;
    yield {
      message: `\`${scheme.name}\` uses \`${scheme.httpScheme}\`, which ${wrong}: use \`oauth2\`, \`openIdConnect\` or short-lived \`bearer\` tokens`,
      at: ['scheme'],
    };
  },
});
