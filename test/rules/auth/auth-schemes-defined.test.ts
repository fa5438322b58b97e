import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-schemes-defined.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { bare, paths, withSchemes } from './documents.ts';

describe('auth-schemes-defined', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'once for all',
      document: bare(paths(['get /a', 'post /b', 'delete /c'])),
      hits: ['1: all 3 operations are public: define one under `components.securitySchemes`'],
    }),
    { name: 'one operation', document: bare(paths(['get /a'])), hits: ['1: the 1 operation is public'] },
    {
      name: 'empty section',
      document: bare(`${paths(['get /a'])}\n        components: {securitySchemes: {}}`),
      hits: ['1: the 1 operation'],
    },
    { name: 'requirement alone defines nothing', document: bare(`${paths(['get /a'], '[{token: []}]')}`), hits: ['1: No security scheme'] },
    ...everyVersion3({ name: 'defined', document: withSchemes(paths(['get /a', 'post /b'])), hits: [] }),
    {
      name: 'malformed entries are auth-scheme-valid',
      document: bare(`${paths(['get /a'])}\n        components: {securitySchemes: {token: {$ref: '#/nowhere'}}}`),
      hits: [],
    },
    { name: 'no operations', document: bare('\n        paths: {}'), hits: [] },
    {
      name: 'preflight and webhooks only',
      document: bare(`${paths(['options /a'])}\n        webhooks: {ping: {post: {responses: {'200': {description: ok}}}}}`),
      hits: [],
    },
    { name: 'sign-in alone, public on purpose', document: bare(paths(['post /login', 'get /health'], '[]')), hits: [] },
    { name: 'sign-in alone, by accident', document: bare(paths(['post /login'])), hits: ['1: the 1 operation'] },
    {
      name: 'not every explicit [] is on purpose',
      document: bare(paths(['post /login', 'post /orders'], '[]')),
      hits: ['1: the 1 operation'],
    },
    {
      name: 'policy lists them',
      document: bare(paths(['get /catalogue/a', 'get /catalogue/b/c'])),
      options: { public: { paths: ['/catalogue/**'] } },
      hits: [],
    },
    {
      name: 'policy lists some',
      document: bare(paths(['get /catalogue/a', 'get /b'])),
      options: { public: { paths: ['/catalogue/**'] } },
      hits: ['1: the 1 operation'],
    },
    ...everyVersion3({
      name: 'definitions of 2.0 in a 3.x document',
      document: bare(`${paths(['get /a'])}\n        securityDefinitions:\n          k: {type: apiKey, in: header, name: k}`),
      hits: ['5: ignores `securityDefinitions`, move it to `components.securitySchemes`'],
    }),
    {
      name: 'section at the root',
      document: bare(`${paths(['get /a'])}\n        securitySchemes: {k: {type: http, scheme: bearer}}`),
      hits: ['5: ignores `securitySchemes`'],
    },
    {
      name: 'swagger 2',
      document: 'swagger: "2.0"\npaths: {/a: {get: {responses: {}}}}\n',
      hits: ['1: define one under `securityDefinitions`'],
    },
    {
      name: 'swagger 2 with 3.x definitions',
      document: `swagger: "2.0"\npaths: {/a: {get: {responses: {}}}}\ncomponents:\n  securitySchemes: {k: {type: http, scheme: bearer}}\n`,
      hits: ['4: OpenAPI 2.0 ignores `components.securitySchemes`'],
    },
    {
      name: 'swagger 2 defined',
      document: `swagger: "2.0"\npaths: {/a: {get: {responses: {}}}}\nsecurityDefinitions: {b: {type: basic}}\n`,
      hits: [],
    },
    {
      name: 'a 3.2 requirement by URI',
      document: `
        openapi: 3.2.0
        info: {title: t, version: '1'}
        paths: {/a: {get: {security: [{'#/x-schemes/token': []}], responses: {}}}}
        x-schemes: {token: {type: http, scheme: bearer}}
      `,
      hits: [],
    },
    { name: 'essential: nothing but reads', document: bare(paths(['get /a', 'head /b'])), options: { reads: false }, hits: [] },
    {
      name: 'essential: one write',
      document: bare(paths(['get /a', 'post /b'])),
      options: { reads: false },
      hits: ['1: both operations'],
    },
  ]));
