import type { Unit } from '../extractors/syntax/unit.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { type Code, changedSources, findSources, readSources } from './read.ts';

/** The code of a run, and of what it is compared with. */
export interface CodeSides {
  readonly head: Code;
  readonly base: Code | undefined;
  /** No source file differs. */
  readonly same: boolean;
}

interface Base {
  readonly workspace: Workspace;
  readonly same?: (file: string) => boolean;
}

/** Reads the code of both sides; what a file declares is found out once when both have it. */
export async function readSides(head: Workspace, base: Base | undefined, accepts: (file: string) => boolean): Promise<CodeSides> {
  const units = new Map<string, Unit>();
  const found = await findSources(head);
  const code = await readSources(head, found, accepts, units);
  if (base === undefined) return { head: code, base: undefined, same: false };
  const before = await findSources(base.workspace);
  if (base.same !== undefined && changedSources(found, before, base.same).length === 0) return { head: code, base: code, same: true };
  return { head: code, base: await readSources(base.workspace, before, accepts, units), same: false };
}
