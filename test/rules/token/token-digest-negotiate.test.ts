import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-digest-negotiate.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('token-digest-negotiate', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'the three of them in any case, beside other schemes',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {}
        components:
          securitySchemes:
            d: {type: http, scheme: Digest}
            n: {type: http, scheme: negotiate}
            m: {type: http, scheme: NTLM}
            o: {type: http, scheme: oauth}
            b: {type: http, scheme: bearer}
            k: {type: apiKey, scheme: digest, in: header, name: Digest}
      `,
      hits: ['6: `digest`', '7: `negotiate`', '8: `ntlm`'],
    }),
    { name: 'swagger 2 cannot say it', document: 'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  b: {type: basic}\n', hits: [] },
  ]));
