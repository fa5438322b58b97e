import { randomBytes } from 'node:crypto';
import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/** Writes a file whole or not at all: a reader never meets half a report, and a failed run leaves the old one. */
export async function writeFileAtomically(cwd: string, file: string, text: string): Promise<void> {
  const target = resolve(cwd, file);
  const existing = await stat(target).catch(() => undefined);
  if (existing?.isDirectory()) throw new UserError(`cannot write \`${file}\`: it is a folder; name a file`);
  // `/dev/stdout` and its like cannot be replaced. Anything else is, so that a link in the tree leads no write elsewhere.
  if (target.startsWith('/dev/')) {
    await writeFile(target, text).catch((error: unknown) => refuse(file, error));
    return;
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    // Who may read and run it stays as it was.
    if (existing !== undefined) await chmod(temporary, existing.mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    refuse(file, error);
  }
}

function refuse(file: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new UserError(`cannot write \`${file}\`: its folder does not exist; make it first`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new UserError(`cannot write \`${file}\`: permission denied`);
  throw new UserError(`cannot write \`${file}\`: ${error instanceof Error ? error.message : String(error)}`);
}
