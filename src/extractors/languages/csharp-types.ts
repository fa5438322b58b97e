import { type } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { TypeReference } from '../syntax/unit.ts';

/** A type of C# as it is written. Namespaces stay in the name, arguments stand in `args`. */
export function csharpType(node: SyntaxNode): TypeReference {
  const at = node.span;
  switch (node.type) {
    case 'array_type': {
      const element = node.field('type');
      return type('Array', at, element === undefined ? [] : [csharpType(element)]);
    }
    case 'nullable_type': {
      const inner = node.field('type') ?? node.items[0];
      return { ...(inner === undefined ? type('', at) : csharpType(inner)), nullable: true };
    }
    case 'generic_name':
      return type(node.items[0]?.text ?? '', at, argumentsOf(node));
    case 'qualified_name': {
      const last = node.field('name');
      const before = (node.field('qualifier')?.text ?? '').replaceAll(/\s/g, '');
      const read = last === undefined ? type('', at) : csharpType(last);
      return { ...read, name: `${before}.${read.name}`, at };
    }
    case 'alias_qualified_name': {
      const last = node.field('name') ?? node.items.at(-1);
      return last === undefined ? type('', at) : csharpType(last);
    }
    case 'ref_type':
    case 'scoped_type':
    case 'primary_constructor_base_type': {
      const inner = node.field('type') ?? node.items[0];
      return inner === undefined ? type('', at) : csharpType(inner);
    }
    case 'tuple_type':
    case 'implicit_type':
    case 'pointer_type':
    case 'function_pointer_type':
      return type('', at);
    default:
      return type(node.text.replaceAll(/\s/g, ''), at);
  }
}

function argumentsOf(node: SyntaxNode): TypeReference[] {
  return (node.child('type_argument_list')?.items ?? []).map(csharpType);
}

/** `<A, B>` of a generic name or of what ends in one. */
export function csharpTypeArguments(node: SyntaxNode | undefined): TypeReference[] {
  if (node === undefined) return [];
  if (node.type === 'generic_name') return argumentsOf(node);
  return csharpTypeArguments(node.type === 'qualified_name' || node.type === 'member_access_expression' ? node.field('name') : undefined);
}
