import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-status.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { open, swagger } from './documents.ts';

const ok = "  '200': { description: ok }\n";

describe('error-status', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'a code above',
      document: open(`responses:\n${ok}  '600': { description: odd }`),
      hits: ['8: `600` of `GET /pets`'],
    }),
    {
      name: 'no codes',
      document: open(
        `responses:\n${ok}  '099': { description: odd }\n  '20': { description: odd }\n  ok: { description: odd }\n  6XX: { description: odd }`,
      ),
      hits: ['8: `099`', '9: `20`', '10: `OK`', '11: `6XX`'],
    },
    { name: '2.0', document: swagger("responses:\n  '1000': { description: odd }\n  '200': { description: ok }"), hits: ['9: `1000`'] },
    { name: 'no success', document: open("responses:\n  '400': { description: bad }"), hits: ['6: `GET /pets` documents no success'] },
    { name: 'no response', document: open('responses: {}'), hits: ['6: documents no success'] },
    ...['101', '204', '304', '2XX', '3XX', '2xx', 'default'].map((status) => ({
      name: `${status} is a success`,
      document: open(`responses:\n  '${status}': { description: ok }\n  '599': { description: bad }`),
      hits: [],
    })),
    { name: 'extensions are no codes', document: open(`responses:\n${ok}  x-note: { description: odd }`), hits: [] },
    {
      name: 'a webhook needs no success, but real codes',
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks:
  born:
    post:
      responses: { '410': { description: gone } }
  died:
    post:
      responses: { '700': { description: odd } }
`,
      hits: ['9: `700` of `POST died`'],
    },
  ]));
