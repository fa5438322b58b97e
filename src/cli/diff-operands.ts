import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { isGlob } from '../inputs/glob.ts';

/** What `apiward diff` compares, as the user named it. */
export type DiffSides =
  | {
      readonly kind: 'revisions';
      /** Revisions; of `shared` ones the base is where both parted. */
      readonly base: string;
      /** Undefined for the working tree. */
      readonly head: string | undefined;
      readonly shared: boolean;
      /** Paths and globs that it is limited to. */
      readonly paths: readonly string[];
    }
  | { readonly kind: 'paths'; readonly base: string; readonly head: string };

/** Whether a revision is known; why not as text when nothing can be known. */
export type IsRevision = (revision: string) => Promise<boolean | string>;

const USAGE = 'write `apiward diff BASE`, `apiward diff BASE HEAD` or `apiward diff OLD NEW`, with revisions, files or folders';

/**
 * Tells revisions from paths: `main`, `main HEAD`, `main..HEAD`, `main...HEAD`, each with paths after it, or two paths.
 * @throws UserError for anything else
 */
export async function readDiffOperands(operands: readonly string[], cwd: string, isRevision: IsRevision): Promise<DiffSides> {
  const [first, second, ...others] = operands;
  if (first === undefined) throw new UserError(`nothing to compare with: ${USAGE}`);
  const range = /^(.*?)(\.{2,3})(.*)$/.exec(first);
  if (range !== null && !isPath(first, cwd)) {
    const [base, head] = [range[1] || 'HEAD', range[3] || 'HEAD'];
    for (const side of [base, head]) await demandRevision(side, isRevision);
    return { kind: 'revisions', base, head, shared: range[2] === '...', paths: operands.slice(1) };
  }
  if (!(await means(first, cwd, isRevision))) {
    if (second === undefined)
      throw new UserError(`\`${first}\` is compared with nothing: name the new one too, \`apiward diff ${first} NEW\``);
    if (others.length > 0) throw new UserError(`${operands.length} paths cannot be compared: ${USAGE}`);
    if (second !== '-' && !isPath(second, cwd)) {
      if ((await isRevision(second)) !== true) throw unknown(second);
      throw new UserError(`\`${first}\` is a path and \`${second}\` a revision: name the base first, \`apiward diff ${second} ${first}\``);
    }
    return { kind: 'paths', base: first, head: second };
  }
  const sides = { kind: 'revisions', base: first, shared: false } as const;
  if (second === undefined) return { ...sides, head: undefined, paths: [] };
  if (isGlob(second) || second.startsWith('!')) return { ...sides, head: undefined, paths: [second, ...others] };
  return (await means(second, cwd, isRevision))
    ? { ...sides, head: second, paths: others }
    : { ...sides, head: undefined, paths: [second, ...others] };
}

/** Whether an operand means a revision rather than a path. */
async function means(operand: string, cwd: string, isRevision: IsRevision): Promise<boolean> {
  const path = isPath(operand, cwd);
  if (path && /^(?:\.{0,2}\/|\.{1,2}$)|\.(?:json|ya?ml)$/i.test(operand)) return false;
  const revision = await isRevision(operand);
  if (revision === true && path) {
    throw new UserError(
      `\`${operand}\` is a revision and a path: write \`./${operand}\` for the path or \`${operand}^0\` for the revision`,
    );
  }
  if (revision !== true && !path) throw unknown(operand, revision);
  return revision === true;
}

async function demandRevision(operand: string, isRevision: IsRevision): Promise<void> {
  const revision = await isRevision(operand);
  if (revision === true) return;
  throw new UserError(`\`${operand}\` is no revision${because(revision)}: \`git fetch\` it, or correct its name`);
}

function unknown(operand: string, revision?: boolean | string): UserError {
  if (operand === '-') return new UserError('standard input can only be the new one: `apiward diff OLD -`');
  return new UserError(`\`${operand}\` is no file, folder or revision${because(revision)}: correct it, or \`git fetch\` the revision`);
}

function because(revision: boolean | string | undefined): string {
  return typeof revision === 'string' ? ` (${revision})` : '';
}

function isPath(operand: string, cwd: string): boolean {
  return lstatSync(resolve(cwd, operand), { throwIfNoEntry: false }) !== undefined;
}
