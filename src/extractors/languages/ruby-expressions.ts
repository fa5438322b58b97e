import { argument, concat, functionOf, name, other } from '../syntax/build.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Entry, Expression, FunctionDeclaration, ParameterDeclaration, Statement } from '../syntax/unit.ts';
import { rubyLeaf } from './ruby-leaves.ts';
import { rubyBinary, rubyOperatorAssignment, rubyUnary } from './ruby-operators.ts';
import { rubyParameters } from './ruby-parameters.ts';
import { rubyRegex, rubyText } from './ruby-strings.ts';
import { rubySuspects } from './ruby-suspects.ts';

/** Name of the argument that is a block: `do ... end`, `{ ... }`, `&block`. */
export const BLOCK = '&';

/** Blocks in blocks whose words are read one by one; deeper ones count as suspect. */
const DEEPEST_BLOCK = 8;

/**
 * Expressions of Ruby. Symbols are strings; `a.b` without arguments is a member, although Ruby calls it; qualified constants stay whole
 * (`A::B`); instance variables keep their `@`; a block is the argument named {@link BLOCK}.
 */
export abstract class RubyExpressions {
  #blocks = 0;
  #methods = 0;
  readonly #read = (node: SyntaxNode): Expression => this.expression(node);

  /** Statements below a node, in source order. */
  abstract statements(parent: SyntaxNode | undefined): Statement[];

