import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { discover } from '../../src/inputs/discover.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';

const API = 'openapi: 3.0.0\n';

const files = {
  'openapi.yaml': API,
  'b.json': '{"openapi":"3.1.0"}',
  'c.yml': 'info: {}\n\n\'swagger\': "2.0"\n',
  'config.yaml': 'openapi:\n  generator: x\n',
  'package.json': '{"dependencies":{"openapi":"1.0.0"}}',
  'note.md': API,
  'spec.jsonc': '{"openapi":"3.1.0"}',
  'examples/x.yaml': API,
  'services/a/openapi.yaml': API,
  'services/a/test/openapi.yaml': API,
  'services/a/__tests__/openapi.yaml': API,
  'services/a/Fixtures/openapi.yaml': API,
  'services/a/latest/openapi.yaml': API,
  'services/a/dist/openapi.yaml': API,
  'services/a/node_modules/p/openapi.yaml': API,
  'services/b/.gitignore': '*.gen.yaml\n/out/\n!keep.gen.yaml\n',
  'services/b/x.gen.yaml': API,
  'services/b/keep.gen.yaml': API,
  'services/b/out/openapi.yaml': API,
  'services/b/deep/out/openapi.yaml': API,
  'services/b/deep/y.gen.yaml': API,
  'vendor/openapi.yaml': API,
  '.git/openapi.yaml': API,
  '.git/info/exclude': 'secret.yaml\n',
  'secret.yaml': API,
  '.gitignore': 'build\nservices/a/private*\n',
  'build/openapi.yaml': API,
  'services/a/private.yaml': API,
  '.github/openapi.yaml': API,
};

const found = async (patterns: readonly string[] = [], content: Record<string, string | Uint8Array> = files): Promise<readonly string[]> =>
  (await discover(new MemoryWorkspace(content), { patterns })).files;

describe('without patterns', () => {
  test('documents by content, ignore files respected, tests and dependencies passed over', async () => {
    const { files: list, passedOver } = await discover(new MemoryWorkspace(files));
    expect(list).toEqual([
      '.github/openapi.yaml',
      'b.json',
      'c.yml',
      'examples/x.yaml',
      'openapi.yaml',
      'services/a/latest/openapi.yaml',
      'services/a/openapi.yaml',
      'services/b/deep/out/openapi.yaml',
      'services/b/keep.gen.yaml',
    ]);
    expect(Object.fromEntries(passedOver)).toEqual({ 'not-openapi': 2, 'test-folder': 3, 'dependency-folder': 3, ignored: 6 });
  });

  test('exclusions alone keep the search', async () => {
    expect(await found(['!services', '!*.json', '!**/x.yaml'])).toEqual(['.github/openapi.yaml', 'c.yml', 'openapi.yaml']);
  });

  test('an empty workspace', async () => {
    expect(await found([], {})).toEqual([]);
  });
});

