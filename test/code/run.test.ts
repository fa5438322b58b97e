import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { type RunRequest, run } from '../../src/run.ts';

type Files = Readonly<Record<string, string>>;

/** What is said about security alone. */
const AUTH = { preset: 'recommended', code: ['auto'] } as const;

const ROUTES = `import { Router } from 'express';
import jwt from 'jsonwebtoken';

export const books = Router();

function signedIn(req, res, next) {
  const token = req.headers.authorization;
  if (!token) return res.status(401).end();
  jwt.verify(token, process.env.KEY);
  next();
}

books.get('/books', signedIn, (req, res) => res.json([]));
books.post('/books', signedIn, (req, res) => res.status(201).end());
books.delete('/books/:isbn', (req, res) => res.status(204).end());
`;

const SERVER = `import express from 'express';
import { books } from './books.js';

const app = express();
app.use('/api', books);
app.listen(3000);
`;

const APP: Files = { 'package.json': '{"type":"module"}', 'src/server.js': SERVER, 'src/books.js': ROUTES };

const DOCUMENT = `openapi: 3.1.0
info: { title: Books, version: '1' }
servers: [{ url: https://books.dev/api }]
security: [{ login: [] }]
paths: {}
components:
  securitySchemes: { login: { type: openIdConnect, openIdConnectUrl: 'https://id.books.dev/.well-known/openid-configuration' } }
`;

async function judge(files: Files, request: Partial<RunRequest> & { readonly code?: readonly string[] } = {}): Promise<Report> {
  const { code = AUTH.code, ...rest } = request;
  return run({ workspace: new MemoryWorkspace(files), patterns: [], policy: await flagPolicy({ preset: AUTH.preset, code }), ...rest });
}

/** `auth-write-secured src/books.js:14 new`, of the rules of one concern. */
function said({ findings }: Report, concern = 'auth'): string[] {
  return findings
    .filter(({ ruleId }) => ruleId.startsWith(`${concern}-`))
    .map(({ ruleId, file, range, status }) => `${ruleId} ${file}:${range.start.line} ${status}`);
}

const OPEN = 'auth-write-secured src/books.js:15 new';

