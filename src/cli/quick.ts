import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Documents of no more bytes are judged in this thread: they need no limit of time, and starting another takes longer than they do. */
const QUICK_BYTES = 1024 * 1024;

/**
 * Whether all that a command line names are small files.
 * @param piped bytes on standard input, which `-` names
 */
export function areSmall(operands: readonly string[], cwd: string, piped = 0): boolean {
  if (operands.length === 0) return false;
  let bytes = piped;
  for (const operand of operands) {
    if (operand === '-') continue;
    const size = sizeOf(resolve(cwd, operand));
    if (size === undefined) return false;
    bytes += size;
  }
  return bytes <= QUICK_BYTES;
}

/** Bytes of a regular file; undefined for anything else. What is wrong with it is told by who checks the operands. */
function sizeOf(path: string): number | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}
