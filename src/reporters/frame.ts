import type { Range } from '../findings/finding.ts';
import { visible } from './escape.ts';

/** One document's text cut into lines once, however many frames are drawn from it. */
export class SourceLines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    const breaks = /\r\n?|\n/g;
    while (breaks.exec(text) !== null) this.#starts.push(breaks.lastIndex);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Offsets of a line (from 1) without its break. */
  span(line: number): { start: number; end: number } {
    const start = this.#starts[line - 1] ?? this.#text.length;
    let end = this.#starts[line] ?? this.#text.length;
    while (end > start && (this.#text[end - 1] === '\n' || this.#text[end - 1] === '\r')) end--;
    return { start, end };
  }

  slice(start: number, end: number): string {
    return this.#text.slice(start, end);
  }
}

/** A line of a frame: `mark` underlines the line above it. */
export interface FrameLine {
  readonly kind: 'context' | 'hit' | 'mark';
  /** Line number, from 1. */
  readonly line: number;
  /** Safe to print, at most the asked width. */
  readonly text: string;
}

/** Lines shown before and after the hit. */
const CONTEXT = 2;
const ELLIPSIS = '…';

/** The lines around the start of a range, cut to `width` cells around its column, with the hit underlined. Empty when the range is outside the text. */
export function frame(source: SourceLines, range: Range, width: number): FrameLine[] {
  const hit = range.start.line;
  if (hit < 1 || hit > source.count) return [];
  const { start, end } = source.span(hit);
  const from = Math.min(start + range.start.column - 1, end);
  const to = range.end.line === hit ? Math.min(Math.max(start + range.end.column - 1, from), end) : end;

  // One window for all lines, so that indentation still lines up. A hit near the left edge shows the line from its beginning.
  const before = from - start;
  const shift = before + Math.min(to - from, Math.floor(width / 2)) < width - 2 ? 0 : Math.max(0, before - Math.floor(width / 3));

  const lines: FrameLine[] = [];
  const first = Math.max(1, hit - CONTEXT);
  const last = Math.min(source.count, hit + CONTEXT);
  for (let line = first; line <= last; line++) {
    const cells = cut(source, line, shift, width);
    if (line !== hit) {
      lines.push({
        kind: 'context',
        line,
        text: cells
          .map((cell) => cell.text)
          .join('')
          .trimEnd(),
      });
      continue;
    }
    lines.push({ kind: 'hit', line, text: cells.map((cell) => cell.text).join('') });
    lines.push({ kind: 'mark', line, text: underline(cells, from, to) });
  }
  while (lines[0]?.kind === 'context' && lines[0].text === '') lines.shift();
  while (lines.at(-1)?.kind === 'context' && lines.at(-1)?.text === '') lines.pop();
  return lines;
}

interface Cell {
  readonly offset: number;
  readonly text: string;
  readonly width: number;
}

/** The cells of one line from `shift` code units on, at most `width` wide; looks at no more of a long line than it shows. */
function cut(source: SourceLines, line: number, shift: number, width: number): Cell[] {
  const { start, end } = source.span(line);
  const begin = Math.min(start + shift, end);
  const slice = source.slice(begin, Math.min(end, begin + width * 2));
  const cells: Cell[] = [];
  let used = 0;
  let offset = begin;
  if (shift > 0 && begin < end) {
    cells.push({ offset: begin - 1, text: ELLIPSIS, width: 1 });
    used = 1;
  }
  for (const char of slice) {
    const text = char === '\t' ? '  ' : visible(char);
    const size = text === char ? charWidth(char) : text.length;
    if (used + size > width - 1 && offset + char.length < end) {
      cells.push({ offset, text: ELLIPSIS, width: 1 });
      return inert(cells);
    }
    cells.push({ offset, text, width: size });
    used += size;
    offset += char.length;
  }
  return inert(cells);
}

/** `##[` is three cells, so it is broken after cutting. */
function inert(cells: Cell[]): Cell[] {
  for (let index = 2; index < cells.length; index++) {
    if (cells[index]?.text !== '[' || cells[index - 1]?.text !== '#' || cells[index - 2]?.text !== '#') continue;
    const sharp = cells[index - 1];
    if (sharp !== undefined) cells[index - 1] = { offset: sharp.offset, text: '\\u0023', width: 6 };
  }
  return cells;
}

function underline(cells: readonly Cell[], from: number, to: number): string {
  let blank = 0;
  let marked = 0;
  for (const cell of cells) {
    if (cell.offset < from) blank += cell.width;
    else if (cell.offset < to) marked += cell.width;
  }
  return ' '.repeat(blank) + '^'.repeat(Math.max(1, marked));
}

/** Columns a character takes on a terminal (Unicode Standard Annex 11, the ranges that matter). */
function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/\p{M}/u.test(char)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
