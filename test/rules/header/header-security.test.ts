import { describe } from 'vitest';
import rule from '../../../src/rules/header/header-security.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const page = (headers: string, type = 'text/html'): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /page:
    get:
      responses:
        '200':
          description: ok
          headers: { ${headers} }
          content: { ${type}: { schema: { type: string } } }
`;
const nosniff = 'x-content-type-options: { schema: { const: nosniff } }';

describe('header-security', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'none',
      document: page(''),
      hits: ['7: does not declare `X-Content-Type-Options`, `Content-Security-Policy` or `X-Frame-Options`'],
    }),
    { name: 'one', document: page(nosniff), hits: ['7: does not declare `Content-Security-Policy` or `X-Frame-Options`, which'] },
    {
      name: '2.0',
      document: `swagger: '2.0'
info: { title: Pets, version: '1' }
produces: [text/html]
paths:
  /page: { get: { responses: { '200': { description: ok, schema: { type: string } } } } }
`,
      hits: ['5: does not declare'],
    },
    { name: 'either of two', document: page(`${nosniff}, X-Frame-Options: { schema: { const: DENY } }`), hits: [] },
    { name: 'JSON is no page', document: page('', 'application/json'), hits: [] },
    { name: "the policy's list", document: page(nosniff), options: { headers: ['X-Content-Type-Options'] }, hits: [] },
    {
      name: "the policy's list, absent",
      document: page(nosniff),
      options: { headers: ['Permissions-Policy'] },
      hits: ['7: `Permissions-Policy`'],
    },
  ]));
