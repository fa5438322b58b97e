/** Reads Go: packages, types, functions with receivers, statements. Expressions stand in the file beside it. */

import { functionOf, name, openApiComments, other, type } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression, FunctionDeclaration, Import, Statement, TypeDeclaration, TypeReference, Unit } from '../syntax/unit.ts';
import { GoExpressions } from './go-expressions.ts';
import { goSuspects } from './go-suspects.ts';
import { goFields, goType } from './go-types.ts';

/** The unit of a Go file. Methods stand at package level with their receiver. */
export function readGo(file: string, language: Language, root: SyntaxNode, broken: boolean): Unit {
  const reader = new Reader();
  const declared = root.child('package_clause')?.items[0]?.text;
  return {
    file,
    language,
    ...(declared !== undefined && { package: declared }),
    imports: root.descendants('import_spec').map(readImport),
    exports: [],
    statements: reader.statements(root),
    comments: openApiComments(root),
    broken,
  };
}

function readImport(node: SyntaxNode): Import {
  const from = (node.field('path')?.text ?? '').slice(1, -1);
  const alias = node.field('name');
  const at = node.span;
  if (alias?.type === 'dot') return { name: '', from, imported: '**', at };
  return { name: alias === undefined ? packageName(from) : alias.text === '_' ? '' : alias.text, from, imported: '*', at };
}

/** The name that a package most likely has: the last part of its path that is no version, without `go-` and `.v2`. */
function packageName(path: string): string {
  const parts = path.split('/');
  const last = parts.findLast((part, index) => index === 0 || !/^v\d+$/.test(part)) ?? path;
  return last
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$|\.go$/, '')
    .replaceAll('-', '');
}