  abstract method(node: SyntaxNode): FunctionDeclaration;

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'string':
      case 'delimited_symbol':
      case 'bare_string':
      case 'bare_symbol':
      case 'subshell':
        return rubyText(node, this.#read);
      case 'chained_string':
        return concat(
          node.items.map((item) => this.expression(item)),
          at,
        );
      case 'regex':
        return rubyRegex(node);
      case 'scope_resolution':
        return this.#scoped(node);
      case 'string_array':
      case 'symbol_array':
      case 'array':
      case 'right_assignment_list':
      case 'left_assignment_list':
        return { kind: 'list', items: node.items.map((item) => this.expression(item)), at };
      case 'hash':
        return { kind: 'map', entries: node.items.map((item) => this.#entry(item)), at };
      case 'splat_argument':
      case 'hash_splat_argument':
      case 'rest_assignment': {
        const [value] = node.items;
        return { kind: 'spread', value: value === undefined ? other(at) : this.expression(value), at };
      }
      case 'call':
        return this.#call(node);
      case 'element_reference': {
        const object = node.field('object');
        const index = node.items.find((item) => item !== object && item.type !== 'block');
        return {
          kind: 'index',
          object: object === undefined ? other(at) : this.expression(object),
          index: index === undefined ? other(at) : this.expression(index),
          at,
        };
      }
      case 'lambda':
        return { kind: 'function', function: this.block(node), at };
      case 'unary':
        return rubyUnary(node, this.#read);
      case 'binary':
        return rubyBinary(node, this.#read);
      case 'conditional': {
        const condition = node.field('condition');
        const items = ['consequence', 'alternative'].map((field) => this.#field(node, field));
        return { kind: 'choice', ...(condition !== undefined && { condition: this.expression(condition) }), items, at };
      }
      case 'assignment':
        return { kind: 'assign', target: this.#field(node, 'left'), value: this.#field(node, 'right'), at };
      case 'operator_assignment':
        return rubyOperatorAssignment(node, this.#read);
      case 'parenthesized_statements': {
        const items = node.items;
        const [only] = items;
        return items.length === 1 && only !== undefined ? this.expression(only) : this.#inline(node);
      }
      case 'yield':
        return { kind: 'call', callee: name('yield', at), arguments: this.arguments(node.items[0]), at };
      case 'method':
      case 'singleton_method':
        return { kind: 'function', function: this.method(node), at };
      case 'rescue_modifier':
        return other(
          at,
          node.items.map((item) => this.expression(item)),
          'rescue',
        );
      case 'if':
      case 'unless':
      case 'case':
      case 'case_match':
      case 'begin':
      case 'while':
      case 'until':
      case 'for':
      case 'if_modifier':
      case 'unless_modifier':
      case 'return':
      case 'break':
      case 'next':
        return this.#inline(node);
      case 'range':
        return other(
          at,
          ['begin', 'end'].map((field): Expression => {
            const end = node.field(field);
            return end === undefined ? { kind: 'null', at } : this.expression(end);
          }),
          node.field('operator')?.text ?? '..',
        );
      default:
        return (
          rubyLeaf(node) ??
          other(
            at,
            node.items.map((item) => this.expression(item)),
          )
        );
    }
  }

  /** Statements where a value is asked for: a function of their own, so that whoever walks the expression sees them. */
  #inline(node: SyntaxNode): Expression {
    const body = node.type === 'parenthesized_statements' ? this.statements(node) : this.statement(node);
    const inner = functionOf(node, { name: '', parameters: [], body, suspects: [], at: node.span });
    return other(node.span, [{ kind: 'function', function: inner, at: node.span }], 'inline');
  }

  abstract statement(node: SyntaxNode): Statement[];

  #field(node: SyntaxNode, field: string): Expression {
    const found = node.field(field);
    return found === undefined ? other(node.span) : this.expression(found);
  }

  #scoped(node: SyntaxNode): Expression {
    const scope = node.field('scope');
    const isConstant = scope === undefined || scope.type === 'constant' || scope.type === 'scope_resolution';
    if (isConstant) return name(node.text.replaceAll(/\s/g, ''), node.span);
    return { kind: 'member', object: this.expression(scope), name: node.field('name')?.text ?? '', at: node.span };
  }

  #entry(node: SyntaxNode): Entry {
    if (node.type !== 'pair') return { key: undefined, value: this.expression(node.items[0] ?? node), at: node.span };
    const keyNode = node.field('key');
    const valueNode = node.field('value');
    const key = keyNode === undefined ? undefined : this.expression(keyNode);
    // `{ a: }` is short for `{ a: a }`.
    const value = valueNode === undefined ? name(keyNode?.text ?? '', node.span) : this.expression(valueNode);
    const at = (keyNode ?? node).span;
    return key?.kind === 'string'
      ? { key: key.value, value, at }
      : { key: undefined, ...(key !== undefined && { computed: key }), value, at };
  }

  #call(node: SyntaxNode): Expression {
    const receiver = node.field('receiver');
    const methodNode = node.field('method');
    const list = node.field('arguments');
    const block = node.field('block');
    const at = node.span;
    // `a.()` calls `call`.
    const called = methodNode === undefined || methodNode.type === 'argument_list' ? 'call' : methodNode.text;
    const callee: Expression =
      receiver === undefined
        ? name(methodNode?.type === 'super' ? 'super' : called, (methodNode ?? node).span)
        : { kind: 'member', object: this.expression(receiver), name: called, at: { start: node.start, end: (methodNode ?? node).end } };
    if (list === undefined && block === undefined && methodNode !== undefined) return callee;
    const args = [
      ...this.arguments(list),
      ...(block === undefined ? [] : [argument({ kind: 'function', function: this.block(block), at: block.span }, BLOCK)]),
    ];
    const creates = receiver !== undefined && called === 'new';
    return { kind: 'call', callee, arguments: args, ...(creates && { creates: true as const }), at };
  }

  /** Arguments; pairs whose key is no symbol stand together in one map: `get 'a' => 'b#c'`. */
  arguments(list: SyntaxNode | undefined): Argument[] {
    const found: Argument[] = [];
    const entries: Entry[] = [];
    for (const item of list?.items ?? []) {
      const key = item.type === 'pair' ? item.field('key') : undefined;
      if (item.type === 'block_argument') {
        const [value] = item.items;
        found.push(argument(value === undefined ? other(item.span) : this.expression(value), BLOCK));
      } else if (key === undefined) found.push(argument(this.expression(item)));
      else if (key.type === 'hash_key_symbol' || key.type === 'simple_symbol') {
        const { value } = this.#entry(item);
        found.push(argument(value, key.text.replace(/^:/, '')));
      } else entries.push(this.#entry(item));
    }
    const [first] = entries;
    if (first !== undefined) found.unshift(argument({ kind: 'map', entries, at: first.at }));
    return found;
  }

  /** A block or lambda. Its suspect words are those of its text, unless it stands in a method, whose words hold them. */
  block(node: SyntaxNode): FunctionDeclaration {
    const inner = node.type === 'lambda' ? (node.field('body') ?? node) : node;
    const body = inner.field('body');
    this.#blocks++;
    const read = functionOf(node, {
      name: '',
      parameters: this.parameters(node.field('parameters') ?? inner.field('parameters')),
      body: this.statements(body),
      suspects: this.#suspects(body),
      at: node.span,
    });
    this.#blocks--;
    return read;
  }

  #suspects(body: SyntaxNode | undefined): string[] {
    if (this.#methods > 0) return [];
    return this.#blocks > DEEPEST_BLOCK ? ['authenticate'] : rubySuspects(body?.text ?? '');
  }

  parameters(list: SyntaxNode | undefined): ParameterDeclaration[] {
    return rubyParameters(list, this.#read);
  }

  /** What is read of a method's body. */
  inMethod<T>(read: () => T): T {
    this.#methods++;
    const found = read();
    this.#methods--;
    return found;
  }
}

/** Nodes that a list of statements holds; comments and the bodies of heredocs are none. */
export function isStatement(node: SyntaxNode): boolean {
  return node.named && !isComment(node) && node.type !== 'heredoc_body' && node.type !== 'empty_statement';
}
