import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-url.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { withBody, withComponent, withParameter, withParameter2 } from './documents.ts';

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

const referredTo = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      responses:
        '200': { description: OK, content: { application/json: { schema: { type: object, properties: {
          sourceUrl: { type: string } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/paths/~1a/get/responses/200/content/application~1json/schema' } } } }
      responses: {}
`;

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
    {
      name: 'a link in content',
      document: withBody('{ type: object, properties: { link: { type: object, properties: { url: { type: string } } } } }'),
      hits: [],
    },
    ...['joinUrl', 'start_url', 'vanityUrl'].map((name) => silent(name)),
    silent('after', '{ type: string, format: uri }'),
    silent('contextUri', '{ type: string, example: "music:album:1" }'),
    named('contextUri', '{ type: string, example: "https://a.example/1" }'),
    {
      name: 'links that the server gives out: several in one object that is also answered',
      document: withComponent(
        '{ type: object, properties: { filesUrl: { type: string }, imageUrl: { type: string }, url: { type: string } } }',
      ),
      hits: [],
    },
    {
      name: 'the same in a request alone',
      document: withBody(
        '{ type: object, properties: {\n filesUrl: { type: string },\n imageUrl: { type: string },\n url: { type: string } } }',
      ),
      hits: ['11: `filesUrl`', '12: `imageUrl`', '13: `url`'],
    },
    {
      name: 'a url both ways that is described as a link',
      document: withComponent('{ type: object, properties: { url: { type: string, description: The page of the person } } }'),
      hits: [],
    },
    {
      name: 'a url both ways that is fetched, or not described',
      document: withComponent(
        '{ type: object, properties: {\n url: { type: string, description: Imported from here }, a: { properties: {\n url: { type: string } } } } }',
      ),
      hits: ['7: `Thing.url`', '8: `Thing.a.url`'],
    },
    {
      name: 'defined in a response, used in a request',
      document: referredTo,
      hits: ['8: `sourceUrl` in the 200 response of GET /a (requests refer to it) may name any host'],
    },
    { name: 'a redirect is input-redirect', document: redirecting(withParameter(text, 'redirect_url')), hits: [] },
    {
      name: 'own extension',
      document: withParameter('{ type: string, x-hosts: [a] }', 'url'),
      options: { hostKeys: ['x-hosts'] },
      hits: [],
    },
  ]));
