import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { runBundle } from '../support/dist.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

/** The action as a runner starts it: inputs and file commands in the environment. */
async function runAction(files: Record<string, string>, inputs: Record<string, string> = {}, without: readonly string[] = []) {
  const workspace = await temporaryFolder(files);
  const runner = await temporaryFolder({ output: '', summary: '', 'event.json': '{}' });
  const env: Record<string, string> = {
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_SHA: 'abc123',
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_EVENT_PATH: `${runner}/event.json`,
    GITHUB_OUTPUT: `${runner}/output`,
    GITHUB_STEP_SUMMARY: `${runner}/summary`,
    RUNNER_TEMP: runner,
    INPUT_PRESET: 'essential',
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  for (const name of without) delete env[name];
  const result = await runBundle('action.js', [], { cwd: workspace, env });
  const read = (file: string) => readFile(`${runner}/${file}`, 'utf8');
  const outputs = Object.fromEntries(
    [...(await read('output')).matchAll(/^(.+)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
  return { ...result, outputs, summary: await read('summary'), read };
}

test('a violation', async () => {
  const { code, stdout, outputs, summary, read } = await runAction({ 'openapi.yaml': INSECURE });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error title=oauth-url-https,file=openapi\.yaml,line=11,endLine=11,col=\d+,endColumn=\d+::/m);
  expect(stdout).toMatch(/^::error::FAIL: 1 error /m);
  expect(outputs).toMatchObject({ verdict: 'fail', 'exit-code': '1', documents: '1', highest: 'error' });
  expect(summary).toContain('href="https://github.test/o/r/blob/abc123/openapi.yaml#L11"');
  expect(JSON.parse(await read('apiward-report.json')).verdict).toBe('fail');
});

test('a pass', async () => {
  const { code, stdout, outputs } = await runAction({ 'openapi.yaml': SECURE });
  expect(code).toBe(0);
  expect(stdout).toContain('PASS: nothing found');
  expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', highest: 'none' });
});

describe('exit codes', () => {
  test.each([
    ['2 config', { 'openapi.yaml': SECURE }, { preset: 'x' }, 2],
    ['3 nothing found', { 'readme.md': '' }, {}, 3],
    ['4 unreadable', { 'openapi.yaml': 'openapi: [' }, { documents: 'openapi.yaml' }, 4],
  ])('%s', async (_, files, inputs, expected) => {
    const { code, stdout, outputs } = await runAction(files as Record<string, string>, inputs as Record<string, string>);
    expect(code).toBe(expected);
    expect(stdout).toMatch(/^::error/m);
    expect(outputs).toMatchObject({ verdict: 'fail', 'exit-code': String(expected) });
  });
});

test('a runner without summary, event or repository changes no verdict', async () => {
  const without = ['GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH', 'GITHUB_REPOSITORY', 'GITHUB_SHA', 'RUNNER_TEMP'];
  const { code, stdout } = await runAction({ 'openapi.yaml': INSECURE }, {}, without);
  expect(code).toBe(1);
  expect(stdout).toContain('Not written: job summary');
});

test('hostile names and texts make no command of their own', async () => {
  const evil = INSECURE.replace('/pets:', '\'/pets\\n::add-mask::x\': {}\n  "/a\\n::error::x##[error]y":').replace('get:', 'trace:');
  const { stdout } = await runAction({ 'a%0A::error::x,line=1.yaml': evil }, { preset: 'strict' });
  for (const line of stdout.split('\n').filter((text) => text.trimStart().startsWith('::'))) {
    expect(line).toMatch(
      /^::(?:error|warning|notice)(?: title=[^,]+,file=a%250A%3A%3Aerror%3A%3Ax%2Cline=1\.yaml(?:,(?:line|endLine|col|endColumn)=\d+)*)?::[^\n]*$/,
    );
  }
});
