/** Tries the inputs that its parent numbers, one after another. */
import { check } from './fuzz/check.ts';
import { type Input, inputOf } from './fuzz/inputs.ts';
import { loadSeeds } from './fuzz/seeds.ts';

export interface Tried {
  readonly number: number;
  readonly kind: Input['kind'];
  /** Characters. */
  readonly size: number;
  /** Of the processor: what others do on the machine does not count. */
  readonly ms: number;
  /** Of the process, in MB, after the input. */
  readonly memory: number;
  readonly problems: readonly string[];
}

/** Every so many inputs are run twice, to see that nothing depends on chance. */
const EVERY = 8;

const seeds = loadSeeds();
/** Kinds whose code is loaded and compiled: the first input of a kind pays for that, which is no matter of the input. */
const warm = new Set<Input['kind']>();

// Its parent is gone.
process.on('disconnect', () => process.exit());

process.on('message', async (number: number) => {
  const input = inputOf(number, seeds);
  if (!warm.has(input.kind)) await check(input, false).catch(() => undefined);
  warm.add(input.kind);
  const before = process.cpuUsage();
  let problems: string[];
  try {
    problems = await check(input, number % EVERY === 0);
  } catch (error) {
    problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
  const { user, system } = process.cpuUsage(before);
  const texts = input.kind === 'pattern' ? [input.text] : Object.values(input.files);
  const tried: Tried = {
    number,
    kind: input.kind,
    size: texts.reduce((sum, item) => sum + item.length, 0),
    ms: (user + system) / 1000,
    memory: process.memoryUsage.rss() / 1e6,
    problems,
  };
  process.send?.(tried);
});
