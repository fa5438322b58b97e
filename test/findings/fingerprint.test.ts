import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { HARMLESS, original, type Tree, worsened } from '../../scripts/fingerprints/transforms.ts';
import type { Report } from '../../src/findings/report.ts';
import { judgePolicy, type Sources } from '../support/policy.ts';

function judge(files: Sources, base?: Sources): Promise<Report> {
  return judgePolicy({ files, ...(base && { base }), flags: { preset: 'strict' } });
}

/** New and fixed findings as `rule file/pointer`. */
async function difference(head: Sources, base: Sources): Promise<{ news: string[]; fixed: string[]; existing: number }> {
  const { findings, comparison } = await judge(head, base);
  return {
    news: findings.filter(({ status }) => status === 'new').map(({ ruleId, file, pointer }) => `${ruleId} ${file}${pointer}`),
    fixed: (comparison?.fixed ?? []).map(({ ruleId }) => ruleId),
    existing: findings.filter(({ status }) => status === 'existing').length,
  };
}

const DOCUMENTS: Readonly<Record<string, string>> = {
  'OAS 3.1': `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'http://a.pets.dev' }, { url: 'http://b.pets.dev' }]
security: [{ key: [] }, { login: [read] }]
tags: [{ name: pets, description: Pets. }]
paths:
  /pets/{petId}:
    parameters: [{ $ref: '#/components/parameters/PetId' }]
    get:
      operationId: getPet
      parameters: [{ name: limit, in: query, schema: { type: integer } }, { $ref: '#/components/parameters/Fields' }]
      responses:
        '200': { $ref: '#/components/responses/Pet' }
        default: { $ref: '#/components/responses/Error' }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '204': { description: done } }
  /login:
    post:
      security: []
      requestBody: { $ref: '#/components/requestBodies/Login' }
      responses: { '200': { description: ok } }
components:
  parameters:
    PetId: { name: petId, in: path, required: true, schema: { type: string } }
    Fields: { name: fields, in: query, schema: { type: array, items: { type: string } } }
  responses:
    Pet: { description: pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
    Error: { description: error, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  requestBodies:
    Login: { content: { application/json: { schema: { $ref: '#/components/schemas/Login' } } } }
  schemas:
    Login: { type: object, properties: { user: { type: string }, password: { type: string } } }
    Pet:
      allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, properties: { name: { type: string }, friends: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }]
    Base: { type: object, properties: { ssn: { type: string } } }
    Choice: { oneOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { b: { type: string } } }] }
    Problem: { type: object, properties: { stackTrace: { type: string } } }
    Orphan: { type: string, maxLength: 10, pattern: '^[a-z]*$' }
  securitySchemes:
    key: { type: apiKey, in: query, name: key }
    login: { type: oauth2, flows: { implicit: { authorizationUrl: 'http://id.pets.dev', scopes: { read: Reads } } } }
`,
  'OAS 2.0': `swagger: '2.0'
info: { title: Pets, version: '1' }
host: pets.dev
schemes: [http]
paths:
  /pets:
    post:
      parameters: [{ in: body, name: pet, schema: { $ref: '#/definitions/Pet' } }, { $ref: '#/parameters/Limit' }]
      responses: { '201': { description: made, schema: { $ref: '#/definitions/Pet' } }, '400': { $ref: '#/responses/Bad' } }
parameters: { Limit: { name: limit, in: query, type: integer } }
responses: { Bad: { description: bad, schema: { type: object, properties: { trace: { type: string } } } } }
definitions: { Pet: { type: object, properties: { name: { type: string }, secret: { type: string } } } }
securityDefinitions: { basic: { type: basic } }
`,
};

describe.each(Object.entries(DOCUMENTS))('%s', (_, text) => {
  const document = load(text) as Tree;
  const before = original(document);

  test.each(Object.keys(HARMLESS))('%s: nothing is new, nothing is gone', async (name) => {
    const all = (await judge(before.files)).findings.flatMap(({ pointer, related }) => [pointer, ...related.map((other) => other.pointer)]);
    const after = HARMLESS[name]?.(document, new Set(all)) ?? before;
    const { news, fixed, existing } = await difference(after.files, before.files);
    expect({ news, fixed }).toEqual({ news: [], fixed: [] });
    expect(existing).toBeGreaterThan(10);
  });

  test('one violation more is one new finding', async () => {
    const { news, fixed } = await difference(worsened(document).files, before.files);
    expect({ news, fixed }).toEqual({ news: ['inventory-unsafe-markdown api/openapi.json/tags/0/description'], fixed: [] });
  });
});

