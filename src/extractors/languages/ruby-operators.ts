import { concat, other } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression } from '../syntax/unit.ts';

/** `!a`, `not a`, `-1`, `defined? a`. */
export function rubyUnary(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const operand = operandOf(node, 'operand', read);
  const operator = node.field('operator')?.text ?? '';
  if (operator === '-' && operand.kind === 'number') return { ...operand, value: -operand.value, at: node.span };
  return other(node.span, [operand], operator === 'not' ? '!' : operator || 'defined?');
}

/** `a + b`, `a || b`, `a and b`. */
export function rubyBinary(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const items = [operandOf(node, 'left', read), operandOf(node, 'right', read)];
  const operator = node.field('operator')?.text ?? '';
  const at = node.span;
  if (operator === '||' || operator === 'or') return { kind: 'choice', items, operator: 'or', at };
  if (operator === '&&' || operator === 'and') return { kind: 'choice', items, operator: 'and', at };
  if (operator === '+' && items.some(({ kind }) => kind === 'string' || kind === 'concat')) return concat(items, at);
  return other(at, items, operator);
}

/** `a ||= b`, `a += b`. */
export function rubyOperatorAssignment(node: SyntaxNode, read: (node: SyntaxNode) => Expression): Expression {
  const target = operandOf(node, 'left', read);
  const right = operandOf(node, 'right', read);
  const operator = node.field('operator')?.text ?? '';
  const at = node.span;
  const value: Expression =
    operator === '||=' || operator === '&&='
      ? { kind: 'choice', items: [target, right], operator: operator === '||=' ? 'or' : 'and', at }
      : other(at, [target, right], operator);
  return { kind: 'assign', target, value, at };
}

function operandOf(node: SyntaxNode, field: string, read: (node: SyntaxNode) => Expression): Expression {
  const found = node.field(field);
  return found === undefined ? other(node.span) : read(found);
}
