import type { Path, SourceDocument, Span } from '../documents/document.ts';
import { lineIndex } from '../documents/lines.ts';
import type { Place } from '../documents/place.ts';
import { get } from '../documents/tree.ts';
import type { Range } from './finding.ts';

export interface Target {
  readonly place: Place;
  /** A stretch of the document's text that is meant instead of the place. */
  readonly span?: Span | undefined;
}

/** Ranges of many places in the order given: one pass over the text of each document that has any. */
export function locate(targets: readonly Target[]): { readonly range: Range }[] {
  const byDocument = new Map<SourceDocument, number[]>();
  for (const [index, { place }] of targets.entries()) {
    const indexes = byDocument.get(place.document);
    if (indexes === undefined) byDocument.set(place.document, [index]);
    else indexes.push(index);
  }
  const ranges: { range: Range }[] = new Array(targets.length);
  for (const [document, indexes] of byDocument) {
    const lines = lineIndex(document.text);
    const spans = locateIn(
      document,
      indexes.map((index) => targets[index] as Target),
    );
    for (const [nth, index] of indexes.entries()) {
      const { start, end } = spans[nth] as Span;
      ranges[index] = { range: { start: lines.position(start), end: lines.position(end) } };
    }
  }
  return ranges;
}

function locateIn(document: SourceDocument, targets: readonly Target[]): Span[] {
  const found = document.locate(targets.map(({ place }) => visiblePath(place)));
  return targets.map(({ span }, index) => {
    if (span !== undefined) return span;
    const located = found[index];
    if (located === undefined) return { start: 0, end: 0 };
    const { key, value } = located;
    const oneLine = !/[\r\n]/.test(document.text.slice(value.start, Math.min(value.end, value.start + 400)));
    const short = value.end - value.start <= 400 && oneLine;
    // A long value would mark half the file: its key says enough.
    if (key !== undefined) return short && located.exact ? { start: key.start, end: value.end } : key;
    return short ? value : firstLine(document.text, value);
  });
}

/** The document itself is shown at its version field. */
function visiblePath(place: Place): Path {
  if (place.parent !== undefined) return place.path;
  const root = place.document.value;
  return ['openapi', 'swagger'].filter((field) => get(root, field) !== undefined).slice(0, 1);
}

function firstLine(text: string, { start, end }: Span): Span {
  const rest = text.slice(start, Math.min(end, start + 400));
  const length = rest.search(/[\r\n]/);
  return { start, end: start + (length === -1 ? rest.length : length) };
}
