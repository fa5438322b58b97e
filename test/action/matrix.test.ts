/**
 * Event x token x number of findings x a fault on each call of the API: the exit code depends on findings alone, no run takes more than a
 * minute, every request is valid, and what was not posted is named. In time that does not pass.
 */
import { describe, expect, test } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import { conclude } from '../../src/action/main.ts';
import type { Report } from '../../src/findings/report.ts';
import { readEvent } from '../../src/github/event.ts';
import { BOT } from '../support/github/answers.ts';
import { EVENTS, FakeRunner } from '../support/github/host.ts';
import type { Fault, Permissions } from '../support/github/memory.ts';
import { finding, range, report } from '../support/reports.ts';

const TOKENS: Readonly<Record<string, Permissions | 'wrong' | 'none'>> = {
  write: { contents: 'read', 'pull-requests': 'write', checks: 'write', 'security-events': 'write' },
  read: { contents: 'read', 'pull-requests': 'read', checks: 'read', 'security-events': 'read' },
  'contents alone': { contents: 'read', 'pull-requests': 'none', checks: 'none', 'security-events': 'none' },
  wrong: 'wrong',
  none: 'none',
};

const FAULTS: Readonly<Record<string, Fault>> = {
  401: { kind: 'status', status: 401 },
  403: { kind: 'status', status: 403 },
  404: { kind: 'status', status: 404 },
  409: { kind: 'status', status: 409 },
  422: { kind: 'status', status: 422 },
  '429 that ends': { kind: 'status', status: 429, retryAfter: 3 },
  '429 that does not': { kind: 'status', status: 429, retryAfter: 3600 },
  500: { kind: 'status', status: 500 },
  timeout: { kind: 'timeout' },
  'cut before': { kind: 'cut', done: false },
  'cut after': { kind: 'cut', done: true },
};

const OPERATIONS = [
  'pulls/list-files',
  'repos/compare-commits-with-basehead',
  'issues/list-comments',
  'issues/create-comment',
  'issues/update-comment',
  'issues/delete-comment',
  'pulls/list-review-comments',
  'pulls/create-review',
  'pulls/delete-review-comment',
  'checks/list-for-ref',
  'checks/create',
  'checks/update',
  'code-scanning/upload-sarif',
] as const;

const LINES = 'a: http://a.test\n'.repeat(20);
const COUNTS = [0, 11, 51, 1001, 6000] as const;
const reports = new Map<number, Report>();

/** Findings on many lines, the first with a certain edit; all of one severity. */
function reportOf(count: number): Report {
  const known = reports.get(count);
  if (known !== undefined) return known;
  const edits = [{ file: 'openapi.yaml', range: range(2, 4, 8), newText: 'https' }];
  const findings = Array.from({ length: count }, (_, index) =>
    finding({
      ruleId: `rule-${index % 40}`,
      range: range((index % 900) + 1, 1, 5),
      fingerprint: String(index),
      ...(index === 1 ? { edits } : {}),
    }),
  );
  const made = report(findings);
  reports.set(count, made);
  return made;
}

interface Case {
  readonly event: string;
  readonly token: string;
  readonly count: number;
  readonly fault?: { readonly on: string; readonly what: string; readonly once?: boolean };
  readonly annotations?: 'commands' | 'checks';
  /** Two comments of ours stand there already. */
  readonly again?: boolean;
}

const WANTED = { 'github-token': 'x', 'upload-sarif': 'true' };

