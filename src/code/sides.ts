import { Units } from '../extractors/unit-cache.ts';
import type { Cache } from '../inputs/cache.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { type Code, findSources, readSources } from './read.ts';

/** The code of a run, and of what it is compared with. */
export interface CodeSides {
  readonly head: Code;
  readonly base: Code | undefined;
  /** Nothing differs that the code of either side depends on. */
  readonly same: boolean;
}

interface Base {
  readonly workspace: Workspace;
  readonly same?: (file: string) => boolean;
}

/**
 * Reads the code of both sides. A file that both have with the same text is read and parsed once, and the languages none of whose files
 * differ are interpreted once.
 * @param accepts whether operations that a source file declares are judged
 * @param cache keeps what parsing gives between runs
 */
export async function readSides(
  head: Workspace,
  base: Base | undefined,
  accepts: (file: string) => boolean,
  cache?: Cache,
): Promise<CodeSides> {
  const units = new Units(cache);
  const found = await findSources(head);
  const code = await readSources(head, found, accepts, units);
  if (base === undefined) {
    cache?.close();
    return { head: code, base: undefined, same: false };
  }
  const known = (file: string): string | undefined => (base.same?.(file) === true ? found.texts.get(file) : undefined);
  const before = await readSources(base.workspace, await findSources(base.workspace, known), accepts, units, code);
  cache?.close();
  return { head: code, base: before, same: base.same !== undefined && before === code };
}
