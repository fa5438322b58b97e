import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/action/host.ts';
import { main } from '../../src/action/main.ts';
import type { Annotation } from '../../src/reporters/github.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

type Faults = Partial<Record<'annotate' | 'output' | 'summary' | 'writeFile', true>>;

async function run(files: Record<string, string>, inputs: Record<string, string> = {}, faults: Faults = {}) {
  const workspace = await temporaryFolder(files);
  const seen = {
    annotations: [] as Annotation[],
    outputs: {} as Record<string, string>,
    summary: '',
    log: [] as string[],
    failed: [] as string[],
    files: {} as Record<string, string>,
  };
  const fault = (name: keyof Faults) => {
    if (faults[name]) throw new Error('HTTP 403\n::error::x');
  };
  const host: Host = {
    workspace,
    temporary: '/runner/temp',
    blobUrl: 'https://github.test/o/r/blob/abc',
    input: (name) => ({ preset: 'essential', ...inputs })[name] ?? '',
    log: (text) => seen.log.push(text),
    annotate: (annotation) => {
      fault('annotate');
      seen.annotations.push(annotation);
    },
    output: (name, value) => {
      fault('output');
      seen.outputs[name] = value;
    },
    summary: async (markdown) => {
      fault('summary');
      seen.summary = markdown;
    },
    writeFile: async (path, text) => {
      fault('writeFile');
      seen.files[path.replace(workspace, '')] = text;
    },
    fail: (message) => seen.failed.push(message),
  };
  return { code: await main(host), ...seen };
}

test('a violation fails the job, on its line, and is told everywhere', async () => {
  const { code, annotations, outputs, summary, failed, files } = await run({ 'api/openapi.yaml': INSECURE });
  expect(code).toBe(1);
  expect(annotations).toMatchObject([
    { severity: 'error', file: 'api/openapi.yaml', title: 'oauth-url-https', range: { start: { line: 11 } } },
  ]);
  expect(outputs).toEqual({
    verdict: 'fail',
    'exit-code': '1',
    documents: '1',
    highest: 'error',
    report: '/runner/temp/apiward-report.json',
  });
  expect(summary).toContain('href="https://github.test/o/r/blob/abc/api/openapi.yaml#L11"');
  expect(failed).toEqual([expect.stringMatching(/^FAIL: 1 error /)]);
  expect(JSON.parse(files['/runner/temp/apiward-report.json'] ?? '').verdict).toBe('fail');
});

test('a pass says so and fails nothing', async () => {
  const { code, log, failed, outputs } = await run({ 'openapi.yaml': SECURE });
  expect(code).toBe(0);
  expect(failed).toEqual([]);
  expect(log).toEqual([expect.stringMatching(/^PASS: nothing found /)]);
  expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', highest: 'none' });
});

describe.each([
  ['clean', SECURE, 0],
  ['violations', INSECURE, 1],
  ['unreadable', 'openapi: [', 4],
])('%s: the verdict stands whatever GitHub refuses', (_, document, expected) => {
  test.each(['annotate', 'output', 'summary', 'writeFile'] as const)('%s', async (fault) => {
    const { code, log, failed } = await run({ 'openapi.yaml': document }, { documents: 'openapi.yaml' }, { [fault]: true });
    expect(code).toBe(expected);
    expect(failed.length > 0).toBe(expected !== 0);
    for (const line of log) expect(line).not.toContain('\n');
  });

  test('all at once', async () => {
    const faults = { annotate: true, output: true, summary: true, writeFile: true } as const;
    expect(await run({ 'openapi.yaml': document }, { documents: 'openapi.yaml' }, faults)).toMatchObject({ code: expected });
  });
});

describe('inputs', () => {
  test('working-directory: found there, named from the repository', async () => {
    const files = { 'a/one.yaml': INSECURE, 'b/two.yaml': INSECURE };
    const { annotations, outputs } = await run(files, { 'working-directory': 'b', 'sarif-file': 'out.sarif' });
    expect(annotations.map(({ file }) => file)).toEqual(['b/two.yaml']);
    expect(outputs['sarif-file']).toMatch(/\/b\/out\.sarif$/);
  });

  test('documents and rules take one a line', async () => {
    const files = { 'one.yaml': INSECURE, 'two.yaml': INSECURE, 'three.yaml': INSECURE };
    const { annotations } = await run(files, { documents: 'one.yaml\n\n  two.yaml  \n', rules: 'oauth-url-https=warn\n' });
    expect(annotations.map(({ file, severity }) => [file, severity])).toEqual([
      ['one.yaml', 'warn'],
      ['two.yaml', 'warn'],
    ]);
  });

  test('annotations and summary can be off', async () => {
    const { annotations, summary } = await run({ 'openapi.yaml': INSECURE }, { annotations: 'none', summary: 'false' });
    expect({ annotations, summary }).toEqual({ annotations: [], summary: '' });
  });

  test.each([
    [{ 'working-directory': '..' }, 2, 'leaves the repository'],
    [{ 'working-directory': '/etc' }, 2, 'leaves the repository'],
    [{ preset: 'stict' }, 2, 'input preset cannot be `stict`: did you mean `strict`?'],
    [{ rules: 'tls-servr=off' }, 2, 'no rule `tls-servr`: did you mean `tls-server`?'],
    [{ rules: 'tls-server' }, 2, 'input rules: `tls-server` is not `id=severity`'],
    [{ documents: 'missing.yaml' }, 2, 'missing.yaml'],
    [{ documents: 'no*.yaml' }, 3, 'no*.yaml'],
    [{ ruleset: 'rules.js' }, 2, 'JavaScript'],
  ])('%j', async (inputs, code, message) => {
    const result = await run({ 'openapi.yaml': SECURE, 'rules.js': 'process.exit(0)' }, inputs);
    expect(result.code).toBe(code);
    expect(result.failed).toEqual([expect.stringContaining(message)]);
    expect(result.outputs).toMatchObject({ verdict: 'fail', 'exit-code': String(code) });
  });
});

test('the action hands on what its documents say it hands on', async () => {
  const { outputs } = await run({ 'openapi.yaml': INSECURE }, { 'sarif-file': 'x.sarif' });
  const action = await readFile(join(import.meta.dirname, '../../action.yml'), 'utf8');
  for (const name of Object.keys(outputs)) expect(action).toContain(`\n  ${name}:`);
});