async function play({ event, token, count, fault, annotations = 'checks', again = false }: Case): Promise<void> {
  const facts = EVENTS[event];
  const allowed = TOKENS[token];
  if (facts === undefined || allowed === undefined) throw new Error('no such case');
  const runner = new FakeRunner();
  const { memory } = runner;
  memory.files = [{ filename: 'openapi.yaml', status: 'modified', patch: `@@ -0,0 +1,20 @@\n${LINES.trimEnd().replaceAll(/^/gm, '+')}` }];
  if (allowed !== 'none') memory.token = allowed;
  const inputs = { ...WANTED, annotations, ...(allowed === 'none' ? { 'github-token': '' } : {}) };
  const host = runner.host('/workspace', facts, inputs);
  const run = (of: number) =>
    conclude(
      { report: reportOf(of), textOf: async () => LINES, localDiff: async () => undefined, notes: [] },
      readInputs(host.input),
      readEvent(facts),
      host,
    );
  if (again) {
    // A first run leaves its comment; a race has left a second one.
    await run(11);
    for (const { body } of memory.comments.slice(0, 1)) memory.comments.push({ id: memory.nextId(), author: BOT, body });
    runner.log.length = 0;
  }
  if (fault !== undefined) {
    memory.fault = (operation, nth) => {
      const hit = (fault.on === 'every call' || fault.on === operation) && (fault.once !== true || nth === 0);
      return hit ? FAULTS[fault.what] : undefined;
    };
  }
  const before = runner.elapsed;
  const code = await run(count);

  expect(code).toBe(count === 0 ? 0 : 1);
  expect(runner.settled).toBe(code);
  expect(runner.outputs['exit-code']).toBe(String(code));
  expect(runner.elapsed - before).toBeLessThan(60);
  expect(memory.problems).toEqual([]);
  expect(runner.summary.length).toBeLessThan(1_000_000);
  for (const { body } of memory.comments) expect(body.length).toBeLessThan(65_536);

  // Whatever is not there is named, in the log and in the summary.
  const named = (what: RegExp) =>
    expect(
      runner.log.filter((line) => what.test(line)),
      String(what),
    ).not.toEqual([]);
  const isPull = readEvent(facts).number !== undefined;
  if (isPull && count > 0 && memory.comments.length === 0) named(/^Not posted: comment/);
  // What GitHub says is gone needs no second word.
  const gone = fault?.on === 'issues/delete-comment' && fault.what === '404';
  if (isPull && memory.comments.length > 1 && !gone) named(/^Not posted: comment/);
  if (annotations === 'checks') {
    const shown = memory.checks.at(-1)?.annotations.length ?? -1;
    if (shown < Math.min(count, 1000)) named(/^Not posted: check run/);
    if (count > 1000) named(allowed === 'none' || readEvent(facts).head === '' ? /^Not posted: check run/ : /^Not annotated/);
  }
  if (memory.sarifs.length === 0) named(/^Not posted: SARIF/);
  if (isPull && count > 1 && allowed !== 'none' && memory.reviewComments.length === 0) {
    named(/^Not posted: (?:review|annotations on the changed lines)/);
  }
  // Markdown escapes what the log says: the lines are counted.
  expect(runner.summary.match(/^- Not /gm)?.length ?? 0).toBe(runner.log.filter((line) => line.startsWith('Not ')).length);
}

const title = ({ event, token, count, fault, annotations, again }: Case): string =>
  [event, token, `${count} findings`, fault && `${fault.what}${fault.once ? ' once' : ''} on ${fault.on}`, annotations, again && 'again']
    .filter(Boolean)
    .join(', ');

const cases: Case[] = [];
for (const event of Object.keys(EVENTS)) {
  for (const token of Object.keys(TOKENS)) {
    for (const count of [0, 11, 51])
      for (const annotations of ['commands', 'checks'] as const) cases.push({ event, token, count, annotations });
  }
  for (const what of Object.keys(FAULTS))
    for (const count of [0, 11]) cases.push({ event, token: 'write', count, fault: { on: 'every call', what } });
}
for (const on of OPERATIONS) {
  for (const what of Object.keys(FAULTS)) {
    for (const again of [false, true]) {
      cases.push({ event: 'pull_request', token: 'write', count: 51, fault: { on, what }, again });
      cases.push({ event: 'pull_request', token: 'write', count: 51, fault: { on, what, once: true }, again });
    }
    cases.push({ event: 'pull_request_target', token: 'write', count: 0, fault: { on, what }, again: true });
    cases.push({ event: 'fork', token: 'contents alone', count: 11, fault: { on, what } });
    cases.push({ event: 'merge_group', token: 'write', count: 11, fault: { on, what } });
  }
}
for (const count of COUNTS.slice(3)) {
  for (const event of ['pull_request', 'push'])
    for (const token of ['write', 'contents alone', 'none']) cases.push({ event, token, count });
  for (const what of Object.keys(FAULTS)) cases.push({ event: 'pull_request', token: 'write', count, fault: { on: 'every call', what } });
}

describe(`${cases.length} cases`, () => {
  test.each(cases.map((item) => [title(item), item] as const))('%s', (_, item) => play(item), 30_000);

  test('every case has a name of its own', () => expect(new Set(cases.map(title)).size).toBe(cases.length));
});
