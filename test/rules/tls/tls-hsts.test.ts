import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-hsts.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('tls-hsts', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'no response has it',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths:
          /a: {get: {responses: {'200': {description: ok, headers: {X-A: {schema: {type: string}}}}, '404': {description: no}}}}
      `,
      hits: ['3: none of the 2 responses documents `Strict-Transport-Security`'],
    }),
    ...everyVersion3({
      name: 'one is enough, in any case, behind a reference',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/Ok'}, '404': {description: no}}}}
        components:
          responses: {Ok: {description: ok, headers: {strict-transport-security: {schema: {type: string}}}}}
      `,
      hits: [],
    }),
    { name: 'no responses', document: 'openapi: 3.1.0\npaths: {}\ncomponents: {responses: {Ok: {description: ok}}}\n', hits: [] },
    {
      name: 'swagger 2',
      document: "swagger: '2.0'\npaths:\n  /a: {get: {responses: {'200': {description: ok}}}}\n",
      hits: ['2: none of the 1'],
    },
  ]));
