import { describe, expect, test } from 'vitest';
import rule from '../../../src/rules/inventory/inventory-unsafe-markdown.ts';
import { findUnsafe } from '../../../src/rules/inventory/unsafe-html.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const xss = "'<img src=x onerror=alert(1)>'";
const info = (text: string): string => `openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\n  description: ${text}\npaths: {}\n`;

describe('inventory-unsafe-markdown', () =>
  cases(rule, [
    ...everyVersion3({ name: 'in the description', document: info(xss), hits: ['5: The `description` holds an event handler'] }),
    { name: '2.0', document: info(xss).replace('openapi: 3.1.0', "swagger: '2.0'"), hits: ['5: an event handler'] },
    { name: 'spelled by escapes', document: info('"\\u003cscript>alert(1)</script>"'), hits: ['5: a script element'] },
    {
      name: 'a script URL',
      document: info("'[help](javascript:alert(1))'"),
      hits: ['5: a script URL, which runs in the browser of whoever reads the documentation: link to an https URL'],
    },
    { name: 'as code', document: info("'`<script>`'"), hits: [] },
    {
      name: 'on operations, parameters, responses, properties, tags and scopes',
      document: `openapi: 3.0.3
info: { title: ${xss}, version: '1' }
tags: [{ name: a, description: ${xss} }]
paths:
  /pets:
    summary: ${xss}
    get:
      summary: ${xss}
      parameters: [{ name: a, in: query, description: ${xss}, schema: { type: string } }]
      responses: { '200': { description: ${xss}, content: { application/json: { examples: { a: { summary: ${xss}, value: { description: ${xss} } } } } } } }
components:
  schemas: { description: { type: object, title: ${xss}, properties: { example: { description: ${xss} } } } }
  securitySchemes:
    login:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: 'https://a.io', scopes: { read: ${xss} } } }
`,
      hits: [
        '2: `title`',
        '3: `description`',
        '6: `summary`',
        '8: `summary`',
        '9: `description`',
        '10: `description`',
        '10: `summary`',
        '12: `title`',
        '12: `description`',
        '16: `read`',
      ],
    },
    {
      name: 'data and extensions are not rendered',
      document: `openapi: 3.1.0
info: { title: Pets, version: '1', x-meta: { description: ${xss} } }
paths: {}
components:
  schemas:
    A: { example: { description: ${xss} }, default: { title: ${xss} }, enum: [${xss}], const: { summary: ${xss} }, examples: [{ description: ${xss} }] }
`,
      hits: [],
    },
    {
      name: '2.0 response examples are data',
      document: `swagger: '2.0'
info: { title: Pets, version: '1' }
paths: { /pets: { get: { responses: { '200': { description: ok, examples: { application/json: { description: ${xss} } } } } } } }
`,
      hits: [],
    },
    {
      name: 'a shared YAML node, once',
      document: `openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\ntags:\n  - &a { name: a, description: ${xss} }\n  - *a\npaths: {}\n`,
      hits: ['4: an event handler'],
    },
  ]));

describe('findUnsafe', () => {
  test.each([
    ['<script>alert(1)</script>', 'a script element'],
    ['<SCRIPT\nsrc=//x.io>', 'a script element'],
    ['a <script', 'a script element'],
    ['<script/src=//x.io>', 'a script element'],
    ['<svg><svg:script>', 'a script element'],
    ['<img src=x onerror=alert(1)>', 'an event handler'],
    ['<img/src/ONERROR = "alert(1)"', 'an event handler'],
    ['<a title=">" onclick="x()">', 'an event handler'],
    ['<svg onload=x()>', 'an event handler'],
    ['<a href="https://a.io" onfocus="this.blur()">', 'an event handler'],
    ['<a href=javascript:x()>', 'a script URL'],
    ["<a href=' java\tscript:x()'>", 'a script URL'],
    ['<a href="&#106;avascript&colon;x()">', 'a script URL'],
    ['<a href="&#x6A;ava&Tab;script:x()">', 'a script URL'],
    ['<iframe src="data:text/html,x">', 'a script URL'],
    ['<form action="vbscript:x">', 'a script URL'],
    ['[a](javascript:x)', 'a script URL'],
    ['[a]( <JavaScript:x>)', 'a script URL'],
    ['[a]: javascript:x', 'a script URL'],
    ['<javascript:alert(1)>', 'a script URL'],
    ['an odd ` and <script>', 'a script element'],
    ['`a\n\n<script>` b', 'a script element'],
    ['``a` <script> b', 'a script element'],
    ['\\`<script>\\`', 'a script element'],
    ['\\\\<script>', 'a script element'],
    ['```\ncode\n```\n<script>', 'a script element'],
    ['~~~\n```\n~~~\n<script>', 'a script element'],
    ['<div>\n`<script>`\n</div>', 'a script element'],
    ['<pre>\n\n`<img src=x onerror=x()>`</pre>', 'an event handler'],
    ['<div>\n```\n<script>\n```', 'a script element'],
    ['<a title="`"> <img src=x onerror=x()> `', 'an event handler'],
    ['<img alt="`" src=x onerror=x() alt="`">', 'an event handler'],
    ['a <b = "\n<script>', 'a script element'],
    ['<!-- a --><script>', 'a script element'],
  ])('%j is %s', (text, kind) => expect(findUnsafe(text)).toBe(kind));

  test.each([
    'Use `<script>` never',
    'Use ``a ` <script>`` never',
    '```html\n<script>alert(1)</script>\n```',
    '- a list\n\n    ```\n    <img src=x onerror=x()>\n    ```',
    '~~~\n<script>\n~~~',
    '````\n```\n<script>\n````',
    '\\<script>alert(1)\\</script>',
    '&lt;script&gt;',
    '<!-- <script> -->',
    'javascript: URLs are refused',
    'Send `javascript:x` to test',
    '<order online="true" onSaleDate="2020">',
    'if a < b and onload = 5',
    '<a href="https://a.io/javascript:x">',
    '<b>bold</b> on error = retry',
    '<scripting>',
    '<img src="data:image/png;base64,AAAA">',
    'a description of scripts',
    '[on](https://a.io?onerror=x)',
  ])('%j is fine', (text) => expect(findUnsafe(text)).toBeUndefined());

  test.each([
    ['unclosed tags', '<a "'],
    ['unclosed quotes', '<a x="\''],
    ['backticks', '` `` ``` '],
    ['brackets', '[](j'],
    ['attributes', '<a onx= '],
    ['entities', '<a href="&#106;'],
    ['handlers without tags', ' onerror '],
    ['fences', '```\n'],
    ['list markers', '- <b\n'],
    ['comments', '<!--'],
    ['spaces', '<  '],
  ])('%s in great number take linear time', (_name, piece) => {
    // Anything super-linear would not end within the test's time.
    expect(() => findUnsafe(`&#${piece.repeat(400_000 / piece.length)}`)).not.toThrow();
  });
});
