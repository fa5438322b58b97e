import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-401.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { many, open, secured, swagger } from './documents.ts';

const ok = "responses: { '200': { description: ok }";
const head = 'components: { securitySchemes: { login: { type: http, scheme: bearer } } }\nsecurity: [{ login: [] }]\n';

describe('error-401', () =>
  cases(rule, [
    ...everyVersion3({ name: 'secured by the root', document: secured(`${ok} }`), hits: ['11: `GET /pets` needs a credential'] }),
    { name: '2.0', document: swagger(`${ok} }`), hits: ['8: `GET /pets`'] },
    {
      name: 'its own security',
      document: secured(`security: [{ scoped: [read] }]\n${ok}, '403': { description: no } }`),
      hits: ['12: needs a credential'],
    },
    ...['401', '4XX', 'default'].map((status) => ({
      name: `${status} is enough, content or not`,
      document: secured(`${ok}, '${status}': { description: no } }`),
      hits: [],
    })),
    { name: 'nothing asks for a credential', document: open(`${ok} }`), hits: [] },
    { name: 'public', document: secured(`security: []\n${ok} }`), hits: [] },
    { name: 'only `{}`', document: secured(`security: [{}]\n${ok} }`), hits: [] },
    { name: 'optional', document: secured(`security: [{}, { login: [] }]\n${ok} }`), hits: [] },
    {
      name: 'webhooks and callbacks are answered by others',
      document: secured(`${ok}, '401': { description: no } }
callbacks:
  paid:
    '{$request.body#/url}':
      post: { responses: { '200': { description: ok } } }`),
      hits: [],
    },
    { name: 'everywhere', document: many(`${ok} }`, 12, head), hits: ['1: None of the 12 secured operations'] },
  ]));
