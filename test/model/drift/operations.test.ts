import { describe, expect, test } from 'vitest';
import type { Api } from '../../../src/model/api.ts';
import type { CodeApi, Counterpart } from '../../../src/model/counterpart.ts';
import { matchesFor } from '../../../src/model/drift/matched.ts';
import { type Routes, route, VERSIONS, type Version, type Written, written } from '../../rules/drift/apis.ts';
import { documentApi, writtenCode } from '../../support/drift.ts';

function routes(...labels: string[]): Routes {
  return Object.fromEntries(
    labels.map((label) => [label, route('none', { wildcards: [...label.matchAll(/\{(any\d?)\}/g)].map(([, name]) => name) })]),
  );
}

const code = (labels: readonly string[], folder = ''): CodeApi => writtenCode(written(routes(...labels)), {}, folder);
const document = (labels: readonly string[], how: Written = {}, file?: string): Api => documentApi(written(routes(...labels), how), file);

function counterpart(api: Api, side: Counterpart['side'], codes: readonly CodeApi[], documents: readonly Api[]): Counterpart {
  return { kind: 'counterpart', place: api.place, raw: api.raw, side, code: codes, documents };
}

/** `GET /a = GET /b` for every pair of one code and one document; undefined when they do not belong together. */
function pairs(codes: readonly string[], documents: readonly string[], how: Written = {}): string[] | undefined {
  const [one, other] = [code(codes), document(documents, how)];
  const [match] = matchesFor(counterpart(one.api, 'code', [one], [other]));
  return match?.pairs.map((pair) => `${pair.code.label} = ${pair.document.label}`);
}

const TABLE: readonly { name: string; code: string[]; document: string[]; base?: string; pairs: string[] | undefined }[] = [
  {
    name: 'names of parameters',
    code: ['GET /a/{x}', 'GET /a'],
    document: ['GET /a/{y}', 'GET /a'],
    pairs: ['GET /a/{x} = GET /a/{y}', 'GET /a = GET /a'],
  },
  {
    name: 'parts of segments',
    code: ['GET /a/{x}.json', 'GET /a'],
    document: ['GET /a/{y}.json', 'GET /a'],
    pairs: ['GET /a/{x}.json = GET /a/{y}.json', 'GET /a = GET /a'],
  },
  {
    name: 'colons before parameters',
    code: ['GET /a/{x}', 'GET /a'],
    document: ['GET /a/:y', 'GET /a'],
    pairs: ['GET /a/{x} = GET /a/:y', 'GET /a = GET /a'],
  },
  {
    name: 'a slash at the end',
    code: ['GET /a/', 'GET /b'],
    document: ['GET /a', 'GET /b/'],
    pairs: ['GET /a/ = GET /a', 'GET /b = GET /b/'],
  },
  {
    name: 'a query in the path',
    code: ['GET /a', 'GET /b'],
    document: ['GET /a?x=1', 'GET /b'],
    pairs: ['GET /a = GET /a?x=1', 'GET /b = GET /b'],
  },
  {
    name: 'case',
    code: ['GET /A', 'GET /b', 'GET /c'],
    document: ['GET /a', 'GET /b', 'GET /c'],
    pairs: ['GET /A = GET /a', 'GET /b = GET /b', 'GET /c = GET /c'],
  },
  { name: 'methods', code: ['GET /a', 'POST /b'], document: ['POST /a', 'GET /b'], pairs: undefined },
  {
    name: 'the path of the server',
    code: ['GET /v1/a', 'GET /v1/b'],
    document: ['GET /a', 'GET /b'],
    base: '/v1',
    pairs: ['GET /v1/a = GET /a', 'GET /v1/b = GET /b'],
  },
  {
    name: 'a gateway before the server',
    code: ['GET /a', 'GET /b'],
    document: ['GET /a', 'GET /b'],
    base: '/shop/v1',
    pairs: ['GET /a = GET /a', 'GET /b = GET /b'],
  },
  {
    name: 'a part of the path of the server',
    code: ['GET /v1/a', 'GET /v1/b'],
    document: ['GET /a', 'GET /b'],
    base: '/shop/v1',
    pairs: ['GET /v1/a = GET /a', 'GET /v1/b = GET /b'],
  },
  {
    name: 'a prefix of the code alone',
    code: ['GET /api/a', 'GET /api/b', 'GET /a'],
    document: ['GET /a', 'GET /b'],
    pairs: ['GET /api/a = GET /a', 'GET /api/b = GET /b'],
  },
  {
    name: 'a prefix of the document alone',
    code: ['GET /a', 'GET /b'],
    document: ['GET /api/a', 'GET /api/b', 'GET /b'],
    pairs: ['GET /a = GET /api/a', 'GET /b = GET /api/b'],
  },
  {
    name: 'one prefix in place of another',
    code: ['GET /x/a', 'GET /x/b'],
    document: ['GET /a', 'GET /b'],
    base: '/y',
    pairs: ['GET /x/a = GET /a', 'GET /x/b = GET /b'],
  },
  {
    name: 'a parameter in the prefix',
    code: ['GET /{tenant}/a', 'GET /{tenant}/b'],
    document: ['GET /a', 'GET /b'],
    pairs: ['GET /{tenant}/a = GET /a', 'GET /{tenant}/b = GET /b'],
  },
  {
    name: 'an unknown prefix',
    code: ['GET /{any}/a', 'GET /{any}/b'],
    document: ['GET /v2/a', 'GET /v2/b', 'GET /v1/b'],
    pairs: ['GET /{any}/a = GET /v2/a', 'GET /{any}/b = GET /v2/b'],
  },
  {
    name: 'some prefixes that are unknown',
    code: ['GET /v1/a', 'GET /v1/b', 'GET /{any}/c', 'GET /{any}/d'],
    document: ['GET /v1/a', 'GET /v1/b', 'GET /v1/c', 'GET /v1/d'],
    pairs: ['GET /v1/a = GET /v1/a', 'GET /v1/b = GET /v1/b', 'GET /{any}/c = GET /v1/c', 'GET /{any}/d = GET /v1/d'],
  },
  {
    name: 'half of the smaller side',
    code: ['GET /a', 'GET /b', 'GET /c', 'GET /d'],
    document: ['GET /a', 'GET /b', 'GET /x', 'GET /y'],
    pairs: ['GET /a = GET /a', 'GET /b = GET /b'],
  },
  {
    name: 'less than half',
    code: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'],
    document: ['GET /a', 'GET /b', 'GET /x', 'GET /y', 'GET /z'],
    pairs: undefined,
  },
  { name: 'one of two', code: ['GET /a', 'GET /b'], document: ['GET /a', 'GET /c'], pairs: undefined },
  { name: 'all of one', code: ['GET /a'], document: ['GET /a', 'GET /c', 'GET /d'], pairs: ['GET /a = GET /a'] },
  { name: 'all of one below a prefix', code: ['GET /x/a'], document: ['GET /a', 'GET /c', 'GET /d'], pairs: undefined },
  { name: 'probes tell nothing', code: ['GET /health', 'GET /'], document: ['GET /health', 'GET /'], pairs: undefined },
];

