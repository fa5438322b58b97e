import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-jwt-none.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (alg: string, signature = 'c2lnbmF0dXJl') => `${part({ alg, typ: 'JWT' })}.${part({ sub: '1' })}.${signature}`;

/** The fields stand on line 10. */
const scheme = (fields: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths: {}
  components:
    securitySchemes:
      t:
        type: http
        scheme: bearer
        bearerFormat: JWT
        ${fields}
`;

describe('token-jwt-none', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'in a description',
      document: scheme("description: 'Tokens may use alg: none in the sandbox.'"),
      hits: ['10: this says that tokens with `alg: none`'],
    }),
    { name: 'as JSON in a description', document: scheme(`description: 'Header {"alg":"none","typ":"JWT"}'`), hits: ['10: this says'] },
    {
      name: 'in another sentence than a prohibition',
      document: scheme("description: 'Expired tokens are rejected. Use alg=none for tests.'"),
      hits: ['10: this says'],
    },
    ...['x-jwt-alg: none', 'x-jwt: {alg: NONE}', 'x-algorithms: [none]', 'x-token: {signing_algorithms: [none]}'].map((fields) => ({
      name: fields,
      document: scheme(fields),
      hits: ['10: `none` as a JWT algorithm'],
    })),
    ...everyVersion3({
      name: 'a token without signature',
      document: scheme(`x-example: ${jwt('none', '')}`),
      hits: ['10: this JWT has `alg: none`'],
    }),
    {
      name: 'behind Bearer, in any case',
      document: scheme(`description: 'curl -H "Authorization: Bearer ${jwt('nOnE', '')}"'`),
      hits: ['10: this JWT has'],
    },
    {
      name: 'examples and defaults anywhere',
      document: `
        openapi: 3.1.0
        paths: {}
        components:
          parameters:
            auth: {name: Authorization, in: header, schema: {type: string}, example: 'Bearer ${jwt('none', '')}'}
          schemas:
            s: {type: object, example: {alg: none, typ: JWT}}
      `,
      hits: ['5: this JWT', '7: `none` as a JWT algorithm'],
    },
    {
      name: 'HMAC for a public client',
      document: scheme("description: 'HS256 tokens that the single-page app verifies.'"),
      hits: ['10: HMAC-signed JWTs for a public client'],
    },
    {
      name: 'HMAC with the implicit flow',
      document: `
        openapi: 3.1.0
        paths: {}
        components:
          securitySchemes:
            o:
              type: oauth2
              description: JWTs signed with HS256.
              flows: {implicit: {authorizationUrl: 'https://id.acme.com', scopes: {}}}
            c:
              type: oauth2
              description: JWTs signed with HS256.
              flows: {clientCredentials: {tokenUrl: 'https://id.acme.com', scopes: {}}}
      `,
      hits: ['7: HMAC-signed'],
    },
    ...[
      "description: 'Tokens with alg: none are rejected.'",
      'description: "We never accept `alg: none`."',
      "description: 'Do not use alg=none.'",
      "description: 'HS256 is not offered to the mobile app.'",
      "description: 'Server to server tokens are signed with HS256.'",
      "description: 'Auth: none'",
      "description: 'algorithm: RS256, none of the others'",
      'x-compression: none',
      'x-jwt-alg: RS256',
      'x-cache: {algorithm: none}',
      `x-example: ${jwt('HS256')}`,
      `x-example: ${jwt('RS256')}`,
      'x-example: eyJ.eyJ.x',
      'x-example: eyJhbGciOiJub25lIn0',
    ].map((fields) => ({ name: `fine: ${fields.slice(0, 60)}`, document: scheme(fields), hits: [] })),
    {
      name: 'a schema that lists algorithms',
      document: 'openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {Jwk: {properties: {alg: {type: string, enum: [none, RS256]}}}}}\n',
      hits: [],
    },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths: {}\nsecurityDefinitions:\n  t: {type: apiKey, in: header, name: Authorization, description: 'JWT, alg: none'}\n",
      hits: ['4: this says'],
    },
  ]));
