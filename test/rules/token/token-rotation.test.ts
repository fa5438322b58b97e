import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-rotation.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const document = (scheme: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths: {}
  components:
    securitySchemes:
      s: {${scheme}}
`;
const KEY = 'type: apiKey, in: header, name: X-API-Key';
const JWT = 'type: http, scheme: Bearer, bearerFormat: jwt';

describe('token-rotation', () =>
  cases(rule, [
    ...everyVersion3({ name: 'a key that says nothing', document: document(KEY), hits: ['6: `s` does not say how its keys are replaced'] }),
    ...everyVersion3({ name: 'a JWT that says nothing', document: document(JWT), hits: ['6: add `x-jwks-uri: https://...`'] }),
    {
      name: 'too rarely',
      document: document(`${KEY}, x-key-rotation-days: 365`),
      hits: ['6: rotates every 365 days, and policy asks for at most 90'],
    },
    {
      name: 'a policy of its own',
      document: document(`${KEY}, x-key-rotation-days: 60`),
      options: { maxDays: 30 },
      hits: ['6: every 60 days'],
    },
    ...['true', 'never', '0', '-1', 'null'].map((value) => ({
      name: `no days: ${value}`,
      document: document(`${KEY}, x-key-rotation-days: ${value}`),
      hits: ['6: states no number of days'],
    })),
    ...["'http://id.acme.com/jwks'", '/jwks.json', '5'].map((value) => ({
      name: `no https: ${value}`,
      document: document(`${JWT}, x-jwks-uri: ${value}`),
      hits: ['6: an address that is not https'],
    })),
    {
      name: 'a JWKS address proves nothing of an API key',
      document: document(`${KEY}, x-jwks-uri: 'https://id.acme.com'`),
      hits: ['6: does not say'],
    },
    {
      name: 'denied evidence',
      document: document(`${KEY}, x-key-vault: false`),
      options: { keys: ['x-key-vault'] },
      hits: ['6: does not say'],
    },
    { name: 'days within policy', document: document(`${KEY}, x-key-rotation-days: 90`), hits: [] },
    { name: 'days as text', document: document(`${KEY}, x-key-rotation-days: '30'`), hits: [] },
    { name: 'published keys', document: document(`${JWT}, x-jwks-uri: 'HTTPS://id.acme.com/jwks.json'`), hits: [] },
    { name: 'the key of the policy', document: document(`${KEY}, X-Key-Vault: prod`), options: { keys: ['x-key-vault'] }, hits: [] },
    {
      name: 'cookies, opaque tokens, OAuth',
      document: document('type: apiKey, in: cookie, name: sid').replace(
        /\n *$/,
        '\n      o: {type: oauth2, flows: {}}\n      b: {type: http, scheme: bearer}\n',
      ),
      hits: [],
    },
    {
      name: 'swagger 2',
      document:
        'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  k: {type: apiKey, in: query, name: key}\n  a: {type: apiKey, in: header, name: Authorization}\n',
      hits: ['4: `k`'],
    },
  ]));
