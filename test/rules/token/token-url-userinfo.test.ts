import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-url-userinfo.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const text = (description: string) => `openapi: 3.1.0\ninfo: {title: t, version: '1', description: '${description}'}\npaths: {}\n`;

describe('token-url-userinfo', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'any URL of the document',
      document: `
        openapi: 3.0.3
        info:
          title: t
          version: '1'
          contact: {url: 'https://joe:hunter2@acme.com'}
        servers:
          - url: https://admin:s3cr3t@api.acme.com
          - url: https://{user}:{password}@api.acme.com
          - url: '{base}'
            variables: {base: {default: 'https://u:p4ss@acme.com'}}
        externalDocs: {url: 'https://user:password@docs.acme.com'}
        paths: {}
        components:
          securitySchemes:
            o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id:shh@id.acme.com/token', scopes: {}}}}
          schemas:
            s: {type: string, example: 'postgres://db:Tr0ub4dor@db.acme.com/app'}
      `,
      hits: ['5: `joe`', '7: `admin`', '8: `{user}`', '10: `u`', '11: `user`', '15: `id`', '17: `db`'],
    }),
    { name: 'running text', document: text('See https://joe:hunter2@acme.com for more.'), hits: ['2: `joe`'] },
    ...[
      'https://user:password@acme.com',
      'https://<user>:<password>@acme.com',
      'https://user:{password}@acme.com',
      'https://joe:***@acme.com',
      'https://joe:$TOKEN@acme.com',
      'https://joe:your-token@acme.com',
      'https://joe@acme.com',
      'https://acme.com/a:b@c',
      'https://acme.com:8080/@scope/x',
      'https://acme.com?next=a:b@c',
      'https://acme.com#a:b@c',
      'see https://acme.com or mail joe:smith@acme.com',
      'git@github.com:acme/api',
      'mailto:joe@acme.com',
    ].map((description) => ({ name: `fine: ${description}`, document: text(description), hits: [] })),
    { name: 'swagger 2', document: 'swagger: "2.0"\ninfo: {termsOfService: "https://a:bcd@acme.com"}\npaths: {}\n', hits: ['2: `a`'] },
  ]));
