/** The table of docs/security.md, row by row, through the command line: what hostile documents try, and what they get. */
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command } from '../support/cli.ts';
import { SECURE, temporaryFolder } from '../support/temporary.ts';
import {
  aliasBomb,
  aliasBombInSchemas,
  allOfFan,
  chain,
  deepJson,
  deepYaml,
  denseGraph,
  head,
  json,
  mergeBomb,
  sharedPathItem,
} from './documents.ts';

interface Row {
  readonly threat: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly argv?: readonly string[];
  readonly code: number;
  /** Every one of these is in the output. */
  readonly says?: readonly (string | RegExp)[];
  /** None of these is. */
  readonly hides?: readonly (string | RegExp)[];
}

const essential: readonly string[] = ['--preset', 'essential'];
const strict: readonly string[] = ['--preset', 'strict'];
const secret = ['gh', 'p_', 'k7Qw2ZxN9vR4tYb1LmC8sHd6JfGp3UaE0oTi'].join('');
const schemaRef = (ref: string): string => json({ components: { schemas: { A: { $ref: ref } } } });

async function judge({ files, argv = essential }: Row): Promise<{ code: number; output: string }> {
  const cwd = await temporaryFolder(files);
  const { code, stdout, stderr } = await command(cwd, ...argv);
  return { code, output: stdout + stderr };
}

function rows(table: readonly Row[]): void {
  test.each(table)('$threat', { timeout: 60_000 }, async (row) => {
    const { code, output } = await judge(row);
    for (const part of row.says ?? []) expect(output).toMatch(part);
    for (const part of row.hides ?? []) expect(output).not.toMatch(part);
    expect(code).toBe(row.code);
    // What no outcome may have: a failure of ours, or a stack.
    expect(output).not.toMatch(/a bug in apiward|report this bug|\n {4}at /);
  });
}