describe.each<Version>(VERSIONS)('a document of %s', (version) => {
  test.each(TABLE)('$name', ({ code: labels, document: others, base, pairs: expected }) => {
    expect(pairs(labels, others, { version, ...(base !== undefined && { base }) })).toEqual(expected);
  });
});

test('servers of a path and of an operation, with variables', () => {
  const paths = {
    '/a': { servers: [{ url: 'https://acme.dev/{stage}', variables: { stage: { default: 'v3' } } }], get: {} },
    '/b': { get: { servers: [{ url: '//acme.dev/v3/' }, { url: '/v4' }] } },
  };
  const text = JSON.stringify({ openapi: '3.1.0', info: { title: '', version: '' }, paths });
  const one = code(['GET /v3/a', 'GET /v3/b']);
  const [match] = matchesFor(counterpart(one.api, 'code', [one], [documentApi(text)]));
  expect(match?.pairs).toHaveLength(2);
  expect(match?.tier).toBe(0);
});

describe('of several', () => {
  const names = (matches: readonly { code: CodeApi; document: Api }[]): string[] =>
    matches.map((match) => `${match.code.api.place.document.file} ${match.document.place.document.file}`);

  test('the document of the same folder belongs to code, and not that of a namesake', () => {
    const labels = ['GET /items', 'POST /items'];
    const [a, b] = [code(labels, 'services/a'), code(labels, 'services/b')];
    const documents = [document(labels, {}, 'services/a/openapi.yaml'), document(labels, {}, 'services/b/openapi.yaml')];
    expect(names(matchesFor(counterpart(a.api, 'code', [a, b], documents)))).toEqual(['services/a/[code] services/a/openapi.yaml']);
    expect(names(matchesFor(counterpart(documents[1] as Api, 'document', [a, b], documents)))).toEqual([
      'services/b/[code] services/b/openapi.yaml',
    ]);
  });

  test('two documents of the same code both belong to it', () => {
    const labels = ['GET /items', 'POST /items'];
    const one = code(labels);
    const documents = [document(labels, {}, 'a.yaml'), document(labels, {}, 'b.yaml')];
    expect(names(matchesFor(counterpart(one.api, 'code', [one], documents)))).toEqual(['[code] a.yaml', '[code] b.yaml']);
  });

  test('a document that fits without a prefix is preferred to one that needs it', () => {
    const one = code(['GET /v1/items', 'POST /v1/items']);
    const documents = [
      document(['GET /items', 'POST /items'], { base: '/v1' }, 'v1.yaml'),
      document(['GET /items', 'POST /items'], { base: '/v2' }, 'v2.yaml'),
    ];
    expect(names(matchesFor(counterpart(one.api, 'code', [one], documents)))).toEqual(['[code] v1.yaml']);
    expect(names(matchesFor(counterpart(documents[1] as Api, 'document', [one], documents)))).toEqual([]);
  });

  test('what comes later is seen: documents are read one after the other', () => {
    const one = code(['GET /v1/items', 'POST /v1/items']);
    const documents = [document(['GET /items', 'POST /items'], { base: '/v2' }, 'v2.yaml')];
    expect(matchesFor(counterpart(one.api, 'code', [one], documents))).toHaveLength(1);
    documents.push(document(['GET /items', 'POST /items'], { base: '/v1' }, 'v1.yaml'));
    expect(names(matchesFor(counterpart(one.api, 'code', [one], documents)))).toEqual(['[code] v1.yaml']);
  });
});

test('thousands of operations on both sides, alike and not', () => {
  const labels = (name: string) => Array.from({ length: 1_500 }, (_, index) => `GET /api/{tenant}/${name}${index}/{id}/items`);
  const one = code([...labels('a'), ...labels('c').map((label) => label.replace('/items', '/{any}/{id}'))]);
  const other = document([...labels('a'), ...labels('b')]);
  const [match] = matchesFor(counterpart(one.api, 'code', [one], [other]));
  expect(match?.pairs).toHaveLength(1_500);
  expect(match?.described.size).toBe(1_500);
  expect(match?.served.size).toBe(1_500);
});
