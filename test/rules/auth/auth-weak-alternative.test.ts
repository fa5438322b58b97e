import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-weak-alternative.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

const guarded = (security: string) => withSchemes(paths(['get /a'], security));
const many = Array.from({ length: 10 }, (_, index) => `get /p${index}`);

describe('auth-weak-alternative', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'oauth2 or Basic',
      document: guarded('[{login: []}, {password: []}]'),
      hits: ['4: `password` is much weaker than `login`'],
    }),
    ...everyVersion3({
      name: 'the weak entry itself, also when it comes first',
      document: withSchemes(`
        paths:
          /a:
            get:
              security:
                - key: []
                - oidc: []
                - query: []`),
      hits: ['7: `key` is much weaker than `oidc`', '9: `query` is much weaker than `oidc`'],
    }),
    { name: 'mutualTLS or a key', document: guarded('[{mtls: []}, {key: []}]'), hits: ['4: `key`'] },
    { name: 'bearer or cookie', document: guarded('[{token: []}, {cookie: []}]'), hits: ['4: `cookie`'] },
    { name: 'bearer or digest', document: guarded('[{token: []}, {digest: []}]'), hits: ['4: `digest`'] },
    { name: 'header key or query key', document: guarded('[{key: []}, {query: []}]'), hits: ['4: `query`'] },
    { name: 'one rank is no class', document: guarded('[{login: []}, {token: []}]'), hits: [] },
    { name: 'one rank, key and bearer', document: guarded('[{key: []}, {token: []}]'), hits: [] },
    { name: 'one rank, query key and cookie', document: guarded('[{query: []}, {cookie: []}]'), hits: [] },
    { name: 'asked together', document: guarded('[{login: [], password: []}]'), hits: [] },
    { name: 'together counts as the strongest', document: guarded('[{login: []}, {password: [], token: []}]'), hits: [] },
    { name: '{} is for the optional rules', document: guarded('[{login: []}, {}]'), hits: [] },
    { name: 'an unknown scheme has no rank', document: guarded('[{login: []}, {nope: []}]'), hits: [] },
    {
      name: 'the root once',
      document: withSchemes(`\n        security: [{login: []}, {password: []}]${paths(many)}`),
      hits: ['3: `password`'],
    },
    {
      name: 'ten and all',
      document: withSchemes(paths(many, '[{login: []}, {password: []}]')),
      hits: ['1: All 10 operations with alternatives'],
    },
    {
      name: 'the same in ten of eleven: once, with what all lack',
      document: withSchemes(`${paths(many, '[{login: []}, {password: []}]')}\n          /x: {get: {security: [{login: []}, {token: []}]}}`),
      hits: [
        '1: `password` is much weaker than `login` and gives the same access: remove this alternative or require both (10 operations)',
      ],
    },
    {
      name: 'the same in nine of eleven',
      document: withSchemes(
        `${paths(many.slice(1), '[{login: []}, {password: []}]')}\n          /x: {get: {security: [{login: []}, {token: []}]}}`,
      ),
      hits: Array.from({ length: 9 }, (_, index) => `${index + 4}: \`password\``),
    },
    {
      name: 'ten that have no alternatives do not count',
      document: withSchemes(`${paths(many, '[{login: []}]')}\n          /x: {get: {security: [{login: []}, {password: []}]}}`),
      hits: ['14: `password`'],
    },
    {
      name: 'webhooks are sent, not served',
      document: withSchemes('\n        paths: {}\n        webhooks: {w: {post: {security: [{login: []}, {password: []}]}}}'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        paths: {/a: {get: {security: [{b: []}, {o: []}]}}}
        securityDefinitions:
          b: {type: basic}
          o: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {}}
      `,
      hits: ['2: `b` is much weaker than `o`'],
    },
  ]));
