import type { Finding, Range, RelatedLocation } from '../findings/finding.ts';
import type { ShownPlace } from '../reporters/github.ts';
import type { Diff, FileDiff } from './diff.ts';

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

/**
 * The place of a finding that a reader of the diff sees: its own when the diff shows it; else the nearest changed line of its operation (a
 * deleted `security` leaves no line of its own); else a changed line that it is related to; else its file as a whole when that changed. A
 * file that the diff does not touch keeps its own place, which GitHub lists apart.
 * @param textOf lines of a file, to tell where an operation ends; undefined when they cannot be had
 */
export function placeInDiff(finding: Finding, diff: Diff, textOf: (file: string) => readonly string[] | undefined): ShownPlace {
  const own: ShownPlace = { file: finding.file, range: finding.range };
  const touched = diff.get(finding.file);
  if (touched !== undefined && shows(touched, finding.range)) return own;
  const elsewhere = { truePlace: `${finding.file}:${finding.range.start.line}` };
  if (touched !== undefined) {
    const near = nearestChange(finding, touched, textOf(finding.file));
    if (near !== undefined) return { file: finding.file, range: onLine(near), ...elsewhere };
  }
  const related = finding.related.find((other) => isChanged(other, diff));
  if (related !== undefined) return { file: related.file, range: related.range, ...elsewhere };
  if (touched?.lines === undefined || touched.lines.size === 0) return own;
  return { file: finding.file, range: undefined, ...elsewhere };
}

function shows({ lines }: FileDiff, { start, end }: Range): boolean {
  return lines?.has(start.line) === true && lines.has(end.line);
}

function isChanged({ file, range }: RelatedLocation, diff: Diff): boolean {
  return diff.get(file)?.changed.includes(range.start.line) === true;
}

/** The changed line of the finding's operation that is nearest to it. */
function nearestChange(finding: Finding, { changed }: FileDiff, text: readonly string[] | undefined): number | undefined {
  if (text === undefined || changed.length === 0) return undefined;
  const block = operationLines(finding, text);
  if (block === undefined) return undefined;
  let best: number | undefined;
  const distance = (line: number): number => Math.abs(line - finding.range.start.line);
  for (const line of changed) {
    if (line < block.first || line > block.last) continue;
    if (best === undefined || distance(line) < distance(best)) best = line;
  }
  return best;
}

/**
 * The lines of the operation that a finding lies in, told by indentation, as YAML and formatted JSON have it. Undefined when the finding is
 * in no operation or the text is written otherwise: then the finding is shown on its file, which is not wrong.
 */
export function operationLines({ path, range }: Finding, text: readonly string[]): { first: number; last: number } | undefined {
  const depth = operationDepth(path);
  if (depth === undefined) return undefined;
  const method = String(path[depth]).toLowerCase();
  const opens = new RegExp(`^\\s*(?:- )?["']?${method}["']?\\s*:`, 'i');
  let first = range.start.line;
  let indent = indentOf(text[first - 1] ?? '');
  while (!opens.test(text[first - 1] ?? '')) {
    first = above(text, first, indent);
    if (first === 0) return undefined;
    indent = indentOf(text[first - 1] ?? '');
  }
  let last = first;
  // A closing bracket of JSON stands as deep as its key and belongs to it.
  for (let line = first + 1; line <= text.length; line++) {
    const content = text[line - 1] ?? '';
    if (content.trim() === '') continue;
    if (indentOf(content) <= indent) break;
    last = line;
  }
  return { first, last };
}

/** Where in a path the method stands: `paths`, a path, a method; likewise for webhooks, path items of components, and files of one path. */
function operationDepth(path: Finding['path']): number | undefined {
  const depth = path.findIndex((segment, index) => index <= 4 && typeof segment === 'string' && METHODS.has(segment.toLowerCase()));
  return depth === -1 ? undefined : depth;
}

/** The nearest line above that is indented less, 0 when there is none. */
function above(text: readonly string[], from: number, indent: number): number {
  for (let line = from - 1; line >= 1; line--) {
    const content = text[line - 1] ?? '';
    if (content.trim() !== '' && indentOf(content) < indent) return line;
  }
  return 0;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function onLine(line: number): Range {
  return { start: { line, column: 1 }, end: { line, column: 1 } };
}
