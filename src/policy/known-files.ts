import { UserError } from '../errors.ts';
import { type Workspace, WorkspaceError } from '../inputs/workspace.ts';
import { BASELINE_FILE, type Baseline, parseBaseline } from './baseline/baseline.ts';
import { parseWaivers, WAIVERS_FILE, type WaiversFile } from './waivers/read.ts';

/**
 * The waivers of a policy; undefined without a file of them.
 * @param named by the policy; without it the usual file, when there is one
 * @throws UserError for a file that is named and missing, or that cannot be read as waivers
 */
export async function loadWaivers(
  workspace: Workspace,
  named: string | undefined,
  rules: ReadonlySet<string>,
): Promise<WaiversFile | undefined> {
  const bytes = await load(workspace, named ?? WAIVERS_FILE, named === undefined ? undefined : 'waivers');
  return bytes === undefined ? undefined : parseWaivers(named ?? WAIVERS_FILE, bytes, rules);
}

/** The baseline of a policy, likewise. */
export async function loadBaseline(workspace: Workspace, named: string | undefined): Promise<Baseline | undefined> {
  const bytes = await load(workspace, named ?? BASELINE_FILE, named === undefined ? undefined : 'baseline');
  return bytes === undefined ? undefined : parseBaseline(named ?? BASELINE_FILE, bytes);
}

/** @param setting that names the file, when one does */
async function load(workspace: Workspace, file: string, setting: string | undefined): Promise<Uint8Array | undefined> {
  try {
    return await workspace.read(file);
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    if (setting === undefined && error.reason === 'missing') return undefined;
    const advice = setting === undefined ? 'mend or delete it' : `correct \`${setting}\` in the policy, or make the file`;
    throw new UserError(`${error.message} ${advice[0]?.toUpperCase()}${advice.slice(1)}.`);
  }
}
