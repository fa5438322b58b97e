import { describe } from 'vitest';
import rule from '../../../src/rules/auth/auth-root-empty.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { paths, withSchemes } from './documents.ts';

describe('auth-root-empty', () =>
  cases(rule, [
    ...everyVersion3({
      name: '[]',
      document: withSchemes(`\n        security: []${paths(['get /a'])}`),
      hits: ['3: The root `security` is empty'],
    }),
    {
      name: 'nothing behind the colon',
      document: withSchemes(`\n        security:${paths(['get /a'])}`),
      hits: ['3: The root `security` is empty'],
    },
    ...everyVersion3({
      name: '{} beside a scheme',
      document: withSchemes(`\n        security:\n          - token: []\n          - {}${paths(['get /a'])}`),
      hits: ['5: The root `security` holds `{}`'],
    }),
    { name: '{} alone', document: withSchemes(`\n        security: [{}]${paths(['get /a'])}`), hits: ['3: holds `{}`'] },
    { name: 'a scheme', document: withSchemes(`\n        security: [{token: []}]${paths(['get /a'])}`), hits: [] },
    { name: 'no root security, an empty one on an operation', document: withSchemes(paths(['get /a'], '[]')), hits: [] },
    { name: 'swagger 2', document: 'swagger: "2.0"\nsecurity: []\npaths: {}\n', hits: ['2: The root `security` is empty'] },
  ]));
