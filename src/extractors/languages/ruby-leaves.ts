import { name, other, string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression } from '../syntax/unit.ts';

/** Names, symbols and literals of Ruby that hold no other expression; undefined for anything else. */
export function rubyLeaf(node: SyntaxNode): Expression | undefined {
  const at = node.span;
  switch (node.type) {
    case 'simple_symbol':
      return string(node.text.replace(/^:/, ''), at);
    case 'hash_key_symbol':
      return string(node.text, at);
    case 'integer':
    case 'float':
      return { kind: 'number', value: Number(node.text.replaceAll('_', '')), at };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', at };
    case 'nil':
      return { kind: 'null', at };
    case 'identifier':
    case 'constant':
    case 'instance_variable':
    case 'class_variable':
    case 'global_variable':
    case 'operator':
      return name(node.text, at);
    case 'self':
      return name('this', at);
    case 'super':
      return name('super', at);
    case 'heredoc_beginning':
      return other(at, [], 'heredoc');
    default:
      return undefined;
  }
}
