/** YAML that stands in a comment, as a tree whose places are those of the source file. */
import type { Path, Span } from '../../documents/document.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { isObject } from '../../documents/tree.ts';
import { type CodeTree, leaf } from '../openapi/code-tree.ts';

/** A line of the comment without what decorates it, as offsets into the source file. */
export interface CommentLine {
  readonly start: number;
  readonly text: string;
}

export type Fragment = { readonly ok: true; readonly tree: CodeTree } | { readonly ok: false; readonly message: string; readonly at: Span };

/** The lines of a block comment, without its delimiters and the asterisks before each line. */
export function commentLines(source: string, { start, end }: Span): CommentLine[] {
  const lines: CommentLine[] = [];
  for (let at = start; at < end; ) {
    const newline = source.indexOf('\n', at);
    const stop = newline === -1 || newline > end ? end : newline;
    const raw = source.slice(at, stop).replace(/\r$/, '');
    const lead = /^(?:[ \t]*\/\*\*?|[ \t]*\*(?!\/) ?|[ \t]*\/\/ ?)/.exec(raw)?.[0].length ?? 0;
    const text = raw.slice(lead).replace(/[ \t]*\*\/$/, '');
    lines.push({ start: at + lead, text });
    at = stop + 1;
  }
  return lines;
}

/** Parses lines as YAML. Tabs become blanks, as tools for these comments have it. */
export function readFragment(file: string, lines: readonly CommentLine[]): Fragment {
  const starts: number[] = [];
  let text = '';
  for (const line of lines) {
    starts.push(text.length);
    text += `${line.text.replaceAll('\t', ' ')}\n`;
  }
  const toSource = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return line === undefined ? 0 : line.start + Math.min(offset - (starts[low] ?? 0), line.text.length);
  };
  const shift = ({ start, end }: Span): Span => ({ start: toSource(start), end: Math.max(toSource(start), toSource(end)) });
  const [document] = parseDocuments(`${file}.yaml`, text);
  const problem = document?.problems[0];
  if (document === undefined || document.value === undefined) {
    return { ok: false, message: problem?.message ?? 'The comment is empty.', at: shift(problem?.at ?? { start: 0, end: 0 }) };
  }
  const paths: Path[] = [];
  collect(document.value, [], paths);
  const located = document.locate(paths);
  const places = new Map(
    paths.map((path, index) => [key(path), shift(located[index]?.key ?? located[index]?.value ?? { start: 0, end: 0 })]),
  );
  return { ok: true, tree: build(document.value, [], (path) => ({ file, span: places.get(key(path)) ?? { start: 0, end: 0 } })) };
}

/** More parts than any comment has. */
const MOST = 20_000;

function collect(value: unknown, path: Path, into: Path[]): void {
  if (into.length > MOST || path.length > 100) return;
  into.push(path);
  if (Array.isArray(value)) for (const [index, each] of value.entries()) collect(each, [...path, index], into);
  else if (isObject(value)) for (const [name, each] of Object.entries(value)) collect(each, [...path, name], into);
}

function build(value: unknown, path: Path, placeOf: (path: Path) => CodeTree['place']): CodeTree {
  const place = placeOf(path);
  if (path.length > 100) return leaf(undefined, place);
  if (Array.isArray(value)) return { place, items: value.map((each, index) => build(each, [...path, index], placeOf)) };
  if (!isObject(value)) return leaf(value, place);
  return { place, entries: new Map(Object.entries(value).map(([name, each]) => [name, build(each, [...path, name], placeOf)])) };
}

function key(path: Path): string {
  return JSON.stringify(path);
}

/** Two trees as one: objects are joined, of anything else the first stays. */
export function merge(first: CodeTree | undefined, second: CodeTree | undefined): CodeTree | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  if (first.entries !== undefined && second.entries !== undefined) {
    const entries = new Map(first.entries);
    for (const [name, each] of second.entries) {
      const joined = merge(entries.get(name), each);
      if (joined !== undefined) entries.set(name, joined);
    }
    return { place: first.place, entries };
  }
  if (first.items !== undefined && second.items !== undefined) return { place: first.place, items: [...first.items, ...second.items] };
  return first;
}
