import type { Path, SourceDocument, Span } from '../../src/documents/document.ts';
import { lineIndex } from '../../src/documents/lines.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';

/** Files of a workspace as text, or as values that become JSON. */
export type Files = Readonly<Record<string, string | object>>;

export function workspaceOf(files: Files): MemoryWorkspace {
  const text = (content: string | object): string => (typeof content === 'string' ? content : JSON.stringify(content));
  return new MemoryWorkspace(Object.fromEntries(Object.entries(files).map(([file, content]) => [file, text(content)])));
}

/** The only document of a text. */
export function parseOne(file: string, text: string | Uint8Array): SourceDocument {
  const [document, ...others] = parseDocuments(file, text);
  if (document === undefined || others.length > 0) throw new Error(`${others.length + 1} documents`);
  return document;
}

/** `line:column` of an offset. */
export function positionOf(document: SourceDocument, offset: number): string {
  const { line, column } = lineIndex(document.text).position(offset);
  return `${line}:${column}`;
}

/** Problems as `line:column kind`. */
export function problemsOf(document: SourceDocument): string[] {
  return document.problems.map(({ kind, at }) => `${positionOf(document, at.start)} ${kind}`);
}

/** Text of key and value of one path, `key => value`; `?` in front when only a prefix exists. */
export function textAt(document: SourceDocument, path: Path): string {
  const [located] = document.locate([path]);
  if (located === undefined) throw new Error('no answer');
  const slice = (span: Span): string => document.text.slice(span.start, span.end);
  const key = located.key === undefined ? '' : `${slice(located.key)} => `;
  return `${located.exact ? '' : '?'}${key}${slice(located.value)}`;
}

/** Every path of a value, the root first. */
export function allPaths(root: unknown): Path[] {
  const paths: Path[] = [];
  const stack: [unknown, Path][] = [[root, []]];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const [value, path] = item;
    paths.push(path);
    if (Array.isArray(value)) for (const [index, child] of value.entries()) stack.push([child, [...path, index]]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) stack.push([child, [...path, key]]);
    }
  }
  return paths;
}
