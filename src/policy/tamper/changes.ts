import type { OpenedAround } from '../../inputs/base-source.ts';
import { upFrom } from '../../inputs/paths.ts';
import type { Workspace } from '../../inputs/workspace.ts';
import type { PolicyChange } from '../../model/policy.ts';
import { type PolicyFileKind, readPolicyFiles } from './files.ts';
import { goneDocuments } from './gone.ts';
import { ownerChanges } from './owners.ts';
import { tampering } from './tamper.ts';

export interface ChangeRequest {
  readonly base: Workspace;
  readonly head: Workspace;
  /** Files that the policy of the base names, and those that the head's would name. */
  readonly named: ReadonlyMap<string, PolicyFileKind>;
  /** Where a file of the head stood before it was renamed. */
  readonly renamed?: ReadonlyMap<string, string> | undefined;
  /** Documents that were judged at the base and are not any more. */
  readonly gone: readonly string[];
  /** The repository around the workspace, where that is a folder of one. */
  readonly around?: OpenedAround | undefined;
}

/** How a change edits what judges it: policy files, workflows, code owners, and documents that leave the check. */
export async function policyChanges({ base, head, named, renamed = new Map(), gone, around }: ChangeRequest): Promise<PolicyChange[]> {
  const [before, after] = await Promise.all([readPolicyFiles(base, named), readPolicyFiles(head, named)]);
  const changes = tampering({ base: before, head: after, renamed });
  const owned = before.map(({ path }) => path);
  if (around === undefined) changes.push(...(await ownerChanges({ base, head, owned })));
  else changes.push(...(await changesAround(around, owned)));
  return [...changes, ...(await goneDocuments(gone, head, base))];
}

/** Of what stands at the root of the repository and decides there whether and how the folder is judged. */
async function changesAround({ folder, base, head }: OpenedAround, owned: readonly string[]): Promise<PolicyChange[]> {
  const up = `${upFrom(folder)}/`;
  const [before, after] = await Promise.all([readPolicyFiles(base, new Map(), up), readPolicyFiles(head, new Map(), up)]);
  const paths = [...before.map(({ path }) => path), ...owned.map((path) => `${folder}/${path}`)];
  return [...tampering({ base: before, head: after }), ...(await ownerChanges({ base, head, owned: paths, up }))];
}
