import type { Place } from '../documents/place.ts';
import type { Api } from './api.ts';

/** Bounds what a document may multiply by sharing definitions; says once, where it happened, that the bound was passed. */
export class Budget {
  readonly #most: number;
  readonly #message: (most: string) => string;
  readonly #limits: Api['limits'][number][];
  #left: number;

  /**
   * @param most far above real documents
   * @param message what is left out, and what the author can do; `most` reads `1,000,000`
   * @param limits where to say so
   */
  constructor(most: number, message: (most: string) => string, limits: Api['limits'][number][]) {
    this.#most = most;
    this.#left = most;
    this.#message = message;
    this.#limits = limits;
  }

  /** Whether the bound was passed, so that there is nothing more to take. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** False when that much is not left: what was asked for, and everything after it, is left out. */
  take(count: number, place: Place): boolean {
    if (this.isSpent) return false;
    this.#left -= count;
    // Only now: the first use of locale data costs as much as a small document.
    if (this.isSpent) this.#limits.push({ place, message: this.#message(this.#most.toLocaleString('en')) });
    return !this.isSpent;
  }
}
