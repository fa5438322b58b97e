import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Limits } from '../../src/documents/limits.ts';
import { UserError } from '../../src/errors.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { run } from '../../src/run.ts';
import { runInWorker } from '../../src/worker/run-in-worker.ts';
import { Threads } from '../../src/worker/threads.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Speaks the protocol of the thread. A file does what its name says, unless it is to be left out; the report is what was left out. */
const PROGRAM = `
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
const [{ request: { patterns, stopped } }] = await once(parentPort, 'message');
for (const [done, file] of patterns.entries()) {
  parentPort.postMessage({ kind: 'document', done, total: patterns.length, file });
  if (stopped.has(file)) continue;
  if (file.startsWith('endless')) for (;;);
  if (file.startsWith('large')) for (const kept = [];;) kept.push({ kept: kept.length });
  if (file.startsWith('dying')) process.exit(3);
  if (file.startsWith('broken')) throw new Error('broken');
}
parentPort.postMessage({ kind: 'report', report: [...stopped] });
`;

async function judge(patterns: string[], limits: Partial<Limits> = {}, rulesetFile?: string): Promise<unknown> {
  const directory = await temporaryFolder({ 'worker.mjs': PROGRAM });
  const policy = await flagPolicy({ preset: 'strict', ...(rulesetFile !== undefined && { rulesets: [rulesetFile] }) });
  const request = { directory, stdin: undefined, patterns, policy: { ...policy, settings: { ...policy.settings, limits } } };
  const program = pathToFileURL(join(directory, 'worker.mjs'));
  return runInWorker(request, { threads: new Threads(program), seconds: 1 }).catch((error: unknown) => error);
}

test('a document that does not end is left out, and the others are judged', { timeout: 30_000 }, async () => {
  const report = await judge(['a.yaml', 'endless.yaml', 'b.yaml', 'endless2.yaml'], { seconds: 1 });
  const message = 'took longer than 1 s and was not judged; if it is meant, raise `limits.seconds` in the policy';
  expect(report).toEqual([
    ['endless.yaml', message],
    ['endless2.yaml', message],
  ]);
});

test('one that needs too much memory likewise', { timeout: 60_000 }, async () => {
  expect(await judge(['a.yaml', 'large.yaml', 'b.yaml'], { memory: 64 })).toEqual([
    ['large.yaml', 'needs more than 64 MB of memory and was not judged; if it is meant, raise `limits.memory` in the policy'],
  ]);
});

test('too many of them end the run, as unreadable', { timeout: 60_000 }, async () => {
  const error = await judge(
    Array.from({ length: 7 }, (_, index) => `endless${index}.yaml`),
    { seconds: 0.5 },
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(/^endless3\.yaml took longer than 0\.5 s .*the run was ended/),
  });
});

test("with a user's ruleset the run ends at the first, as its fault", { timeout: 30_000 }, async () => {
  const error = await judge(['a.yaml', 'endless.yaml'], {}, 'rules.yaml');
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining('endless.yaml took longer than 1 s with your ruleset') });
});

test.each([
  ['dying.yaml', 'the thread that judges ended with 3 and no report'],
  ['broken.yaml', 'broken'],
])('a thread that dies is no pass: %s', { timeout: 30_000 }, async (file, message) => {
  const error = await judge([file]);
  expect(error).not.toBeInstanceOf(UserError);
  expect(error).toMatchObject({ message });
});

test('a run says what it leaves out, and fails', async () => {
  const good = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';
  const report = await run({
    workspace: new MemoryWorkspace({ 'a.yaml': good, 'b.yaml': good }),
    patterns: [],
    policy: await flagPolicy({ preset: 'essential', failOn: 'none' }),
    stopped: new Map([['b.yaml', 'took longer than 1 s']]),
  });
  expect(report.diagnostics).toEqual([
    {
      kind: 'unreadable',
      file: 'b.yaml',
      message: 'The document took longer than 1 s.',
      range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
    },
  ]);
  expect(report.documents.map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml']);
  expect(report.exitCode).toBe(4);
});
