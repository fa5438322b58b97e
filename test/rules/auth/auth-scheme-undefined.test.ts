import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-scheme-undefined.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

describe('auth-scheme-undefined', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'each name once, where it is first required',
      document: withSchemes(`
        security: [{tokne: []}]
        paths:
          /a: {get: {security: [{token: []}, {saml: []}]}}
          /b: {get: {security: [{key: [], saml: []}]}}`),
      hits: ['3: the root requires `tokne`, which is no defined security scheme', '5: `GET /a` and 1 more require `saml`'],
    }),
    { name: 'a near name', document: withSchemes(paths(['get /a'], '[{Token: []}]')), hits: ['4: did you mean `token`?'] },
    {
      name: 'nothing near',
      document: withSchemes(paths(['get /a'], '[{kerberos: []}]')),
      hits: ['4: define it under `components.securitySchemes`'],
    },
    {
      name: 'a root that nothing inherits',
      document: withSchemes(`\n        security: [{nope: []}]${paths(['get /a'], '[{token: []}]')}`),
      hits: ['3: the root requires `nope`'],
    },
    {
      name: 'webhooks name schemes too',
      document: withSchemes('\n        paths: {}\n        webhooks: {w: {post: {security: [{nope: []}]}}}'),
      hits: ['4: `POST w` requires `nope`'],
    },
    {
      name: 'defined, {} and []',
      document: withSchemes(`${paths(['get /a'], '[{token: []}, {}]')}\n          /b: {get: {security: []}}`),
      hits: [],
    },
    { name: 'names of Object.prototype', document: withSchemes(paths(['get /a'], '[{constructor: []}]')), hits: ['4: `constructor`'] },
    {
      name: 'a broken entry is auth-scheme-valid',
      document: withSchemes(paths(['get /a'], '[{broken: []}]')).replace(
        'securitySchemes:',
        "securitySchemes:\n            broken: {$ref: '#/nowhere'}",
      ),
      hits: [],
    },
    ...['3.0.3', '3.1.0'].map((version) => ({
      name: `a URI is no name before 3.2 (${version})`,
      document: withSchemes(paths(['get /a'], "[{'#/components/securitySchemes/token': []}]")).replace('3.1.0', version),
      hits: ['4: `#/components/securitySchemes/token`'],
    })),
    {
      name: '3.2: a URI that leads to a scheme',
      document: withSchemes(paths(['get /a'], "[{'#/components/securitySchemes/token': []}]")).replace('3.1.0', '3.2.0'),
      hits: [],
    },
    {
      name: '3.2: a URI that leads nowhere',
      document: withSchemes(paths(['get /a'], "[{'#/components/securitySchemes/tok': []}]")).replace('3.1.0', '3.2.0'),
      hits: ['4: no defined security scheme and no URI of one'],
    },
    {
      name: 'swagger 2',
      document: 'swagger: "2.0"\nsecurity: [{a: []}]\npaths: {}\nsecurityDefinitions: {b: {type: basic}}\n',
      hits: ['2: requires `a`'],
    },
    {
      name: 'swagger 2 looks in securityDefinitions',
      document: 'swagger: "2.0"\nsecurity: [{b: []}]\npaths: {}\ncomponents: {securitySchemes: {b: {type: http, scheme: basic}}}\n',
      hits: ['2: define it under `securityDefinitions`'],
    },
  ]));
