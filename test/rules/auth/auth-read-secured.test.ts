import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-read-secured.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { bare, paths, withSchemes } from './documents.ts';

const many = Array.from({ length: 10 }, (_, index) => `get /p${index}`);

describe('auth-read-secured', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'GET and HEAD, nothing said',
      document: withSchemes(paths(['get /a', 'head /b', 'post /c', 'options /d', 'trace /e'])),
      hits: ['4: `GET /a` reads data and asks for no credential', '5: `HEAD /b`'],
    }),
    ...everyVersion3({ name: 'explicit []', document: withSchemes(paths(['get /a'], '[]')), hits: ['4: require a scheme here'] }),
    {
      name: 'required or optional',
      document: withSchemes(`${paths(['get /a'], '[{token: []}]')}\n          /b: {get: {security: [{token: []}, {}], responses: {}}}`),
      hits: [],
    },
    { name: 'inherited', document: withSchemes(`\n        security: [{token: []}]${paths(['get /a'])}`), hits: [] },
    {
      name: '3.2 query',
      document: withSchemes('\n        paths:\n          /a:\n            query: {responses: {}}').replace('3.1.0', '3.2.0'),
      hits: ['5: `QUERY /a`'],
    },
    {
      name: 'health, metadata and sign-in pages that say []',
      document: withSchemes(
        paths(
          [
            'get /health',
            'get /v1/healthz',
            'head /ping',
            'get /.well-known/jwks.json',
            'get /jwks',
            'get /openapi.json',
            'get /oauth/authorize',
            'get /version',
            'get /verify-email/{token}',
          ],
          '[]',
        ),
      ),
      hits: [],
    },
    {
      name: 'what only sounds like one',
      document: withSchemes(paths(['get /health-records', 'get /sessions', 'get /tokens', 'get /users/{id}/status/history'], '[]')),
      hits: ['4: ', '5: ', '6: ', '7: '],
    },
    {
      name: 'health that says nothing',
      document: withSchemes(paths(['get /health'])),
      hits: ['4: if anybody may call it, say so by `security: []`'],
    },
    { name: 'ten and all', document: withSchemes(paths(many)), hits: ['1: All 10 operations that read data'] },
    { name: 'nine and all', document: withSchemes(paths(many.slice(1))), hits: many.slice(1).map((_, index) => `${index + 4}: `) },
    { name: 'no scheme at all is auth-schemes-defined', document: bare(paths(['get /a'])), hits: [] },
    {
      name: 'webhooks are sent, not served',
      document: withSchemes('\n        paths: {}\n        webhooks: {w: {get: {responses: {}}}}'),
      hits: [],
    },
    {
      name: 'policy',
      document: withSchemes(paths(['get /catalogue/{id}', 'get /orders'])),
      options: { public: { paths: ['/catalogue/*'] } },
      hits: ['5: `GET /orders`'],
    },
    {
      name: 'a policy glob inside a segment',
      document: withSchemes(paths(['get /a.json', 'get /a.xml', 'get /b/a.json', 'get /x/y/z'])),
      options: { public: { paths: ['/*.json', '/x/**/z'] } },
      hits: ['5: `GET /a.xml`', '6: `GET /b/a.json`'],
    },
    {
      name: 'swagger 2',
      document: 'swagger: "2.0"\npaths:\n  /a: {get: {responses: {}}}\nsecurityDefinitions: {b: {type: basic}}\n',
      hits: ['3: `GET /a`'],
    },
  ]));
