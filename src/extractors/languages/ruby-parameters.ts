import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression, ParameterDeclaration } from '../syntax/unit.ts';

/** Parameters of a method, block or lambda of Ruby; `read` reads what they are unless they are given. */
export function rubyParameters(list: SyntaxNode | undefined, read: (node: SyntaxNode) => Expression): ParameterDeclaration[] {
  return (list?.items ?? []).map((item): ParameterDeclaration => {
    const value = item.field('value');
    const nameNode = item.field('name') ?? item;
    const pattern = item.type === 'destructured_parameter' ? { pattern: destructured(item, read) } : {};
    return {
      name: item.type === 'destructured_parameter' ? '' : nameNode.text.replace(/^(?:\*{1,2}|&)/, ''),
      ...pattern,
      decorators: [],
      ...(value !== undefined && { value: read(value) }),
      optional: value !== undefined || item.type === 'block_parameter',
      rest: item.type === 'splat_parameter' || item.type === 'hash_splat_parameter',
      modifiers: item.type === 'hash_splat_parameter' ? ['**'] : item.type === 'keyword_parameter' ? ['keyword'] : [],
      at: nameNode.span,
    };
  });
}

function destructured(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const items = node.items.map((item) => (item.type === 'destructured_parameter' ? destructured(item, read) : read(item)));
  return { kind: 'list', items, at: node.span };
}
