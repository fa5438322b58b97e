import { concat, string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression } from '../syntax/unit.ts';
import { table } from '../table.ts';

/** String literals of C# of every kind: regular, verbatim (`@""`), raw (`"""`), characters. */
export function csharpString(node: SyntaxNode): Expression {
  const raw = node.text.replace(/[uU]8$/, '');
  if (node.type === 'verbatim_string_literal') return string(raw.slice(2, -1).replaceAll('""', '"'), node.span);
  if (node.type === 'raw_string_literal') return string(rawText(node.child('raw_string_content')?.text ?? ''), node.span);
  return string(unescaped(raw.slice(1, -1)), node.span);
}

/** `$"a{b}"`: its text and what stands in braces. */
export function csharpInterpolation(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const start = node.child('interpolation_start')?.text ?? '';
  const isRaw = node.child('interpolation_quote') !== undefined;
  const parts = node.children.flatMap((child): Expression[] => {
    if (child.type === 'interpolation') {
      const value = child.items.find(({ type }) => !type.startsWith('interpolation_'));
      return value === undefined ? [] : [read(value)];
    }
    if (child.type === 'escape_sequence') return [string(unescaped(child.text), child.span)];
    if (child.type !== 'string_content') return [];
    const text = isRaw ? child.text : start.includes('@') ? child.text.replaceAll('""', '"') : child.text;
    return [string(text.replaceAll('{{', '{').replaceAll('}}', '}'), child.span)];
  });
  return parts.length === 0 ? string('', node.span) : concat(parts, node.span);
}

/** Lines of a raw literal without their common indentation. */
function rawText(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n').slice(1, -1);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(indent)).join('\n');
}

const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0', a: '\x07' });

function unescaped(text: string): string {
  return text.replaceAll(/\\(u[\da-fA-F]{4}|x[\da-fA-F]{1,4}|U[\da-fA-F]{8}|.)/g, (_, sequence: string) => {
    if (sequence.length === 1) return ESCAPES[sequence] ?? sequence;
    const code = Number.parseInt(sequence.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
