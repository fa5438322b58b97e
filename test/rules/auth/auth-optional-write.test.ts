import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-optional-write.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

const many = Array.from({ length: 10 }, (_, index) => `post /p${index}`);

describe('auth-optional-write', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'the {} itself, in any order',
      document: withSchemes(`
        paths:
          /a:
            post:
              security:
                - token: []
                - {}
            get:
              security: [{}, {token: []}]
          /b:
            delete:
              security:
                - {}
                - key: []`),
      hits: ['8: Anybody can call `POST /a` without a credential', '14: Anybody can call `DELETE /b`'],
    }),
    { name: 'alone it is auth-write-secured', document: withSchemes(paths(['post /a'], '[{}]')), hits: [] },
    { name: 'no {}', document: withSchemes(paths(['post /a'], '[{token: []}, {key: []}]')), hits: [] },
    ...everyVersion3({
      name: 'in the root: once for all that inherit it',
      document: withSchemes(`\n        security: [{token: []}, {}]${paths(['post /a', 'put /b', 'get /c'])}`),
      hits: ['3: Anybody can call 2 operations that change data'],
    }),
    {
      name: 'in the root, one inherits',
      document: withSchemes(`\n        security: [{token: []}, {}]${paths(['post /a'])}`),
      hits: ['3: 1 operation that changes data'],
    },
    {
      name: 'in the root, only reads inherit',
      document: withSchemes(`\n        security: [{token: []}, {}]${paths(['get /a'])}`),
      hits: [],
    },
    {
      name: 'a sign-in may know who comes',
      document: withSchemes(paths(['post /register', 'post /logout'], '[{token: []}, {}]')),
      hits: [],
    },
    { name: 'ten and all', document: withSchemes(paths(many, '[{token: []}, {}]')), hits: ['1: All 10 operations that change data'] },
    {
      name: 'policy',
      document: withSchemes(paths(['post /a', 'post /b'], '[{token: []}, {}]')),
      options: { public: { paths: ['/a'] } },
      hits: ['5: `POST /b`'],
    },
    {
      name: 'webhook',
      document: withSchemes('\n        paths: {}\n        webhooks: {w: {post: {security: [{token: []}, {}]}}}'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\npaths:\n  /a:\n    put: {security: [{b: []}, {}], responses: {}}\nsecurityDefinitions: {b: {type: basic}}\n',
      hits: ['4: `PUT /a`'],
    },
  ]));
