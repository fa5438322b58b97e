import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'header-security',
  title: 'Browser security headers on HTML',
  severity: 'off',
  owasp: 'API8:2023',
  cwe: 693,
  why: 'An API that answers HTML answers it to browsers, where a page without these headers can be framed, sniffed or scripted.',
  fix: 'Declare the headers of the policy on every `text/html` response.',
  examples: {
    bad: `
paths:
  /consent:
    get:
      responses:
        '200':
          description: A page
          content:
            text/html: { schema: { type: string } }
`,
    good: `
paths:
  /consent:
    get:
      responses:
        '200':
          description: A page
          headers:
            X-Content-Type-Options: { schema: { const: nosniff } }
            Content-Security-Policy: { schema: { type: string } }
          content:
            text/html: { schema: { type: string } }
`,
  },
  options: { headers: ['X-Content-Type-Options', 'Content-Security-Policy|X-Frame-Options'] },
  optionDocs: { headers: 'Headers that every HTML response must declare; `A|B` asks for either.' },
  visit: 'response',
  applies: ({ content, usedBy }) =>
    content.some(({ type }) => type === 'text/html' || type === 'application/xhtml+xml') &&
    usedBy.some(({ operation }) => operation.origin === 'path'),
  *check({ headers }, { options }) {
    const missing = options.headers.filter((names) => !names.split('|').some((name) => headers.has(name.trim().toLowerCase())));
    if (missing.length === 0) return;
    const list = missing.map((names) => `\`${names.replaceAll('|', '` or `')}\``).join(', ');
    yield {
      message: `The HTML response does not declare ${list}, which the policy asks for: add ${missing.length > 1 ? 'them' : 'it'} to \`headers\``,
    };
  },
  everywhere: (count, { options }) =>
    `None of the ${count} HTML responses declares all of ${options.headers.map((name) => `\`${name}\``).join(', ')}, which the policy asks for: add them to \`headers\``,
});