const head = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: 'https://a.dev' }]
`;
const bare = (body: string): string => `${head}paths: {}\n${body}`;

describe('what shares a name', () => {
  const choice = (...names: string[]) =>
    bare(
      `components: { schemas: { C: { oneOf: [${names.map((name) => `{ type: object, properties: { ${name}: { type: string } } }`).join(', ')}] } } }\n`,
    );

  test('may change its order', async () => {
    const { news, fixed } = await difference({ 'a.yaml': choice('q', 'p', 'o') }, { 'a.yaml': choice('o', 'p', 'q') });
    expect({ news, fixed }).toEqual({ news: [], fixed: [] });
  });

  test('is new as often as there are more of it, and the added one is the new one', async () => {
    const { news, fixed } = await difference({ 'a.yaml': choice('b', 'added', 'c') }, { 'a.yaml': choice('b', 'c') });
    expect(fixed).toEqual([]);
    expect(news.filter((line) => line.startsWith('input-object-open'))).toEqual(['input-object-open a.yaml/components/schemas/C/oneOf/1']);
    expect(news.every((line) => line.includes('/oneOf/1'))).toBe(true);
  });

  test('has a fingerprint of its own, which the known ones keep', async () => {
    const prints = async (files: Sources, base?: Sources) =>
      (await judge(files, base)).findings
        .filter(({ ruleId }) => ruleId === 'input-object-open')
        .map(({ pointer, fingerprint }) => [pointer.slice(-1), fingerprint]);
    const before = Object.fromEntries(await prints({ 'a.yaml': choice('b', 'c') }));
    const after = Object.fromEntries(await prints({ 'a.yaml': choice('a', 'b', 'c') }, { 'a.yaml': choice('b', 'c') }));
    expect(new Set(Object.values(after)).size).toBe(3);
    expect([after['1'], after['2']]).toEqual([before['0'], before['1']]);
  });
});

describe('a part that documents share', () => {
  const root = (path: string) => `${head}paths: { ${path}: { post: { requestBody: { $ref: body.yaml }, responses: {} } } }\n`;
  const body = 'content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }\n';
  const inPart = (report: Report) => report.findings.filter(({ file }) => file === 'body.yaml');

  test('has each finding once, which belongs to the first of them', async () => {
    const one = inPart(await judge({ 'a.yaml': root('/a'), 'body.yaml': body }));
    const two = inPart(await judge({ 'a.yaml': root('/a'), 'b.yaml': root('/b'), 'body.yaml': body }));
    expect(two.map(({ fingerprint }) => fingerprint)).toEqual(one.map(({ fingerprint }) => fingerprint));
    expect(one.length).toBeGreaterThan(1);
  });

  test('is known when any of them was there', async () => {
    const added = await judge(
      { 'a.yaml': root('/a'), 'b.yaml': root('/b'), 'body.yaml': body },
      { 'b.yaml': root('/b'), 'body.yaml': body },
    );
    const removed = await judge(
      { 'b.yaml': root('/b'), 'body.yaml': body },
      { 'a.yaml': root('/a'), 'b.yaml': root('/b'), 'body.yaml': body },
    );
    for (const report of [added, removed]) {
      expect(inPart(report).map(({ status }) => status)).toEqual(inPart(report).map(() => 'existing'));
      expect(report.comparison?.fixed.filter(({ file }) => file === 'body.yaml')).toEqual([]);
    }
  });
});

describe('a document in another format', () => {
  test('is compared with what it was', async () => {
    const { news, existing } = await difference(
      { 'api/a.json': JSON.stringify(load(DOCUMENTS['OAS 2.0'] ?? '')) },
      { 'api/a.yaml': DOCUMENTS['OAS 2.0'] ?? '' },
    );
    expect(news).toEqual([]);
    expect(existing).toBeGreaterThan(5);
  });

  test('beside the old one is a new document', async () => {
    const text = DOCUMENTS['OAS 2.0'] ?? '';
    const { news } = await difference({ 'a.json': JSON.stringify(load(text)), 'a.yaml': text }, { 'a.yaml': text });
    expect(news.length).toBeGreaterThan(5);
    expect(news.filter((line) => !line.includes(' a.json'))).toEqual([]);
  });
});

test('a name made to look like another place is another place', async () => {
  const at = (path: string) => `${head}paths: { '${path}': { get: { responses: {} } } }\n`;
  const { news } = await difference({ 'a.yaml': at('/a/get') }, { 'a.yaml': `${head}paths: { /a: { get: { responses: {} } } }\n` });
  expect(news.length).toBeGreaterThan(2);
  expect(news.filter((line) => !line.includes(' a.yaml/paths/~1a~1get'))).toEqual([]);
});
