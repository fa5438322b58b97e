// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code under examination is meant as text.
import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../../src/documents/lines.ts';
import { bundleOf } from '../../../src/documents/load.ts';
import { codeDocument } from '../../../src/extractors/openapi/to-document.ts';
import type { CodeInventory } from '../../../src/extractors/read-code.ts';
import { buildApi } from '../../../src/model/build.ts';
import { fixtureInventory, inventoryOf } from '../../support/code.ts';

const documentOf = (inventory: CodeInventory, publicRoutes: 'open' | 'declared' = 'declared') =>
  codeDocument(inventory.modules, { title: 'Code', name: '[code]', text: inventory.text, publicRoutes });

function plain(document: ReturnType<typeof documentOf>): unknown {
  if (document === undefined) throw new Error('no document');
  return document.value;
}

describe('the document of an app', async () => {
  const inventory = await fixtureInventory('spring');
  const document = documentOf(inventory);
  const api = document === undefined ? undefined : buildApi(bundleOf([document]));

  test('is one that the model reads whole', () => {
    expect(api?.brokenRefs).toEqual([]);
    expect(api?.operations.map(({ label }) => label).sort()).toEqual(
      inventory.routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  test('leads from each of its places to the file and text that holds it', () => {
    const shown = (path: (string | number)[]): string => {
      const place = document?.written(document.root.at(...path));
      const located = place?.document.locate([place.path])[0];
      if (place === undefined || located === undefined) throw new Error('no place');
      const { line } = lineIndex(place.document.text).position(located.value.start);
      const text = place.document.text.slice(located.value.start, located.value.end).split('\n')[0];
      return `${place.document.file.split('/').at(-1)}:${line} ${text}`;
    };
    expect(shown(['paths', '/api/books', 'get'])).toBe('BookController.java:16 @GetMapping');
    expect(shown(['paths', '/api/books', 'get', 'parameters', 0, 'schema', 'maximum'])).toBe('BookController.java:18 @Max(100)');
    expect(shown(['paths', '/api/books', 'post', 'security'])).toMatch(/^SecurityConfig\.java:\d+ \.?\)?\.?authenticated|SecurityConfig/);
    expect(shown(['components', 'schemas', 'BookRequest', 'properties', 'title', 'maxLength'])).toBe(
      'BookRequest.java:13 @Size(max = 200)',
    );
    // What does not exist is shown at what would hold it.
    expect(shown(['paths', '/api/books', 'get', 'nothing', 'here'])).toBe('BookController.java:16 @GetMapping');
  });

  test('keeps the pointer of a place, whatever file holds it', () => {
    const place = document?.root.at('components', 'schemas', 'BookRequest', 'properties', 'title');
    expect(place === undefined ? undefined : document?.written(place).pointer).toBe('/components/schemas/BookRequest/properties/title');
  });
});

describe('security', () => {
  const guard = 'const auth = (q, s, n) => q.headers.authorization ? n() : s.sendStatus(401);';
  const code = `const express = require('express'); const app = express(); ${guard}
const { expressjwt } = require('express-jwt');
app.get('/none', (q, s) => s.end());
app.get('/required', auth, (q, s) => s.end());
app.get('/optional', expressjwt({ credentialsRequired: false }), (q, s) => s.end());
app.get('/unknown', require('@company/guard'), (q, s) => s.end());`;

  test('says what the code says, and never takes what is unknown for a lack', async () => {
    const document = documentOf(await inventoryOf({ 'package.json': '{}', 'a.js': code }));
    const { paths } = plain(document) as { paths: Record<string, { get: { security: unknown } }> };
    expect(Object.fromEntries(Object.entries(paths).map(([path, { get }]) => [path, get.security]))).toEqual({
      '/none': [],
      '/required': [{ code: [] }],
      '/optional': [{ jwt: [] }, {}],
      '/unknown': [{ unknown: [] }],
    });
  });

  test('public routes are open, or declared so', async () => {
    const inventory = await fixtureInventory('spring');
    const security = (publicRoutes: 'open' | 'declared'): unknown => {
      const value = plain(documentOf(inventory, publicRoutes)) as { paths: Record<string, { post: { security: unknown } }> };
      return value.paths['/sessions/login']?.post.security;
    };
    expect(security('open')).toEqual([]);
    expect(security('declared')).toEqual([{ declaredPublic: [] }]);
  });
});

test('wildcards become parameters, and any method becomes all of them', async () => {
  const code = "const app = require('express')(); app.all(`/${process.env.B}/a/*rest`, (q, s) => s.end());";
  const document = documentOf(await inventoryOf({ 'package.json': '{}', 'a.js': code }));
  const { paths } = plain(document) as { paths: Record<string, Record<string, { parameters: { name: string }[] }>> };
  expect(Object.keys(paths)).toEqual(['/{any}/a/{any2}']);
  expect(Object.keys(paths['/{any}/a/{any2}'] ?? {})).toEqual(['get', 'post', 'put', 'patch', 'delete']);
  expect(paths['/{any}/a/{any2}']?.['get']?.parameters.map(({ name }) => name)).toEqual(['any', 'any2']);
});

test('nothing gives no document', async () => {
  expect(documentOf(await inventoryOf({ 'a.js': 'let a;' }))).toBeUndefined();
});

test('a class that became parameters is no schema; one that a schema refers to is', async () => {
  const bean = (name: string, fields: string): string => `package a;\npublic class ${name} {\n${fields}\n}\n`;
  const field = (type: string, name: string, method: string): string =>
    `  private ${type} ${name};\n  public ${type} get${method}() { return ${name}; }\n  public void set${method}(${type} value) { ${name} = value; }`;
  const inventory = await inventoryOf({
    'pom.xml': '<project/>',
    'a/Filter.java': bean('Filter', field('Integer', 'size', 'Size')),
    'a/Order.java': bean('Order', field('Line', 'line', 'Line')),
    'a/Line.java': bean('Line', field('String', 'text', 'Text')),
    'a/Orders.java': `package a;
import org.springframework.web.bind.annotation.*;
@RestController
public class Orders {
  @GetMapping("/orders") public String find(Filter filter) { return ""; }
  @PostMapping("/orders") public String add(@RequestBody Order order) { return ""; }
}
`,
  });
  const { components, paths } = plain(documentOf(inventory)) as {
    components: { schemas: object };
    paths: Record<string, { get: { parameters: { name: string }[] } }>;
  };
  expect(paths['/orders']?.get.parameters.map(({ name }) => name)).toEqual(['size']);
  expect(Object.keys(components.schemas)).toEqual(['Order', 'Line']);
});
