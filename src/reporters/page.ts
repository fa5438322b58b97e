/** A text that is put together from parts and never grows over a limit: GitHub drops or refuses what is longer, whole. */
export class Page {
  readonly #limit: number;
  readonly #parts: string[] = [];
  #bytes = 0;

  /** @param limit in UTF-8 bytes; what is counted in characters elsewhere is then never longer */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds a part when it fits, and tells whether it did. */
  add(part: string): boolean {
    const size = new TextEncoder().encode(part).length;
    if (this.#bytes + size > this.#limit) return false;
    this.#bytes += size;
    this.#parts.push(part);
    return true;
  }

  toString(): string {
    return this.#parts.join('');
  }
}
