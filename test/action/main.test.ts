import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../src/action/main.ts';
import { EVENTS, FakeRunner, type HostFaults } from '../support/github/host.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

vi.setConfig({ testTimeout: 60_000 });

interface Setting {
  readonly event?: string;
  readonly faults?: HostFaults;
  readonly prepare?: (runner: FakeRunner) => void;
}

async function run(
  files: Record<string, string>,
  inputs: Record<string, string> = {},
  { event = 'push', faults = {}, prepare }: Setting = {},
) {
  const workspace = await temporaryFolder(files);
  const runner = new FakeRunner();
  prepare?.(runner);
  const facts = EVENTS[event];
  if (facts === undefined) throw new Error(`no event ${event}`);
  const code = await main(runner.host(workspace, facts, { preset: 'essential', ...inputs }, faults));
  expect(runner.memory.problems).toEqual([]);
  expect(runner.settled).toBe(code);
  const { annotations, outputs, summary, log, failed, memory } = runner;
  return { code, annotations, outputs, summary, log, failed, memory, files: runner.files };
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
    new: '1',
    existing: '0',
    fixed: '0',
    waived: '0',
    'expiring-waivers': '0',
    documents: '1',
    highest: 'error',
    report: '/runner/temp/apiward-report.json',
    'policy-digest': expect.stringMatching(/^(?:sha256:)?[0-9a-f]{16,}$/),
  });
  expect(summary).toContain(`href="https://github.test/o/r/blob/${'a'.repeat(40)}/api/openapi.yaml#L11"`);
  expect(failed).toEqual([expect.stringMatching(/^FAIL: 1 error /)]);
  expect(JSON.parse(files['/runner/temp/apiward-report.json'] ?? '').verdict).toBe('fail');
});

test('a pass says so, fails nothing and asks GitHub nothing', async () => {
  const { code, log, failed, outputs, memory } = await run({ 'openapi.yaml': SECURE }, {}, { event: 'schedule' });
  expect(code).toBe(0);
  expect(failed).toEqual([]);
  expect(log).toEqual([expect.stringMatching(/^PASS: nothing found /)]);
  expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', highest: 'none' });
  expect(memory.calls).toEqual([]);
});

describe.each([
  ['clean', SECURE, 0],
  ['violations', INSECURE, 1],
  ['unreadable', 'openapi: [', 4],
])('%s: the verdict stands whatever the runner refuses', (_, document, expected) => {
  test.each(['annotate', 'output', 'summary', 'writeFile'] as const)('%s', async (fault) => {
    const { code, log, failed } = await run({ 'openapi.yaml': document }, { documents: 'openapi.yaml' }, { faults: { [fault]: true } });
    expect(code).toBe(expected);
    expect(failed.length > 0).toBe(expected !== 0);
    for (const line of log) expect(line).not.toContain('\n');
  });

  test('all at once', async () => {
    const faults = { annotate: true, output: true, summary: true, writeFile: true } as const;
    expect(await run({ 'openapi.yaml': document }, { documents: 'openapi.yaml' }, { faults })).toMatchObject({ code: expected });
  });
});

describe('mode: warn', () => {
  test.each([
    ['violations pass', INSECURE, 0, 'fail'],
    ['a pass stays one', SECURE, 0, 'pass'],
    ['an unreadable document fails', 'openapi: [', 4, 'fail'],
  ])('%s', async (_, document, expected, verdict) => {
    const { code, outputs, failed } = await run({ 'openapi.yaml': document }, { documents: 'openapi.yaml', mode: 'warn' });
    expect(code).toBe(expected);
    expect(outputs['verdict']).toBe(verdict);
    expect(failed).toHaveLength(expected === 0 ? 0 : 1);
  });

  test('a wrong input fails all the same', async () => {
    expect(await run({ 'openapi.yaml': SECURE }, { preset: 'x', mode: 'warn' })).toMatchObject({ code: 2 });
  });
});

describe('if-no-documents', () => {
  test('fails as a rule, and says so in the summary', async () => {
    const { code, failed, summary } = await run({ 'readme.md': '' });
    expect([code, failed.length]).toEqual([3, 1]);
    expect(summary).toContain('## ❌ API security: nothing was judged');
  });

  test('warn passes', async () => {
    const { code, failed, log, outputs } = await run({ 'readme.md': '' }, { 'if-no-documents': 'warn' });
    expect([code, failed]).toEqual([0, []]);
    expect(log).toEqual([expect.stringMatching(/^Nothing was judged: no OpenAPI document found/)]);
    expect(outputs).toEqual({ verdict: 'pass', 'exit-code': '0' });
  });
});

