import { type Applied, splicesOf } from './apply.ts';
import { type Splice, splice } from './splice.ts';

interface Line {
  /** With its line feed, if it has one. */
  readonly text: string;
  /** Number in the text as it was, from 0; -1 for a line that is new. */
  readonly origin: number;
  /** The line that it is or replaces or, for one more, follows. */
  readonly near: number;
}

/** A text on its way through several rounds of edits, which knows of each line where it was. */
export class Revision {
  readonly #original: readonly Line[];
  #lines: readonly Line[];

  constructor(text: string) {
    this.#original = split(text).map((line, origin) => ({ text: line, origin, near: origin }));
    this.#lines = this.#original;
  }

  get text(): string {
    return this.#lines.map(({ text }) => text).join('');
  }

  /** Line of the text as it was, from 1, for one of the text as it is now; for one more, the line that it follows. */
  originalLine(line: number): number {
    return (this.#lines[Math.min(line, this.#lines.length) - 1]?.near ?? 0) + 1;
  }

  /** Makes the edits that `applyEdits` has made of this text. */
  make({ made }: Pick<Applied, 'made'>): void {
    if (made.length === 0) return;
    const { text } = this;
    const splices = splicesOf(text, made);
    const starts = startsOf(this.#lines);
    const result: Line[] = [];
    let next = 0;
    for (const { first, last, group } of regions([...splices.values()], starts)) {
      const old = this.#lines.slice(first, last + 1);
      const offset = starts[first] ?? text.length;
      const written = splice(
        old.map((line) => line.text).join(''),
        group.map((one) => ({ start: one.start - offset, end: one.end - offset, text: one.text })),
      );
      push(result, this.#lines.slice(next, first));
      push(result, traced(old, split(written)));
      next = last + 1;
    }
    push(result, this.#lines.slice(next));
    this.#lines = result;
  }

  /** The unified diff of all rounds, three lines of context around each change; empty without any. */
  diff(file: string): string {
    const hunks = hunksOf(this.#changes());
    return hunks.length === 0 ? '' : `--- a/${file}\n+++ b/${file}\n${hunks.join('')}`;
  }

  #changes(): Change[] {
    const changes: Change[] = [];
    const added: Change[] = [];
    let origin = 0;
    const keepUpTo = (end: number): void => {
      for (; origin < end; origin++) changes.push({ sign: '-', text: this.#original[origin]?.text ?? '' });
      push(changes, added.splice(0));
    };
    for (const line of this.#lines) {
      if (line.origin < 0) {
        added.push({ sign: '+', text: line.text });
        continue;
      }
      keepUpTo(line.origin);
      changes.push({ sign: ' ', text: line.text });
      origin = line.origin + 1;
    }
    keepUpTo(this.#original.length);
    return changes;
  }
}

function push<Item>(list: Item[], items: readonly Item[]): void {
  for (const item of items) list.push(item);
}

function split(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function startsOf(lines: readonly Line[]): number[] {
  let at = 0;
  return lines.map(({ text }) => {
    const start = at;
    at += text.length;
    return start;
  });
}

interface Region {
  readonly first: number;
  readonly last: number;
  readonly group: readonly Splice[];
}

/** Stretches of lines that splices touch, in order; those that share a line are one. */
function regions(splices: readonly Splice[], starts: readonly number[]): Region[] {
  const found: { first: number; last: number; group: Splice[] }[] = [];
  let line = 0;
  const lineOf = (offset: number): number => {
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= offset) line++;
    return line;
  };
  for (const one of splices) {
    const [first, last] = [lineOf(one.start), lineOf(one.end)];
    const open = found.at(-1);
    if (open !== undefined && first <= open.last) {
      open.last = Math.max(open.last, last);
      open.group.push(one);
    } else found.push({ first, last, group: [one] });
  }
  return found;
}

/** New lines of a region, those at both of its ends that are as they were still known as the old ones. */
function traced(old: readonly Line[], written: readonly string[]): Line[] {
  const most = Math.min(old.length, written.length);
  let head = 0;
  while (head < most && old[head]?.text === written[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail)?.text === written.at(-1 - tail)) tail++;
  return written.map((text, index) => {
    const same = index < head ? old[index] : index >= written.length - tail ? old[old.length - written.length + index] : undefined;
    return same ?? { text, origin: -1, near: old[Math.min(index, old.length - 1)]?.near ?? 0 };
  });
}

interface Change {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

const CONTEXT = 3;

function hunksOf(changes: readonly Change[]): string[] {
  const hunks: string[] = [];
  let [before, after] = [1, 1];
  let at = 0;
  for (let first = nextChange(changes, 0); first < changes.length; first = nextChange(changes, at)) {
    const start = Math.max(at, first - CONTEXT);
    for (; at < start; at++) [before, after] = [before + 1, after + 1];
    const end = endOfHunk(changes, first);
    const lines = changes.slice(start, end);
    const [removed, added] = [lines.filter(({ sign }) => sign !== '+').length, lines.filter(({ sign }) => sign !== '-').length];
    const head = `@@ -${position(before, removed)} +${position(after, added)} @@\n`;
    hunks.push(
      head + lines.map(({ sign, text }) => `${sign}${text.endsWith('\n') ? text : `${text}\n\\ No newline at end of file\n`}`).join(''),
    );
    [before, after, at] = [before + removed, after + added, end];
  }
  return hunks;
}

/** A stretch that is empty is told by the line before it. */
function position(line: number, count: number): string {
  return `${count === 0 ? line - 1 : line},${count}`;
}

function nextChange(changes: readonly Change[], from: number): number {
  let at = from;
  while (at < changes.length && changes[at]?.sign === ' ') at++;
  return at;
}

/** Changes less than two contexts apart are one hunk. */
function endOfHunk(changes: readonly Change[], first: number): number {
  let end = first;
  for (let next = first; next < changes.length; next = nextChange(changes, end)) {
    if (next - end > 2 * CONTEXT) break;
    end = next + 1;
  }
  return Math.min(changes.length, end + CONTEXT);
}
