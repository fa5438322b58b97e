import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../documents/decode.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { within } from './root.ts';

/** A file that may be changed. */
export interface FixableFile {
  /** Without byte order mark. */
  readonly text: string;
  /** As it was judged. */
  readonly bytes: Uint8Array;
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/**
 * A file of the workspace that `apiward fix` may write: a real one, inside the folder that it was started in, in UTF-8. Else why not.
 * @param file POSIX path below `directory`
 */
export function openFixable(bytes: Uint8Array, file: string, directory: string, cwd: string): FixableFile | string {
  const path = join(realpathSync.native(directory), file);
  if (realpathSync.native(path) !== path) return 'it is reached through a link: name the file that it leads to';
  if (!within(realpathSync.native(cwd), path)) return 'it lies outside of the folder that apiward was started in: start it there';
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'it is UTF-16: save it as UTF-8';
  return { text: decode(bytes).text, bytes };
}

/** The bytes of a changed text, with the byte order mark that the file had. */
export function encodeAs({ bytes }: FixableFile, text: string): Uint8Array {
  return new TextEncoder().encode(hasMark(bytes) ? `\ufeff${text}` : text);
}

/** Writes a changed text, whole or not at all; why not, when the file is no longer the one that was judged. */
export async function writeFixed(original: FixableFile, text: string, file: string, directory: string): Promise<string | undefined> {
  const path = join(realpathSync.native(directory), file);
  if (!isAsJudged(path, original.bytes)) return 'it was changed meanwhile: run again';
  await writeFileAtomically(directory, path, hasMark(original.bytes) ? `\ufeff${text}` : text);
  return undefined;
}

function isAsJudged(path: string, bytes: Uint8Array): boolean {
  try {
    return realpathSync.native(path) === path && Buffer.from(bytes).equals(readFileSync(path));
  } catch {
    // Gone.
    return false;
  }
}

function hasMark(bytes: Uint8Array): boolean {
  return UTF8_MARK.every((byte, index) => bytes[index] === byte);
}