describe('a pull request, with everything allowed', () => {
  const all = {
    'github-token': 'x',
    annotations: 'checks',
    comment: 'auto',
    'upload-sarif': 'true',
    category: 'apiward/a',
    suggestions: 'false',
  };

  test('gets a comment, a check run and an analysis', async () => {
    const { code, memory, outputs, log, summary } = await run({ 'openapi.yaml': INSECURE }, all, { event: 'pull_request' });
    expect(code).toBe(1);
    expect(memory.comments).toHaveLength(1);
    expect(memory.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(memory.sarifs).toMatchObject([{ ref: 'refs/pull/7/merge' }]);
    expect(outputs).toMatchObject({ 'comment-url': expect.stringContaining('#issuecomment-'), 'sarif-id': expect.any(String) });
    expect(log).toEqual([]);
    expect(summary).not.toContain('Not posted');
  });

  test('and with a token that may only read, the same verdict and one line each', async () => {
    const { code, memory, log, summary } = await run({ 'openapi.yaml': INSECURE }, all, {
      event: 'pull_request',
      prepare: ({ memory: github }) => {
        github.token = { contents: 'read', 'pull-requests': 'none', checks: 'none', 'security-events': 'none' };
      },
    });
    expect(code).toBe(1);
    expect([memory.comments, memory.checks, memory.sarifs]).toEqual([[], [], []]);
    const permissions = ['pull-requests: write', 'checks: write', 'security-events: write'];
    expect(log.map((line) => permissions.find((permission) => line.includes(permission)))).toEqual(permissions);
    expect(summary.match(/^- Not posted/gm)).toHaveLength(3);
  });

  test('a clean one gets no comment', async () => {
    const { memory } = await run({ 'openapi.yaml': SECURE }, all, { event: 'pull_request' });
    expect(memory.comments).toEqual([]);
    expect(memory.checks).toMatchObject([{ conclusion: 'success' }]);
  });

  test('what it does not show is marked where it changed', async () => {
    const { annotations } = await run(
      { 'openapi.yaml': INSECURE },
      { ...all, annotations: 'commands' },
      {
        event: 'pull_request',
        prepare: ({ memory: github }) => {
          github.files = [{ filename: 'openapi.yaml', status: 'modified', patch: '@@ -1,1 +1,1 @@\n-a\n+openapi: 3.1.0' }];
        },
      },
    );
    expect(annotations).toMatchObject([{ range: undefined, message: expect.stringContaining('At openapi.yaml:11, which') }]);
  });

  test('a certain edit on a changed line is one click away', async () => {
    const { memory, log } = await run(
      { 'openapi.yaml': INSECURE },
      { ...all, suggestions: 'true' },
      {
        event: 'pull_request',
        prepare: ({ memory: github }) => {
          const line = INSECURE.split('\n')[10];
          github.files = [{ filename: 'openapi.yaml', status: 'modified', patch: `@@ -11,1 +11,1 @@\n-x\n+${line}` }];
        },
      },
    );
    expect(log).toEqual([]);
    expect(memory.reviewComments).toMatchObject([{ path: 'openapi.yaml', line: 11 }]);
    expect(memory.reviewComments[0]?.body).toContain(`suggestion\n${SECURE.split('\n')[10]}\n`);
  });

  test('an edit elsewhere is counted', async () => {
    const { log } = await run({ 'openapi.yaml': INSECURE }, { ...all, suggestions: 'true' }, { event: 'pull_request' });
    expect(log).toEqual([expect.stringMatching(/^Not suggested: 1 certain edit outside the changed lines/)]);
  });

  test('without a token what would be posted is named', async () => {
    const { code, log } = await run({ 'openapi.yaml': INSECURE }, { ...all, 'github-token': '' }, { event: 'pull_request' });
    expect(code).toBe(1);
    expect(log.filter((line) => line.startsWith('Not '))).toEqual([
      'Not posted: comment on the pull request: there is no token. The verdict stands.',
      'Not posted: check run: there is no token. The verdict stands.',
      'Not posted: SARIF report to code scanning: there is no token. The verdict stands.',
    ]);
  });
});

describe('the base, through GitHub', () => {
  const on = (base: Record<string, string> | undefined): Setting => ({
    event: 'pull_request',
    prepare: ({ memory }) => {
      memory.base = base;
    },
  });
  const token = { 'github-token': 'x', suggestions: 'false' };

  test('what the base has too passes, and is counted', async () => {
    const { code, outputs, summary, log, memory } = await run({ 'openapi.yaml': INSECURE }, token, on({ 'openapi.yaml': INSECURE }));
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ verdict: 'pass', new: '0', existing: '1', fixed: '0', highest: 'none' });
    expect(log).toEqual([expect.stringMatching(/^PASS: nothing new, 1 existing /)]);
    expect(summary).toContain('| concern | new | fixed | existing |');
    expect(memory.comments).toEqual([]);
  });

  test('what is new fails, what is mended is counted', async () => {
    const fresh = await run({ 'openapi.yaml': INSECURE }, token, on({ 'openapi.yaml': SECURE }));
    expect([fresh.code, fresh.outputs['new']]).toEqual([1, '1']);
    const mended = await run({ 'openapi.yaml': SECURE }, token, on({ 'openapi.yaml': INSECURE }));
    expect([mended.code, mended.outputs['fixed']]).toEqual([0, '1']);
  });

  test('scope: all judges everything on a pull request too', async () => {
    const { code } = await run({ 'openapi.yaml': INSECURE }, { ...token, scope: 'all' }, on({ 'openapi.yaml': INSECURE }));
    expect(code).toBe(1);
  });

  test('when it cannot be had, everything is judged and that is said', async () => {
    const { code, log, summary } = await run({ 'openapi.yaml': INSECURE }, token, on(undefined));
    expect(code).toBe(1);
    expect(log[0]).toMatch(/^Everything is judged, since there is no base to compare with: /);
    expect(summary).toContain('- Everything is judged');
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

  test('reports are written by format, with a name or without', async () => {
    const reports = 'junit=x/api.xml\nhtml\ngitlab\nrdjson = r.json\nmarkdown\njson\n';
    const { files } = await run({ 'a/openapi.yaml': INSECURE }, { 'working-directory': 'a', reports });
    const names = Object.keys(files).filter((file) => file.startsWith('/a/'));
    expect(names).toEqual([
      '/a/x/api.xml',
      '/a/apiward.html',
      '/a/gl-code-quality-report.json',
      '/a/r.json',
      '/a/apiward.md',
      '/a/apiward.json',
    ]);
    expect(JSON.parse(files['/a/r.json'] ?? '').diagnostics[0].location).toMatchObject({
      path: 'a/openapi.yaml',
      range: { start: { line: 11, column: 52 } },
    });
  });

  test.each([
    ['', '.', 'apiward/'],
    ['', 'a', 'apiward/a/'],
    ['', './a/', 'apiward/a/'],
    ['mine', 'a', 'mine/'],
  ])('category %j in %s is %s', async (category, directory, expected) => {
    const { files } = await run(
      { 'openapi.yaml': SECURE, 'a/openapi.yaml': SECURE },
      { category, 'working-directory': directory, 'sarif-file': 'x' },
    );
    const log = Object.entries(files).find(([file]) => file.endsWith('/x'))?.[1] ?? '';
    expect(JSON.parse(log).runs[0].automationDetails.id).toBe(expected);
  });

  test.each([
    [{ 'working-directory': '..' }, 2, 'leaves the repository'],
    [{ 'working-directory': '/etc' }, 2, 'leaves the repository'],
    [{ preset: 'stict' }, 2, 'input preset cannot be `stict`: did you mean `strict`?'],
    [{ comment: 'allways' }, 2, 'input comment cannot be `allways`: did you mean `always`?'],
    [{ reports: 'junt=x' }, 2, 'input reports: `junt=x` is not `format=file`: did you mean `junit`?'],
    [{ reports: 'pdf' }, 2, 'a format is one of json, sarif, junit, markdown, html, gitlab, rdjson'],
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
    expect(result.summary).toContain('nothing was judged');
  });
});

test('the action hands on what its documents say it hands on, and all of it', async () => {
  const all = { 'sarif-file': 'x.sarif', 'upload-sarif': 'true', 'github-token': 'x' };
  const { outputs } = await run({ 'openapi.yaml': INSECURE }, all, { event: 'pull_request' });
  const action = await readFile(join(import.meta.dirname, '../../action.yml'), 'utf8');
  const documented = [...action.slice(action.indexOf('\noutputs:')).matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name);
  expect(Object.keys(outputs).sort()).toEqual(documented.sort());
});
