import { realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { isGlob } from '../inputs/glob.ts';
import { nearest } from '../nearest.ts';
import { COMMANDS } from '../options.ts';

/** Says of each path that names nothing to judge why not, in the words that the user wrote. Globs are for discovery to judge. */
export function checkOperands(operands: readonly string[], cwd: string): void {
  for (const [index, operand] of operands.entries()) {
    if (operand === '-' || operand.startsWith('!')) continue;
    if (operand === '') throw new UserError('an empty path: name a file, a folder or a glob (a shell variable may be unset)');
    if (/^https?:\/\//i.test(operand))
      throw new UserError(`\`${operand}\` is a URL: fetch it yourself, \`curl -s ${operand} | apiward -\``);
    const stats = stat(resolve(cwd, operand));
    if (stats === undefined && isGlob(operand)) continue;
    if (stats === undefined) throw missing(operand, index === 0);
    if (!stats.isFile() && !stats.isDirectory()) {
      throw new UserError(`\`${operand}\` is not a regular file: name a file or a folder, or pipe it to \`apiward -\``);
    }
  }
}

/** A link in the judged folder may not lead out of it, as what it leads to is not what was reviewed. */
export function checkLinks(patterns: readonly string[], directory: string): void {
  for (const pattern of patterns) {
    const path = resolve(directory, pattern);
    if (pattern.startsWith('!') || stat(path) === undefined) continue;
    const way = relative(realpathSync.native(directory), realpathSync.native(path));
    if (way === '..' || way.startsWith(`..${sep}`)) {
      throw new UserError(`\`${pattern}\` is a link that leads out of the folder: name the file that it leads to`);
    }
  }
}

function missing(operand: string, first: boolean): UserError {
  const meant = first && /^[a-z]+$/.test(operand) ? nearest(operand, COMMANDS) : undefined;
  if (meant !== undefined) return new UserError(`no file \`${operand}\` and no such command: did you mean \`apiward ${meant}\`?`);
  return new UserError(`\`${operand}\` does not exist: correct the path, or run \`apiward\` without one to find every OpenAPI document`);
}

function stat(path: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
