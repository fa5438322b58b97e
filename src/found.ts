/** What a run judges: the documents that are found and the code that is read. */
import { OpenedCode } from './code/opened.ts';
import { NO_CODE } from './code/read.ts';
import { type CodeScope, codeScope } from './code/scope.ts';
import { type CodeSides, readSides } from './code/sides.ts';
import { codeName } from './documents/code-name.ts';
import { UserError } from './errors.ts';
import { type Discovery, discover } from './inputs/discover.ts';
import type { Inspection } from './inspection.ts';
import type { RunRequest } from './run.ts';

export interface Found extends Discovery, RunCode {}

interface RunCode {
  /** Undefined when no code is judged. */
  readonly scope: CodeScope | undefined;
  readonly sides: CodeSides | undefined;
  readonly code: OpenedCode;
}

/** What the limits of a run know the reading of source code by. */
export const ALL_CODE = codeName('', 'code');

/** Reads the source files that a run judges, of both sides. */
async function openCode(request: RunRequest, patterns: readonly string[], head: Inspection): Promise<RunCode> {
  const { workspace, base, policy, stopped, onProgress, cache } = request;
  const scope = await codeScope(patterns, policy.settings.code, workspace);
  const stop = stopped?.get(ALL_CODE);
  if (stop !== undefined) head.leaveOut(ALL_CODE, stop);
  if (scope === undefined || stop !== undefined) return { scope, sides: undefined, code: new OpenedCode(NO_CODE, head) };
  onProgress?.(0, 1, ALL_CODE);
  const sides = await readSides(workspace, base, scope.accepts, cache);
  return { scope, sides, code: new OpenedCode(sides.head, head) };
}

/** A folder that holds code need not hold documents. */
async function findDocuments({ workspace }: RunRequest, patterns: readonly string[], { scope, code }: RunCode): Promise<Discovery> {
  if (scope === undefined) return discover(workspace, { patterns });
  if (!scope.hasDocuments) return { files: [], passedOver: new Map() };
  return discover(workspace, { patterns: scope.documents, needs: (pattern) => !scope.holds(pattern, code.files) });
}

/**
 * Finds what the patterns of a run stand for.
 * @param head is told what could not be read
 * @throws UserError for patterns that are wrong, and for finding nothing at all
 */
export async function find(request: RunRequest, patterns: readonly string[], head: Inspection): Promise<Found> {
  const read = await openCode(request, patterns, head);
  const discovery = await findDocuments(request, patterns, read);
  if (discovery.files.length === 0 && read.code.names.length === 0 && head.diagnostics.length === 0) {
    await refuseEmptied(request, patterns, read);
    throw new UserError('no OpenAPI document found: name one (`apiward openapi.yaml`) or run in a folder that holds one', 3);
  }
  return { ...discovery, ...read };
}

/**
 * A change that removes or hides everything that was judged must not pass for a repository without any.
 * @throws UserError when the base has any of it
 */
async function refuseEmptied({ base }: RunRequest, patterns: readonly string[], { scope, sides }: RunCode): Promise<void> {
  if (base === undefined) return;
  const searched = scope?.documents ?? patterns;
  const { files } = await discover(base.workspace, { patterns: searched }).catch(() => ({ files: [] as readonly string[] }));
  const [first] = [...files, ...(sides?.base?.sources ?? []).map(({ bundle }) => bundle.root.file)];
  if (first === undefined) return;
  const others = files.length < 2 ? '' : ` and ${files.length - 1} more`;
  const what = files.length > 0 ? 'OpenAPI document' : 'code';
  throw new UserError(
    `no ${what} is left to judge: the base has ${first}${others}, which ${others === '' ? 'is' : 'are'} gone or hidden here`,
    4,
  );
}
