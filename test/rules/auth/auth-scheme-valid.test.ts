import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-scheme-valid.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withSchemes } from './documents.ts';

const schemes = (lines: string, version = '3.1.0') => `
        openapi: ${version}
        info: {title: t, version: '1'}
        paths: {}
        components:
          schemas: {http: {type: object}}
          securitySchemes:${lines}
`;

const swagger = (lines: string) => `
        swagger: "2.0"
        paths: {}
        securityDefinitions:${lines}
`;

describe('auth-scheme-valid', () =>
  cases(rule, [
    { name: 'every kind, well formed', document: withSchemes('\n        paths: {}'), hits: [] },
    ...everyVersion3({
      name: 'type',
      document: schemes(`
            a: {}
            b: {type: basic}
            c: {type: Bearer}
            d: {type: apikey, in: header, name: k}
            e: {type: [http]}
            f: {type: saml}
            g: text`),
      hits: [
        '7: `a` has no `type`',
        '8: `type: http` with `scheme: basic`',
        '9: `type: http` with `scheme: bearer`',
        '10: write `type: apiKey`',
        '11: a `type` that is no text',
        '12: one of',
        '13: `g` is no security scheme object',
      ],
    }),
    { name: 'mutualTLS in 3.0', document: schemes('\n            a: {type: mutualTLS}', '3.0.3'), hits: ['7: OpenAPI 3.0 does not know'] },
    { name: 'mutualTLS since 3.1', document: schemes('\n            a: {type: mutualTLS}'), hits: [] },
    ...everyVersion3({
      name: 'apiKey',
      document: schemes(`
            a: {type: apiKey, name: k}
            b: {type: apiKey, in: body, name: k}
            c: {type: apiKey, in: header}
            d: {type: apiKey, in: header, name: ''}
            e: {type: apiKey, in: cookie, name: k}`),
      hits: ['7: does not say where its key is sent', '8: sends its key in `body`', '9: lacks `name`', '10: has an empty `name`'],
    }),
    ...everyVersion3({
      name: 'http',
      document: schemes(`
            a: {type: http}
            b: {type: http, scheme: ''}
            c: {type: http, scheme: Bearer token}
            d: {type: http, scheme: 5}
            e: {type: http, scheme: BEARER}
            f: {type: http, scheme: X-Custom_1}`),
      hits: [
        '7: lacks `scheme`',
        '8: has an empty `scheme`',
        '9: `scheme: Bearer token`, which is no scheme name',
        '10: needs a text as `scheme`',
      ],
    }),
    ...everyVersion3({
      name: 'openIdConnect',
      document: schemes(
        '\n            a: {type: openIdConnect}\n            b: {type: openIdConnect, openIdConnectUrl: https://id.acme.com/x}',
      ),
      hits: ['7: lacks `openIdConnectUrl`'],
    }),
    ...everyVersion3({
      name: 'oauth2',
      document: schemes(`
            a: {type: oauth2}
            b: {type: oauth2, flow: implicit, authorizationUrl: https://a}
            c: {type: oauth2, flows: {}}
            d: {type: oauth2, flows: {accessCode: {}}}
            e: {type: oauth2, flows: {implicit: {scopes: {}}}}
            f: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a, scopes: {}}}}
            g: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://a}}}
            h: {type: oauth2, flows: {password: text}}
            i: {type: oauth2, flows: {x-note: text, password: {tokenUrl: https://a, scopes: {}}}}`),
      hits: [
        '7: has no `flows`',
        '8: move `flow`',
        '9: has empty `flows`',
        '10: unknown flow `accessCode`, which tools ignore: write `authorizationCode`',
        '11: lacks `authorizationUrl`',
        '12: lacks `tokenUrl`',
        '13: does not list its scopes',
        '14: a flow `password` that is no object',
      ],
    }),
    {
      name: 'deviceAuthorization before 3.2',
      document: schemes(
        '\n            a: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: https://a, tokenUrl: https://a, scopes: {}}}}',
      ),
      hits: ['7: unknown flow `deviceAuthorization`'],
    },
    {
      name: '3.2: deviceAuthorization and metadata',
      document: schemes(
        `
            a: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: https://a, tokenUrl: https://a, scopes: {}}}}
            b: {type: oauth2, flows: {deviceAuthorization: {tokenUrl: https://a, scopes: {}}}}
            c: {type: oauth2, oauth2MetadataUrl: https://a, flows: {}}`,
        '3.2.0',
      ),
      hits: ['8: lacks `deviceAuthorizationUrl`'],
    },
    ...everyVersion3({
      name: '$ref',
      document: schemes(`
            a: {$ref: '#/components/securitySchemes/ok'}
            b: {$ref: '#/components/schemas/http'}
            c: {$ref: '#/components/securitySchemes/none'}
            d: {$ref: 5}
            e: {$ref: '#/components/securitySchemes/e'}
            ok: {type: http, scheme: bearer}`),
      hits: [
        '8: `b` refers to `#/components/schemas/http`, which is no security scheme',
        '9: `c` refers to',
        '10: something that is no text',
        '11: `e` refers to',
      ],
    }),
    {
      name: 'swagger 2',
      document: swagger(`
          a: {type: basic}
          b: {type: apiKey, in: header, name: k}
          c: {type: apiKey, in: cookie, name: k}
          d: {type: http, scheme: bearer}
          e: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://a, scopes: {}}
          f: {type: oauth2, flow: authorizationCode, authorizationUrl: https://a, tokenUrl: https://a, scopes: {}}
          g: {type: oauth2, flow: application, scopes: {}}
          h: {type: oauth2, flows: {}}
          i: {type: oauth2, flow: implicit, authorizationUrl: https://a}`),
      hits: [
        '6: sends its key in `cookie`',
        '7: OpenAPI 2.0 does not know',
        '9: write `accessCode`',
        '10: lacks `tokenUrl`',
        '11: has no `flow`',
        '12: does not list its scopes',
      ],
    },
  ]));
