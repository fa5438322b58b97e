import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Report } from '../../src/findings/report.ts';
import type { Snapshot } from '../../src/inputs/snapshot.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { runInWorker } from '../../src/worker/run-in-worker.ts';
import { Threads } from '../../src/worker/threads.ts';
import { temporaryFolder } from '../support/temporary.ts';

let folder: string;
let program: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apiward-worker-'));
  const outfile = join(folder, 'worker.mjs');
  program = pathToFileURL(outfile);
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/worker/bin.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

const API = `openapi: 3.0.3
info: {title: ${'a'.repeat(60)}!, version: '1'}
servers: [{url: http://api.shop.test}]
paths: {}
`;

async function run(ruleset: string, seconds = 60, stdin?: string): Promise<{ report: Report; seen: string[] }> {
  const seen: string[] = [];
  const directory = await temporaryFolder({ 'a.yaml': API.replace(/a{60}/, 'b'), 'b.yaml': API, 'rules.yaml': ruleset });
  const report = await runInWorker(
    {
      directory,
      stdin: stdin === undefined ? undefined : new TextEncoder().encode(stdin),
      patterns: stdin === undefined ? ['a.yaml', 'b.yaml'] : ['<stdin>'],
      policy: await flagPolicy({ preset: 'essential', rulesets: ['rules.yaml'], severities: { title: 'info' } }),
    },
    {
      threads: new Threads(program),
      seconds,
      onProgress: (done, total, file) => seen.push(`${done}/${total} ${file}`),
    },
  );
  return { report, seen };
}

const TITLE = 'rules: {title: {given: $.info, then: {field: contact, function: truthy}}}';
const ids = ({ findings }: Report): string[] => findings.map(({ ruleId, severity, file }) => `${severity} ${ruleId} ${file}`);

test('the report is that of a run without a thread', { timeout: 60_000 }, async () => {
  const { report, seen } = await run(TITLE);
  expect(seen).toEqual(['0/2 a.yaml', '1/2 b.yaml']);
  expect(ids(report)).toEqual(['info title a.yaml', 'error tls-server a.yaml', 'info title b.yaml', 'error tls-server b.yaml']);
  expect(report.exitCode).toBe(1);
});

test('standard input goes along', { timeout: 60_000 }, async () => {
  const { report } = await run(TITLE, 60, API);
  expect(ids(report)).toEqual(['info title <stdin>', 'error tls-server <stdin>']);
});

test('a base goes along', { timeout: 60_000 }, async () => {
  const directory = await temporaryFolder({ 'a.yaml': API, 'b.yaml': API, 'rules.yaml': TITLE });
  const bytes = new TextEncoder().encode(API.replace('http:', 'https:'));
  const files: Snapshot['files'] = new Map([
    ['a.yaml', { kind: 'same' }],
    ['b.yaml', { kind: 'file', bytes }],
  ]);
  const report = await runInWorker(
    {
      directory,
      stdin: undefined,
      patterns: ['a.yaml', 'b.yaml'],
      policy: await flagPolicy({ preset: 'essential', rulesets: ['rules.yaml'] }),
      policySource: 'head',
      base: { kind: 'snapshot', label: 'main', snapshot: { files, renamed: new Map(), notes: [] } },
    },
    { threads: new Threads(program), seconds: 60 },
  );
  const found = report.findings.map(({ ruleId, status, file }) => `${status} ${ruleId} ${file}`);
  expect(report.comparison?.base).toBe('main');
  expect(found).toEqual(expect.arrayContaining(['existing tls-server a.yaml', 'existing title b.yaml', 'new tls-server b.yaml']));
});

test('a mistake of the user stays one', { timeout: 60_000 }, async () => {
  const error = await run('extends: none.yaml').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ message: expect.stringContaining('cannot read the ruleset none.yaml'), exitCode: 2 });
});

// The regular expressions are out of reach of what the loader refuses, and take years.
test.each([
  [
    'a rule',
    `${TITLE.slice(0, -1)}, slow: {given: $.info, then: {function: schema, functionOptions: {schema: {properties: {title: {pattern: '^(a+)+$'}}}}}}}`,
    'b.yaml took longer than 5 s with your ruleset: its rule `slow` did not end. ',
  ],
  [
    'a JSONPath expression',
    `${TITLE.slice(0, -1)}, slow: {given: '$..[?(@.title && @.title.match(/^(a+)+$/))]', then: {function: truthy}}}`,
    'so that a JSONPath expression or the references of the document are to blame',
  ],
])('%s that does not end is stopped and named', { timeout: 60_000 }, async (_, ruleset, message) => {
  const error = await run(ruleset, 5).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ message: expect.stringContaining(message), exitCode: 2 });
});

test('files that are about to change go along, and edits come back', { timeout: 60_000 }, async () => {
  const api = API.replace('shop.test', 'pets.dev');
  const directory = await temporaryFolder({ 'a.yaml': api, 'b.yaml': api, 'rules.yaml': TITLE });
  const files = new Map([['a.yaml', new TextEncoder().encode(api.replace('http:', 'https:'))]]);
  const { findings } = await runInWorker(
    {
      directory,
      stdin: undefined,
      files,
      edits: true,
      patterns: ['.'],
      policy: await flagPolicy({ preset: 'essential', rulesets: ['rules.yaml'] }),
      policySource: 'head',
    },
    { threads: new Threads(program), seconds: 60 },
  );
  const change = { document: 0, path: ['servers', 0, 'url'], value: 'https://api.pets.dev' };
  expect(findings.filter(({ ruleId }) => ruleId === 'tls-server')).toMatchObject([{ file: 'b.yaml', edits: [{ newText: 's', change }] }]);
});
