import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression, Statement, TypeDeclaration } from '../syntax/unit.ts';
import { JavaExpressions, readType } from './java-expressions.ts';

/** Statements of Java. */
export abstract class JavaStatements extends JavaExpressions {
  /** A type that is declared among statements. */
  abstract localType(node: SyntaxNode): TypeDeclaration;

  statements(parent: SyntaxNode): Statement[] {
    return parent.items.flatMap((node) => this.#statement(node));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.span;
    switch (node.type) {
      case 'local_variable_declaration':
      case 'resource':
        return this.#locals(node);
      case 'expression_statement':
        return node.items.map((item) => ({ kind: 'expression', value: this.expression(item), at }));
      case 'explicit_constructor_invocation':
        return [{ kind: 'expression', value: this.explicitConstructor(node), at }];
      case 'return_statement':
      case 'throw_statement': {
        const [value] = node.items;
        return [
          {
            kind: node.type === 'return_statement' ? 'return' : 'throw',
            ...(value !== undefined && { value: this.expression(value) }),
            at,
          },
        ];
      }
      case 'if_statement':
        return this.#if(node);
      case 'enhanced_for_statement':
        return [this.#forEach(node)];
      case 'class_declaration':
      case 'record_declaration':
      case 'enum_declaration':
      case 'interface_declaration':
        return [{ kind: 'type', type: this.localType(node), at }];
      default: {
        const of = BLOCKS[node.type];
        return of === undefined ? [] : [{ kind: 'block', of, body: this.statements(node), at }];
      }
    }
  }

  #locals(node: SyntaxNode): Statement[] {
    const typeNode = node.field('type');
    const declarators = node.type === 'resource' ? [node] : node.fields('declarator');
    return declarators.map((item): Statement => {
      const target = item.field('name');
      const value = item.field('value');
      return {
        kind: 'declare',
        target: { kind: 'name', name: target?.text ?? '', at: (target ?? item).span },
        ...(typeNode !== undefined && { type: readType(typeNode, this) }),
        ...(value !== undefined && { value: this.expression(value) }),
        at: item.span,
      };
    });
  }

  #if(node: SyntaxNode): Statement[] {
    const condition = node.field('condition');
    const read: { condition?: Expression } = condition === undefined ? {} : { condition: this.expression(condition) };
    const branch = (child: SyntaxNode | undefined): Statement[] =>
      child === undefined ? [] : child.type === 'block' ? this.statements(child) : this.#statement(child);
    const otherwise = node.field('alternative');
    return [
      { kind: 'block', of: 'if', ...read, body: branch(node.field('consequence')), at: node.span },
      ...(otherwise === undefined ? [] : [{ kind: 'block', of: 'else', ...read, body: branch(otherwise), at: otherwise.span } as const]),
    ];
  }

  #forEach(node: SyntaxNode): Statement {
    const target = node.field('name');
    const over = node.field('value');
    const each =
      target === undefined || over === undefined
        ? {}
        : { each: { target: { kind: 'name' as const, name: target.text, at: target.span }, over: this.expression(over) } };
    const body = node.field('body');
    return {
      kind: 'block',
      of: 'loop',
      ...each,
      body: body === undefined ? [] : body.type === 'block' ? this.statements(body) : this.#statement(body),
      at: node.span,
    };
  }
}

const BLOCKS: Readonly<Record<string, Extract<Statement, { kind: 'block' }>['of']>> = {
  block: 'plain',
  for_statement: 'loop',
  while_statement: 'loop',
  do_statement: 'loop',
  try_statement: 'try',
  try_with_resources_statement: 'try',
  resource_specification: 'with',
  catch_clause: 'catch',
  finally_clause: 'plain',
  synchronized_statement: 'plain',
  labeled_statement: 'plain',
  switch_expression: 'plain',
  switch_block: 'plain',
  switch_block_statement_group: 'case',
  switch_rule: 'case',
};
