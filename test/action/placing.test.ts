/** Where annotations are placed when GitHub, the clone, or neither tells what changed. */
import { describe, expect, test } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import { conclude } from '../../src/action/main.ts';
import { type Diff, diffOfFiles } from '../../src/github/diff.ts';
import { readEvent } from '../../src/github/event.ts';
import type { ChangedFile } from '../support/github/answers.ts';
import { EVENTS, FakeRunner } from '../support/github/host.ts';
import type { Fault } from '../support/github/memory.ts';
import { finding, range, report } from '../support/reports.ts';

const FILE = 'openapi.yaml';
const LINES = ['openapi: 3.1.0', 'paths:', '  /pets:', '    get:', '      summary: x', '      responses: {}', 'info: {}'];
/** Line 4 changed; the finding is on line 6 of the same operation. */
const PATCH = '@@ -4 +4 @@\n-    post:\n+    get:';
const found = finding({
  range: range(6, 7, 16),
  path: ['paths', '/pets', 'get', 'responses'],
  edits: [{ file: FILE, range: range(4, 5, 8), newText: 'put' }],
});
const LOCAL = diffOfFiles([{ filename: FILE, status: 'modified', patch: PATCH }]);

interface Setting {
  readonly event?: string;
  readonly files?: readonly ChangedFile[];
  readonly fault?: Fault;
  readonly local?: Diff;
  readonly inputs?: Readonly<Record<string, string>>;
}

async function run({ event = 'pull_request', files = [], fault, local, inputs = {} }: Setting) {
  const facts = EVENTS[event];
  if (facts === undefined) throw new Error('no such event');
  const runner = new FakeRunner();
  runner.memory.files = files;
  if (fault !== undefined) {
    runner.memory.fault = (operation) =>
      operation === 'pulls/list-files' || operation === 'repos/compare-commits-with-basehead' ? fault : undefined;
  }
  const host = runner.host('/workspace', facts, { 'github-token': 'x', comment: 'never', ...inputs });
  const judgement = { report: report([found]), textOf: async () => LINES.join('\n'), localDiff: async () => local, notes: [] };
  expect(await conclude(judgement, readInputs(host.input), readEvent(facts), host)).toBe(1);
  expect(runner.memory.problems).toEqual([]);
  return {
    line: runner.annotations[0]?.range?.start.line,
    suggested: runner.memory.reviewComments.length,
    notes: runner.log.filter((line) => !line.startsWith('FAIL')),
  };
}

const LISTED: ChangedFile = { filename: FILE, status: 'modified', patch: PATCH };
const UNTOLD: ChangedFile = { filename: FILE, status: 'modified' };
const BY_CLONE = 'Annotations are placed by what the clone says of the change.';

test('GitHub tells: the nearest changed line, and a suggestion', async () => {
  expect(await run({ files: [LISTED] })).toEqual({ line: 4, suggested: 1, notes: [] });
});

describe('GitHub does not tell', () => {
  test.each<[string, Fault, string]>([
    ['403', { kind: 'status', status: 403 }, '`permissions: { pull-requests: read }` of the job allows it'],
    ['500', { kind: 'status', status: 500 }, 'GitHub failed (HTTP 500: Server Error)'],
    ['422', { kind: 'status', status: 422 }, 'GitHub refused it'],
    ['nothing', { kind: 'timeout' }, 'GitHub did not answer in time'],
  ])('%s: the clone does, and no suggestion is made', async (_, fault, why) => {
    const { line, suggested, notes } = await run({ fault, local: LOCAL });
    expect([line, suggested]).toEqual([4, 0]);
    expect(notes).toEqual([expect.stringContaining('Not posted: suggestions on the changed lines: '), BY_CLONE]);
    expect(notes[0]).toContain(why);
  });

  test('nor does the clone: it is marked where it stands, and that is said', async () => {
    const { line, suggested, notes } = await run({ fault: { kind: 'status', status: 500 } });
    expect([line, suggested]).toEqual([6, 0]);
    expect(notes).toEqual([expect.stringContaining('Not posted: annotations on the changed lines alone, and suggestions: GitHub failed')]);
  });
});

describe('GitHub tells that a file changed, and not where', () => {
  test('the clone fills it in for annotations; no suggestion, which GitHub would refuse', async () => {
    expect(await run({ files: [UNTOLD], local: LOCAL })).toMatchObject({ line: 4, suggested: 0 });
  });

  test('nor does the clone: that is said', async () => {
    const { line, notes } = await run({ files: [UNTOLD] });
    expect(line).toBe(6);
    expect(notes).toContain('Annotated where it stands, since neither GitHub nor the clone tells the changed lines: 1 file.');
  });

  test('other files are as GitHub tells', async () => {
    expect(await run({ files: [LISTED, { ...UNTOLD, filename: 'other.yaml' }], local: new Map() })).toMatchObject({
      line: 4,
      suggested: 1,
    });
  });
});

test('a list that is cut is filled in by the clone', async () => {
  const files = Array.from({ length: 3000 }, (_, index): ChangedFile => ({ ...LISTED, filename: `${index}.yaml` }));
  expect(await run({ files, local: LOCAL })).toMatchObject({ line: 4 });
});

describe('without a token', () => {
  test.each<[string, number]>([
    ['pull_request', 4],
    ['merge_group', 4],
    ['push', 6],
  ])('%s is placed by the clone', async (event, line) => {
    expect((await run({ event, local: LOCAL, inputs: { 'github-token': '' } })).line).toBe(line);
  });
});
