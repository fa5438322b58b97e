import { describe } from 'vitest';
import rule from '../../../src/rules/header/header-cookie-flags.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const one = (header: string, name = 'Set-Cookie'): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /login:
    post:
      responses:
        '204':
          description: ok
          headers:
            ${name}: ${header}
`;
const cookie = (text: string): string => one(`{ schema: { type: string, example: ${JSON.stringify(text)} } }`);

describe('header-cookie-flags', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'none',
      document: cookie('session=abc'),
      hits: ['10: The `Set-Cookie` example lacks `Secure`, `HttpOnly`, `SameSite`'],
    }),
    { name: 'one is missing', document: cookie('session=abc; Path=/; secure; HTTPONLY'), hits: ['10: lacks `SameSite`, so'] },
    {
      name: 'one of two cookies',
      document: cookie('a=1; Secure; HttpOnly; SameSite=Lax\nSet-Cookie: b=2; Secure; SameSite=Lax'),
      hits: ['10: lacks `HttpOnly`'],
    },
    {
      name: 'a value named like an attribute',
      document: cookie('secure=HttpOnly; SameSite=Strict'),
      hits: ['10: lacks `Secure`, `HttpOnly`'],
    },
    {
      name: 'a pattern',
      document: one("{ schema: { type: string, pattern: '^session=.*; HttpOnly$' } }", 'set-cookie'),
      hits: ['10: The `set-cookie` pattern lacks `Secure`, `SameSite`'],
    },
    { name: "the header's own example", document: one("{ example: 'a=1; Secure; HttpOnly' }"), hits: ['10: lacks `SameSite`'] },
    { name: 'an enum', document: one("{ schema: { enum: ['a=1'] } }"), hits: ['10: The `Set-Cookie` enum lacks'] },
    {
      name: '2.0 (x-example is not looked into)',
      document: `swagger: '2.0'
info: { title: Pets, version: '1' }
paths:
  /login:
    post: { responses: { '204': { description: ok, headers: { Set-Cookie: { type: string, default: a=1, x-example: b=2 } } } } }
`,
      hits: ['5: The `Set-Cookie` default lacks'],
    },
    {
      name: 'a shared header, once',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /a: { post: { responses: { '200': { description: ok, headers: { Set-Cookie: { $ref: '#/components/headers/Cookie' } } } } } }
  /b: { post: { responses: { '200': { description: ok, headers: { Set-Cookie: { $ref: '#/components/headers/Cookie' } } } } } }
components:
  headers:
    Cookie: { schema: { type: string }, example: 'a=1; Secure; SameSite=Lax' }
`,
      hits: ['8: lacks `HttpOnly`'],
    },
    { name: 'all', document: cookie('session=abc; Path=/; Secure; HttpOnly; SameSite=None'), hits: [] },
    { name: 'a token for scripts', document: cookie('XSRF-TOKEN=abc; Secure; SameSite=Strict'), hits: [] },
    { name: 'a pattern with all', document: one("{ schema: { pattern: 'Secure; HttpOnly; SameSite=Lax' } }"), hits: [] },
    { name: 'prose', document: cookie('The session cookie'), hits: [] },
    { name: 'no value', document: one('{ schema: { type: string } }'), hits: [] },
    { name: 'any other header', document: one('{ example: a=1 }', 'Cookie-Policy'), hits: [] },
  ]));
