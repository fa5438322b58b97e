import { describe, expect, test } from 'vitest';
import { runAction } from '../support/github/runner.ts';
import { INSECURE, SECURE } from '../support/temporary.ts';

test('a violation', async () => {
  const { code, annotations, outputs, summary, read } = await runAction({ files: { 'openapi.yaml': INSECURE } });
  expect(code).toBe(1);
  expect(annotations).toEqual([
    {
      name: 'error',
      properties: { title: 'oauth-url-https', file: 'openapi.yaml', line: '11', endLine: '11', col: '52', endColumn: '121' },
      data: expect.stringContaining('\nFix: '),
    },
    { name: 'error', properties: {}, data: expect.stringMatching(/^FAIL: 1 error /) },
  ]);
  expect(outputs).toMatchObject({ verdict: 'fail', 'exit-code': '1', new: '1', documents: '1', highest: 'error' });
  expect(summary).toContain(`href="https://github.test/o/r/blob/${'a'.repeat(40)}/openapi.yaml#L11"`);
  expect(JSON.parse(await read('apiward-report.json')).verdict).toBe('fail');
});

test('a pass', async () => {
  const { code, printed, commands, outputs } = await runAction({ files: { 'openapi.yaml': SECURE } });
  expect(code).toBe(0);
  expect(printed).toContain('PASS: nothing found');
  expect(commands).toEqual([]);
  expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', highest: 'none' });
});

describe('exit codes', () => {
  test.each<[string, Record<string, string>, Record<string, string>, number]>([
    ['1 turned into 0 by mode: warn', { 'openapi.yaml': INSECURE }, { mode: 'warn' }, 0],
    ['2 config', { 'openapi.yaml': SECURE }, { preset: 'x' }, 2],
    ['3 nothing found', { 'readme.md': '' }, {}, 3],
    ['3 allowed', { 'readme.md': '' }, { 'if-no-documents': 'warn' }, 0],
    ['4 unreadable', { 'openapi.yaml': 'openapi: [' }, { documents: 'openapi.yaml' }, 4],
    ['4 not turned into 0', { 'openapi.yaml': 'openapi: [' }, { documents: 'openapi.yaml', mode: 'warn' }, 4],
  ])('%s', async (_, files, inputs, expected) => {
    const { code, annotations, summary } = await runAction({ files, inputs });
    expect(code).toBe(expected);
    expect(annotations.some(({ name }) => name === 'error')).toBe(expected !== 0 || inputs['mode'] === 'warn');
    expect(summary).not.toBe('');
  });
});

test('a runner without summary, event or repository changes no verdict', async () => {
  const without = ['GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH', 'GITHUB_EVENT_NAME', 'GITHUB_REPOSITORY', 'GITHUB_SHA', 'RUNNER_TEMP'];
  const { code, printed } = await runAction({ files: { 'openapi.yaml': INSECURE }, without });
  expect(code).toBe(1);
  expect(printed).toContain('Not written: job summary');
});

test('reports are written where the inputs say', async () => {
  const inputs = { reports: 'junit=api.xml\nhtml', 'sarif-file': 'api.sarif' };
  const { code, outputs, workspace } = await runAction({ files: { 'openapi.yaml': SECURE }, inputs });
  expect(code).toBe(0);
  expect(outputs['sarif-file']).toBe(`${workspace}/api.sarif`);
});

test('thousands of findings: ten of each kind, a summary that is kept, and the rest counted', async () => {
  const paths = Array.from({ length: 700 }, (_, index) => `  /p${index}/{id}: { get: {}, put: {}, delete: {} }`).join('\n');
  const document = `openapi: 3.1.0\ninfo: { title: x, version: '1' }\nservers: [{ url: http://a.dev }]\npaths:\n${paths}\n`;
  const { code, annotations, log, summary } = await runAction({
    files: { 'openapi.yaml': document },
    inputs: { preset: 'strict' },
    event: 'schedule',
  });
  expect(code).toBe(1);
  for (const kind of ['error', 'warning', 'notice']) expect(annotations.filter(({ name }) => name === kind).length).toBeLessThanOrEqual(10);
  expect(log).toEqual([expect.stringMatching(/^Not annotated, since GitHub shows ten of each kind: /)]);
  expect(summary).toContain('more findings in the JSON report');
});

test('hostile names and texts make no command of their own', async () => {
  const evil = INSECURE.replace('/pets:', '\'/pets\\n::add-mask::x\': {}\n  "/a\\n::error::x##[error]y":').replace('get:', 'trace:');
  const file = 'a%0A::error::x,line=1.yaml';
  const { commands } = await runAction({ files: { [file]: evil }, inputs: { preset: 'strict' } });
  expect(commands.length).toBeGreaterThan(3);
  for (const { name, properties } of commands) {
    expect(['error', 'warning', 'notice']).toContain(name);
    expect(['title', 'file', 'line', 'endLine', 'col', 'endColumn']).toEqual(expect.arrayContaining(Object.keys(properties)));
    if (properties['file'] !== undefined) expect(properties['file']).toBe(file);
  }
});
