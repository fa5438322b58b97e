import type { Git } from './git.ts';

/** A file of a difference, as GitHub's API has it. */
export interface ChangedFile {
  /** POSIX path on the new side, relative to the repository. */
  readonly filename: string;
  readonly status: 'modified' | 'removed';
  /** 0 for a file that was only renamed. */
  readonly changes: number;
  /** Hunks of the unified diff, three lines of context each. */
  readonly patch?: string;
}

/** Largest difference that is read, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Removed times added files that are compared when looking for renames. */
const MOST_RENAMES = 1000;

const OPTIONS = ['-r', '-p', '--unified=3', '--find-renames', `-l${MOST_RENAMES}`, '--src-prefix=a/', '--dst-prefix=b/'];
const SAFE = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all', '--no-color'];

/**
 * What differs between two commits of the clone. A file whose name git would have to quote is left out.
 * @param base full name, as is `head`
 * @throws GitError
 */
export async function readChangedFiles({ program, config }: Git, base: string, head: string): Promise<ChangedFile[]> {
  const settings = [...config.withoutFilters, 'core.quotePath=false'];
  const output = await program.bytes(['diff-tree', ...OPTIONS, ...SAFE, base, head], { settings, most: MOST_BYTES });
  return filesOfPatch(output.toString('utf8'));
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

interface Open {
  filename: string | undefined;
  removed: boolean;
  rows: string[];
  changes: number;
}

/** Reads a unified diff as git writes it. Lines of a hunk are counted, so that none of them reads as a header. */
function filesOfPatch(text: string): ChangedFile[] {
  const files: ChangedFile[] = [];
  let open: Open | undefined;
  let [old, now] = [0, 0];
  const close = (): void => {
    if (open?.filename === undefined) return;
    const { filename, removed, rows, changes } = open;
    files.push({ filename, status: removed ? 'removed' : 'modified', changes, ...(rows.length > 0 && { patch: rows.join('\n') }) });
  };
  for (const row of text.split('\n')) {
    if (open !== undefined && (old > 0 || now > 0 || row.startsWith('\\'))) {
      const kind = row[0];
      if (kind !== '+' && kind !== '\\') old--;
      if (kind !== '-' && kind !== '\\') now--;
      if (kind === '+' || kind === '-') open.changes++;
      open.rows.push(row);
      continue;
    }
    if (row.startsWith('diff --git ')) {
      close();
      open = { filename: undefined, removed: false, rows: [], changes: 0 };
    }
    if (open === undefined) continue;
    const hunk = HUNK.exec(row);
    if (hunk !== null) {
      [old, now] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
      open.rows.push(row);
    } else if (row.startsWith('deleted file mode')) open.removed = true;
    else if (row.startsWith('rename to ')) open.filename = nameOf(row.slice('rename to '.length));
    else if (row.startsWith('+++ b/')) open.filename = nameOf(row.slice('+++ b/'.length));
  }
  close();
  return files;
}

/** Git ends a name that holds blanks with a tab, and quotes what else is odd. */
function nameOf(written: string): string | undefined {
  const name = written.replace(/\t$/, '');
  return name === '' || name.startsWith('"') ? undefined : name;
}
