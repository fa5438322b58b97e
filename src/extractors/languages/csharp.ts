/** Reads C#: namespaces and statements. Types with their members, and expressions, stand in files beside it. */

import { name, other } from '../syntax/build.ts';
import type { Language } from '../syntax/language.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Expression, Import, Statement, Unit } from '../syntax/unit.ts';
import { assigned, CSHARP_TYPES, CSharpMembers } from './csharp-members.ts';
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

/** What stands around declarations and adds nothing to them. */
const TRANSPARENT = new Set([
  'namespace_declaration',
  'declaration_list',
  'global_statement',
  'preproc_region',
  'file_scoped_namespace_declaration',
]);

class Reader extends CSharpMembers {
  statements(parent: SyntaxNode): Statement[] {
    return parent.items.flatMap((node) => this.#statement(node));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    const kind = CSHARP_TYPES[node.type];
    if (kind !== undefined) return [{ kind: 'type', type: this.type(node, kind, []), at }];
    if (TRANSPARENT.has(node.type)) return this.statements(node);
    switch (node.type) {
      case 'local_declaration_statement':
      case 'variable_declaration':
        return this.#locals(node.type === 'variable_declaration' ? node : node.child('variable_declaration'));
      case 'expression_statement':
        return node.items.map((item) => ({ kind: 'expression', value: this.expression(item), at }));
      case 'local_function_statement':
        return [{ kind: 'function', function: this.method(node), at }];
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
