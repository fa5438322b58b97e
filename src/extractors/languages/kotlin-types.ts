import { type } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Decorator, TypeReference } from '../syntax/unit.ts';
import { table } from '../table.ts';

/** Types of Kotlin by the name that the same type has in Java, where frameworks are at home: its own, and what is read-only in Kotlin alone. */
const JAVA: Readonly<Record<string, string>> = table({
  Any: 'Object',
  Unit: 'void',
  Nothing: 'void',
  MutableList: 'List',
  MutableSet: 'Set',
  MutableMap: 'Map',
  MutableCollection: 'Collection',
  MutableIterable: 'Iterable',
  Sequence: 'Stream',
});

const PRIMITIVES: Readonly<Record<string, readonly [plain: string, boxed: string]>> = table({
  Int: ['int', 'Integer'],
  Long: ['long', 'Long'],
  Short: ['short', 'Short'],
  Byte: ['byte', 'Byte'],
  Float: ['float', 'Float'],
  Double: ['double', 'Double'],
  Boolean: ['boolean', 'Boolean'],
  Char: ['char', 'Character'],
  UInt: ['int', 'Integer'],
  ULong: ['long', 'Long'],
});

/** Nodes that are types. */
const TYPE_NODES = ['user_type', 'nullable_type', 'function_type', 'non_nullable_type', 'parenthesized_type', 'dynamic'] as const;

/** The type that is a child of a node: of a property, a function's result, a parameter. */
export function typeIn(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.items.find(({ type: kind }) => (TYPE_NODES as readonly string[]).includes(kind));
}

type Annotate = (node: SyntaxNode) => readonly Decorator[];

/** A type under its Java name, with the annotations that stand on it. */
export function kotlinType(node: SyntaxNode, annotate: Annotate): TypeReference {
  const at = node.span;
  switch (node.type) {
    case 'nullable_type': {
      const inner = typeIn(node);
      const read = inner === undefined ? type('', at) : kotlinType(inner, annotate);
      return { ...read, ...boxed(read.name), nullable: true, at };
    }
    case 'parenthesized_type':
    case 'non_nullable_type': {
      const inner = typeIn(node);
      return inner === undefined ? type('', at) : kotlinType(inner, annotate);
    }
    case 'user_type':
      return userType(node, annotate);
    case 'type_projection': {
      const inner = typeIn(node);
      return inner === undefined ? type('?', at) : kotlinType(inner, annotate);
    }
    default:
      return type('', at);
  }
}

function userType(node: SyntaxNode, annotate: Annotate): TypeReference {
  const names = node.items.filter(({ type: kind }) => kind === 'identifier').map(({ text }) => text.replaceAll('`', ''));
  const written = names.filter((each, index) => each !== 'Companion' || index === 0).join('.');
  const args = (node.child('type_arguments')?.items ?? []).map((each) => kotlinType(each, annotate));
  const modifiers = node.child('type_modifiers');
  const metadata =
    modifiers === undefined ? [] : annotate(modifiers).map((decorator) => ({ kind: 'decorator', decorator, at: decorator.at }) as const);
  return {
    ...named(written.replace(/^(?:kotlin\.(?:collections\.)?)(?=[A-Z]\w*$)/, ''), args, node),
    ...(metadata.length > 0 && { metadata }),
  };
}

function named(written: string, args: readonly TypeReference[], node: SyntaxNode): TypeReference {
  const at = node.span;
  const primitive = Object.hasOwn(PRIMITIVES, written) ? PRIMITIVES[written] : undefined;
  if (primitive !== undefined) return type(primitive[0], at);
  const [, element] = /^(\w+)Array$/.exec(written) ?? [];
  const item = element === undefined || !Object.hasOwn(PRIMITIVES, element) ? undefined : PRIMITIVES[element]?.[0];
  if (item !== undefined) return type('Array', at, [type(item, at)]);
  return type(Object.hasOwn(JAVA, written) ? (JAVA[written] ?? written) : written, at, args);
}

/** `Int?` is an object in Java. */
function boxed(name: string): { readonly name?: string } {
  const found = Object.values(PRIMITIVES).find(([plain]) => plain === name);
  return found === undefined ? {} : { name: found[1] };
}
