import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-url.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { withBody, withParameter, withParameter2 } from './documents.ts';

const text = '{ type: string }';
const redirecting = (document: string) => document.replace("'200'", "'302'").replace("'201'", "'303'");
const named = (name: string, schema = text): RuleCase => ({
  name: `${name} ${schema}`,
  document: withParameter(schema, name),
  hits: ['8: Query parameter'],
});
const silent = (name: string, schema = text): RuleCase => ({
  name: `not ${name} ${schema}`,
  document: withParameter(schema, name),
  hits: [],
});

describe('input-url', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'image url',
      document: withParameter(text, 'imageUrl'),
      hits: ['8: Query parameter `imageUrl` of GET /things may name any host, internal ones too'],
    }),
    { name: 'swagger 2', document: withParameter2('type: string', 'image_url'), hits: ['7: '] },
    { name: 'no schema', document: withParameter(text, 'url').replace(/,\n +schema: .*/, ' }'), hits: ['8: '] },
    named('url'),
    named('source-url'),
    named('redirect'),
    named('redirect_url'),
    named('attachment', '{ type: string, format: uri }'),
    named('url', '{ type: string, pattern: "^https?://.+$" }'),
    named('url', '{ type: string, pattern: "^https://.+\\\\.example\\\\.com/" }'),
    silent('url', '{ type: string, enum: [a] }'),
    silent('url', '{ type: string, pattern: "^https://images\\\\.example\\\\.com/" }'),
    silent('url', '{ type: string, x-allowed-hosts: [a] }'),
    silent('url', '{ type: boolean }'),
    silent('urls_count', '{ type: integer }'),
    silent('self_url'),
    silent('namespaceUri'),
    silent('curl'),
    silent('callback_url'),
    { name: 'property', document: withBody('{ type: object, properties: {\n fetchUrl: { type: string, format: uri } } }'), hits: ['11: '] },
    { name: 'readOnly', document: withBody('{ type: object, properties: { fetchUrl: { type: string, readOnly: true } } }'), hits: [] },
    { name: 'a redirect is input-redirect', document: redirecting(withParameter(text, 'redirect_url')), hits: [] },
    {
      name: 'own extension',
      document: withParameter('{ type: string, x-hosts: [a] }', 'url'),
      options: { hostKeys: ['x-hosts'] },
      hits: [],
    },
  ]));