describe('with patterns', () => {
  test.each([
    [['config.yaml'], ['config.yaml']],
    [
      ['note.md', './openapi.yaml', 'openapi.yaml'],
      ['note.md', 'openapi.yaml'],
    ],
    [['build/openapi.yaml'], ['build/openapi.yaml']],
    [['vendor/openapi.yaml'], ['vendor/openapi.yaml']],
    [['build'], ['build/openapi.yaml']],
    [['vendor/'], ['vendor/openapi.yaml']],
    [['services/a/test'], ['services/a/test/openapi.yaml']],
    [
      ['services/a'],
      [
        'services/a/Fixtures/openapi.yaml',
        'services/a/__tests__/openapi.yaml',
        'services/a/latest/openapi.yaml',
        'services/a/openapi.yaml',
        'services/a/test/openapi.yaml',
      ],
    ],
    [['services/b/out'], ['services/b/out/openapi.yaml']],
    [['*.yaml'], ['openapi.yaml']],
    [['*.{json,yml}'], ['b.json', 'c.yml']],
    [['services/*/openapi.yaml'], ['services/a/openapi.yaml']],
    [['services/**/[lt]*/*.yaml'], ['services/a/latest/openapi.yaml', 'services/a/test/openapi.yaml']],
    [['**/dist/*.yaml'], ['services/a/dist/openapi.yaml']],
    [
      ['services/a/**', '!**/test/**', '!services/a/__tests__', '!**/Fixtures/*'],
      ['services/a/latest/openapi.yaml', 'services/a/openapi.yaml'],
    ],
    [['services/../openapi.yaml'], ['openapi.yaml']],
  ])('%j', async (patterns, expected) => {
    expect(await found(patterns)).toEqual(expected);
  });

  test('the root as a directory', async () => {
    expect(await found(['.'])).toContain('services/a/test/openapi.yaml');
    expect(await found(['.'])).not.toContain('build/openapi.yaml');
  });

  test('a name with wildcard characters is first a name', async () => {
    expect(await found(['[id].yaml'], { '[id].yaml': API, 'i.yaml': API })).toEqual(['[id].yaml']);
  });

  test.each([
    ['gone.yaml', 2, 'gone.yaml does not exist: correct the path, which is relative to the folder that is checked.'],
    ['../x.yaml', 2, '../x.yaml is outside the workspace: name paths inside it, relative to its root.'],
    ['/etc/passwd', 2, '/etc/passwd is outside the workspace: name paths inside it, relative to its root.'],
    [
      'gone/*.yaml',
      3,
      'gone/*.yaml matches no JSON or YAML file: correct the pattern, or name a file to have it checked whatever it holds.',
    ],
    [
      'con*.yaml',
      3,
      'con*.yaml matches 1 JSON or YAML file but no OpenAPI document: correct the pattern, or name a file to have it checked whatever it holds.',
    ],
  ])('%s is an error', async (pattern, exitCode, message) => {
    const error = await found(['openapi.yaml', pattern]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ exitCode, message });
  });
});

describe('what looks like an OpenAPI document', () => {
  const long = 'x'.repeat(100_000);
  const utf16 = (text: string): Uint8Array =>
    Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((character) => [character.charCodeAt(0), 0])]);
  test.each<[string, string | Uint8Array, boolean]>([
    ['a.yaml', 'openapi: 3.0.0', true],
    ['a.yaml', '\ufeffopenapi: 3.0.0', true],
    ['a.yaml', '# c\r\n---\r\nopenapi: "3.2.0"\r\n', true],
    ['a.yaml', 'swagger: 2.0', true],
    ['a.yaml', '"openapi": 3.0.0', true],
    ['a.yaml', '!!str openapi: &v !!str 3.0.0', true],
    ['a.yaml', `info: ${long}\nopenapi: 3.0.0\n`, true],
    ['a.yaml', '{openapi: 3.0.0, info: {}}', true],
    ['a.yaml', '{"openapi": "3.0.0"}', true],
    ['a.yaml', 'x: 1\n---\nopenapi: 3.0.0\n', true],
    ['a.yaml', utf16('openapi: 3.0.0'), true],
    ['a.yaml', 'a:\n  openapi: 3.0.0', false],
    ['a.yaml', '# openapi: 3.0.0', false],
    ['a.yaml', 'openapi: true', false],
    ['a.yaml', 'openapi-version: 3.0.0', false],
    ['a.yaml', 'asyncapi: 3.0.0', false],
    ['a.yaml', '', false],
    ['a.json', '{"openapi":"3.0.0"', true],
    ['a.json', '{"info":{"a":"\\"}"},\n "swagger" : "2.0"}', true],
    ['a.json', '{"\\u006fpenapi":"3.0.0"}', true],
    ['a.json', `{"components":{"x":"${long}"},"openapi":"3.0.0"}`, true],
    ['a.json', `{"components":{"x":"${long}","openapi":"3.0.0"}}`, false],
    ['a.json', '{"x":"\\"openapi\\":\\"3.0.0\\""}', false],
    ['a.json', '[{"openapi":"3.0.0"}]', false],
    ['a.json', '{"openapi":{"a":1}}', false],
    ['a.json', 'openapi: 3.0.0', false],
  ])('%s %.60j: %s', async (file, content, expected) => {
    expect((await found([], { [file]: content })).length === 1).toBe(expected);
  });
});
