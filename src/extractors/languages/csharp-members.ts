import { functionOf, type } from '../syntax/build.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Field, FunctionDeclaration, ParameterDeclaration, Statement, TypeDeclaration } from '../syntax/unit.ts';
import { CSharpExpressions } from './csharp-expressions.ts';
import { csharpSuspects } from './csharp-suspects.ts';
import { csharpType } from './csharp-types.ts';

/** Declarations of types by their node. */
export const CSHARP_TYPES: Readonly<Record<string, TypeDeclaration['kind']>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  record_declaration: 'record',
  struct_declaration: 'struct',
  enum_declaration: 'enum',
};

/** Types of C# with their fields, properties, methods and parameters. */
export abstract class CSharpMembers extends CSharpExpressions {
  /** A type with all that stands in it. */
  type(node: SyntaxNode, kind: TypeDeclaration['kind'], owners: readonly string[]): TypeDeclaration {
    const nameNode = node.field('name');
    const written = nameNode?.text ?? '';
    const modifiers = modifiersOf(node);
    const body = node.field('body');
    const members = this.#members(body === undefined ? [] : body.items, [...owners, written]);
    const primary = (node.child('parameter_list')?.items ?? []).map((item) => this.parameter(item));
    const isRecord = kind === 'record';
    const supertypes = (node.child('base_list')?.items ?? []).filter((item) => item.type !== 'argument_list').map(csharpType);
    return {
      name: written,
      owners,
      kind: isRecord && node.has('struct') ? 'record' : kind,
      decorators: this.attributes(node),
      supertypes,
      typeParameters: (node.field('type_parameters')?.items ?? []).map((item) => item.field('name')?.text ?? item.text),
      fields: [...(isRecord ? primary.map(componentOf) : []), ...members.fields],
      methods: [...(primary.length > 0 ? [this.#primaryConstructor(node, primary)] : []), ...members.methods],
      statements: members.statements,
      ...(kind === 'enum' && { values: (body?.items ?? []).flatMap((item) => item.field('name')?.text ?? []) }),
      abstract: kind === 'interface' || modifiers.includes('abstract') || modifiers.includes('static'),
      ...(modifiers.includes('partial') && { partial: true }),
      at: (nameNode ?? node).span,
    };
  }

  /** What a type is created with becomes a field of it. */
  #primaryConstructor(node: SyntaxNode, parameters: readonly ParameterDeclaration[]): FunctionDeclaration {
    const kept = parameters.map((parameter) => ({ ...parameter, modifiers: [...parameter.modifiers, 'private'] }));
    return functionOf(node, { name: 'constructor', parameters: kept, body: [], suspects: [], at: (node.field('name') ?? node).span });
  }

  #members(nodes: readonly SyntaxNode[], owners: readonly string[]): Pick<TypeDeclaration, 'fields' | 'methods' | 'statements'> {
    const fields: Field[] = [];
    const methods: FunctionDeclaration[] = [];
    const statements: Statement[] = [];
    for (const node of nodes) {
      const kind = CSHARP_TYPES[node.type];
      if (kind !== undefined) statements.push({ kind: 'type', type: this.type(node, kind, owners), at: node.span });
      else if (node.type === 'field_declaration') fields.push(...this.#fields(node));
      else if (node.type === 'property_declaration') fields.push(this.#property(node));
      else if (node.type === 'method_declaration' || node.type === 'constructor_declaration') methods.push(this.method(node));
      else if (/^preproc_(?:if|elif|else)$/.test(node.type)) {
        const inner = this.#members(node.items, owners);
        fields.push(...inner.fields);
        methods.push(...inner.methods);
        statements.push(...inner.statements);
      }
    }
    return { fields, methods, statements };
  }

  #fields(node: SyntaxNode): Field[] {
    const modifiers = modifiersOf(node);
    const declaration = node.child('variable_declaration');
    const typeNode = declaration?.field('type');
    return (declaration?.items ?? [])
      .filter((item) => item.type === 'variable_declarator')
      .map((item): Field => {
        const value = assigned(item);
        return {
          name: item.field('name')?.text ?? '',
          ...(typeNode !== undefined && { type: csharpType(typeNode) }),
          decorators: this.attributes(node),
          ...(value !== undefined && { value: this.expression(value) }),
          optional: false,
          modifiers: [...modifiers, 'field', ...(modifiers.includes('const') ? ['static'] : [])],
          at: (item.field('name') ?? item).span,
        };
      });
  }

  #property(node: SyntaxNode): Field {
    const typeNode = node.field('type');
    const nameNode = node.field('name');
    const value = node.field('value');
    const accessors = (node.field('accessors')?.items ?? []).map((item) => item.field('name')?.text ?? '');
    const expression = value?.type === 'arrow_expression_clause' ? value.children.findLast((child) => !isComment(child)) : value;
    return {
      name: nameNode?.text ?? '',
      ...(typeNode !== undefined && { type: csharpType(typeNode) }),
      decorators: this.attributes(node),
      ...(expression !== undefined && { value: this.expression(expression) }),
      optional: false,
      modifiers: [...modifiersOf(node), ...(value?.type === 'arrow_expression_clause' ? ['get'] : accessors)],
      at: (nameNode ?? node).span,
    };
  }

  /** A method, constructor or local function. */
  method(node: SyntaxNode): FunctionDeclaration {
    const nameNode = node.field('name');
    const returns = node.field('returns') ?? node.field('type');
    const body = this.body(node.field('body') ?? node.child('arrow_expression_clause'));
    return functionOf(node, {
      name: node.type === 'constructor_declaration' ? 'constructor' : (nameNode?.text ?? ''),
      decorators: this.attributes(node),
      parameters: (node.field('parameters')?.items ?? []).map((item) => this.parameter(item)),
      ...(returns !== undefined && { returns: csharpType(returns) }),
      ...(body !== undefined && { body }),
      modifiers: modifiersOf(node),
      suspects: csharpSuspects(node),
      at: (nameNode ?? node).span,
    });
  }

  parameter(node: SyntaxNode): ParameterDeclaration {
    const nameNode = node.field('name') ?? (node.type === 'parameter' ? node.child('identifier') : node);
    const typeNode = node.field('type');
    const read = typeNode === undefined ? undefined : csharpType(typeNode);
    const value = node.children.some((child) => child.type === '=') ? assigned(node) : undefined;
    const modifiers = modifiersOf(node);
    const rest = modifiers.includes('params') || node.has('params');
    return {
      name: nameNode?.text ?? '',
      ...(read !== undefined && { type: rest && read.name !== 'Array' ? type('Array', read.at, [read]) : read }),
      decorators: this.attributes(node),
      ...(value !== undefined && { value: this.expression(value) }),
      optional: value !== undefined,
      rest,
      modifiers,
      at: (nameNode ?? node).span,
    };
  }
}

/** What stands behind `=`. */
export function assigned(node: SyntaxNode): SyntaxNode | undefined {
  const index = node.children.findIndex((child) => child.type === '=');
  return index === -1 ? undefined : node.children.slice(index + 1).find((child) => !isComment(child));
}

function modifiersOf(node: SyntaxNode): string[] {
  return node.children.filter((child) => child.type === 'modifier').map(({ text }) => text);
}

function componentOf({ name: named, type: of, decorators, modifiers, value, at }: ParameterDeclaration): Field {
  return {
    name: named,
    ...(of !== undefined && { type: of }),
    decorators,
    ...(value !== undefined && { value }),
    optional: false,
    modifiers: [...modifiers, 'public', 'component', 'get', 'init'],
    at,
  };
}