describe('code without any document', () => {
  test('is judged on its own lines', async () => {
    const report = await judge(APP);
    expect(said(report)).toContain(OPEN);
    expect(said(report).filter((line) => line.startsWith('auth-write-secured'))).toEqual([OPEN]);
    expect(report.documents).toMatchObject([{ file: '[code]', operations: 3, code: { readers: ['express'], notes: [] } }]);
    expect(report.documents[0]?.parts).toContain('src/books.js');
    expect({ verdict: report.verdict, exitCode: report.exitCode }).toEqual({ verdict: 'fail', exitCode: 1 });
  });

  test('says what mends code, not documents', async () => {
    const { findings } = await judge(APP);
    const found = findings.find(({ ruleId }) => ruleId === 'auth-write-secured');
    expect(found?.message).toBe(
      '`DELETE /api/books/{isbn}` can change data and asks for no credential: put a guard before the handler, or list the operation under `public` in the policy',
    );
    expect(found?.fix).toBe('Put a guard before the handler, or list the operation under `public` in the policy.');
    expect(found?.pointer).toBe('/paths/~1api~1books~1{isbn}/delete/security');
  });

  test('is nothing found where there is no framework and no document', async () => {
    await expect(judge({ 'src/index.js': 'export const answer = 42;\n' })).rejects.toMatchObject({ exitCode: 3 });
  });

  test('is told apart by build module', async () => {
    const report = await judge(
      Object.fromEntries(['a', 'b'].flatMap((name) => Object.entries(APP).map(([file, text]) => [`${name}/${file}`, text]))),
    );
    expect(report.documents.map(({ file }) => file)).toEqual(['a/[code]', 'b/[code]']);
    const open = report.findings.filter(({ ruleId }) => ruleId === 'auth-write-secured');
    expect(open.map(({ file }) => file)).toEqual(['a/src/books.js', 'b/src/books.js']);
    expect(new Set(open.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

describe('which code is judged', () => {
  const MORE: Files = {
    ...APP,
    'openapi.yaml': DOCUMENT,
    'src/other.js': ROUTES.replaceAll('/books', '/films'),
    'src/more.js': `${SERVER.replace('./books.js', './other.js')}`,
  };
  const inFiles = (report: Report): string[] => [
    ...new Set(report.findings.filter(({ file }) => file.endsWith('.js')).map(({ file }) => file)),
  ];
  const all = ['src/books.js', 'src/other.js'];

  test.each<[patterns: readonly string[], code: readonly string[], files: readonly string[], documents: number]>([
    [[], ['auto'], all, 1],
    [[], ['off'], [], 1],
    [[], ['src/b*.js'], ['src/books.js'], 1],
    [[], ['lib/**'], [], 1],
    [['!src/other.js'], ['auto'], ['src/books.js'], 1],
    [['openapi.yaml'], ['auto'], [], 1],
    [['*.yaml'], ['auto'], [], 1],
    [['.'], ['auto'], all, 1],
    [['src'], ['auto'], all, 0],
    [['src/**'], ['auto'], all, 0],
    [['src/books.js'], ['auto'], ['src/books.js'], 0],
    [['src/books.js', 'openapi.yaml'], ['auto'], ['src/books.js'], 1],
    [['src', '!src/books.js'], ['auto'], ['src/other.js'], 0],
  ])('%j with code %j', async (patterns, code, files, documents) => {
    const report = await judge(MORE, { patterns, code });
    expect(inFiles(report)).toEqual(files);
    expect(report.documents.filter((each) => each.code === undefined)).toHaveLength(documents);
  });

  test('a folder with neither code nor document is a mistake', async () => {
    await expect(judge({ ...APP, 'assets/data.json': '{}' }, { patterns: ['assets'] })).rejects.toThrow('no OpenAPI document');
  });
});

describe('code in comments', () => {
  const COMMENTED: Files = {
    'package.json': '{}',
    'app.js': `const swaggerJsdoc = require('swagger-jsdoc');
/**
 * @openapi
 * /orders:
 *   post:
 *     security: []
 *     responses:
 *       201: { description: made }
 * components:
 *   securitySchemes:
 *     key: { type: http, scheme: basic }
 */
swaggerJsdoc({ definition: { openapi: '3.0.0', info: { title: 'Orders', version: '1' } }, apis: ['app.js'] });
`,
  };

  test('is a document like any other, on the lines of the comment', async () => {
    const report = await judge(COMMENTED);
    expect(report.documents).toMatchObject([
      { file: '[swagger-jsdoc]', version: '3.0.0', operations: 1, code: { readers: ['swagger-jsdoc'] } },
    ]);
    expect(said(report)).toContain('auth-write-secured app.js:6 new');
    expect(said(report, 'token')).toContain('token-basic app.js:11 new');
    expect(report.findings.find(({ ruleId }) => ruleId === 'auth-write-secured')?.message).toContain('require a scheme');
  });
});

describe('code against a base', () => {
  const GUARDED: Files = { ...APP, 'src/books.js': ROUTES.replace("delete('/books/:isbn', (", "delete('/books/:isbn', signedIn, (") };
  const against = (files: Files, before: Files, same?: (file: string) => boolean): Promise<Report> =>
    judge(files, { base: { workspace: new MemoryWorkspace(before), label: 'main', ...(same && { same }) } });
  const statusOf = (report: Report): string[] => said(report).filter((line) => line.startsWith('auth-write-secured'));

  test('a guard that is taken away is new', async () => {
    const report = await against(APP, GUARDED);
    expect(statusOf(report)).toEqual([OPEN]);
    expect(report.verdict).toBe('fail');
  });

  test('what was so before is not', async () => {
    const report = await against(APP, APP);
    expect(statusOf(report)).toEqual([OPEN.replace('new', 'existing')]);
    expect(report.statuses.new).toBe(0);
    expect(report.verdict).toBe('pass');
  });

  test('nothing is read twice where nothing changed', async () => {
    const report = await against(APP, { 'nothing.txt': '' }, () => true);
    // All files are new there, whatever is said of them.
    expect(statusOf(report)).toEqual([OPEN]);
    const same = await against(APP, APP, () => true);
    expect(statusOf(same)).toEqual([OPEN.replace('new', 'existing')]);
  });

  test('a guard that is added mends', async () => {
    const report = await against(GUARDED, APP);
    expect(statusOf(report)).toEqual([]);
    expect(report.comparison?.fixed.map(({ ruleId, file }) => [ruleId, file])).toEqual([['auth-write-secured', 'src/books.js']]);
  });

  test('handlers that move to another file are the same', async () => {
    const { 'src/books.js': books = '', ...rest } = APP;
    const moved: Files = { ...rest, 'src/server.js': SERVER.replace('./books.js', './library.js'), 'src/library.js': books };
    const report = await against(moved, APP);
    expect(report.statuses).toMatchObject({ new: 0 });
    expect(report.comparison?.fixed).toEqual([]);
  });

  test('code that is gone is named', async () => {
    const report = await against({ 'openapi.yaml': DOCUMENT }, { ...APP, 'openapi.yaml': DOCUMENT });
    expect(report.comparison?.gone).toEqual(['[code]']);
  });

  test('a document that changes under the same code has its own comparison', async () => {
    const report = await against(
      { ...APP, 'openapi.yaml': DOCUMENT.replace('https:', 'http:') },
      { ...APP, 'openapi.yaml': DOCUMENT },
      (file) => file !== 'openapi.yaml',
    );
    expect(report.findings.filter(({ status }) => status === 'new').map(({ ruleId }) => ruleId)).toContain('tls-server');
    expect(statusOf(report)).toEqual([OPEN.replace('new', 'existing')]);
  });
});

test('a document that is the same is judged anew when the code beside it changes', async () => {
  const paths = ['/books', '/books/{isbn}']
    .map(
      (path) =>
        `  ${path}: { ${path === '/books' ? 'get: &op { responses: { "200": { description: ok } } }, post: *op' : 'delete: *op'} }\n`,
    )
    .join('');
  const document = DOCUMENT.replace('paths: {}\n', `paths:\n${paths}`);
  const before: Files = { ...APP, 'openapi.yaml': document };
  const now: Files = { ...before, 'src/books.js': ROUTES.replace(/books\.get\(.*\n/, '') };
  const base = { workspace: new MemoryWorkspace(before), label: 'main', same: (file: string) => file !== 'src/books.js' };
  const report = await judge(now, { base });
  expect(said(report, 'drift').filter((line) => line.includes('unimplemented'))).toEqual(['drift-unimplemented openapi.yaml:6 new']);
  const still = await judge(before, { base: { ...base, same: () => true } });
  expect(still.statuses.new).toBe(0);
});

test('code that loses its document is undocumented from now on', async () => {
  const describe = (paths: readonly string[]): string =>
    DOCUMENT.replace(
      'paths: {}\n',
      `paths:\n${paths.map((path) => `  ${path}: { get: { responses: { '200': { description: ok } } }, post: { responses: { '200': { description: ok } } } }\n`).join('')}`,
    );
  const app: Files = {
    'package.json': '{"dependencies":{"express":"5"}}',
    'app.js': `const app = require('express')();\n${['a', 'b', 'c'].map((name) => `app.get('/${name}', h); app.post('/${name}', h);`).join('\n')}\nfunction h(q, s) { s.end(); }\n`,
  };
  const before: Files = { ...app, 'a.yaml': describe(['/a', '/b']), 'b.yaml': describe(['/c']) };
  const now: Files = { ...app, 'a.yaml': describe(['/a', '/b']) };
  const base = { workspace: new MemoryWorkspace(before), label: 'main', same: (file: string) => file !== 'b.yaml' };
  const report = await judge(now, { base });
  const undocumented = (judged: Report): string[] => said(judged, 'drift').filter((line) => line.startsWith('drift-undocumented'));
  expect(undocumented(report)).toEqual(['drift-undocumented app.js:4 new', 'drift-undocumented app.js:4 new']);
  expect(undocumented(await judge(before, { base: { ...base, same: () => true } }))).toEqual([]);
});

test('what could not be understood is told', async () => {
  const report = await judge({
    ...APP,
    'src/books.js': ROUTES.replace('signedIn, (req, res) => res.json([])', 'guards[process.env.MODE], (req, res) => res.json([])'),
  });
  expect(report.documents[0]?.code?.notes).toEqual([expect.stringContaining('who may call 1 of 3 operations')]);
});

test('code that cannot be read at all is told beside what is judged', async () => {
  const large = `${SERVER}// ${'x'.repeat(1_100_000)}\n`;
  const report = await judge({ 'openapi.yaml': DOCUMENT, 'package.json': '{}', 'server.js': large });
  const code = report.documents.find(({ file }) => file === '[code]');
  expect(code).toMatchObject({
    operations: 0,
    code: { readers: [], notes: expect.arrayContaining([expect.stringContaining('server.js')]) },
  });
});

test('the clock of each document runs from its own start, where code is judged with it', async () => {
  const told: string[] = [];
  const onProgress = (_done: number, _total: number, file: string): void => void told.push(file);
  await judge({ ...APP, 'a.yaml': DOCUMENT, 'b.yaml': DOCUMENT }, { onProgress });
  expect(told).toEqual(['[code]', 'a.yaml', 'b.yaml', 'a.yaml', 'b.yaml', '[code]']);
});

describe('a document that says what only code can', () => {
  const facts = '"x-apiward-enforced": required, "x-apiward-any-method": true, "x-apiward-evidence": [admin],';
  const api = (security: string, more = ''): string =>
    DOCUMENT.replace(
      'paths: {}\n',
      `paths:\n  /orders: { get: { ${more} security: ${security}, responses: { "200": { description: ok } } } }\n`,
    );

  test('is not believed when it drops its security', async () => {
    const report = await judge(
      { 'openapi.yaml': api('[]', facts) },
      { base: { workspace: new MemoryWorkspace({ 'openapi.yaml': api('[{ login: [] }]') }), label: 'main' } },
    );
    expect(said(report, 'regress')).toContain('regress-security openapi.yaml:6 new');
  });

  test('is not believed when it is open', async () => {
    expect(said(await judge({ 'openapi.yaml': api('[]', facts) }))).toContain('auth-read-secured openapi.yaml:6 new');
  });
});

test('code that took too long before is told as unreadable', async () => {
  const report = await judge({ ...APP, 'openapi.yaml': DOCUMENT }, { stopped: new Map([['[code]', 'took longer than 5 s']]) });
  expect(report.diagnostics).toMatchObject([{ kind: 'unreadable', file: '[code]', message: 'The document took longer than 5 s.' }]);
  expect(report.exitCode).toBe(4);
});
