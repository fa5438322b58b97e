import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-callback-url.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { withBody, withParameter, withParameter2 } from './documents.ts';

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
