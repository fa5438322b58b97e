import { codeFolder } from '../../documents/code-name.ts';
import type { Place } from '../../documents/place.ts';
import type { Problem } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { evidenceOf } from '../../model/code-facts.ts';
import type { CodeApi } from '../../model/counterpart.ts';
import type { Repeatable } from '../../model/repeated.ts';

/** Related locations of one kind. */
const RELATED_LIMIT = 3;
/** How much of a note fits into a message. */
const NOTE_LENGTH = 120;

/** Another place that a finding shows. */
export type Related = NonNullable<Problem['related']>[number];

/** A problem with its place, and what it shares with others. */
export interface DriftProblem extends Repeatable {
  readonly problem: Problem & { readonly place: Place };
}

/** What was read to say what the code of an operation enforces. */
export function evidence(operation: Operation): Related[] {
  return evidenceOf(operation)
    .slice(0, RELATED_LIMIT)
    .map(({ note, place }) => ({ place, message: `read in the code: ${shortNote(note)}` }));
}

/** A note as part of a message: one line, its backticks balanced. */
export function shortNote(note: string): string {
  const line = note.replace(/\s+/g, ' ').trim();
  const cut = line.length > NOTE_LENGTH ? `${line.slice(0, NOTE_LENGTH - 3)}...` : line;
  return (cut.match(/`/g)?.length ?? 0) % 2 === 0 ? cut : cut.replaceAll('`', "'");
}

/** `the code`, or ``the code in `services/shop` ``. */
export function codeText({ api }: CodeApi): string {
  const folder = codeFolder(api.place.document.file) ?? '';
  return folder === '' ? 'the code' : `the code in \`${folder.replaceAll('`', "'")}\``;
}
