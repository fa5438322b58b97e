import { expect, test } from 'vitest';
import { matchOperations } from '../../../src/model/change/operations.ts';
import { apiOf } from '../../support/rules.ts';

const head = "openapi: 3.1.0\ninfo: { title: a, version: '1' }\n";
const paths = (...list: string[]): string => `${head}paths: { ${list.map((path) => `'${path}': { get: { responses: {} } }`).join(', ')} }`;
const named = (path: string, operationId: string, method = 'get'): string =>
  `${head}paths: { '${path}': { ${method}: { operationId: ${operationId}, responses: {} } } }`;

test.each<[name: string, base: string, after: string, matched: string[], added?: string[]]>([
  ['the same path', paths('/a'), paths('/a'), ['GET /a = GET /a']],
  ['another name of a parameter', paths('/a/{id}/b'), paths('/a/{x}/b'), ['GET /a/{x}/b = GET /a/{id}/b']],
  ['a slash at the end', paths('/a/'), paths('/a'), ['GET /a = GET /a/']],
  ['the root path', paths('/'), paths('/'), ['GET / = GET /']],
  ['the exact path wins over the template', paths('/a/{x}', '/a/{y}'), paths('/a/{y}'), ['GET /a/{y} = GET /a/{y}']],
  ['another depth', paths('/a/{x}'), paths('/a/{x}/{y}'), [], ['GET /a/{x}/{y}']],
  ['a new path', paths('/a'), paths('/a', '/b'), ['GET /a = GET /a'], ['GET /b']],
  ['a removed path', paths('/a', '/b'), paths('/b'), ['GET /b = GET /b']],
  ['the path moved', named('/a', 'list'), named('/b', 'list'), ['GET /b = GET /a']],
  ['path and method moved', named('/a', 'search'), named('/b', 'search', 'post'), ['POST /b = GET /a']],
  ['another path and another id', named('/a', 'one'), named('/b', 'two'), [], ['GET /b']],
  ['the path wins over the id', named('/a', 'one'), named('/a', 'two'), ['GET /a = GET /a']],
  ['the version went up', paths('/api/v1/a/{id}'), paths('/api/v2/a/{id}'), ['GET /api/v2/a/{id} = GET /api/v1/a/{id}']],
  ['two versions beside each other', paths('/v1/a'), paths('/v1/a', '/v2/a'), ['GET /v1/a = GET /v1/a'], ['GET /v2/a']],
  ['two versions that could both be it', paths('/v1/a'), paths('/v2/a', '/v3/a'), [], ['GET /v2/a', 'GET /v3/a']],
  [
    'the beginning moved from the server',
    `${paths('/a')}\nservers: [{ url: 'https://h.acme.com/v1/' }]`,
    paths('/v1/a'),
    ['GET /v1/a = GET /a'],
  ],
  [
    'the beginning moved from basePath',
    "swagger: '2.0'\ninfo: { title: a, version: '1' }\nhost: h.acme.com\nbasePath: /v1\npaths: { /a: { get: { responses: {} } } }",
    paths('/v1/a'),
    ['GET /v1/a = GET /a'],
  ],
  [
    'a webhook is no path',
    `${head}webhooks: { a: { post: { responses: {} } } }`,
    `${head}paths: { a: { post: { responses: {} } } }`,
    [],
    ['POST a'],
  ],
  [
    'a callback by its expression',
    `${head}paths: { /a: { post: { callbacks: { done: { '{$request.body#/url}': { post: { responses: {} } } } }, responses: {} } } }`,
    `${head}paths: { /a: { post: { callbacks: { ready: { '{$request.body#/url}': { post: { responses: {} } } } }, responses: {} } } }`,
    ['POST /a = POST /a', 'POST {$request.body#/url} = POST {$request.body#/url}'],
  ],
])('%s', (_, base, after, matched, added = []) => {
  const found = matchOperations({ base: apiOf(base), head: apiOf(after) });
  expect(found.pairs.map((pair) => `${pair.head.label} = ${pair.base.label}`)).toEqual(matched);
  expect(found.added.map(({ label }) => label)).toEqual(added);
});
