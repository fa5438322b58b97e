import { describe } from 'vitest';
import rule from '../../../src/rules/oauth/oauth-version-1.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { schemes, swagger } from './documents.ts';

describe('oauth-version-1', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'any case',
      document: schemes(`
            a: {type: http, scheme: oauth}
            b:
              type: http
              scheme: OAuth
            c: {type: http, scheme: bearer}
            oauth: {type: oauth2, flows: {}}
            d: {type: apiKey, in: header, name: oauth, scheme: oauth}`),
      hits: ['6: `a` is OAuth 1.0', '9: `b` is OAuth 1.0'],
    }),
    {
      name: 'swagger 2 cannot say it',
      document: swagger('\n          a: {type: oauth2, flow: application}\n          b: {type: basic}'),
      hits: [],
    },
  ]));
