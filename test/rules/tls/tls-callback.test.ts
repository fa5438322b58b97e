import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-callback.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** Line 9 holds the address, line 13 the expression. */
const subscribe = (expression: string, url: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /subscribe:
      post:
        parameters:
          - {name: cb, in: query, schema: {type: string, enum: ['https://a.acme.com', 'https://b.acme.com']}}
          - {name: X-Callback, in: header, schema: {type: string}}
        requestBody: {content: {application/json: {schema: {type: object, properties: {url: ${url}, urls: {type: array, items: ${url}}}}}}}
        responses: {'201': {description: ok, headers: {Location: {schema: {type: string, pattern: '^https://'}}}}}
        callbacks:
          event:
            '${expression}':
              post: {responses: {'204': {description: ok}}}
`;

describe('tls-callback', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'literal http',
      document: subscribe('http://hooks.acme.com/{$request.query.cb}', '{type: string}'),
      hits: ['13: goes out over `http`'],
    }),
    { name: 'literal HTTP', document: subscribe('HTTP://hooks.acme.com', '{type: string}'), hits: ['13: goes out over `http`'] },
    ...everyVersion3({
      name: 'any address of the body',
      document: subscribe('{$request.body#/url}', '{type: string, format: uri}'),
      hits: ['9: `$request.body#/url`'],
    }),
    {
      name: 'http allowed by the pattern',
      document: subscribe('{$request.body#/url}', "{type: string, pattern: '^https?://'}"),
      hits: ['9: plain http included'],
    },
    {
      name: 'http as the other choice',
      document: subscribe('{$request.body#/url}', "{type: string, pattern: '^(https|http)://'}"),
      hits: ['9: plain http included'],
    },
    {
      name: 'http among the values',
      document: subscribe('{$request.body#/url}', "{type: string, enum: ['https://a.acme.com', 'http://a.acme.com']}"),
      hits: ['9: plain http included'],
    },
    { name: 'an item of a list', document: subscribe('{$request.body#/urls/0}', '{type: string}'), hits: ['9: `$request.body#/urls/0`'] },
    {
      name: 'a header in any case',
      document: subscribe('{$request.header.x-callback}', '{type: string}'),
      hits: ['8: `$request.header.x-callback`'],
    },
    {
      name: 'a source that nothing describes',
      document: subscribe('{$request.body#/missing}', '{type: string}'),
      hits: ['13: `$request.body#/missing`'],
    },
    { name: 'a template that is no expression', document: subscribe('{callbackUrl}', '{type: string}'), hits: ['13: `callbackUrl`'] },
    ...everyVersion3({
      name: 'https demanded by the pattern',
      document: subscribe('{$request.body#/url}', "{type: string, pattern: '^https://[a-z.]+'}"),
      hits: [],
    }),
    {
      name: 'https demanded by all alternatives',
      document: subscribe(
        '{$request.body#/url}',
        "{oneOf: [{type: string, pattern: '^(?:https|wss)://'}, {const: 'https://a.acme.com'}]}",
      ).replace('3.0.3', '3.1.0'),
      hits: [],
    },
    { name: 'https values of a query parameter', document: subscribe('{$request.query.cb}/events', '{type: string}'), hits: [] },
    { name: 'a response header', document: subscribe('{$response.header.location}', '{type: string}'), hits: [] },
    { name: 'literal https', document: subscribe('https://{$request.header.x-callback}/x', '{type: string}'), hits: [] },
    { name: 'its own address', document: subscribe('{$url}/events', '{type: string}'), hits: [] },
    { name: 'this machine', document: subscribe('http://localhost:3000/cb', '{type: string}'), hits: [] },
    {
      name: 'one finding for callbacks that share an address; a shared callback finds its source',
      document: `
        openapi: 3.1.0
        paths:
          /subscribe:
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Subscription'}}}}
              responses: {'201': {description: ok}}
              callbacks:
                created: {'{$request.body#/url}': {post: {responses: {}}}}
                deleted: {'{$request.body#/url}': {post: {responses: {}}}}
                shared: {$ref: '#/components/callbacks/Shared'}
        components:
          callbacks: {Shared: {'{$request.body#/safe}': {post: {responses: {}}}}}
          schemas:
            Subscription:
              properties:
                url: {type: string}
                safe: {type: string, pattern: '^https://'}
      `,
      hits: ['16: `$request.body#/url`'],
    },
    { name: 'webhooks name no address', document: 'openapi: 3.1.0\nwebhooks:\n  http://x: {post: {responses: {}}}\n', hits: [] },
  ]));
