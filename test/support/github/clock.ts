import type { Clock } from '../../../src/github/client.ts';

/** Time that passes only when somebody waits. */
export class FakeClock implements Clock {
  #now = 1_735_787_045_000;
  readonly #timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  #next = 0;

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.advance(milliseconds);
  }

  after(milliseconds: number, callback: () => void): () => void {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + milliseconds, callback });
    return () => this.#timers.delete(id);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const [id, { at, callback }] of [...this.#timers]) {
      if (at > this.#now) continue;
      this.#timers.delete(id);
      callback();
    }
  }

  /** Lets the time pass to the next timer: somebody waits for an answer that does not come. */
  expire(): void {
    const next = Math.min(...[...this.#timers.values()].map(({ at }) => at));
    this.advance(Math.max(0, next - this.#now));
  }
}
