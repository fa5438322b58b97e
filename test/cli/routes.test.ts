import { beforeAll, describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder } from '../support/temporary.ts';

// Everything that commands need is loaded once, outside of any test's time.
beforeAll(() => import('../../src/cli/commands.ts'), 60_000);

const FILES = {
  'api/package.json': '{}',
  'api/app.js': `const app = require('express')();
app.get('/books/:id', (req, res) => res.json(req.query.full));
app.delete('/books/:id', require('@company/guard'), (req, res) => res.end());
`,
};

async function run(argv: readonly string[], cwd: string) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 100,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = { stdout: output('stdout'), stderr: output('stderr'), stdin: async () => new Uint8Array(), cwd, env: {} };
  return { code: await main(['routes', ...argv], io), ...written };
}

describe('apiward routes', () => {
  test('prints a table with evidence, and what could not be told', async () => {
    const { code, stdout, stderr } = await run([], await temporaryFolder(FILES));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        'method  path         security  limit    place',
        'GET     /books/{id}  none      -        api/app.js:2',
        'DELETE  /books/{id}  unknown   unknown  api/app.js:3',
        '        `@company/guard` is not known and may guard (api/app.js:3)',
        '',
        '2 operations of express in 1 source file: 1 none, 1 unknown',
        'express: who may call 1 of 2 operations could not be told for certain; mostly because `@company/guard` is not known and may guard',
        '',
      ].join('\n'),
    );
  });

  test('prints JSON', async () => {
    const { code, stdout } = await run(['api', '--format', 'json'], await temporaryFolder(FILES));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)[0]).toEqual({
      framework: 'express',
      method: 'GET',
      path: '/books/{id}',
      handler: 'app.js',
      file: 'api/app.js',
      line: 2,
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' }, file: 'api/app.js', line: 2 },
        { name: 'full', in: 'query', required: false, schema: {}, file: 'api/app.js', line: 2 },
      ],
      body: null,
      security: { enforced: 'none', documented: null, schemes: [], scopes: [], evidence: [] },
      rateLimit: 'none',
    });
  });

  test('writes an OpenAPI document', async () => {
    const { code, stdout } = await run(['--openapi'], await temporaryFolder(FILES));
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect([document.openapi, Object.keys(document.paths), document.paths['/books/{id}'].get.security]).toEqual([
      '3.1.0',
      ['/books/{id}'],
      [],
    ]);
  });

  test.each([
    ['a second folder', ['a', 'b'], 2, 'reads one folder'],
    ['a folder that is not there', ['nowhere'], 2, 'does not exist'],
    ['a file', ['api/app.js'], 2, 'is no folder'],
    ['a format of documents', ['--format', 'sarif'], 2, 'text or json'],
  ])('refuses %s', async (_, argv, code, message) => {
    const result = await run(argv, await temporaryFolder(FILES));
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
  });

  test('nothing found is exit code 3', async () => {
    const result = await run([], await temporaryFolder({ 'a.py': 'x = 1' }));
    expect(result).toMatchObject({ code: 3, stdout: 'no route found in 1 source file\n' });
  });

  test('text of the code cannot speak to the terminal or to GitHub', async () => {
    const hostile = "const app = require('express')();\napp.get('/\\u001b[31m\\n::error::pwned', (req, res) => res.end());\n";
    const { stdout } = await run([], await temporaryFolder({ 'package.json': '{}', 'a.js': hostile }));
    expect(stdout.includes('\u001b') || stdout.split('\n').some((each) => each.startsWith('::'))).toBe(false);
  });
});
