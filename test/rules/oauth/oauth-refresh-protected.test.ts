import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-refresh-protected.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

const flow = (extra: string, head = 'paths: {}') =>
  schemes(
    `
            a:
              type: oauth2
              flows:
                clientCredentials:
                  refreshUrl: https://a/r
                  tokenUrl: https://a/t${extra}`,
    head,
  );
const line = '\n                  ';
const silent = ['10: `a` does not say that refresh tokens are rotated or bound'];

describe('oauth-refresh-protected', () =>
  cases(rule, [
    ...everyVersion3({ name: 'nothing said', document: flow(''), hits: silent }),
    ...[
      'x-refresh-token-rotation: true',
      'x-sender-constrained: dpop',
      'x-dpop: true',
      'x-mTLS: true',
      'description: Refresh tokens are rotated at each use.',
      'description: Tokens are sender-constrained by DPoP.',
      'description: One-time refresh tokens',
    ].map((extra) => ({
      name: extra,
      document: flow(line + extra),
      hits: [],
    })),
    ...[
      'x-refresh-token-rotation: false',
      'x-token: true',
      'description: Refresh tokens are not rotated.',
      'description: Refresh tokens last for a year.',
    ].map((extra) => ({ name: `no proof: ${extra}`, document: flow(line + extra), hits: silent })),
    { name: 'a key on the document', document: flow('', 'x-dpop: true\n        paths: {}'), hits: [] },
    {
      name: 'words of the document speak of other things',
      document: flow('', 'x-a: 1\n        paths: {}').replace("version: '1'", "version: '1', description: Rotates images"),
      hits: ['11: does not say'],
    },
    {
      name: 'no refreshUrl',
      document: schemes('\n            a: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://a, scopes: {}}}}'),
      hits: [],
    },
    {
      name: 'swagger 2 has no refreshUrl, but some write it',
      document: swagger(
        '\n          a: {type: oauth2, flow: application, tokenUrl: https://a, scopes: {}}\n          b:\n            type: oauth2\n            flow: application\n            refreshUrl: https://a',
      ),
      hits: ['8: '],
    },
  ]));
