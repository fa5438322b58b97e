/**
 * Tries mutated and invented documents, policies and source code on the whole pipeline and on every reporter:
 * `npm run fuzz -- [--minutes 1] [--seed 1] [--workers N] [--family documents|policy|code] [--write NUMBER]`. Inputs are numbered; `--write`
 * puts one into `.cache/fuzz`. Without a family all take turns.
 * Fails when one crashes, hangs, gives an unsound report, or takes more than two seconds of the processor. An interrupt ends it early,
 * with the report of what was tried.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { FAMILIES, type Family, inputOf } from './fuzz/inputs.ts';
import { loadSeeds } from './fuzz/seeds.ts';
import type { Tried } from './fuzz-worker.ts';

/** Of the processor; inputs that are run twice and written out in ten formats included. */
const SLOW_MS = 2_000;
/** A process that says nothing for so long hangs, on a busy machine too. */
const HANG_MS = 180_000;
/** A process is replaced after so many inputs, so that a leak shows as memory and not as a crash. */
const TERM = 1_500;
const SHOWN = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    family: { type: 'string', multiple: true, default: Object.keys(FAMILIES) },
    write: { type: 'string' },
  },
});
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

if (values.write !== undefined) {
  const input = inputOf(Number(values.write), loadSeeds());
  const folder = new URL(`../.cache/fuzz/${values.write}`, import.meta.url).pathname;
  for (const [name, content] of Object.entries(input.kind === 'pattern' ? { 'pattern.txt': input.text } : input.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  print(folder);
} else {
  report(await fuzz());
}

interface Result {
  readonly counts: Readonly<Record<Tried['kind'], number>>;
  readonly bytes: number;
  readonly slowest: readonly Tried[];
  readonly memory: number;
  readonly failed: readonly { readonly number: number; readonly problems: readonly string[] }[];
}

async function fuzz(): Promise<Result> {
  let end = Date.now() + Number(values.minutes) * 60_000;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      end = 0;
    });
  }
  let next = Number(values.seed) * 10_000_000;
  const families = values.family.map((name) => FAMILIES[name as Family]);
  const counts = { documents: 0, pattern: 0, policy: 0, code: 0 };
  const failed: { number: number; problems: readonly string[] }[] = [];
  let slowest: Tried[] = [];
  let bytes = 0;
  let memory = 0;
  const note = (tried: Tried): void => {
    counts[tried.kind]++;
    bytes += tried.size;
    memory = Math.max(memory, tried.memory);
    if (tried.problems.length > 0) failed.push(tried);
    if (tried.ms > (slowest.at(-1)?.ms ?? 0) || slowest.length < 5) {
      slowest = [...slowest, tried].sort((a, b) => b.ms - a.ms).slice(0, 5);
    }
  };
  const lane = async (): Promise<void> => {
    while (Date.now() < end) {
      const child = fork(new URL('fuzz-worker.ts', import.meta.url).pathname, [], { execArgv: ['--import', 'tsx'] });
      let alive = true;
      for (let term = 0; alive && term < TERM && Date.now() < end; term++) {
        const number = (families[next % families.length] ?? 0) + next++;
        const tried = await attempt(child, number);
        if (typeof tried === 'string') failed.push({ number, problems: [tried] });
        else note(tried);
        alive = typeof tried !== 'string';
      }
      child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, lane));
  return { counts, bytes, slowest, memory, failed };
}

/** What the process says of an input, or how it ended. */
function attempt(child: ChildProcess, number: number): Promise<Tried | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(`hangs: no answer in ${HANG_MS / 1000} s`), HANG_MS);
    const died = (code: number | null, signal: string | null): void => settle(`the process died (${signal ?? code})`);
    const settle = (outcome: Tried | string): void => {
      clearTimeout(timer);
      child.off('exit', died);
      child.off('message', settle);
      resolve(outcome);
    };
    child.once('exit', died);
    child.once('message', settle);
    child.send(number);
  });
}

function report({ counts, bytes, slowest, memory, failed }: Result): void {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  print(
    `${total} inputs (${counts.documents} documents, ${counts.pattern} patterns, ${counts.policy} policies, ${counts.code} of code), ${(bytes / 1e6).toFixed(0)} MB`,
  );
  print(`failed: ${failed.length}; largest memory of a process: ${memory.toFixed(0)} MB`);
  print(`slowest: ${slowest.map(({ number, ms, size }) => `${number} ${ms.toFixed(0)} ms (${(size / 1000).toFixed(0)} kB)`).join(', ')}`);
  for (const { number, problems } of failed.slice(0, SHOWN)) print(`  ${number}: ${problems.slice(0, 3).join('\n    ')}`);
  const slow = slowest.filter(({ ms, size }) => ms > SLOW_MS && size < 1e6);
  for (const { number, ms } of slow) print(`  ${number}: slow, ${ms.toFixed(0)} ms`);
  if (failed.length + slow.length > 0) process.exitCode = 1;
}
