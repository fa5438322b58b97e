import { concat, name, string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression } from '../syntax/unit.ts';
import { table } from '../table.ts';

const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', b: '\b' });

/**
 * A string of Kotlin with its templates. `${expression}` is a node of its own; `$name` is found here, because the grammar takes it for
 * text.
 */
export function kotlinString(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const raw = node.text.startsWith('"""');
  const [start, end] = raw ? [node.start + 3, node.end - 3] : [node.start + 1, node.end - 1];
  const parts: Expression[] = [];
  let at = start;
  const upTo = (to: number): void => {
    if (to > at) parts.push(...plain(node.source.slice(at, to), at, raw));
  };
  for (const child of node.items) {
    if (child.type !== 'interpolation' || child.start < at) continue;
    upTo(child.start);
    const [inner] = child.items;
    if (inner !== undefined) parts.push(read(inner));
    at = child.end;
  }
  upTo(Math.max(at, end));
  const [only] = parts;
  if (only === undefined) return string('', node.span);
  const margin = parts.length === 1 && only.kind === 'string';
  return margin ? { ...only, at: node.span } : concat(parts, node.span);
}

/** Text with `$name` in it. */
function plain(text: string, offset: number, raw: boolean): Expression[] {
  const parts: Expression[] = [];
  let literal = '';
  let from = 0;
  const flush = (to: number): void => {
    if (literal !== '') parts.push(string(literal, { start: offset + from, end: offset + to }));
    literal = '';
  };
  const pattern = /\\u([\da-fA-F]{4})|\\(.)|\$([\p{L}_][\p{L}\p{Nd}_]*)|[^\\$]+|[\s\S]/gu;
  for (const found of text.matchAll(pattern)) {
    const [all, code, escaped, named] = found;
    if (named !== undefined) {
      flush(found.index);
      parts.push(name(named, { start: offset + found.index, end: offset + found.index + all.length }));
      from = found.index + all.length;
    } else if (raw) literal += all;
    else if (code !== undefined) literal += String.fromCharCode(Number.parseInt(code, 16));
    else literal += escaped === undefined ? all : (ESCAPES[escaped] ?? escaped);
  }
  flush(text.length);
  return parts;
}
