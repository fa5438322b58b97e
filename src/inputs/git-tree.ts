import type { Git } from './git.ts';
import { GitError } from './git-program.ts';
import { normalizePath } from './paths.ts';

/** An entry of a commit's tree that is no folder. */
export interface TreeFile {
  readonly kind: 'file' | 'link' | 'submodule';
  /** The object's name. */
  readonly object: string;
}

/** The files of a commit below the repository's folder that git stands in. */
export interface Tree {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Names that are no text or no path. */
  readonly unnameable: number;
}

/** How the working tree differs from a commit. */
export interface Differences {
  /** Paths of the commit whose content differs in the working tree or is not there. */
  readonly changed: ReadonlySet<string>;
  /** Present path to the path that the commit has. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What the index says of files that git does not look at. */
export interface IndexMarks {
  /** Left out of a sparse checkout. */
  readonly skipped: ReadonlySet<string>;
  /** Taken to be unchanged whatever the disk holds. */
  readonly assumed: ReadonlySet<string>;
}

/** More files than this are not compared. */
const MOST_FILES = 1_000_000;
/** Removed times added files that are compared when looking for renames. */
const MOST_RENAMES = 1000;

/**
 * @param below files and folders that alone are read, relative to git's folder; all when empty
 * @throws GitError
 */
export async function readTree({ program }: Git, commit: string, below: readonly string[] = []): Promise<Tree> {
  const files = new Map<string, TreeFile>();
  let unnameable = 0;
  // `mode type object TAB path`
  for (const record of records(await program.bytes(['ls-tree', '-r', '-z', commit, '--', ...below], { network: true }))) {
    const tab = record.indexOf(9);
    const [mode = '', , object = ''] = record.subarray(0, tab).toString('latin1').split(' ');
    const path = pathOf(record.subarray(tab + 1));
    if (path === undefined) unnameable++;
    else files.set(path, { kind: kindOf(mode), object });
    if (files.size > MOST_FILES) throw new GitError('too-large', `the commit has more than ${MOST_FILES} files`);
  }
  return { files, unnameable };
}

/** @param below as for {@link readTree} @throws GitError */
export async function readDifferences(git: Git, commit: string, below: readonly string[] = []): Promise<Differences> {
  return parseRaw(await raw(git, ['diff-index', ...RAW], [commit, '--', ...below]));
}

/** Renames from one commit to another: present path to former path. @throws GitError */
export async function readRenames(git: Git, base: string, head: string): Promise<ReadonlyMap<string, string>> {
  return parseRaw(await raw(git, ['diff-tree', '-r', ...RAW], [base, head])).renamed;
}

/** @param below as for {@link readTree} @throws GitError */
export async function readIndexMarks({ program }: Git, below: readonly string[] = []): Promise<IndexMarks> {
  const [skipped, assumed] = [new Set<string>(), new Set<string>()];
  // `tag SPACE path`; a tag in lower case is assumed unchanged.
  for (const record of records(await program.bytes(['ls-files', '-v', '-z', '--', ...below]))) {
    const tag = String.fromCharCode(record[0] ?? 0);
    if (tag === 'H') continue;
    const path = pathOf(record.subarray(2));
    if (path === undefined) continue;
    if (tag === 'S' || tag === 's') skipped.add(path);
    else if (tag === tag.toLowerCase()) assumed.add(path);
  }
  return { skipped, assumed };
}

const RAW = ['--raw', '-z', '--no-abbrev', '--relative', '--ignore-submodules=all', '--no-ext-diff', '--no-textconv'];

/** With renames where they can be found: git has to read files for them, which a partial clone may not hold. */
async function raw({ program, config }: Git, command: readonly string[], operands: readonly string[]): Promise<Buffer> {
  const call = { settings: config.withoutFilters };
  const found = ['--find-renames', `-l${MOST_RENAMES}`, ...operands];
  try {
    return await program.bytes([...command, ...found], { ...call, network: true });
  } catch (error) {
    if (!(error instanceof GitError) || error.fault !== 'failed') throw error;
    return program.bytes([...command, '--no-renames', ...operands], call);
  }
}

/** `:mode mode object object STATUS NUL path NUL`, with a second path for a rename. */
function parseRaw(output: Buffer): Differences {
  const changed = new Set<string>();
  const renamed = new Map<string, string>();
  const fields = records(output);
  for (let next = fields.next(); !next.done; next = fields.next()) {
    const status = next.value.toString('latin1').split(' ')[4]?.[0];
    const path = pathOf(fields.next().value ?? Buffer.alloc(0));
    if (status === 'R' || status === 'C') {
      const present = pathOf(fields.next().value ?? Buffer.alloc(0));
      if (status === 'R' && path !== undefined && present !== undefined) renamed.set(present, path);
    }
    if (path !== undefined && status !== 'C') changed.add(path);
  }
  return { changed, renamed };
}

function* records(output: Buffer): Generator<Buffer, undefined> {
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    yield output.subarray(start, end === -1 ? output.length : end);
    start = end === -1 ? output.length : end + 1;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A path as workspaces name it; undefined for bytes that are no text, and for what would mean another path. */
function pathOf(bytes: Uint8Array): string | undefined {
  try {
    const path = decoder.decode(bytes);
    return path !== '' && normalizePath(path) === path ? path : undefined;
  } catch {
    return undefined;
  }
}

function kindOf(mode: string): TreeFile['kind'] {
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'link' : 'file';
}
