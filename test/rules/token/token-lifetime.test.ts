import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-lifetime.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** The schema stands on line 10. */
const document = (schema: string, status = '200') => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /token:
      post:
        responses:
          '${status}':
            description: ok
            content:
              application/json: {schema: ${schema}}
`;
const properties = (...names: string[]) => `{type: object, properties: {${names.map((name) => `${name}: {type: string}`).join(', ')}}}`;

describe('token-lifetime', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'no lifetime',
      document: document(properties('access_token', 'token_type')),
      hits: ['10: `access_token` comes without a lifetime'],
    }),
    { name: 'camel case, created', document: document(properties('accessToken'), '201'), hits: ['10: `accessToken`'] },
    { name: 'any success', document: document(properties('access_token'), '2XX'), hits: ['10: `access_token`'] },
    {
      name: 'wrapped',
      document: document(`{type: object, properties: {data: ${properties('access_token')}}}`),
      hits: ['10: `access_token`'],
    },
    {
      name: 'an alternative',
      document: document(`{oneOf: [${properties('access_token')}, ${properties('error')}]}`),
      hits: ['10: `access_token`'],
    },
    ...[
      'expires_in',
      'expiresIn',
      'expires_at',
      'expires',
      'expiration',
      'access_token_expiry',
      'exp',
      'ttl',
      'valid_until',
      'lifetime',
    ].map((name) => ({
      name: `with ${name}`,
      document: document(properties('access_token', name)),
      hits: [],
    })),
    {
      name: 'the lifetime on the envelope',
      document: document(`{type: object, properties: {expires_in: {type: integer}, data: ${properties('access_token')}}}`),
      hits: [],
    },
    {
      name: 'the lifetime in another part of allOf',
      document: document(`{allOf: [${properties('access_token')}, ${properties('expires_in')}]}`),
      hits: [],
    },
    { name: 'other tokens and ids', document: document(properties('token', 'access_token_id', 'page_token')), hits: [] },
    { name: 'an error', document: document(properties('access_token'), '400'), hits: [] },
    {
      name: 'a shared schema once, and what clients send',
      document: `
        openapi: 3.1.0
        paths:
          /login: {post: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}}
          /token:
            post:
              requestBody: {content: {application/json: {schema: {properties: {access_token: {type: string}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}
        components:
          schemas:
            T:
              properties:
                access_token: {type: string}
      `,
      hits: ['12: `access_token`'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths:
          /token: {post: {responses: {'200': {description: ok, schema: {properties: {access_token: {type: string}}}}}}}
          /other: {post: {responses: {'200': {description: ok, schema: {properties: {access_token: {type: string}, expires_in: {type: integer}}}}}}}
      `,
      hits: ['3: `access_token`'],
    },
  ]));
