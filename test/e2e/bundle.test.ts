import { constants } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { DIST, runBundle } from '../support/dist.ts';
import { INSECURE, temporaryFolder } from '../support/temporary.ts';

const files = (await readdir(DIST, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

describe('what is shipped', () => {
  test.each(files.map((file) => [file.slice(DIST.length), file]))(
    '%s holds no package that reports home, and no path of the machine it was built on',
    async (name, file) => {
      const text = await readFile(file, 'utf8');
      // By match: a failure must not print megabytes.
      expect(text.match(/.{0,40}scarf.{0,40}/i)?.[0]).toBeUndefined();
      if (name !== 'THIRD-PARTY.txt')
        expect(text.match(/[^"'\s]{0,40}\/(?:home|Users|work|root)\/[\w.-]+\/(?:node_modules|src)/)?.[0]).toBeUndefined();
    },
  );

  test('only the action loads what can open a connection; the CLI does when it asks GitHub for a policy, and not before', async () => {
    const network = /(?:require\(|\bfrom|import\()["'](?:node:)?(?:https?|http2|net|tls|dns|dgram|undici|punycode)["']/;
    const texts = new Map(await Promise.all(files.map(async (file) => [file.slice(DIST.length), await readFile(file, 'utf8')] as const)));
    /** What loading a file loads with it: `import x from`, not `import()`. */
    const loadedWith = (start: string): string[] => {
      const found = new Set([start]);
      for (const file of found) {
        for (const [, name = ''] of texts.get(file)?.matchAll(/(?:\bfrom|\bimport)["']\.{1,2}\/(?:chunks\/)?([\w.-]+\.c?js)["']/g) ?? []) {
          for (const path of [name, `chunks/${name}`]) if (texts.has(path)) found.add(path);
        }
      }
      return [...found];
    };
    const starts = [...texts.keys()].filter((file) => /^(?:[\w-]+|chunks\/commands-\w+)\.js$/.test(file));
    const able = starts.filter((start) => loadedWith(start).some((file) => network.test(texts.get(file) ?? '')));
    expect(able).toEqual(['action.js']);
    expect(starts.flatMap(loadedWith).length).toBeGreaterThan(20);
    expect(starts.some((file) => file.startsWith('chunks/commands-'))).toBe(true);
  });

  test('the CLI can be run as a program', async () => {
    await access(`${DIST}cli.js`, constants.X_OK);
    expect((await readFile(`${DIST}cli.js`, 'utf8')).slice(0, 20)).toBe('#!/usr/bin/env node\n');
  });

  test('the licences of what is bundled are shipped', async () => {
    const text = await readFile(`${DIST}THIRD-PARTY.txt`, 'utf8');
    for (const name of ['@stoplight/spectral-core', 'js-yaml', 'ajv', 'lodash', '@actions/core'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('start-up', () => {
  test('a run without a ruleset loads neither AJV nor JSONPath nor the action', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': INSECURE });
    // Every module that Node opens is told on stderr.
    const { stderr } = await runBundle('cli.js', [], { cwd, env: { NODE_DEBUG: 'esm,module' } });
    expect(stderr).toContain('cli.js');
    expect(stderr.match(/[\w.-]*(?:vendor\.cjs|custom-rulesets|action\.js)/)?.[0]).toBeUndefined();
  });

  test('what it loads is small', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': INSECURE });
    const { stderr } = await runBundle('cli.js', [], { cwd, env: { NODE_DEBUG: 'esm,module' } });
    const loaded = files.filter((file) => stderr.includes(file.split('/').at(-1) ?? ''));
    const sizes = await Promise.all(loaded.map(async (file) => (await stat(file)).size));
    expect(loaded.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
  });
});

/** Uses every corner of Spectral whose loading the build puts off: AJV, JSONPath, aliases, formats, overrides, every core function. */
const RULESET = `
extends: [[spectral:oas, all]]
formats: [oas3]
aliases:
  Operations: ['$.paths[*][get,post]']
  Described:
    targets:
      - formats: [oas3_1]
        given: ['$.info']
overrides:
  - files: ['*.yaml']
    rules: { info-contact: 'off' }
rules:
  x-pattern: { given: $.info.title, severity: error, then: { function: pattern, functionOptions: { match: '^[a-z]+$' } } }
  x-casing: { given: '#Operations.operationId', then: { function: casing, functionOptions: { type: pascal } } }
  x-alias: { given: '#Described', then: { field: summary, function: truthy } }
  x-schema: { given: $.info, then: { function: schema, functionOptions: { schema: { type: object, required: [license], properties: { title: { maxLength: 2 } } } } } }
  x-schema-resolved: { given: '$..schema', resolved: true, then: { function: schema, functionOptions: { dialect: draft2020-12, schema: { properties: { type: { const: object } } } } } }
  x-length: { given: $.info.title, then: { function: length, functionOptions: { max: 1 } } }
  x-enum: { given: $.info.version, then: { function: enumeration, functionOptions: { values: ['2'] } } }
  x-alphabetical: { given: $.tags, then: { function: alphabetical, functionOptions: { keyedBy: name } } }
  x-defined: { given: $.info, then: { field: x-owner, function: defined } }
  x-falsy: { given: $.info, then: { field: title, function: falsy } }
  x-undefined: { given: $.info, then: { field: title, function: undefined } }
  x-xor: { given: $.info, then: { function: xor, functionOptions: { properties: [title, version] } } }
  x-or: { given: $.info, then: { function: or, functionOptions: { properties: [a, b] } } }
  x-jsonpath: { given: '$..[?(@ && @.enum)]', then: { field: description, function: truthy } }
  x-unused: { given: $.components.schemas, then: { function: unreferencedReusableObject, functionOptions: { reusableObjectsLocation: '#/components/schemas' } } }
  x-filter: { given: "$.paths[?(@property.match(/^.pets/))]", message: '{{property}} {{path}}', then: { field: '@key', function: pattern, functionOptions: { notMatch: '^get' } } }
`;

const DOCUMENT = `${INSECURE}  schemas:
    Unused: { type: string, enum: [1] }
tags: [{ name: b }, { name: a }]
`.replace(
  'get:\n',
  'get:\n      operationId: listPets\n      requestBody: { content: { application/json: { schema: { type: string } } } }\n',
);

test("a user's own ruleset gives the same through the bundle as from source", async () => {
  const cwd = await temporaryFolder({ 'openapi.yaml': DOCUMENT, 'rules.yaml': RULESET });
  const argv = ['--ruleset', 'rules.yaml', '--format', 'json', 'openapi.yaml'];
  const bundled = await runBundle('cli.js', argv, { cwd });
  let stdout = '';
  const write = (text: string) => {
    stdout += text;
  };
  const stream = { isTTY: false, write };
  const code = await main(argv, { stdout: stream, stderr: stream, stdin: async () => new Uint8Array(), cwd, env: {} });
  expect(bundled).toEqual({ code, stdout, stderr: '' });
  const ids = new Set(JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId));
  const expected = [...RULESET.matchAll(/^ {2}(x-[\w-]+):/gm)].map(([, id]) => id);
  expect(expected.filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.has('oas3-api-servers') || ids.has('operation-description')).toBe(true);
});
