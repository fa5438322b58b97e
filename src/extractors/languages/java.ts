/** Reads Java: types and members. Statements and expressions stand in files beside it. */

import { functionOf, openApiComments, type } from '../syntax/build.ts';
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
import { modifiersOf, readType } from './java-expressions.ts';
import { JavaStatements } from './java-statements.ts';

/** The unit of a Java file. */
export function readJava(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  const reader = new Reader();
  const declared = root.child('package_declaration')?.items.at(-1)?.text;
  return {
    file,
    language,
    ...(declared !== undefined && { package: declared }),
    imports: root.items.filter(({ type: kind }) => kind === 'import_declaration').map(readImport),
    exports: [],
    statements: reader.types(root, []),
    comments: openApiComments(root),
    broken,
  };
}

/** `import static a.B.C` imports the member `C` of `a.B`. */
function readImport(node: SyntaxNode): Import {
  const path = node.items[0]?.text ?? '';
  if (node.has('asterisk')) return { name: '', from: path, imported: '**', at: node.span };
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (node.has('static')) return { name: last, from: path.slice(0, path.lastIndexOf('.')), imported: last, at: node.span };
  return { name: last, from: path, imported: '*', at: node.span };
}

const TYPES: Readonly<Record<string, TypeDeclaration['kind']>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  record_declaration: 'record',
  enum_declaration: 'enum',
  annotation_type_declaration: 'interface',
};

class Reader extends JavaStatements {
  types(parent: SyntaxNode, owners: readonly string[]): Statement[] {
    return parent.children.flatMap((node, index): Statement[] => {
      const kind = TYPES[node.type];
      return kind === undefined ? [] : [{ kind: 'type', type: this.#type(node, kind, owners, docAt(parent, index)), at: node.span }];
    });
  }

  localType(node: SyntaxNode): TypeDeclaration {
    return this.#type(node, TYPES[node.type] ?? 'class', [], undefined);
  }

  anonymousClass(body: SyntaxNode): TypeDeclaration {
    return {
      ...this.#members(body, ['']),
      name: '',
      owners: [],
      kind: 'class',
      decorators: [],
      supertypes: [],
      typeParameters: [],
      abstract: false,
      at: body.span,
    };
  }

  #type(node: SyntaxNode, kind: TypeDeclaration['kind'], owners: readonly string[], doc: Doc | undefined): TypeDeclaration {
    const nameNode = node.field('name');
    const written = nameNode?.text ?? '';
    const { decorators, modifiers } = modifiersOf(node, this);
    const body = node.field('body');
    const members = body === undefined ? { fields: [], methods: [], statements: [] } : this.#members(body, [...owners, written]);
    const components = (node.field('parameters')?.items ?? []).map((item) => fieldOfParameter(this.parameter(item)));
    const values =
      kind === 'enum'
        ? (body?.items ?? []).filter(({ type: of }) => of === 'enum_constant').map((item) => item.field('name')?.text ?? '')
        : [];
    return {
      ...members,
      name: written,
      owners,
      kind,
      decorators,
      supertypes: this.#supertypes(node),
      typeParameters: (node.field('type_parameters')?.items ?? []).map((item) => item.child('type_identifier')?.text ?? ''),
      fields: [...components, ...members.fields],
      ...(kind === 'enum' && { values }),
      abstract: kind === 'interface' || modifiers.includes('abstract'),
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node).span,
    };
  }

  #supertypes(node: SyntaxNode): TypeReference[] {
    const superclass = node.field('superclass')?.items ?? [];
    const interfaces = node.field('interfaces') ?? node.child('extends_interfaces');
    const list = (interfaces?.items ?? []).flatMap((item) => (item.type === 'type_list' ? item.items : [item]));
    return [...superclass, ...list].map((item) => readType(item, this));
  }

  #members(body: SyntaxNode, owners: readonly string[]): Pick<TypeDeclaration, 'fields' | 'methods' | 'statements'> {
    const fields: Field[] = [];
    const methods: FunctionDeclaration[] = [];
    const statements: Statement[] = [...this.types(body, owners)];
    for (const [index, node] of body.children.entries()) {
      const doc = docAt(body, index);
      if (node.type === 'field_declaration' || node.type === 'constant_declaration') fields.push(...this.#fields(node, doc));
      else if (/^(?:method|constructor|compact_constructor|annotation_type_element)_declaration$/.test(node.type))
        methods.push(this.#method(node, doc));
      else if (node.type === 'enum_body_declarations') {
        const inner = this.#members(node, owners);
        fields.push(...inner.fields);
        methods.push(...inner.methods);
        statements.push(...inner.statements);
      }
    }
    return { fields, methods, statements };
  }

  #fields(node: SyntaxNode, doc: Doc | undefined): Field[] {
    const { decorators, modifiers } = modifiersOf(node, this);
    const typeNode = node.field('type');
    return node.fields('declarator').map((item): Field => {
      const nameNode = item.field('name');
      const value = item.field('value');
      return {
        name: nameNode?.text ?? '',
        ...(typeNode !== undefined && { type: readType(typeNode, this) }),
        decorators,
        ...(value !== undefined && { value: this.expression(value) }),
        optional: false,
        modifiers,
        ...(doc !== undefined && { doc }),
        at: (nameNode ?? item).span,
      };
    });
  }

  #method(node: SyntaxNode, doc: Doc | undefined): FunctionDeclaration {
    const { decorators, modifiers } = modifiersOf(node, this);
    const nameNode = node.field('name');
    const body = node.field('body');
    const returns = node.field('type');
    const isConstructor = node.type.endsWith('constructor_declaration');
    return functionOf(node, {
      name: isConstructor ? 'constructor' : (nameNode?.text ?? ''),
      decorators,
      parameters: (node.field('parameters')?.items ?? []).flatMap((item) =>
        item.type === 'receiver_parameter' ? [] : [this.parameter(item)],
      ),
      ...(returns !== undefined && { returns: readType(returns, this) }),
      ...(body !== undefined && { body: this.statements(body) }),
      modifiers,
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node).span,
    });
  }

  parameter(node: SyntaxNode): ParameterDeclaration {
    const { decorators, modifiers } = modifiersOf(node, this);
    const rest = node.type === 'spread_parameter';
    const nameNode = node.field('name') ?? node.child('variable_declarator')?.field('name') ?? node.child('identifier');
    const typeNode = node.field('type') ?? (rest ? node.items.find(({ type: kind }) => kind !== 'modifiers') : undefined);
    const read = typeNode === undefined || node.type === 'identifier' ? undefined : readType(typeNode, this);
    return {
      name: (nameNode ?? node).text,
      ...(read !== undefined && { type: rest ? type('Array', read.at, [read]) : read }),
      decorators,
      optional: false,
      rest,
      modifiers,
      at: (nameNode ?? node).span,
    };
  }
}

function fieldOfParameter({ name, type: of, decorators, modifiers, at }: ParameterDeclaration): Field {
  return { name, ...(of !== undefined && { type: of }), decorators, optional: false, modifiers: [...modifiers, 'component'], at };
}

/** The comment right before the nth child. */
function docAt(parent: SyntaxNode, index: number): Doc | undefined {
  const before = parent.children[index - 1];
  return before !== undefined && isComment(before) && before.text.startsWith('/**') ? { text: before.text, at: before.span } : undefined;
}
