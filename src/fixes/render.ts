import type { SourceDocument } from '../documents/document.ts';
import { lineIndex } from '../documents/lines.ts';
import { parseDocuments } from '../documents/parse.ts';
import type { Place } from '../documents/place.ts';
import type { TreeEdit } from '../documents/tree-edit.ts';
import type { TextEdit } from '../findings/finding.ts';
import { type Indentation, indentationOf } from './indentation.ts';
import { insertBlock } from './insert-block.ts';
import { insertFlow } from './insert-flow.ts';
import { type Container, Layouts, valueAt } from './layout.ts';
import { remove } from './remove.ts';
import { replaceScalar } from './replace.ts';
import { compatible, type Splice, splice } from './splice.ts';
import { changed, sameTree, type TreeChange } from './tree.ts';

/** How many edits may stand in each other's way and still each be checked. */
const LAYERS = 8;

/** Steps to a place that is still edited: no document of use has more, and each costs time for each edit. */
const DEEPEST = 100;

interface Rendered extends Splice {
  readonly change: TreeChange;
}

/**
 * Edits as text, group by group in the order given. An edit that cannot be written with certainty is left out: the text it would give
 * was parsed, and its tree is the old one with this edit and nothing else. Each stands alone and may be made without the others.
 */
export function renderEdits(groups: readonly (readonly TreeEdit[])[]): (readonly TextEdit[])[] {
  const byDocument = new Map<SourceDocument, Set<TreeEdit>>();
  for (const edit of groups.flat()) {
    const { document } = edit.place;
    byDocument.set(document, (byDocument.get(document) ?? new Set()).add(edit));
  }
  const texts = new Map<TreeEdit, TextEdit>();
  for (const [document, edits] of byDocument) for (const [edit, text] of renderDocument(document, [...edits])) texts.set(edit, text);
  return groups.map((edits) => edits.flatMap((edit) => texts.get(edit) ?? []));
}

function renderDocument(document: SourceDocument, edits: readonly TreeEdit[]): Map<TreeEdit, TextEdit> {
  const texts = new Map<TreeEdit, TextEdit>();
  // A document parsed by somebody else has no text of ours.
  if (document.text === '') return texts;
  const near = edits.filter(({ place }) => depthOf(place) <= DEEPEST);
  const layouts = new Layouts(
    document,
    near.map(({ place }) => place),
  );
  const indentation = indentationOf(document);
  const distinct = new Map<string, { rendered: Rendered; sources: TreeEdit[] }>();
  for (const edit of near) {
    const made = render(layouts, indentation, edit);
    if (made === undefined) continue;
    const key = `${made.start} ${made.end} ${made.text}`;
    const known = distinct.get(key);
    if (known === undefined) distinct.set(key, { rendered: { ...made, change: changeOf(edit) }, sources: [edit] });
    else known.sources.push(edit);
  }
  const certain = new Set(
    verified(
      document,
      [...distinct.values()].map(({ rendered }) => rendered),
    ),
  );
  const lines = lineIndex(document.text);
  for (const { rendered, sources } of distinct.values()) {
    if (!certain.has(rendered)) continue;
    const { text: newText, change } = rendered;
    const range = lines.range(rendered);
    const edit: TextEdit = { file: document.file, range, newText, change: { document: document.index, ...change } };
    for (const source of sources) texts.set(source, edit);
  }
  return texts;
}

function depthOf(place: Place): number {
  let depth = 0;
  for (let at: Place | undefined = place; at?.parent !== undefined && depth <= DEEPEST; at = at.parent) depth++;
  return depth;
}

function changeOf(edit: TreeEdit): TreeChange {
  const { path } = edit.place;
  return edit.kind === 'set' ? { path, value: edit.value } : { path };
}

function render(layouts: Layouts, indentation: Indentation, edit: TreeEdit): Splice | undefined {
  const { path, document } = edit.place;
  const key = path.at(-1);
  const container = layouts.container(path.slice(0, -1));
  if (key === undefined || container === undefined) return undefined;
  const entry = container.byName.get(String(key));
  const old = valueAt(document.value, path);
  if (edit.kind === 'remove') return entry === undefined ? undefined : remove(container, entry);
  if (entry !== undefined) return replaceScalar(container, entry, old, edit.value);
  if (old !== undefined) return undefined;
  return insert(container, key, edit, indentation);
}

function insert(
  container: Container,
  key: string | number,
  { value, before }: TreeEdit & { kind: 'set' },
  indentation: Indentation,
): Splice | undefined {
  const { style, isList, entries } = container;
  if (isList && Number(key) !== entries.length) return undefined;
  const addition = { name: isList ? undefined : String(key), value, before };
  return (style === 'flow' ? insertFlow : insertBlock)(container, addition, indentation);
}

/** Those that do what they say, told by parsing the text that they give. */
function verified(document: SourceDocument, all: readonly Rendered[]): Rendered[] {
  const certain: Rendered[] = [];
  let left = [...all];
  for (let layer = 0; layer < LAYERS && left.length > 0; layer++) {
    const { together, rest } = compatible(left, (made) => made);
    certain.push(...holding(document, together));
    left = rest;
  }
  return certain;
}

function holding(document: SourceDocument, batch: readonly Rendered[]): Rendered[] {
  if (batch.length === 0) return [];
  if (holds(document, batch)) return [...batch];
  if (batch.length === 1) return [];
  const middle = batch.length >> 1;
  return [...holding(document, batch.slice(0, middle)), ...holding(document, batch.slice(middle))];
}

function holds(document: SourceDocument, batch: readonly Rendered[]): boolean {
  const { file, index, value, problems } = document;
  const next = parseDocuments(file, splice(document.text, batch)).find((found) => found.index === index);
  if (next === undefined || next.format !== document.format || next.problems.length !== problems.length) return false;
  const expected = changed(
    value,
    batch.map(({ change }) => change),
  );
  return expected !== undefined && sameTree(expected, next.value);
}
