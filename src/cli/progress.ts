import { visible } from '../reporters/escape.ts';
import type { Output } from './io.ts';

/** A run shorter than this needs no progress line, milliseconds. */
const PATIENCE = 1000;

/** One line on a terminal that tells how far a long run is; silent elsewhere. */
export class Progress {
  readonly #output: Output;
  readonly #started: number;
  readonly #now: () => number;
  #drawn = false;

  constructor(output: Output, now: () => number = Date.now) {
    this.#output = output;
    this.#now = now;
    this.#started = now();
  }

  update(done: number, total: number, file: string): void {
    if (!this.#output.isTTY || this.#now() - this.#started < PATIENCE) return;
    const width = (this.#output.columns ?? 80) - 1;
    const line = `${done}/${total} ${visible(file)}`;
    this.#output.write(`\r\x1b[2K${line.slice(0, width)}`);
    this.#drawn = true;
  }

  clear(): void {
    if (this.#drawn) this.#output.write('\r\x1b[2K');
    this.#drawn = false;
  }
}
