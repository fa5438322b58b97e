import { describe, expect, test } from 'vitest';
import { type CheckPlan, planCheck, postCheck } from '../../src/github/checks.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { HEAD, TARGET } from '../support/github/target.ts';
import { finding, HOSTILE, range, report } from '../support/reports.ts';

const findings = (length: number) =>
  Array.from({ length }, (_, index) => finding({ range: range(index + 1, 1, 5), fingerprint: `${index}` }));
const plan = (length: number) => planCheck(report(findings(length)), TARGET, false, {});

async function post(memory: MemoryGitHub, planned: CheckPlan) {
  try {
    await postCheck(gitHubOver(memory), planned, TARGET);
  } finally {
    expect(memory.problems).toEqual([]);
  }
}

test.each([
  [0, 1, 0],
  [1, 1, 1],
  [50, 1, 50],
  [51, 2, 51],
  [999, 20, 999],
  [1000, 20, 1000],
  [1001, 20, 1000],
  [6000, 20, 1000],
])('%i findings are sent in %i writes', async (length, writes, shown) => {
  const memory = new MemoryGitHub();
  const planned = plan(length);
  await post(memory, planned);
  expect(memory.calls.filter(({ request }) => request.method !== 'GET')).toHaveLength(writes);
  expect(memory.checks).toMatchObject([
    { name: 'apiward (CI / api) apiward', headSha: HEAD, conclusion: length === 0 ? 'success' : 'failure' },
  ]);
  const lines = memory.checks[0]?.annotations.map((annotation) => annotation['start_line']);
  expect(lines).toEqual(Array.from({ length: shown }, (_, index) => index + 1));
  expect(planned.left).toBe(length - shown);
});

test.each([
  ['a pass', report([]), false, 'success'],
  ['a failure', report(findings(1)), false, 'failure'],
  ['a failure that only warns', report(findings(1)), true, 'neutral'],
  [
    'an unreadable document is no warning',
    report([], { diagnostics: [{ kind: 'unreadable', file: 'x', message: 'Empty.' }] }),
    true,
    'failure',
  ],
] as const)('%s', (_, of, warnOnly, conclusion) => {
  expect(planCheck(of, TARGET, warnOnly, {}).conclusion).toBe(conclusion);
});

test('the same content is not posted twice; other content is', async () => {
  const memory = new MemoryGitHub();
  await post(memory, plan(60));
  const before = memory.calls.length;
  await post(memory, plan(60));
  expect(memory.calls.slice(before).map(({ operation }) => operation)).toEqual(['checks/list-for-ref']);
  await post(memory, plan(61));
  expect(memory.checks.map(({ annotations }) => annotations.length)).toEqual([60, 61]);
});

test('a check that an interruption left short is completed, not repeated', async () => {
  const memory = new MemoryGitHub();
  memory.fault = (operation, nth) => (operation === 'checks/update' && nth === 1 ? { kind: 'cut', done: false } : undefined);
  await expect(post(memory, plan(180))).rejects.toThrow('socket hang up');
  expect(memory.checks[0]?.annotations).toHaveLength(100);
  await post(memory, plan(180));
  expect(memory.checks.map(({ annotations }) => annotations.length)).toEqual([180]);
});

test('an update that may have been done is not sent again by itself, which would double its annotations', async () => {
  const memory = new MemoryGitHub();
  memory.fault = (operation, nth) => (operation === 'checks/update' && nth === 0 ? { kind: 'cut', done: true } : undefined);
  await expect(post(memory, plan(100))).rejects.toThrow('socket hang up');
  await post(memory, plan(100));
  expect(memory.checks.map(({ annotations }) => annotations.length)).toEqual([100]);
});

describe('limits', () => {
  test('two megabytes of messages and long names', async () => {
    const memory = new MemoryGitHub();
    const long = '😀'.repeat(20_000);
    const many = Array.from({ length: 50 }, () => finding({ message: long, ruleId: long, file: 'a.yaml', why: long, fix: long }));
    await post(memory, planCheck(report(many), { ...TARGET, workflow: long }, false, {}));
    expect(memory.checks[0]?.annotations).toHaveLength(50);
  });

  test.each(Object.entries(HOSTILE))('%s in every text', async (_, evil) => {
    const memory = new MemoryGitHub();
    await post(memory, planCheck(report([finding({ message: evil, ruleId: evil, file: evil, why: evil, fix: evil })]), TARGET, false, {}));
    const [annotation] = memory.checks[0]?.annotations ?? [];
    expect(String(annotation?.['message']).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  test('a range over lines has no columns; a file as a whole has line 1', () => {
    const over = planCheck(report([finding({ range: range(2, 3, 4, 5) })]), TARGET, false, {});
    expect(over.annotations[0]).toMatchObject({ start_line: 2, end_line: 5 });
    expect(over.annotations[0]).not.toHaveProperty('start_column');
    const whole = planCheck(report([finding()]), TARGET, false, { place: ({ file }) => ({ file, range: undefined, truePlace: 'a:9' }) });
    expect(whole.annotations[0]).toMatchObject({
      start_line: 1,
      end_line: 1,
      message: expect.stringContaining('At a:9, which this change does not show.'),
    });
  });
});
