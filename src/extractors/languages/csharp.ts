/** Reads C#: namespaces, types, members, statements. Expressions stand in the file beside it. */

import { functionOf, name, other, type } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type {
  Expression,
  Field,
  FunctionDeclaration,
  Import,
  ParameterDeclaration,
  Statement,
  TypeDeclaration,
  Unit,
} from '../syntax/unit.ts';
import { CSharpExpressions } from './csharp-expressions.ts';
import { csharpSuspects } from './csharp-suspects.ts';
import { csharpType } from './csharp-types.ts';

/** The unit of a C# file. Its package is the first namespace; types of nested namespaces stand at module level as well. */
export function readCSharp(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  const reader = new Reader();
  const declared = root.descendants('namespace_declaration', 'file_scoped_namespace_declaration')[0]?.field('name')?.text;
  return {
    file,
    language,
    ...(declared !== undefined && { package: declared.replaceAll(/\s/g, '') }),
    imports: root.descendants('using_directive').map(readUsing),
    exports: [],
    statements: reader.statements(root),
    comments: [],
    broken,
  };
}

/** `using A.B` brings every type of `A.B`; `using static A.B.C` every member of `C`, which counts as its namespace here. */
function readUsing(node: SyntaxNode): Import {
  const alias = node.field('name')?.text;
  const from = (node.items.at(-1)?.text ?? '').replaceAll(/\s/g, '').replace(/^global::/, '');
  if (alias !== undefined) return { name: alias, from, imported: '*', at: node.span };
  return { name: '', from, imported: '**', at: node.span };
}

const TYPES: Readonly<Record<string, TypeDeclaration['kind']>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  record_declaration: 'record',
  struct_declaration: 'struct',
  enum_declaration: 'enum',
};

/** What stands around declarations and adds nothing to them. */
const TRANSPARENT = new Set([
  'namespace_declaration',
  'declaration_list',
  'global_statement',
  'preproc_region',
  'file_scoped_namespace_declaration',
]);

class Reader extends CSharpExpressions {
  statements(parent: SyntaxNode): Statement[] {
    return parent.items.flatMap((node) => this.#statement(node));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    const kind = TYPES[node.type];
    if (kind !== undefined) return [{ kind: 'type', type: this.#type(node, kind, []), at }];
    if (TRANSPARENT.has(node.type)) return this.statements(node);
    switch (node.type) {
      case 'local_declaration_statement':
      case 'variable_declaration':
        return this.#locals(node.type === 'variable_declaration' ? node : node.child('variable_declaration'));
      case 'expression_statement':
        return node.items.map((item) => ({ kind: 'expression', value: this.expression(item), at }));
      case 'local_function_statement':
        return [{ kind: 'function', function: this.#method(node), at }];
      case 'return_statement':
      case 'throw_statement': {
        const value = node.children.findLast((child) => !isComment(child) && (child.named || child.type === 'this'));
        const of = node.type === 'return_statement' ? 'return' : 'throw';
        return [{ kind: of, ...(value !== undefined && { value: this.expression(value) }), at }];
      }
      case 'if_statement':
      case 'preproc_if':
      case 'preproc_elif':
        return this.#if(node);
      case 'foreach_statement':
        return [this.#forEach(node)];
      case 'using_statement': {
        const body = node.field('body');
        const value = node.items.filter((item) => item !== body && item.type !== 'variable_declaration');
        return [
          ...value.map((item): Statement => ({ kind: 'expression', value: this.expression(item), at })),
          ...this.#locals(node.child('variable_declaration')),
          ...(body === undefined ? [] : this.#branch(body)),
        ];
      }
      default: {
        const of = BLOCKS[node.type];
        if (of !== undefined) return [{ kind: 'block', of, body: this.statements(node), at }];
        return STATEMENTS.test(node.type) ? this.statements(node) : [];
      }
    }
  }

  #locals(node: SyntaxNode | undefined): Statement[] {
    const typeNode = node?.field('type');
    return (node?.items ?? [])
      .filter((item) => item.type === 'variable_declarator')
      .map((item): Statement => {
        const target = item.field('name') ?? item.child('tuple_pattern');
        const value = assigned(item);
        return {
          kind: 'declare',
          target: target === undefined ? other(item.span) : this.#target(target),
          ...(typeNode !== undefined && { type: csharpType(typeNode) }),
          ...(value !== undefined && { value: this.expression(value) }),
          at: item.span,
        };
      });
  }

  #target(node: SyntaxNode): Expression {
    if (node.type === 'tuple_pattern') return { kind: 'list', items: node.items.map((item) => this.#target(item)), at: node.span };
    return name(node.text, node.span);
  }

  /** `if`, and `#if`, of which nobody knows what holds. */
  #if(node: SyntaxNode): Statement[] {
    const isCode = node.type === 'if_statement';
    const condition = node.field('condition');
    const read: { condition?: Expression } = condition === undefined || !isCode ? {} : { condition: this.expression(condition) };
    const otherwise = node.field('alternative');
    const consequence = node.field('consequence');
    const body = isCode
      ? consequence === undefined
        ? []
        : this.#branch(consequence)
      : node.items.filter((item) => item !== condition && item !== otherwise).flatMap((item) => this.#statement(item));
    return [
      { kind: 'block', of: 'if', ...read, body, at: node.span },
      ...(otherwise === undefined
        ? []
        : [{ kind: 'block', of: 'else', ...read, body: this.#branch(otherwise), at: otherwise.span } as const]),
    ];
  }

  #branch(node: SyntaxNode): Statement[] {
    return node.type === 'block' || node.type === 'preproc_else' ? this.statements(node) : this.#statement(node);
  }

  #forEach(node: SyntaxNode): Statement {
    const target = node.field('left');
    const over = node.field('right');
    const each = target === undefined || over === undefined ? {} : { each: { target: this.#target(target), over: this.expression(over) } };
    const body = node.field('body');
    return { kind: 'block', of: 'loop', ...each, body: body === undefined ? [] : this.#branch(body), at: node.span };
  }

  #type(node: SyntaxNode, kind: TypeDeclaration['kind'], owners: readonly string[]): TypeDeclaration {
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
      const kind = TYPES[node.type];
      if (kind !== undefined) statements.push({ kind: 'type', type: this.#type(node, kind, owners), at: node.span });
      else if (node.type === 'field_declaration') fields.push(...this.#fields(node));
      else if (node.type === 'property_declaration') fields.push(this.#property(node));
      else if (node.type === 'method_declaration' || node.type === 'constructor_declaration') methods.push(this.#method(node));
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

  #method(node: SyntaxNode): FunctionDeclaration {
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
function assigned(node: SyntaxNode): SyntaxNode | undefined {
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

const BLOCKS: Readonly<Record<string, Extract<Statement, { kind: 'block' }>['of']>> = {
  block: 'plain',
  for_statement: 'loop',
  while_statement: 'loop',
  do_statement: 'loop',
  try_statement: 'try',
  catch_clause: 'catch',
  finally_clause: 'plain',
  lock_statement: 'plain',
  checked_statement: 'plain',
  unsafe_statement: 'plain',
  labeled_statement: 'plain',
  switch_statement: 'plain',
  switch_section: 'case',
};

/** Parts of a switch hold statements. */
const STATEMENTS = /^(?:switch_body|preproc_else)$/;
