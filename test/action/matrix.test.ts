/**
 * Event x token x number of findings x a fault on each call of the API: the exit code depends on findings alone, no run takes more than a
 * minute, every request is valid, and what was not posted is named. In time that does not pass.
 */
import { describe, expect, test } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import { conclude, main } from '../../src/action/main.ts';
import type { Report } from '../../src/findings/report.ts';
import { readEvent } from '../../src/github/event.ts';
import { BOT } from '../support/github/answers.ts';
import { EVENTS, FakeRunner } from '../support/github/host.ts';
import type { Fault, MemoryGitHub, Permissions } from '../support/github/memory.ts';
import { finding, range, report } from '../support/reports.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

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
  /** Another run posts the same suggestions at the same time. */
  readonly race?: boolean;
}

const WANTED = { 'github-token': 'x', 'upload-sarif': 'true' };

async function play({ event, token, count, fault, annotations = 'checks', again = false, race = false }: Case): Promise<FakeRunner> {
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
    memory.calls.length = 0;
  }
  if (fault !== undefined) {
    memory.fault = (operation, nth) => {
      if (race && operation === 'pulls/create-review') suggestFromElsewhere(memory);
      const hit = (fault.on === 'every call' || fault.on === operation) && (fault.once !== true || nth === 0);
      return hit ? FAULTS[fault.what] : undefined;
    };
  }
  const before = runner.elapsed;
  const code = await run(count);

  if (fault !== undefined && fault.on !== 'every call') expect(memory.calls.map(({ operation }) => operation)).toContain(fault.on);
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
  return runner;
}

/** What another run posts just before this one does. */
function suggestFromElsewhere(memory: MemoryGitHub): void {
  const comments = (memory.calls.at(-1)?.request.body?.['comments'] ?? []) as { path: string; line: number; body: string }[];
  for (const comment of comments) memory.reviewComments.push({ ...comment, id: memory.nextId(), author: BOT });
}

/** What brings a pull request's run to make a call. */
const REACHED: Readonly<Record<string, Partial<Case>>> = {
  'repos/compare-commits-with-basehead': { token: 'contents alone' },
  'issues/update-comment': { again: true },
  'issues/delete-comment': { again: true },
  'pulls/delete-review-comment': { race: true },
};

const title = ({ event, token, count, fault, annotations, again, race }: Case): string =>
  [
    event,
    token,
    `${count} findings`,
    fault && `${fault.what}${fault.once ? ' once' : ''} on ${fault.on}`,
    annotations,
    again && 'again',
    race && 'race',
  ]
    .filter(Boolean)
    .join(', ');

/** The calls that a run makes. */
async function callsOf(item: Case): Promise<ReadonlySet<string>> {
  return new Set((await play(item)).memory.calls.map(({ operation }) => operation));
}

const SMALL = [0, 11] as const;
const LARGE = [51, 1001, 6000] as const;
const product =
  Object.keys(EVENTS).length * Object.keys(TOKENS).length * (SMALL.length + LARGE.length) * OPERATIONS.length * Object.keys(FAULTS).length;

/**
 * Of the whole product, the runs that differ: a fault on a call that a run never makes is no fault. With many findings, which take their
 * time, each fault on each call is tried once.
 */
async function distinctCases(): Promise<Map<string, Case[]>> {
  const groups = new Map<string, Case[]>();
  for (const event of Object.keys(EVENTS)) {
    for (const token of Object.keys(TOKENS)) {
      const cases: Case[] = [];
      groups.set(`${event}, ${token}`, cases);
      for (const count of [...SMALL, LARGE[0]])
        for (const annotations of ['commands', 'checks'] as const) cases.push({ event, token, count, annotations });
      for (const count of SMALL) {
        const first = await callsOf({ event, token, count });
        const later = await callsOf({ event, token, count, again: true });
        for (const on of new Set([...first, ...later])) {
          for (const what of Object.keys(FAULTS)) cases.push({ event, token, count, fault: { on, what }, again: !first.has(on) });
        }
      }
      for (const what of Object.keys(FAULTS)) cases.push({ event, token, count: 11, fault: { on: 'every call', what } });
    }
  }
  const many: Case[] = [];
  groups.set('many findings', many);
  for (const count of LARGE) {
    for (const event of ['pull_request', 'push'])
      for (const token of ['write', 'contents alone', 'none'])
        many.push({ event, token, count, annotations: count === 51 ? 'commands' : 'checks', again: count === 51 });
  }
  let nth = 0;
  for (const on of OPERATIONS) {
    for (const what of Object.keys(FAULTS)) {
      // One that passes and one that stays.
      const reached = { event: 'pull_request', token: 'write', ...REACHED[on] };
      many.push({ ...reached, count: 51, fault: { on, what, once: true } });
      many.push({ ...reached, count: nth++ % 4 === 0 ? 6000 : 1001, fault: { on, what } });
    }
  }
  return groups;
}

const groups = await distinctCases();
const all = [...groups.values()].flat();

describe(`${all.length} runs, which stand for the ${product} of the product`, () => {
  test.each([...groups].map(([name, cases]) => [name, cases.length, cases] as const))(
    '%s: %i runs',
    async (_, __, cases) => {
      const failed: string[] = [];
      for (const item of cases) await play(item).catch((error: unknown) => failed.push(`${title(item)}: ${error}`));
      expect(failed).toEqual([]);
    },
    180_000,
  );

  test('each is another', () => expect(new Set(all.map(title)).size).toBe(all.length));

  test('every call is made, and fails in every way', () => {
    const tried = new Set(all.flatMap(({ fault }) => (fault === undefined ? [] : [`${fault.on} ${fault.what}`])));
    for (const on of OPERATIONS) for (const what of Object.keys(FAULTS)) expect(tried, `${on} ${what}`).toContain(`${on} ${what}`);
  });
});

/** The whole action, from the files to the posts. */
describe('judged for real', () => {
  const whole = Object.keys(EVENTS).flatMap((event) =>
    (['none', '500', 'timeout'] as const).flatMap((what) =>
      (
        [
          [INSECURE, 1],
          [SECURE, 0],
        ] as const
      ).map(([document, expected]) => [event, what, expected, document] as const),
    ),
  );

  test.each(whole)(
    '%s, fault %s: exits with %i',
    async (event, what, expected, document) => {
      const folder = await temporaryFolder({ 'openapi.yaml': document });
      const runner = new FakeRunner();
      const facts = EVENTS[event];
      if (facts === undefined) throw new Error('no such event');
      runner.memory.files = [
        { filename: 'openapi.yaml', status: 'added', patch: `@@ -0,0 +1,20 @@\n${document.trimEnd().replaceAll(/^/gm, '+')}` },
      ];
      if (what !== 'none') runner.memory.fault = () => FAULTS[what];
      const code = await main(runner.host(folder, facts, { ...WANTED, preset: 'essential', annotations: 'checks' }));
      expect(code).toBe(expected);
      expect(runner.settled).toBe(expected);
      expect(runner.elapsed).toBeLessThan(60);
      expect(runner.memory.problems).toEqual([]);
      if (what !== 'none') expect(runner.log.some((line) => line.startsWith('Not posted: '))).toBe(true);
    },
    60_000,
  );
});
