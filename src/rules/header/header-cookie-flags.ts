import { defineRule } from '../../engine/define-rule.ts';
import { headerValues } from './shown-values.ts';

export default defineRule({
  id: 'header-cookie-flags',
  title: 'Cookie attributes',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 614,
  why: 'A cookie without `Secure` travels in clear text, without `HttpOnly` scripts steal it, without `SameSite` other sites use it.',
  fix: 'Set `Secure; HttpOnly; SameSite=Lax` (or `Strict`), and show them in the example or pattern.',
  examples: {
    bad: `
paths:
  /login:
    post:
      responses:
        '204':
          description: Logged in
          headers:
            Set-Cookie:
              schema: { type: string, example: 'session=abc; Path=/; HttpOnly' }
`,
    good: `
paths:
  /login:
    post:
      responses:
        '204':
          description: Logged in
          headers:
            Set-Cookie:
              schema: { type: string, example: 'session=abc; Path=/; Secure; HttpOnly; SameSite=Lax' }
`,
  },
  visit: 'header',
  *check(header) {
    if (header.name.toLowerCase() !== 'set-cookie') return;
    for (const { keyword, text, place } of headerValues(header)) {
      const missing = keyword === 'pattern' ? missingWords(text) : missingAttributes(text);
      if (missing.length === 0) continue;
      const list = missing.map((name) => `\`${name}\``).join(', ');
      yield {
        message: `The \`${header.name}\` ${keyword} lacks ${list}, so the cookie can be stolen or misused: add ${missing.length > 1 ? 'them' : 'it'}`,
        place,
      };
    }
  },
});

/** Attributes that some cookie of a `Set-Cookie` value (RFC 6265 section 4.1) leaves out; several cookies stand on several lines. */
function missingAttributes(text: string): string[] {
  const missing = new Set<string>();
  for (const line of text.split(/[\r\n]+/)) {
    const cookie = line.replace(/^\s*set-cookie\s*:/i, '');
    // Prose and bare values are no cookie.
    if (!/^\s*[^\s=;,"]+=/.test(cookie)) continue;
    const [pair = '', ...rest] = cookie.split(';');
    const attributes = new Map(rest.map((part) => attribute(part)));
    if (!attributes.has('secure')) missing.add('Secure');
    // The page's own script must read a token of the double-submit kind.
    if (!attributes.has('httponly') && !/csrf|xsrf/i.test(pair.split('=', 1)[0] ?? '')) missing.add('HttpOnly');
    if (!attributes.has('samesite')) missing.add('SameSite');
  }
  return [...missing];
}

function attribute(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part.trim().toLowerCase(), ''] : [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()];
}

function missingWords(pattern: string): string[] {
  const lower = pattern.toLowerCase();
  return ['Secure', 'HttpOnly', 'SameSite'].filter((name) => !lower.includes(name.toLowerCase()));
}
