import { describe } from 'vitest';
import rule from '../../../src/rules/log/log-audit.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const one = (method: string, path = '/pets', more = '', pathMore = '', rootMore = ''): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  ${path}:
    ${method}: { ${more}responses: { '200': { description: ok } } }
${pathMore}${rootMore}`;

describe('log-audit', () =>
  cases(rule, [
    ...everyVersion3({ name: 'a change', document: one('delete'), hits: ['5: `DELETE /pets` changes data without audit evidence'] }),
    { name: 'a sensitive read', document: one('get', '/admin/users'), hits: ['5: `GET /admin/users` reads sensitive data'] },
    { name: '2.0', document: one('post').replace('openapi: 3.1.0', "swagger: '2.0'"), hits: ['5: `POST /pets`'] },
    { name: 'an ordinary read', document: one('get'), hits: [] },
    { name: 'x-audit', document: one('post', '/pets', 'x-audit: true, '), hits: [] },
    { name: 'on the path', document: one('post', '/pets', '', '    x-audit: { event: pet-changed }\n'), hits: [] },
    { name: 'on the document', document: one('post', '/pets', '', '', 'x-audit: all\n'), hits: [] },
    { name: 'denied', document: one('post', '/pets', 'x-audit: false, ', '', 'x-audit: all\n'), hits: ['5: `POST /pets`'] },
    { name: "the policy's key", document: one('post', '/pets', 'x-journal: true, '), options: { keys: ['x-journal'] }, hits: [] },
    {
      name: 'and no other',
      document: one('post', '/pets', 'x-audit: true, '),
      options: { keys: ['x-journal'] },
      hits: ['5: add `x-journal: true`'],
    },
    { name: "the policy's words", document: one('get', '/patients'), options: { sensitive: ['patient'] }, hits: ['5: `GET /patients`'] },
    {
      name: 'what a webhook sends is logged by its receiver',
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks: { born: { post: { responses: { '200': { description: ok } } } } }
`,
      hits: [],
    },
    {
      name: 'everywhere',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
${Array.from({ length: 10 }, (_, index) => `  /p${index}: { put: { responses: { '200': { description: ok } } } }`).join('\n')}
`,
      hits: ['1: None of the 10 operations'],
    },
  ]));
