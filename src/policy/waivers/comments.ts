import type { Bundle } from '../../documents/bundle.ts';
import type { Located, Path, SourceDocument, Span } from '../../documents/document.ts';
import { lineIndex } from '../../documents/lines.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { Place, written } from '../../documents/place.ts';
import { isObject } from '../../documents/tree.ts';
import { readInlineWaiver, type Waiver } from './waiver.ts';

/** The word of a waiver in a comment of source code. */
export const WAIVE_WORD = 'apiward-waive';

/** A comment of any language that begins with the word, alone on its line or behind code. */
const COMMENT = /(?:\/\/|#|\/\*+|^[ \t]*\*)[ \t]*apiward-waive:(.*)$/gm;

/** Parts of a document that a walk looks at: more than any code has. */
const MOST_PARTS = 200_000;

/** What findings are about and so what is waived; the parts of an operation that say something about the whole of it are not. */
const WHOLE = new Set(['security', 'securitySchemes', 'info', 'tags', 'summary']);

/** A waiver in a comment, and what it holds for. */
interface CommentWaiver {
  readonly waiver: Waiver;
  /** Undefined when it stands before nothing that is judged. */
  readonly target: Place | undefined;
}

/**
 * The waivers in comments of the code that a bundle stands for: the word, a colon and the same mapping as in a document. One holds for the
 * operation, parameter or field that begins on its line, else for the next one below it.
 */
export function commentWaivers(bundle: Bundle, rules: ReadonlySet<string>): CommentWaiver[] {
  const found: CommentWaiver[] = [];
  for (const document of bundle.documents) {
    if (document.format !== 'code' || !document.text.includes(WAIVE_WORD)) continue;
    const parts = partsIn(document, bundle.root);
    const comments = new CommentDocument(document);
    for (const [index, { span, value, isAlone }] of comments.waivers.entries()) {
      const targets = targetsOf(span, isAlone, parts, document.text);
      const [first] = targets;
      const waiver = readInlineWaiver(value, comments.root.at(index), first ?? document.root, rules);
      const faults = first === undefined ? [...waiver.faults, { place: comments.root.at(index), message: NOTHING }] : waiver.faults;
      const paths = targets.map(({ path }) => path.map(String));
      found.push({
        target: first,
        waiver: {
          ...waiver,
          faults,
          // Another document may have the same paths.
          covers: ({ path }, files) =>
            files.includes(bundle.root.file) && paths.some((below) => below.every((step, at) => path[at] === step)),
        },
      });
    }
  }
  return found;
}

const NOTHING = 'it stands before no operation, parameter or field that is judged: put it on the line above one';

interface Part {
  readonly place: Place;
  readonly start: number;
  readonly depth: number;
}

/** The parts of a document that stand in one file, in order of place, outer ones first. */
function partsIn(file: SourceDocument, root: SourceDocument): Part[] {
  const places: Place[] = [];
  const pending: { readonly place: Place; readonly value: unknown; readonly depth: number }[] = [
    { place: root.root, value: root.value, depth: 0 },
  ];
  for (let next = pending.pop(); next !== undefined && places.length < MOST_PARTS; next = pending.pop()) {
    const { place, value, depth } = next;
    // Operations and components are three steps down; what is above them is nothing that one declares.
    if (depth >= 3 && written(place).document === file) places.push(place);
    const keys = Array.isArray(value) ? value.keys() : isObject(value) ? Object.keys(value) : [];
    for (const key of keys) {
      if (typeof key === 'string' && (WHOLE.has(key) || key.startsWith('x-'))) continue;
      pending.push({ place: place.at(key), value: (value as Record<string | number, unknown>)[key], depth: depth + 1 });
    }
  }
  const spans = file.locate(places.map(({ path }) => path));
  return places
    .map((place, index) => ({ place, start: spans[index]?.value.start ?? 0, depth: place.path.length }))
    .sort((a, b) => a.start - b.start || a.depth - b.depth);
}

/** The outermost parts that begin where the first one does. */
function targetsOf({ start, end }: Span, isAlone: boolean, parts: readonly Part[], text: string): Place[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const from = isAlone ? end : lineStart;
  const until = isAlone ? endOfBlock(text, end) : start;
  const [first] = parts.filter((part) => part.start >= from && part.start < until);
  if (first === undefined) return [];
  return parts.filter(({ start: at, depth }) => at === first.start && depth === first.depth).map(({ place }) => place);
}

/** Where the paragraph of code below a comment ends: a blank line, once code has begun. */
function endOfBlock(text: string, from: number): number {
  const blank = /\S[^\n]*\r?\n[ \t]*\r?\n/g;
  blank.lastIndex = from;
  const found = blank.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}

interface WrittenWaiver {
  readonly span: Span;
  readonly value: unknown;
  /** Nothing stands before it on its line. */
  readonly isAlone: boolean;
}

/** The comments of one file as a document: the item of an index is the waiver of that number. */
class CommentDocument implements SourceDocument {
  readonly file: string;
  readonly format = 'code';
  readonly text: string;
  readonly index = 0;
  readonly problems = [];
  readonly root: Place;
  readonly waivers: readonly WrittenWaiver[];

  constructor({ file, text }: SourceDocument) {
    this.file = file;
    this.text = text;
    this.root = Place.root(this);
    this.waivers = [...text.matchAll(COMMENT)].map((match): WrittenWaiver => {
      const start = match.index + match[0].length - match[0].trimStart().length;
      const lines = lineIndex(text);
      const before = text.slice(lines.offset({ line: lines.position(start).line, column: 1 }), start);
      const [parsed] = parseDocuments(`${file}.yaml`, (match[1] ?? '').trim().replace(/\*\/$/, ''));
      return { span: { start, end: match.index + match[0].trimEnd().length }, value: parsed?.value, isAlone: before.trim() === '' };
    });
  }

  get value(): unknown {
    return this.waivers.map(({ value }) => value);
  }

  locate(paths: readonly Path[]): Located[] {
    return paths.map(([index]) => ({ value: this.waivers[Number(index)]?.span ?? { start: 0, end: 0 }, exact: true }));
  }
}
