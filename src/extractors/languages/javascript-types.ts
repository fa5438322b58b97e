import { type, union } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { TypeReference } from '../syntax/unit.ts';
import { type JavaScriptExpressions, stringValue } from './javascript-expressions.ts';

/** A TypeScript type, from its annotation or from itself. */
export function readType(node: SyntaxNode, reader: JavaScriptExpressions): TypeReference {
  const at = node.span;
  const inner = (): TypeReference => {
    const [child] = node.items;
    return child === undefined ? type('', at) : readType(child, reader);
  };
  switch (node.type) {
    case 'type_annotation':
    case 'parenthesized_type':
    case 'readonly_type':
    case 'asserts_annotation':
    case 'type_predicate_annotation':
      return inner();
    case 'predefined_type':
    case 'type_identifier':
    case 'identifier':
    case 'nested_type_identifier':
    case 'member_expression':
      return type(node.text, at);
    case 'generic_type': {
      const args = node.field('type_arguments')?.items.map((item) => readType(item, reader)) ?? [];
      return type(node.field('name')?.text ?? '', at, args);
    }
    case 'array_type':
      return type('Array', at, [inner()]);
    case 'union_type':
      return union(
        node.items.map((item) => readType(item, reader)),
        at,
      );
    case 'intersection_type':
      return type(
        'intersection',
        at,
        node.items.map((item) => readType(item, reader)),
      );
    case 'literal_type':
      return literal(node);
    case 'object_type':
      return { ...type('object', at), fields: reader.members(node).fields };
    case 'tuple_type':
      return type('Array', at, [{ ...type('', at) }]);
    default:
      return type('', at);
  }
}

function literal(node: SyntaxNode): TypeReference {
  const [value] = node.items;
  if (value?.type === 'string') return { ...type('literal', node.span), value: stringValue(value) ?? '' };
  if (value?.type === 'number') return { ...type('literal', node.span), value: Number(value.text) };
  if (value?.type === 'true' || value?.type === 'false') return { ...type('literal', node.span), value: value.type === 'true' };
  return type(value?.text ?? '', node.span);
}
