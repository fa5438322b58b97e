import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-www-authenticate.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { open, secured, swagger } from './documents.ts';

const refused = "responses:\n  '401': { description: no }";

describe('error-www-authenticate', () =>
  cases(rule, [
    ...everyVersion3({ name: 'bearer', document: secured(refused), hits: ['12: The `401` of `GET /pets`'] }),
    { name: '2.0 basic', document: swagger(refused), hits: ['9: add a `WWW-Authenticate` header'] },
    {
      name: 'one shared response, one finding',
      document: secured(`responses: { '401': { $ref: '#/components/responses/No' } }`)
        .replace('components:', 'components:\n  responses:\n    No: { description: no }')
        .concat("\n    post: { responses: { '401': { $ref: '#/components/responses/No' } } }"),
      hits: ['5: The `401` of `GET /pets`'],
    },
    {
      name: 'the header in lower case',
      document: secured("responses: { '401': { description: no, headers: { www-authenticate: { schema: { type: string } } } } }"),
      hits: [],
    },
    { name: 'no http scheme', document: secured(`security: [{ scoped: [] }]\n${refused}`), hits: [] },
    { name: 'public', document: open(refused), hits: [] },
    { name: 'a range promises no 401', document: secured("responses: { '4XX': { description: no } }"), hits: [] },
  ]));
