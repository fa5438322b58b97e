import type { Span } from './document.ts';

/** Line and column from 1; columns in UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into lines: LF, CRLF and a lone CR end a line. Built at the first question. */
export class LineIndex {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offsets outside the text are taken as its nearest end. */
  position(offset: number): LineColumn {
    this.#starts ??= lineStarts(this.#text);
    const starts = this.#starts;
    const wanted = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: wanted - (starts[low] ?? 0) + 1 };
  }

  /** Offset of a position; of one that the text does not have, the nearest. */
  offset({ line, column }: LineColumn): number {
    this.#starts ??= lineStarts(this.#text);
    const start = this.#starts[Math.max(0, line - 1)] ?? this.#text.length;
    return Math.min(start + Math.max(0, column - 1), this.#text.length);
  }

  /** `end` is exclusive, as in the span. */
  range(span: Span): { readonly start: LineColumn; readonly end: LineColumn } {
    return { start: this.position(span.start), end: this.position(span.end) };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** The line index of a text; keep it as long as positions of that text are asked. */
export function lineIndex(text: string): LineIndex {
  return new LineIndex(text);
}
