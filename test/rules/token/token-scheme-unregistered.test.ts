import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-scheme-unregistered.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const schemes = (list: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths: {}
  components:
    securitySchemes:
      a: {type: http, scheme: ${list}}
`;

describe('token-scheme-unregistered', () =>
  cases(rule, [
    ...everyVersion3({ name: 'home-made', document: schemes('Token'), hits: ['6: `token`, which is not in the IANA registry'] }),
    { name: 'Amazon signature', document: schemes('AWS4-HMAC-SHA256'), hits: ['6: aws4-hmac-sha256'] },
    {
      name: 'allowed by policy in another case',
      document: schemes('AWS4-HMAC-SHA256'),
      options: { allowed: ['aws4-hmac-sha256'] },
      hits: [],
    },
    ...[
      'Bearer',
      'basic',
      'DIGEST',
      'DPoP',
      'GNAP',
      'HOBA',
      'Mutual',
      'negotiate',
      'OAuth',
      'PrivateToken',
      'SCRAM-SHA-256',
      'vapid',
      'Concealed',
    ].map((name) => ({
      name: `${name} is registered`,
      document: schemes(name),
      hits: [],
    })),
    { name: 'NTLM is told of elsewhere', document: schemes('NTLM'), hits: [] },
    {
      name: 'no scheme, and a scheme on an API key',
      document:
        'openapi: 3.1.0\npaths: {}\ncomponents:\n  securitySchemes:\n    a: {type: http}\n    b: {type: apiKey, scheme: Token, in: header, name: k}\n',
      hits: [],
    },
    { name: 'swagger 2', document: 'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  b: {type: basic}\n', hits: [] },
  ]));
