import { concat, other, string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression } from '../syntax/unit.ts';
import { table } from '../table.ts';

/** A string or symbol of Ruby; `read` reads what stands in `#{...}`. */
export function rubyText(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const parts = node.items.map((item): Expression => {
    if (item.type === 'interpolation') {
      const [inner] = item.items;
      return inner === undefined ? string('', item.span) : read(inner);
    }
    return string(item.type === 'escape_sequence' ? unescaped(item.text) : item.text, item.span);
  });
  if (parts.every((part) => part.kind === 'string')) return string(parts.map((part) => part.value).join(''), node.span);
  return concat(parts, node.span);
}

/** A regular expression of Ruby; what it holds is not known where it is interpolated. */
export function rubyRegex(node: SyntaxNode): Expression {
  const parts = node.items.map((item) => (item.type === 'interpolation' ? undefined : item.text));
  if (parts.includes(undefined)) return other(node.span, [], 'regex');
  return { kind: 'regex', value: parts.join(''), at: node.span };
}

const ESCAPES: Readonly<Record<string, string>> = table({
  '\\n': '\n',
  '\\t': '\t',
  '\\r': '\r',
  '\\0': '\0',
  '\\s': ' ',
  '\\e': '\u001b',
});

function unescaped(text: string): string {
  return ESCAPES[text] ?? text.slice(1);
}
