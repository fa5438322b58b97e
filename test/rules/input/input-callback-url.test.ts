import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-callback-url.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { withBody, withComponent, withParameter, withParameter2 } from './documents.ts';

const text = '{ type: string }';
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

describe('input-callback-url', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'callback url',
      document: withParameter(text, 'callbackUrl'),
      hits: ['8: Query parameter `callbackUrl` of GET /things is a URL of the caller'],
    }),
    { name: 'swagger 2', document: withParameter2('type: string, format: uri', 'callback_url'), hits: ['7: '] },
    named('callback'),
    named('webhook_url'),
    named('notificationUrl'),
    { name: 'property', document: withBody('{ type: object, properties: {\n webhook: { type: string } } }'), hits: ['11: '] },
    {
      name: 'the url of a hook',
      document: withComponent('{ type: object, properties: {\n url: { type: string } } }').replace('Thing', 'WebhookConfig'),
      hits: ['7: `WebhookConfig.url` is a URL'],
    },
    {
      name: 'where a hook is sent to, shown as a URL',
      document: withBody('{ type: object, properties: {\n address: { type: string, example: "https://a.example/in" } } }').replace(
        '/things',
        '/webhooks',
      ),
      hits: ['11: `address` in the request body of POST /webhooks is a URL'],
    },
    {
      name: 'an address of another kind',
      document: withBody('{ type: object, properties: { address: { type: string, example: "1 High Street" } } }').replace(
        '/things',
        '/webhooks',
      ),
      hits: [],
    },
    { name: 'the url of something else', document: withComponent('{ type: object, properties: { url: { type: string } } }'), hits: [] },
    {
      name: 'JSONP',
      document: withParameter(text, 'callback').replace('name: callback,', 'name: callback, description: JSONP function,'),
      hits: [],
    },
    silent('callback_id'),
    silent('webhook_id'),
    silent('callback', '{ type: boolean }'),
    silent('webhook_url', '{ type: string, pattern: "^https://hooks\\\\.example\\\\.com/" }'),
    { name: 'a browser comes back to it', document: withParameter(text, 'oauthCallbackUrl'), hits: [] },
  ]));
