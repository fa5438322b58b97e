import { IgnoreRules } from '../../inputs/ignore-rules.ts';
import { type Workspace, WorkspaceError } from '../../inputs/workspace.ts';
import type { PolicyChange } from '../../model/policy.ts';
import { TextDocument } from './text-document.ts';

/** Where GitHub looks for code owners: the first file that there is counts. */
export const OWNERS_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/** GitHub reads no larger one. */
const MOST_BYTES = 3 * 1024 * 1024;

interface OwnersFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly OwnersLine[];
}

interface OwnersLine {
  readonly span: { readonly start: number; readonly end: number };
  readonly matches: (path: string) => boolean;
  /** Sorted; `nobody` for a pattern without owners. */
  readonly owners: string;
}

interface OwnerRequest {
  readonly base: Workspace;
  readonly head: Workspace;
  /** Files of the policy that the base has. */
  readonly owned: readonly string[];
  /** Stands before the paths in what is given: `../`. */
  readonly up?: string;
}

/** Files of the policy that get other code owners, each at the line that decides now. */
export async function ownerChanges({ base, head, owned, up = '' }: OwnerRequest): Promise<PolicyChange[]> {
  const [before, after] = await Promise.all([readOwners(base), readOwners(head)]);
  if (before === undefined || (before.path === after?.path && before.text === after.text)) return [];
  const document = new TextDocument(up + (after ?? before).path, after?.text);
  return [...owned, before.path].flatMap((path): PolicyChange[] => {
    const [then, now] = [deciding(before, path), after && deciding(after, path)];
    const [old, current] = [then?.owners ?? NOBODY, now?.owners ?? NOBODY];
    if (old === current || old === NOBODY) return [];
    return [
      {
        place: document.root,
        ...(now && { span: now.span }),
        message: `\`${path.replaceAll('`', "'")}\` was owned by ${old} and is by ${current}: it counts once it is merged`,
      },
    ];
  });
}

const NOBODY = 'nobody';

/** The last line that matches decides. */
function deciding({ lines }: OwnersFile, path: string): OwnersLine | undefined {
  return lines.findLast(({ matches }) => matches(path));
}

async function readOwners(workspace: Workspace): Promise<OwnersFile | undefined> {
  for (const path of OWNERS_FILES) {
    try {
      const bytes = await workspace.read(path, MOST_BYTES);
      const text = new TextDecoder().decode(bytes);
      return { path, text, lines: linesOf(text) };
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
    }
  }
  return undefined;
}

function linesOf(text: string): OwnersLine[] {
  const lines: OwnersLine[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const [pattern = '', ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/(?<!\\)\s+/);
    // GitHub skips what CODEOWNERS has no meaning for.
    if (pattern !== '' && !pattern.startsWith('!')) {
      lines.push({
        span: { start, end: start + line.replace(/\r$/, '').length },
        matches: matcher(pattern),
        owners:
          owners.length === 0
            ? NOBODY
            : owners
                .map((owner) => `\`${owner.replaceAll('`', "'")}\``)
                .sort()
                .join(', '),
      });
    }
    start += line.length + 1;
  }
  return lines;
}

/** Patterns are those of ignore files, less negation and character classes; `docs/*` stays in its folder. */
function matcher(pattern: string): (path: string) => boolean {
  const rules = IgnoreRules.none.with('', pattern);
  const deep = !pattern.endsWith('/*');
  return (path) => {
    const segments = path.split('/');
    const above = segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('/'));
    const inFolder = above.some((folder) => rules.ignores(folder, true));
    return deep ? inFolder || rules.ignores(path, false) : !inFolder && rules.ignores(path, false);
  };
}
