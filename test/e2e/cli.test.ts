import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIST, runBundle } from '../support/dist.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

/** A document whose one path is a reference. */
const referring = (ref: string) => SECURE.replace(/ {2}\/pets:[\s\S]*?(?=components:)/, `  /pets:\n    $ref: '${ref}'\n`);

describe('bad input: one clear line with the place and the remedy, and the right exit code', () => {
  test.each([
    ['not YAML', { 'a.yaml': 'a: b: c\n' }, ['a.yaml'], 4, 'stopped  a.yaml:1:5  cannot be read'],
    ['not JSON', { 'a.json': '{"openapi": "3.1.0",}' }, ['a.json'], 4, 'stopped  a.json:1:'],
    ['not OpenAPI', { 'a.yaml': 'hello: world\n' }, ['a.yaml'], 4, 'stopped  a.yaml:1:1  not an OpenAPI document'],
    ['a list', { 'a.yaml': '- openapi\n' }, ['a.yaml'], 4, 'stopped  a.yaml:1:1'],
    ['an OpenAPI version to come', { 'a.yaml': 'openapi: 4.0.0\n' }, ['a.yaml'], 4, 'stopped  a.yaml:1:'],
    ['empty file', { 'a.yaml': '' }, ['a.yaml'], 4, 'stopped  a.yaml:1:1  cannot be read'],
    ['binary file', { 'a.yaml': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]) }, ['a.yaml'], 4, 'stopped  a.yaml:1:1'],
    ['folder without documents', { 'sub/readme.md': '' }, ['sub'], 3, 'apiward: sub '],
    ['nothing to discover', { 'readme.md': '' }, [], 3, 'apiward: no OpenAPI document found'],
    ['glob that matches nothing', { 'a.yaml': SECURE }, ['b*.yaml'], 3, 'apiward: b*.yaml '],
    ['missing file', {}, ['missing.yaml'], 2, 'apiward: `missing.yaml` does not exist: '],
    [
      'unknown option',
      { 'a.yaml': SECURE },
      ['--formt', 'json'],
      2,
      'apiward: unknown option `--formt`: did you mean `-f, --format FORMAT`?',
    ],
    [
      'unknown format',
      { 'a.yaml': SECURE },
      ['--format', 'xml'],
      2,
      'apiward: --format cannot be `xml`: it is one of text, json, sarif, github',
    ],
    ['unknown rule', { 'a.yaml': SECURE }, ['--rule', 'tls-servr=off'], 2, 'apiward: no rule `tls-servr`: did you mean `tls-server`?'],
    ['unknown preset', { 'a.yaml': SECURE }, ['--preset', 'x'], 2, 'apiward: --preset cannot be `x`: it is one of recommended'],
    ['missing ruleset', { 'a.yaml': SECURE }, ['--ruleset', 'r.yaml'], 2, 'apiward: cannot read the ruleset r.yaml'],
    ['JavaScript ruleset', { 'a.yaml': SECURE, 'r.js': 'throw 1' }, ['--ruleset', 'r.js'], 2, 'apiward: r.js is a JavaScript ruleset'],
    [
      'broken ruleset',
      { 'a.yaml': SECURE, 'r.yaml': 'rules: { x: { given: $ } }' },
      ['--ruleset', 'r.yaml'],
      2,
      'apiward: r.yaml is not a valid Spectral ruleset',
    ],
  ] as const)('%s', async (_, files, argv, code, line) => {
    const result = await runBundle('cli.js', argv, { cwd: await temporaryFolder(files as Record<string, string>) });
    expect(result.code).toBe(code);
    const output = code === 4 ? result.stdout : result.stderr;
    expect(output.split('\n')[0]?.startsWith(line) ? line : output).toBe(line);
    if (code !== 4) expect(output.split('\n')).toEqual([expect.stringMatching(/.{20}/), '']);
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['to nowhere', 'nowhere.yaml', 'nowhere.yaml'],
    ['to nowhere in the document', '#/paths/~1nope', '#/paths/~1nope'],
    ['outside the workspace', '../outside.yaml', '../outside.yaml'],
    ['to an absolute path', '/etc/passwd', '/etc/passwd'],
    ['through a link that leads out', 'link/passwd', 'link/passwd'],
  ])('a $ref %s', async (_, ref, named) => {
    const cwd = await temporaryFolder({ 'work/openapi.yaml': referring(ref), 'outside.yaml': 'get: { description: SECRET }' });
    await symlink('/etc', join(cwd, 'work/link'));
    const { code, stdout } = await runBundle('cli.js', [], { cwd: join(cwd, 'work') });
    expect([1, 4]).toContain(code);
    expect(stdout).toContain('openapi.yaml:7:');
    expect(stdout).toContain(named);
    expect(stdout).not.toMatch(/SECRET|root:/);
  });

  test('a $ref to http: is refused at its line, and nothing is fetched', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const cwd = await temporaryFolder({ 'openapi.yaml': referring(`http://127.0.0.1:${port}/x.yaml`) });
    const { code, stdout } = await runBundle('cli.js', [], { cwd });
    server.close();
    expect(code).toBe(1);
    expect(stdout).toContain('inventory-external-ref  openapi.yaml:7:');
    expect(requests).toBe(0);
  });

  test('a folder named like a document', async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, 'openapi.yaml'));
    expect(await runBundle('cli.js', ['openapi.yaml'], { cwd })).toMatchObject({ code: 3 });
  });
});

