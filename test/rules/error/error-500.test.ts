import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-500.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { many, open, swagger } from './documents.ts';

const ok = "responses: { '200': { description: ok }";

describe('error-500', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'missing',
      document: open(`${ok}, '503': { description: busy } }`),
      hits: ['6: `GET /pets` does not document its server error'],
    }),
    { name: '2.0', document: swagger(`${ok} }`), hits: ['8: `GET /pets`'] },
    ...['500', '5XX', '5xx', 'default'].map((status) => ({
      name: `${status} is enough, content or not`,
      document: open(`${ok}, '${status}': { description: bad } }`),
      hits: [],
    })),
    {
      name: 'webhooks are answered by others',
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks:
  born: { post: { responses: { '200': { description: ok } } } }
`,
      hits: [],
    },
    { name: 'everywhere', document: many(`${ok} }`), hits: ['1: None of the 10 operations'] },
  ]));