describe('references that lead elsewhere', () => {
  rows([
    ...['http://169.254.169.254/latest/meta-data', 'https://evil.test/api.yaml#/a', '//evil.test/a.yaml', 'ftp://evil.test/a'].map(
      (ref): Row => ({
        threat: ref,
        files: { 'openapi.json': schemaRef(ref) },
        code: 1,
        says: ['inventory-external-ref', /evil\.test|169\.254\.169\.254/],
      }),
    ),
    ...['../../../../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '/etc/passwd', 'a/../../../etc/passwd'].map(
      (ref): Row => ({
        threat: ref,
        files: { 'openapi.json': schemaRef(ref) },
        code: 1,
        says: [/outside|leads out of the workspace|does not exist|not in the workspace/],
        hides: [/root:|\/bin\//],
      }),
    ),
    ...['file:///etc/passwd', 'file:/etc/passwd', 'C:\\Windows\\win.ini', '\\\\host\\share\\a.yaml'].map(
      (ref): Row => ({ threat: ref, files: { 'openapi.json': schemaRef(ref) }, code: 1, hides: [/root:|\/bin\//] }),
    ),
    { threat: 'into a folder', files: { 'openapi.json': schemaRef('parts'), 'parts/a.txt': 'x' }, code: 4, says: ['parts is a directory'] },
    {
      threat: 'into a file that is no document, whose text is nobody’s business',
      files: { 'openapi.json': schemaRef('notes.txt#/a'), 'notes.txt': 'a: [the passphrase is swordfish' },
      code: 4,
      hides: ['swordfish'],
    },
    {
      threat: 'into what git keeps of the checkout, its token too',
      files: { 'openapi.json': schemaRef('.git/config#/a'), '.git/config': 'a: [the passphrase is swordfish' },
      code: 1,
      says: ['.git/config'],
      hides: ['swordfish'],
    },
  ]);

  test('links and pipes are not followed out or waited for', { timeout: 60_000 }, async () => {
    const outside = await temporaryFolder({ 'secret.yaml': 'type: string\ndescription: swordfish\n' });
    const names = ['link.yaml', 'folder/secret.yaml', 'pipe.yaml', 'null.yaml', 'self.yaml'];
    const schemas = Object.fromEntries(names.map((name, index) => [`S${index}`, { $ref: name }]));
    const cwd = await temporaryFolder({ 'openapi.json': json({ components: { schemas } }) });
    await symlink(join(outside, 'secret.yaml'), join(cwd, 'link.yaml'));
    await symlink(outside, join(cwd, 'folder'));
    await symlink('/dev/zero', join(cwd, 'null.yaml'));
    await symlink('self.yaml', join(cwd, 'self.yaml'));
    execFileSync('mkfifo', [join(cwd, 'pipe.yaml')]);
    const { code, stdout } = await command(cwd, 'openapi.json', ...strict);
    expect(code).toBe(4);
    for (const name of names) expect(stdout).toContain(name);
    expect(stdout).not.toContain('swordfish');
  });
});

describe('size and shape', () => {
  rows([
    {
      threat: 'alias bomb of nine levels',
      files: { 'openapi.yaml': aliasBomb(9) },
      code: 4,
      says: ['limits.aliased-nodes', /openapi\.yaml:\d+:\d+/],
    },
    { threat: 'alias bomb in schemas', files: { 'openapi.yaml': aliasBombInSchemas(9) }, code: 4, says: ['limits.aliased-nodes'] },
    {
      threat: 'a limit that the policy lowers',
      files: { 'openapi.json': deepJson(20), '.apiward.yml': 'limits: { depth: 30 }\n' },
      code: 4,
      says: ['deeper than 30'],
    },
    {
      threat: 'a limit that the policy raises',
      files: { 'openapi.json': deepJson(300), '.apiward.yml': 'limits: { depth: 1000 }\n' },
      code: 0,
    },
    { threat: 'merge-key bomb', files: { 'openapi.yaml': mergeBomb(6) }, code: 4, says: [/limits\.(?:merged-keys|aliased-nodes)/] },
    {
      threat: 'JSON of 100,000 levels',
      files: { 'openapi.json': deepJson(50_000) },
      code: 4,
      says: ['limits.depth', /openapi\.json:\d+:\d+/],
    },
    { threat: 'YAML of 100,000 levels', files: { 'openapi.yaml': deepYaml(100_000) }, code: 4, says: ['limits.depth'] },
    {
      threat: '1,001 documents in a file',
      files: { 'openapi.yaml': `${head}---\n`.repeat(1_002) },
      code: 4,
      says: ['limits.stream-documents'],
    },
    { threat: 'allOf fan of 25', files: { 'openapi.json': allOfFan(25) }, argv: strict, code: 1, hides: ['stopped'] },
    { threat: 'a chain of 20,000 references', files: { 'openapi.json': chain(20_000) }, argv: strict, code: 0, hides: ['stopped'] },
    {
      threat: '200 schemas that all refer to each other',
      files: { 'openapi.json': denseGraph(200) },
      argv: strict,
      code: 1,
      hides: ['stopped'],
    },
    { threat: '5,000 paths of one path item', files: { 'openapi.json': sharedPathItem(5_000) }, argv: essential, code: 1 },
    { threat: 'a line of ten megabytes', files: { 'openapi.json': json({ 'x-long': 'a'.repeat(10_000_000) }) }, code: 0 },
    {
      threat: '300,000 keys',
      files: { 'openapi.json': json({ 'x-keys': Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`k${index}`, 1])) }) },
      code: 0,
    },
  ]);
});

describe('patterns of documents are read, never run', () => {
  const evil = '^(a+)+$';
  rows([
    {
      threat: 'ReDoS on its own example',
      files: {
        'openapi.json': json({
          components: { schemas: { A: { type: 'string', pattern: evil, example: `${'a'.repeat(60)}!`, maxLength: 100 } } },
        }),
      },
      code: 1,
      says: ['input-pattern-redos'],
    },
    {
      threat: 'ReDoS in names of properties, media types and formats',
      files: {
        'openapi.json': json({
          components: {
            schemas: { A: { type: 'object', patternProperties: { [evil]: {} }, format: `${'a'.repeat(60)}!` } },
            responses: { R: { description: 'x', content: { [`${'a/'.repeat(5_000)}!`]: { schema: { type: 'string' } } } } },
          },
        }),
      },
      code: 1,
      says: ['input-pattern-redos'],
    },
  ]);
});

describe('keys and values of any kind', () => {
  const junk = ['5', '[]', '"x"', 'null', 'true', '{"$ref":5}', '{"$ref":[]}', '{"toString":1}', '[[[]]]'];
  rows([
    {
      threat: '__proto__, constructor and toString as keys',
      files: {
        'openapi.json': json({
          components: {
            schemas: { constructor: { type: 'object' }, toString: { type: 'object' } },
            securitySchemes: { hasOwnProperty: 5 },
          },
        }).replace('"constructor"', '"__proto__":{"polluted":true},"constructor"'),
      },
      argv: strict,
      code: 1,
      says: ['`__proto__` accepts any value', '`constructor` takes any number', '`hasOwnProperty` is no security scheme object'],
    },
    ...junk.map(
      (value): Row => ({
        threat: `${value} wherever an object is due`,
        files: {
          'openapi.json': `{"openapi":"3.0.3","info":${value},"servers":${value},"tags":${value},"security":${value},"paths":{"/a":${value},"/b":{"get":${value}},"/c":{"post":{"parameters":[${value}],"requestBody":${value},"responses":{"200":${value}}}}},"components":{"schemas":{"A":${value}},"securitySchemes":{"B":${value}},"parameters":${value}}}`,
        },
        argv: strict,
        code: 1,
        says: ['structure-valid'],
      }),
    ),
  ]);

  test('no prototype is changed', () => expect(Object.keys(Object.prototype)).toEqual([]));
});

describe('texts in strange encodings', () => {
  const bytes = (...parts: (string | number[])[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
  rows([
    { threat: 'a byte order mark', files: { 'openapi.yaml': `\ufeff${SECURE}` }, code: 0 },
    { threat: 'carriage returns', files: { 'openapi.yaml': SECURE.replaceAll('\n', '\r\n') }, code: 0 },
    { threat: 'UTF-16', files: { 'openapi.yaml': new Uint8Array(Buffer.from(`\ufeff${SECURE}`, 'utf16le')) }, code: 0 },
    { threat: 'NUL', files: { 'openapi.yaml': `${SECURE}# \0\n` }, code: 4, says: [/openapi\.yaml:12:3/, 'NUL'] },
    { threat: 'invalid UTF-8', files: { 'openapi.yaml': bytes(SECURE, '# ', [0xc3, 0x28], '\n') }, code: 4, says: [/openapi\.yaml:12:3/] },
    {
      threat: 'a lone surrogate',
      files: { 'openapi.json': json({ 'x-a': '\ud800' }) },
      argv: strict,
      code: 0,
      hides: [/\ud800(?![\udc00-\udfff])/],
    },
    { threat: 'repeated keys', files: { 'openapi.yaml': `${SECURE}paths: {}\n` }, code: 1, says: ['Key `paths` is repeated'] },
    {
      threat: 'a second document, insecure, behind a secure one',
      files: { 'openapi.yaml': `${SECURE}---\n${SECURE.replace('https://id', 'http://id')}` },
      code: 1,
      says: ['oauth-url-https'],
    },
    {
      threat: 'a broken file beside an insecure one',
      files: { 'a.yaml': 'openapi: 3.0.0\na: [', 'b.yaml': SECURE.replace('https://id', 'http://id') },
      code: 4,
      says: ['a.yaml', 'oauth-url-https'],
    },
  ]);
});

describe('output', () => {
  const evil = '\n::error file=x::owned\u001b[31m\u202e##[add-mask]x --> <img src=x> @team';
  const files = {
    'openapi.json': json({
      paths: { [`/a${evil}`]: { post: { operationId: evil, responses: { [evil]: { description: evil } }, security: [{ [evil]: [] }] } } },
      components: { securitySchemes: { [evil]: { type: 'http', scheme: 'basic' }, s: { type: evil } } },
    }),
  };
  rows(
    ['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'gitlab', 'rdjson'].map((format) => ({
      threat: `commands, control characters and markup in ${format}`,
      files,
      argv: [...strict, '--format', format],
      code: 1,
      hides: [/^\s*::/m, /##\[/, /\p{Cf}|[^\P{Cc}\n]/u, ...(format === 'markdown' || format === 'html' ? [/<img/] : [])],
    })),
  );
  rows(
    ['text', 'json', 'sarif', 'github', 'junit', 'markdown', 'html', 'gitlab', 'rdjson'].map((format) => ({
      threat: `a secret in ${format}`,
      files: {
        'openapi.json': json({
          info: { title: 'T', version: '1', description: `use ${secret} here` },
          paths: { [`/x/${secret}`]: { post: { operationId: secret, responses: {} } } },
          servers: [{ url: `https://api.pets.dev/${secret}` }],
        }),
        'key.yaml': `${head}paths: {}\nx-key: |\n${' '.repeat(14)}-----BEGIN PRIVATE KEY-----\n${`${' '.repeat(14)}${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDEPpvi3RH1efQkve'.slice(0, 64)}\n`.repeat(3)}`,
      },
      argv: [...strict, '--format', format],
      code: 1,
      says: ['data-secret-in-text'],
      hides: [secret, 'MIIEvQIBADANBgkqhkiG9w0BAQ'],
    })),
  );
});

describe('discovery', () => {
  rows([
    { threat: 'no document at all is no pass', files: { 'readme.md': 'x' }, argv: [], code: 3 },
    {
      threat: 'hidden by .gitignore: nothing is left, and that is no pass',
      files: { 'openapi.yaml': SECURE, '.gitignore': '*.yaml\n' },
      argv: [],
      code: 3,
    },
    {
      threat: 'hidden by .gitignore beside another: counted in the report',
      files: { 'a/openapi.yaml': SECURE, 'b/openapi.yaml': SECURE, '.gitignore': 'b\n' },
      code: 0,
      says: ['1 file or folder that git ignores'],
    },
    { threat: 'a name like an option', files: { '--help.yaml': SECURE, 'a.yaml': SECURE }, argv: [...essential, './--help.yaml'], code: 0 },
  ]);
});