describe('verdicts', () => {
  test.each([
    ['clean', SECURE, 0, 'PASS: nothing found'],
    ['insecure', INSECURE, 1, 'FAIL: 1 error'],
  ])('%s', async (_, document, code, verdict) => {
    const result = await runBundle('cli.js', ['--preset', 'essential'], { cwd: await temporaryFolder({ 'openapi.yaml': document }) });
    expect(result).toMatchObject({ code, stderr: '' });
    expect(result.stdout).toContain(verdict);
  });

  test('the same bytes twice, in every format', async () => {
    const cwd = await temporaryFolder({ 'a/openapi.yaml': INSECURE, 'b/openapi.yaml': INSECURE, 'c.yaml': 'openapi: 3.1.0\n: [' });
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const [first, second] = await Promise.all([1, 2].map(() => runBundle('cli.js', ['-f', format], { cwd })));
      expect(first).toEqual(second);
      expect(first?.stdout.length).toBeGreaterThan(100);
    }
  });
});

describe('streams', () => {
  /** Thousands of request strings without a bound, and some with one, or the rules would speak once for all. */
  const large = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: {
      '/x': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: Object.fromEntries(
                    Array.from({ length: 20_000 }, (_, index) => [
                      `name${index}`,
                      { type: 'string', ...(index % 10 === 0 ? { pattern: '^a{1,9}$' } : {}) },
                    ]),
                  ),
                },
              },
            },
          },
          responses: { 200: { description: 'ok' } },
        },
      },
    },
  });

  test('a slow reader on a pipe gets every byte of a large report', async () => {
    const cwd = await temporaryFolder({ 'openapi.json': large });
    const child = spawn(process.execPath, [`${DIST}cli.js`, '-f', 'json'], { cwd });
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) {
      chunks.push(chunk);
      if (chunks.length < 20) await new Promise((done) => setTimeout(done, 20));
    }
    const text = Buffer.concat(chunks).toString();
    expect(text.length).toBeGreaterThan(20_000_000);
    expect(JSON.parse(text).findings.length).toBeGreaterThan(30_000);
  });

  test('a reader that leaves early is no error', async () => {
    const cwd = await temporaryFolder({ 'openapi.json': large });
    const child = spawn(process.execPath, [`${DIST}cli.js`, '-f', 'json'], { cwd });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('a document on standard input', async () => {
    const result = await runBundle('cli.js', ['-', '--preset', 'essential'], { cwd: await temporaryFolder(), stdin: INSECURE });
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('<stdin>:11:');
  });
});