class Reader extends GoExpressions {
  statements(parent: SyntaxNode | undefined): Statement[] {
    return (parent?.items ?? []).flatMap((node) => this.#statement(node));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'statement_list':
      case 'labeled_statement':
        return this.statements(node);
      case 'function_declaration':
      case 'method_declaration':
        return [{ kind: 'function', function: this.#function(node), at }];
      case 'type_declaration':
        return node.items.flatMap((item) => this.#type(item));
      case 'const_declaration':
      case 'var_declaration':
        return node.descendants('const_spec', 'var_spec').flatMap((item) => this.#variables(item));
      case 'short_var_declaration':
        return this.#declared(node.field('left'), node.field('right'), undefined, at);
      case 'assignment_statement':
        return this.#assigned(node);
      case 'expression_statement':
        return node.items.map((item) => ({ kind: 'expression', value: this.expression(item), at }));
      case 'go_statement':
      case 'defer_statement':
        return node.items.map((item) => ({ kind: 'expression', value: this.expression(item), at }));
      case 'return_statement': {
        const [value] = node.items;
        return [{ kind: 'return', ...(value !== undefined && { value: this.expression(value) }), at }];
      }
      case 'if_statement':
        return this.#if(node);
      case 'for_statement':
        return [this.#for(node)];
      case 'block':
        return [{ kind: 'block', of: 'plain', body: this.statements(node), at }];
      case 'expression_switch_statement':
      case 'type_switch_statement':
      case 'select_statement':
        return this.#switch(node);
      default:
        return [];
    }
  }

  #function(node: SyntaxNode): FunctionDeclaration {
    const nameNode = node.field('name');
    const [receiver] = this.parameters(node.field('receiver'));
    const result = node.field('result');
    const body = node.field('body');
    return functionOf(node, {
      name: nameNode?.text ?? '',
      parameters: this.parameters(node.field('parameters')),
      ...(receiver !== undefined && { receiver }),
      ...(result !== undefined && { returns: resultType(result) }),
      ...(body !== undefined && { body: this.statements(body) }),
      suspects: goSuspects(`${node.field('parameters')?.text ?? ''}\n${body?.text ?? ''}`),
      at: (nameNode ?? node).span,
    });
  }

  #type(node: SyntaxNode): Statement[] {
    const nameNode = node.field('name');
    const of = node.field('type');
    if (nameNode === undefined || of === undefined) return [];
    const base = {
      name: nameNode.text,
      owners: [],
      decorators: [],
      supertypes: [],
      typeParameters: (node.field('type_parameters')?.items ?? []).flatMap((item) => item.fields('name').map(({ text }) => text)),
      fields: [],
      methods: [],
      statements: [],
      abstract: false,
      at: nameNode.span,
    };
    let read: TypeDeclaration = { ...base, kind: 'alias', alias: goType(of) };
    if (of.type === 'struct_type') {
      const { fields, embedded } = goFields(of);
      read = { ...base, kind: 'struct', fields, supertypes: embedded };
    } else if (of.type === 'interface_type') {
      const methods = of.items.filter((item) => item.type === 'method_elem').map((item) => this.#function(item));
      const embedded = of.items.filter((item) => item.type === 'type_elem').map(goType);
      read = { ...base, kind: 'interface', methods, supertypes: embedded, abstract: true };
    }
    return [{ kind: 'type', type: read, at: node.span }];
  }

  #variables(node: SyntaxNode): Statement[] {
    const typeNode = node.field('type');
    const of = typeNode === undefined ? undefined : goType(typeNode);
    const names = node.fields('name');
    const value = node.field('value');
    const values = value?.items ?? [];
    if (values.length === 1 && names.length > 1) return [this.#several(names, values[0], node.span)];
    return names.map((each, index): Statement => {
      const own = values[index];
      return {
        kind: 'declare',
        target: name(each.text, each.span),
        ...(of !== undefined && { type: of }),
        ...(own !== undefined ? { value: this.expression(own) } : of !== undefined && { value: zero(of) }),
        at: node.span,
      };
    });
  }

  #several(names: readonly SyntaxNode[], value: SyntaxNode | undefined, at: Statement['at']): Statement {
    const items = names.map((each): Expression => this.expression(each));
    return { kind: 'declare', target: { kind: 'list', items, at }, ...(value !== undefined && { value: this.expression(value) }), at };
  }

  #declared(left: SyntaxNode | undefined, right: SyntaxNode | undefined, of: TypeReference | undefined, at: Statement['at']): Statement[] {
    const names = left?.items ?? [];
    const values = right?.items ?? [];
    if (values.length === 1 && names.length > 1) return [this.#several(names, values[0], at)];
    return names.map((each, index): Statement => {
      const value = values[index];
      return {
        kind: 'declare',
        target: this.expression(each),
        ...(of !== undefined && { type: of }),
        ...(value !== undefined && { value: this.expression(value) }),
        at,
      };
    });
  }

  #assigned(node: SyntaxNode): Statement[] {
    const at = node.span;
    const left = node.field('left')?.items ?? [];
    const right = node.field('right')?.items ?? [];
    const isPlain = node.field('operator')?.type === '=';
    const assign = (target: Expression, value: Expression): Statement => ({
      kind: 'expression',
      value: { kind: 'assign', target, value, at },
      at,
    });
    if (right.length === 1 && left.length > 1 && right[0] !== undefined) {
      const items = left.map((item) => this.expression(item));
      return [assign({ kind: 'list', items, at }, this.expression(right[0]))];
    }
    return left.flatMap((item, index): Statement[] => {
      const value = right[index];
      if (value === undefined) return [];
      const target = this.expression(item);
      const read = this.expression(value);
      return [assign(target, isPlain ? read : { kind: 'concat', parts: [target, read], at })];
    });
  }

  #if(node: SyntaxNode): Statement[] {
    const initial = node.field('initializer');
    const condition = node.field('condition');
    const read: { condition?: Expression } = condition === undefined ? {} : { condition: this.expression(condition) };
    const otherwise = node.field('alternative');
    return [
      ...(initial === undefined ? [] : this.#statement(initial)),
      { kind: 'block', of: 'if', ...read, body: this.statements(node.field('consequence')), at: node.span },
      ...(otherwise === undefined
        ? []
        : [
            {
              kind: 'block',
              of: 'else',
              ...read,
              body: otherwise.type === 'block' ? this.statements(otherwise) : this.#statement(otherwise),
              at: otherwise.span,
            } as const,
          ]),
    ];
  }

  #for(node: SyntaxNode): Statement {
    const range = node.child('range_clause');
    const over = range?.field('right');
    const [key, value] = range?.field('left')?.items ?? [];
    const target: Expression = value === undefined ? other((key ?? node).span) : this.expression(value);
    return {
      kind: 'block',
      of: 'loop',
      ...(over !== undefined && { each: { target, over: this.expression(over) } }),
      body: this.statements(node.field('body')),
      at: node.span,
    };
  }

  #switch(node: SyntaxNode): Statement[] {
    const initial = node.field('initializer');
    const cases = node.items.filter((item) => /_case$/.test(item.type));
    return [
      ...(initial === undefined ? [] : this.#statement(initial)),
      {
        kind: 'block',
        of: 'plain',
        body: cases.map((item) => ({ kind: 'block', of: 'case', body: this.statements(item), at: item.span }) as const),
        at: node.span,
      },
    ];
  }
}

/** The first of several results: the others are mostly errors. */
function resultType(node: SyntaxNode): TypeReference {
  if (node.type !== 'parameter_list') return goType(node);
  const first = node.items[0]?.field('type');
  return first === undefined ? type('', node.span) : goType(first);
}

/** A variable of a struct type that is given no value holds one of its own. */
function zero(of: TypeReference): Expression {
  if (of.name === '' || /^(?:Array|map|any|object)$/.test(of.name) || of.nullable === true || /^[a-z]\w*$/.test(of.name))
    return of.name === 'Array' ? { kind: 'list', items: [], at: of.at } : { kind: 'null', at: of.at };
  const [first = '', ...rest] = of.name.split('.');
  const callee = rest.reduce<Expression>((object, member) => ({ kind: 'member', object, name: member, at: of.at }), name(first, of.at));
  return { kind: 'call', callee, arguments: [], creates: true, at: of.at };
}
