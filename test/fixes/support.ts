import { parseDocuments } from '../../src/documents/parse.ts';
import type { TreeEdit } from '../../src/documents/tree-edit.ts';
import type { TextEdit } from '../../src/findings/finding.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { renderEdits } from '../../src/fixes/render.ts';

/** An edit of a text: `set` with a value or, without one, `remove`. */
export interface Asked {
  readonly at: readonly (string | number)[];
  readonly set?: unknown;
  readonly before?: string;
  /** Number of the document in its stream. */
  readonly document?: number;
}

/** The edits of a text that can be written with certainty. */
export function rendered(file: string, text: string, asked: readonly Asked[]): TextEdit[] {
  const documents = parseDocuments(file, text);
  const groups = asked.map(({ at, set, before, document = 0 }): TreeEdit[] => {
    const place = documents.find(({ index }) => index === document)?.root.at(...at);
    if (place === undefined) throw new Error('no such document');
    return [set === undefined ? { kind: 'remove', place } : { kind: 'set', place, value: set, before }];
  });
  return renderEdits(groups).flat();
}

/** The text with them made; undefined when there are none. */
export function edited(file: string, text: string, asked: readonly Asked[]): string | undefined {
  const made = rendered(file, text, asked);
  return made.length === 0 ? undefined : applyEdits(file, parseDocuments(file, text)[0]?.text ?? '', made).text;
}
