import { get, getString } from '../documents/tree.ts';

/** A line of the new side of a diff. */
interface DiffLine {
  /** Without its line feed. */
  readonly text: string;
  readonly added: boolean;
  /** Number of its hunk in the file, from 0. */
  readonly hunk: number;
}

/** What a diff says of one file. */
export interface FileDiff {
  /** POSIX path on the new side, relative to the repository. */
  readonly file: string;
  /** Lines that the diff shows on the new side, by number from 1; undefined when the file changed and the lines are not told. */
  readonly lines: ReadonlyMap<number, DiffLine> | undefined;
  /** Numbers of the lines that were added, or that stand beside a deleted one; ascending. */
  readonly changed: readonly number[];
}

/** The files of a diff by path. Deleted ones are not among them: they have no new side. */
export type Diff = ReadonlyMap<string, FileDiff>;

/** Reads the files of a pull request or comparison as the API lists them; an entry that is not one is passed over. */
export function diffOfFiles(files: readonly unknown[]): Diff {
  const diff = new Map<string, FileDiff>();
  for (const entry of files) {
    const file = getString(entry, 'filename');
    if (file === undefined || getString(entry, 'status') === 'removed') continue;
    const patch = getString(entry, 'patch');
    // A pure rename has no patch since it has no change; a large or binary file has none though it has.
    const unchanged = get(entry, 'changes') === 0;
    if (patch === undefined) diff.set(file, { file, lines: unchanged ? new Map() : undefined, changed: [] });
    else diff.set(file, { file, ...readHunks(patch.split('\n')) });
  }
  return diff;
}

/** Old and new extent: `@@ -1,5 +1,7 @@`. */
const HUNK = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/** Reads the hunks of one file's unified diff. */
export function readHunks(patch: readonly string[]): Pick<FileDiff, 'lines' | 'changed'> {
  const lines = new Map<number, DiffLine>();
  const changed = new Set<number>();
  let hunk = -1;
  let line = 0;
  let last = 0;
  for (const row of patch) {
    const header = HUNK.exec(row);
    // A line of the new side that reads like a header begins with a blank or `+`.
    if (header !== null) {
      hunk++;
      line = Number(header[1]);
      last = line + Number(header[2] ?? 1) - 1;
      continue;
    }
    if (hunk < 0) continue;
    const kind = row[0];
    if (kind === '-') {
      // The neighbours of what was deleted, as far as the new side has them.
      if (line - 1 >= 1 && lines.get(line - 1)?.hunk === hunk) changed.add(line - 1);
      if (line <= last) changed.add(line);
    } else if (kind === '+' || kind === ' ' || (row === '' && line <= last)) {
      lines.set(line, { text: row.slice(1), added: kind === '+', hunk });
      if (kind === '+') changed.add(line);
      line++;
    }
  }
  return { lines, changed: [...changed].filter((number) => lines.has(number)).sort((a, b) => a - b) };
}
