import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-scheme-unused.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const schemes = `
        components:
          securitySchemes:
            a: {type: http, scheme: bearer}
            b: {type: http, scheme: digest}
`;

const document = (lines: string) => `
        openapi: 3.1.0
        info: {title: t, version: '1'}
        ${lines}${schemes}`;

describe('auth-scheme-unused', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'one of two',
      document: document('paths: {/a: {get: {security: [{a: []}]}}}'),
      hits: ['7: `b` is defined and never required'],
    }),
    { name: 'no security anywhere', document: document('paths: {/a: {get: {}}}'), hits: ['6: `a`', '7: `b`'] },
    {
      name: 'a root that nothing inherits still requires',
      document: document('security: [{a: []}]\n        paths: {/a: {get: {security: [{b: []}]}}}'),
      hits: [],
    },
    { name: 'together and as an alternative', document: document('paths: {/a: {get: {security: [{a: [], b: []}]}}}'), hits: [] },
    { name: 'by a webhook', document: document('webhooks: {w: {post: {security: [{a: []}, {b: []}]}}}'), hits: [] },
    { name: 'a library of components', document: document('paths: {}'), hits: [] },
    {
      name: '3.2: by URI',
      document: document("paths: {/a: {get: {security: [{'#/components/securitySchemes/a': []}, {b: []}]}}}").replace('3.1.0', '3.2.0'),
      hits: [],
    },
    {
      name: 'by an alias',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {/a: {get: {security: [{alias: []}]}}}
        components:
          securitySchemes:
            alias: {$ref: '#/components/securitySchemes/real'}
            real: {type: http, scheme: bearer}
      `,
      hits: [],
    },
    { name: 'swagger 2', document: 'swagger: "2.0"\npaths: {/a: {get: {}}}\nsecurityDefinitions:\n  b: {type: basic}\n', hits: ['4: `b`'] },
  ]));
