import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-optional-read.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

describe('auth-optional-read', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'GET and HEAD, not what is unsafe',
      document: withSchemes(paths(['get /a', 'head /b', 'post /c', 'options /d'], '[{token: []}, {}]')),
      hits: ['4: Anybody can call `GET /a`', '5: `HEAD /b`'],
    }),
    { name: 'alone it is auth-read-secured', document: withSchemes(paths(['get /a'], '[{}]')), hits: [] },
    {
      name: 'in the root',
      document: withSchemes(`\n        security: [{}, {token: []}]${paths(['get /a', 'get /b', 'post /c'])}`),
      hits: ['3: 2 operations that read data'],
    },
    { name: 'health', document: withSchemes(paths(['get /health'], '[{token: []}, {}]')), hits: [] },
    {
      name: 'policy',
      document: withSchemes(paths(['get /a', 'get /b'], '[{token: []}, {}]')),
      options: { public: { paths: ['/a'] } },
      hits: ['5: `GET /b`'],
    },
    {
      name: '3.2 query',
      document: withSchemes('\n        paths:\n          /a:\n            query: {security: [{token: []}, {}]}').replace('3.1.0', '3.2.0'),
      hits: ['5: `QUERY /a`'],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\npaths:\n  /a:\n    get: {security: [{b: []}, {}], responses: {}}\nsecurityDefinitions: {b: {type: basic}}\n',
      hits: ['4: `GET /a`'],
    },
  ]));
