/** OpenAPI in docstrings after a line of three dashes, as flasgger and apispec read it. */

import { codeName } from '../../../documents/code-name.ts';
import { type CommentLine, merge, readFragment } from '../../comments/fragment.ts';
import type { ExtractionNote } from '../../extractor.ts';
import { CodeDocument } from '../../openapi/code-document.ts';
import { type CodeTree, leaf, node } from '../../openapi/code-tree.ts';
import type { Doc } from '../../syntax/unit.ts';

/** A docstring and the operation that it describes. */
export interface DocumentedHandler {
  readonly file: string;
  readonly doc: Doc;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
}

const DASHES = /^[ \t]*---[ \t]*$/m;

/** One document of all docstrings that hold an operation; none when there is none. */
export function docstringDocuments(
  handlers: readonly DocumentedHandler[],
  module: string,
  text: (file: string) => string,
): { readonly documents: readonly CodeDocument[]; readonly notes: readonly ExtractionNote[] } {
  const notes = new Map<string, ExtractionNote>();
  let tree: CodeTree | undefined;
  for (const { file, doc, method, path } of handlers) {
    const lines = linesAfterDashes(text(file), doc);
    if (lines.length === 0) continue;
    const fragment = readFragment(file, lines);
    if (fragment.ok) tree = merge(tree, asDocument(fragment.tree, method.toLowerCase(), path));
    // Dashes may stand for nothing but a line.
    else if (lines.some((line) => /^\w+:/.test(line.text))) {
      const place = { file, span: fragment.at };
      notes.set(`${file}:${doc.at.start}`, { message: `flask: a docstring is not read as OpenAPI: ${fragment.message}`, place });
    }
  }
  if (tree === undefined) return { documents: [], notes: [...notes.values()] };
  const head = node(tree.place, { ...version(tree), info: node(tree.place, { title: leaf('API'), version: leaf('0') }) });
  return { documents: [CodeDocument.of(merge(head, tree) ?? tree, codeName(module, 'flask'), text)], notes: [...notes.values()] };
}

function linesAfterDashes(source: string, { at }: Doc): CommentLine[] {
  const written = source.slice(at.start, at.end);
  const dashes = DASHES.exec(written);
  if (dashes === null) return [];
  const lines: CommentLine[] = [];
  let start = at.start + dashes.index + dashes[0].length + 1;
  for (const line of source
    .slice(start, at.end)
    .replace(/["']{1,3}$/, '')
    .split('\n')) {
    lines.push({ start, text: line.replace(/\r$/, '') });
    start += line.length + 1;
  }
  const indents = lines.filter(({ text }) => text.trim() !== '').map(({ text }) => text.length - text.trimStart().length);
  if (indents.length === 0) return [];
  const indent = Math.min(...indents);
  return lines.map((line) => ({ start: line.start + Math.min(indent, line.text.length), text: line.text.slice(indent) }));
}

/** `definitions` and `components` in an operation belong to the document. */
function asDocument(operation: CodeTree, method: string, path: string): CodeTree {
  const own = new Map(operation.entries ?? []);
  const shared = ['definitions', 'components', 'securityDefinitions'].flatMap((name): [string, CodeTree][] => {
    const found = own.get(name);
    own.delete(name);
    return found === undefined ? [] : [[name, found]];
  });
  const { place } = operation;
  const paths = node(place, { [path]: node(place, { [method]: { place, entries: own } }) });
  return { place, entries: new Map<string, CodeTree>([...shared, ['paths', paths]]) };
}

/** 2.0 is what flasgger writes, unless something is there that only 3.x has. */
function version(tree: CodeTree): Readonly<Record<string, CodeTree>> {
  const operations = [...(tree.entries?.get('paths')?.entries?.values() ?? [])].flatMap(({ entries }) => [...(entries?.values() ?? [])]);
  const isNew = tree.entries?.has('components') === true || operations.some(({ entries }) => entries?.has('requestBody') === true);
  return isNew ? { openapi: leaf('3.0.3') } : { swagger: leaf('2.0') };
}
