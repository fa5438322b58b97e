import { type } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Field, TypeReference } from '../syntax/unit.ts';

/** A type of Go. What a pointer points to may be missing; maps are `map` with key and value. */
export function goType(node: SyntaxNode): TypeReference {
  const at = node.span;
  switch (node.type) {
    case 'pointer_type': {
      const [inner] = node.items;
      return inner === undefined ? type('', at) : { ...goType(inner), nullable: true };
    }
    case 'parenthesized_type':
    case 'type_elem':
    case 'negated_type': {
      const [inner] = node.items;
      return inner === undefined ? type('', at) : goType(inner);
    }
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type': {
      const element = node.field('element');
      return type('Array', at, element === undefined ? [] : [goType(element)]);
    }
    case 'map_type': {
      const args = ['key', 'value'].flatMap((field) => node.field(field) ?? []).map(goType);
      return type('map', at, args);
    }
    case 'generic_type': {
      const base = node.field('type');
      const args = (node.field('type_arguments')?.items ?? []).map(goType);
      return type(base?.text ?? '', at, args);
    }
    case 'struct_type':
      return { ...type('object', at), fields: goFields(node).fields };
    case 'interface_type':
      return type('any', at);
    case 'function_type':
    case 'channel_type':
      return type('', at);
    default:
      return type(node.text.replaceAll(/\s/g, ''), at);
  }
}

/** Fields of a struct, and the types that are embedded in it. */
export function goFields(struct: SyntaxNode): { readonly fields: Field[]; readonly embedded: TypeReference[] } {
  const fields: Field[] = [];
  const embedded: TypeReference[] = [];
  for (const node of struct.child('field_declaration_list')?.items ?? []) {
    if (node.type !== 'field_declaration') continue;
    const typeNode = node.field('type');
    const read = typeNode === undefined ? undefined : goType(typeNode);
    const tagNode = node.field('tag');
    const tag = tagNode === undefined ? undefined : tagNode.text.slice(1, -1);
    const names = node.fields('name');
    // An embedded type with a tag of its own name is a field like any other.
    if (names.length === 0 && read !== undefined) {
      const json = tag === undefined ? undefined : /\bjson:"([^",]+)/.exec(tag)?.[1];
      if (json === undefined) embedded.push(read);
      else fields.push(fieldOf(read.name.slice(read.name.lastIndexOf('.') + 1), read, tag, typeNode ?? node));
    }
    for (const name of names) fields.push(fieldOf(name.text, read, tag, name));
  }
  return { fields, embedded };
}

function fieldOf(name: string, read: TypeReference | undefined, tag: string | undefined, at: SyntaxNode): Field {
  return {
    name,
    ...(read !== undefined && { type: read }),
    decorators: [],
    optional: false,
    modifiers: [],
    ...(tag !== undefined && { tag }),
    at: at.span,
  };
}
