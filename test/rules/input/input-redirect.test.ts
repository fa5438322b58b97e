import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-redirect.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody, withParameter, withParameter2 } from './documents.ts';

const text = '{ type: string }';
const redirecting = (document: string) => document.replace("'200'", "'302'").replace("'201'", "'303'");

describe('input-redirect', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'return url',
      document: redirecting(withParameter(text, 'return_url')),
      hits: ['8: Query parameter `return_url` of GET /things decides where `GET /things` redirects'],
    }),
    { name: 'swagger 2', document: redirecting(withParameter2('type: string', 'redirect_uri')), hits: ['7: '] },
    { name: 'body', document: redirecting(withBody('{ type: object, properties: {\n returnTo: { type: string } } }')), hits: ['11: '] },
    { name: '3XX', document: withParameter(text, 'redirectTo').replace("'200'", "'3XX'"), hits: ['8: '] },
    { name: 'no redirect', document: withParameter(text, 'return_url'), hits: [] },
    { name: 'not modified', document: withParameter(text, 'return_url').replace("'200'", "'304'"), hits: [] },
    { name: 'a switch', document: redirecting(withParameter('{ type: boolean }', 'redirect')), hits: [] },
    {
      name: 'a path on the own host',
      document: redirecting(withParameter('{ type: string, pattern: "^/[a-z]" }', 'return_url')),
      hits: [],
    },
    { name: 'listed', document: redirecting(withParameter('{ type: string, enum: [a] }', 'return_url')), hits: [] },
  ]));
