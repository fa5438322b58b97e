import { defineRule } from '../../engine/define-rule.ts';
import { type Text, texts } from './texts.ts';

export default defineRule({
  id: 'token-url-userinfo',
  title: 'User and password in a URL',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 522,
  why: 'A password before the host travels through logs, proxies and browser history, and in a document everyone who reads it has it (RFC 3986 section 3.2.1).',
  fix: 'Remove `user:password@` from the URL, send credentials in the `Authorization` header, and change the password if it was real.',
  examples: {
    bad: 'servers:\n  - url: https://admin:s3cr3t@api.acme.com\n',
    good: 'servers:\n  - url: https://api.acme.com/~admin:1@2\n',
  },
  visit: 'api',
  *check(api) {
    for (const found of texts(api).userinfo) {
      const user = userinfo(found);
      if (user === undefined) continue;
      yield {
        message: `the URL carries a password for \`${user}\` before its host, where logs and every reader see it: remove \`user:password@\``,
        place: found.holder.at(found.key),
      };
    }
  },
});

/** Keys whose value is a URL by the specification, where even a template in place of the password asks for one. */
const URL_KEYS: ReadonlySet<string> = new Set([
  'url',
  'default',
  'authorizationUrl',
  'deviceAuthorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'openIdConnectUrl',
  'oauth2MetadataUrl',
  'termsOfService',
  'operationRef',
  'host',
]);

/** What stands in running text for a password that is not given. */
const PLACEHOLDER =
  /^(?:[<{[($%*:.].*|x+|\*+|\.+|(?:your|my|the|some)?[-_ ]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|api[-_ ]?key|key|auth\w*)\d?)$/i;

/** The user of the first URL with a password in a text; undefined without one. */
function userinfo({ text, key }: Text): string | undefined {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const [authority = ''] = text.slice(at + 3, at + 503).split(/[\s/?#"'`<>\\)]/, 1);
    const end = authority.lastIndexOf('@');
    const colon = authority.indexOf(':');
    if (end < 0 || colon < 1 || colon > end - 2) continue;
    const password = authority.slice(colon + 1, end);
    const isUrl = typeof key === 'string' && URL_KEYS.has(key) && text.trimStart().search(/\s/) < 0;
    if (isUrl || !PLACEHOLDER.test(password)) return authority.slice(0, colon).slice(0, 60);
  }
  return undefined;
}
