/** Reads Kotlin: types, members, statements. Expressions stand in the file beside it, and names of types are those that Java has. */
import { name } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type {
  Doc,
  Field,
  FunctionDeclaration,
  Import,
  ParameterDeclaration,
  Statement,
  TypeDeclaration,
  TypeReference,
  Unit,
} from '../syntax/unit.ts';
import { plainName } from './kotlin-expressions.ts';
import { KotlinMembers, modifiersOf } from './kotlin-members.ts';
import { typeIn } from './kotlin-types.ts';

/** The unit of a Kotlin file. */
export function readKotlin(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  const declared = root
    .child('package_header')
    ?.text.match(/^package\s+([\w.`]+)/)?.[1]
    ?.replaceAll('`', '');
  return {
    file,
    language,
    ...(declared !== undefined && { package: declared }),
    imports: root.items.filter(({ type: kind }) => kind === 'import').flatMap(readImport),
    exports: [],
    statements: new Reader().declarations(root, []),
    comments: [],
    broken,
  };
}

function readImport(node: SyntaxNode): Import[] {
  const [, path = '', all, as] = /^import\s+([^\s;*/]+?)(\.\*)?(?:\s+as\s+([^\s;/]+))?\s*(?:;|\/|$)/.exec(node.text) ?? [];
  // Members of the companion are members of the class.
  const from = path.replaceAll('`', '').replaceAll('.Companion.', '.');
  if (from === '') return [];
  if (all !== undefined) return [{ name: '', from, imported: '**', at: node.span }];
  return [{ name: as ?? from.slice(from.lastIndexOf('.') + 1), from, imported: '*', at: node.span }];
}

class Reader extends KotlinMembers {
  /** What a file declares. */
  declarations(parent: SyntaxNode, owners: readonly string[]): Statement[] {
    return parent.children.flatMap((node, index) => this.declaration(node, owners, docAt(parent, index)));
  }

  declaration(node: SyntaxNode, owners: readonly string[], doc: Doc | undefined): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'class_declaration':
      case 'object_declaration':
        return [{ kind: 'type', type: this.#type(node, owners, doc), at }];
      case 'type_alias':
        return [{ kind: 'type', type: this.#alias(node, owners), at }];
      case 'function_declaration':
        return [{ kind: 'function', function: this.function(node, doc), at }];
      case 'property_declaration':
        return this.variable(node, doc);
      default:
        return [];
    }
  }

  anonymousClass(node: SyntaxNode): TypeDeclaration {
    return {
      ...this.#members(node.child('class_body'), ['']),
      name: '',
      owners: [],
      kind: 'class',
      decorators: [],
      supertypes: this.#supertypes(node),
      typeParameters: [],
      abstract: false,
      at: node.span,
    };
  }

  #type(node: SyntaxNode, owners: readonly string[], doc: Doc | undefined): TypeDeclaration {
    const nameNode = node.field('name');
    const written = nameNode === undefined ? '' : plainName(nameNode);
    const modifiers = modifiersOf(node);
    const isEnum = modifiers.includes('enum');
    const isInterface = node.has('interface');
    const body = node.child('class_body', 'enum_class_body');
    const members = this.#members(body, [...owners, written]);
    const parameters = (node.child('primary_constructor')?.child('class_parameters')?.items ?? []).map((each) => this.classParameter(each));
    const properties = parameters.filter((each) => each.modifiers.some((word) => word === 'val' || word === 'var'));
    const primary = this.#primary(node, parameters, body);
    const only = properties[0]?.type;
    const isStatic = node.type === 'object_declaration';
    const fields = [...properties.map(fieldOf), ...members.fields];
    return {
      ...members,
      name: written,
      owners,
      kind: isEnum ? 'enum' : isInterface ? 'interface' : modifiers.includes('value') && only !== undefined ? 'alias' : 'class',
      decorators: this.annotations(node.child('modifiers')),
      supertypes: this.#supertypes(node),
      typeParameters: typeParametersOf(node),
      // An object is reached by the name of its type.
      fields: isStatic ? fields.map((field) => ({ ...field, modifiers: [...field.modifiers, 'static'] })) : fields,
      methods: [...(primary === undefined ? [] : [primary]), ...members.methods],
      ...(isEnum && { values: enumEntries(body).map(plainName) }),
      ...(modifiers.includes('value') && only !== undefined && { alias: only }),
      abstract: isInterface || modifiers.includes('abstract') || modifiers.includes('sealed'),
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node).span,
    };
  }

  #alias(node: SyntaxNode, owners: readonly string[]): TypeDeclaration {
    const nameNode = node.field('type');
    const target = typeIn(node);
    return {
      name: nameNode === undefined ? '' : plainName(nameNode),
      owners,
      kind: 'alias',
      decorators: [],
      supertypes: [],
      typeParameters: typeParametersOf(node),
      fields: [],
      methods: [],
      statements: [],
      ...(target !== undefined && { alias: this.type(target) }),
      abstract: false,
      at: (nameNode ?? node).span,
    };
  }

  #supertypes(node: SyntaxNode): TypeReference[] {
    return (node.child('delegation_specifiers')?.items ?? []).flatMap((each) => {
      const inner = each.child('constructor_invocation', 'explicit_delegation') ?? each;
      const found = typeIn(inner);
      return found === undefined ? [] : [this.type(found)];
    });
  }

  /** The primary constructor runs what the class hands to its superclass, then its `init` blocks. */
  #primary(node: SyntaxNode, parameters: readonly ParameterDeclaration[], body: SyntaxNode | undefined): FunctionDeclaration | undefined {
    const inits = (body?.items ?? []).filter(({ type: kind }) => kind === 'anonymous_initializer');
    const primary = node.child('primary_constructor');
    const above = node.child('delegation_specifiers')?.descendants('constructor_invocation') ?? [];
    if (primary === undefined && inits.length === 0 && above.length === 0) return undefined;
    const calls = above.slice(0, 1).map((each): Statement => {
      const args = this.arguments(each.child('value_arguments'));
      return {
        kind: 'expression',
        value: { kind: 'call', callee: name('super', each.span), arguments: args, at: each.span },
        at: each.span,
      };
    });
    const blocks = inits.flatMap((each) => this.statements(each.child('block')?.items ?? []));
    const at = (primary ?? node.field('name') ?? node).span;
    return {
      name: 'constructor',
      decorators: this.annotations(primary?.child('modifiers')),
      parameters,
      body: [...calls, ...blocks],
      modifiers: primary === undefined ? [] : modifiersOf(primary),
      suspects: [],
      at,
      whole: at,
    };
  }

  #members(body: SyntaxNode | undefined, owners: readonly string[]): Pick<TypeDeclaration, 'fields' | 'methods' | 'statements'> {
    const fields: Field[] = [];
    const methods: FunctionDeclaration[] = [];
    const statements: Statement[] = [];
    for (const [index, node] of (body?.children ?? []).entries()) {
      const doc = body === undefined ? undefined : docAt(body, index);
      if (node.type === 'property_declaration') fields.push(...this.field(node, doc));
      else if (node.type === 'function_declaration') methods.push(this.function(node, doc));
      else if (node.type === 'secondary_constructor')
        methods.push(this.functionParts(node, 'constructor', { modifiers: modifiersOf(node) }));
      else if (node.type === 'companion_object') {
        const inner = this.#members(node.child('class_body'), owners);
        fields.push(...inner.fields.map((field) => ({ ...field, modifiers: [...field.modifiers, 'static'] })));
        methods.push(...inner.methods.map((method) => ({ ...method, modifiers: [...method.modifiers, 'static'] })));
        statements.push(...inner.statements);
      } else statements.push(...this.declaration(node, owners, doc));
    }
    return { fields, methods, statements };
  }
}

/** A property that the primary constructor declares. */
function fieldOf({ name: named, type: of, decorators, value, optional, modifiers, at }: ParameterDeclaration): Field {
  return {
    name: named,
    ...(of !== undefined && { type: of }),
    decorators,
    ...(value !== undefined && { value }),
    optional,
    modifiers: [...modifiers, 'component'],
    at,
  };
}

function typeParametersOf(node: SyntaxNode): string[] {
  return (node.child('type_parameters')?.items ?? []).map((each) => each.child('identifier')?.text ?? '');
}

function enumEntries(body: SyntaxNode | undefined): SyntaxNode[] {
  return (body?.items ?? []).filter(({ type: kind }) => kind === 'enum_entry').flatMap((each) => each.child('identifier') ?? []);
}

/** The comment right before the nth child. */
function docAt(parent: SyntaxNode, index: number): Doc | undefined {
  const before = parent.children[index - 1];
  return before !== undefined && isComment(before) && before.text.startsWith('/**') ? { text: before.text, at: before.span } : undefined;
}
