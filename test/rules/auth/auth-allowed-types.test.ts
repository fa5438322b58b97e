import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-allowed-types.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withSchemes } from './documents.ts';

const document = withSchemes('\n        paths: {}');

describe('auth-allowed-types', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'the default list',
      document,
      hits: [
        '9: `token` is of type `http:bearer`, which policy does not allow',
        '10: `http:basic`',
        '11: `http:digest`',
        '12: `apiKey:header`',
        '13: `apiKey:cookie`',
        '14: `apiKey:query`',
      ],
    }),
    {
      name: 'one scheme and one place of a type',
      document,
      options: { allowed: ['oauth2', 'openIdConnect', 'http:Bearer', 'apiKey:header'] },
      hits: ['6: `mtls`', '10: ', '11: ', '13: ', '14: '],
    },
    { name: 'an empty list asks for nothing', document, options: { allowed: [] }, hits: [] },
    {
      name: 'swagger 2',
      document: 'swagger: "2.0"\npaths: {}\nsecurityDefinitions:\n  b:\n    type: basic\n',
      options: { allowed: ['oauth2'] },
      hits: ['5: `http:basic`'],
    },
  ]));
