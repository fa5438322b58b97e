import type { Workspace } from '../../inputs/workspace.ts';
import type { PolicyChange } from '../../model/policy.ts';
import { type PolicyFileKind, readPolicyFiles } from './files.ts';
import { goneDocuments } from './gone.ts';
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
}

/** How a change edits what judges it: policy files, workflows, and documents that leave the check. */
export async function policyChanges({ base, head, named, renamed = new Map(), gone }: ChangeRequest): Promise<PolicyChange[]> {
  const [before, after] = await Promise.all([readPolicyFiles(base, named), readPolicyFiles(head, named)]);
  return [...tampering({ base: before, head: after, renamed }), ...(await goneDocuments(gone, head, base))];
}
