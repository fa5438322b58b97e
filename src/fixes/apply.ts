import { lineIndex } from '../documents/lines.ts';
import { parseDocuments } from '../documents/parse.ts';
import type { TextEdit } from '../findings/finding.ts';
import { compatible, type Splice, splice } from './splice.ts';
import { changed, sameTree } from './tree.ts';

/** A text with edits made. */
export interface Applied {
  readonly text: string;
  /** In order of position. */
  readonly made: readonly TextEdit[];
  /** They stand in the way of those that were made; what is still wrong then is found by the next run. */
  readonly left: readonly TextEdit[];
  /** Why nothing was made. */
  readonly fault?: string;
}

/**
 * Makes as many edits of one file as go together, each once. The result is parsed, and its trees are the old ones with these edits and
 * nothing else.
 * @param text without byte order mark, as the edits were made for
 */
export function applyEdits(file: string, text: string, edits: readonly TextEdit[]): Applied {
  const splices = splicesOf(text, edits);
  const spliceOf = (edit: TextEdit): Splice => splices.get(edit) as Splice;
  const distinct = new Map(edits.map((edit) => [keyOf(spliceOf(edit)), edit]));
  let { together, rest } = compatible([...distinct.values()], spliceOf);
  for (;;) {
    const result = splice(text, together.map(spliceOf));
    const fault = faultOf(file, text, result, together);
    if (fault === undefined) return { text: result, made: together, left: rest };
    // Each is right alone: some must stand in the way of others, as two that take away all that a list holds.
    if (together.length < 2) return { text, made: [], left: [...distinct.values()], fault };
    const middle = together.length >> 1;
    [together, rest] = [together.slice(0, middle), [...rest, ...together.slice(middle)]];
  }
}

function keyOf({ start, end, text }: Splice): string {
  return `${start} ${end} ${text}`;
}

/** Where edits begin and end in the text that they were made for. */
export function splicesOf(text: string, edits: readonly TextEdit[]): Map<TextEdit, Splice> {
  const lines = lineIndex(text);
  return new Map(
    edits.map((edit) => {
      const { range, newText } = edit;
      return [edit, { start: lines.offset(range.start), end: lines.offset(range.end), text: newText }];
    }),
  );
}

/** Why a text is not the old one with these edits and nothing else; undefined when it is. */
function faultOf(file: string, before: string, after: string, made: readonly TextEdit[]): string | undefined {
  const [old, next] = [parseDocuments(file, before), parseDocuments(file, after)];
  const problem = next.flatMap(({ problems }) => problems).find(({ kind }) => kind !== 'duplicate-key');
  if (problem !== undefined) return `it would no longer be readable: ${problem.message}`;
  const same =
    old.length === next.length &&
    old.every((document, nth) => {
      const other = next[nth];
      if (other === undefined || other.index !== document.index || other.problems.length !== document.problems.length) return false;
      const changes = made.flatMap(({ change }) => (change?.document === document.index ? [change] : []));
      return sameTree(changed(document.value, changes), other.value);
    });
  return same ? undefined : 'more would change than the edits say';
}
