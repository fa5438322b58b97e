import { argument, concat, dotted, functionOf, name, other, string, type, union } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Entry, Expression, ParameterDeclaration, TypeReference } from '../syntax/unit.ts';
import { table } from '../table.ts';

/** Expressions of Python. Types are expressions too: {@link typeOf} reads one as a type. */
export abstract class PythonExpressions {
  abstract parameter(node: SyntaxNode): ParameterDeclaration;

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'string':
        return this.#string(node);
      case 'concatenated_string':
        return joined(
          node.items.map((item) => this.expression(item)),
          at,
        );
      case 'integer':
      case 'float':
        return { kind: 'number', value: Number(node.text.replaceAll('_', '')), at };
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', at };
      case 'none':
        return { kind: 'null', at };
      case 'identifier':
        return name(node.text === 'self' ? 'this' : node.text, at);
      case 'dotted_name':
        return node.items
          .slice(1)
          .reduce<Expression>((object, item) => ({ kind: 'member', object, name: item.text, at }), name(node.items[0]?.text ?? '', at));
      case 'attribute':
        return { kind: 'member', object: this.#field(node, 'object'), name: node.field('attribute')?.text ?? '', at };
      case 'subscript':
      case 'generic_type':
        return this.#subscript(node);
      case 'call':
        return this.#call(node);
      case 'lambda':
        return { kind: 'function', function: this.#lambda(node), at };
      case 'dictionary':
        return { kind: 'map', entries: node.items.map((item) => this.#entry(item)), at };
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
        return { kind: 'list', items: node.items.map((item) => this.expression(item)), at };
      case 'list_splat':
      case 'dictionary_splat':
      case 'list_splat_pattern':
        return { kind: 'spread', value: this.#first(node), at };
      case 'parenthesized_expression':
      case 'await':
      case 'type':
      case 'named_expression':
        return node.type === 'named_expression' ? this.#field(node, 'value') : this.#first(node);
      case 'conditional_expression': {
        const [yes, condition, no] = node.items.map((item) => this.expression(item));
        return { kind: 'choice', ...(condition !== undefined && { condition }), items: [yes ?? other(at), no ?? other(at)], at };
      }
      case 'boolean_operator':
        return {
          kind: 'choice',
          items: [this.#field(node, 'left'), this.#field(node, 'right')],
          operator: node.field('operator')?.type === 'and' ? 'and' : 'or',
          at,
        };
      case 'comparison_operator':
        return other(
          at,
          node.items.map((item) => this.expression(item)),
          node.children
            .filter(({ named }) => !named)
            .map(({ type: operator }) => operator)
            .join(' '),
        );
      case 'binary_operator':
        return this.#binary(node);
      case 'not_operator':
        return other(at, [this.#field(node, 'argument')], '!');
      case 'assignment':
        return { kind: 'assign', target: this.#field(node, 'left'), value: this.#field(node, 'right'), at };
      case 'augmented_assignment':
        return this.#augmented(node);
      case 'ellipsis':
        return name('...', at);
      default:
        return other(
          at,
          node.items.map((item) => this.expression(item)),
        );
    }
  }

  #string(node: SyntaxNode): Expression {
    const raw = /^[a-z]*r/i.test(node.child('string_start')?.text ?? '');
    const parts = node.items.flatMap((part): Expression[] => {
      if (part.type === 'interpolation') return [this.#field(part, 'expression')];
      if (part.type !== 'string_content') return [];
      return [string(raw ? part.text : content(part), part.span)];
    });
    return joined(parts, node.span);
  }

  /** `x[a, b]`: one index, or a list of several. */
  #subscript(node: SyntaxNode): Expression {
    const indexes =
      node.type === 'generic_type'
        ? (node.child('type_parameter')?.items ?? []).map((item) => this.expression(item))
        : node.fields('subscript').map((item) => this.expression(item));
    const object = node.type === 'generic_type' ? this.#first(node) : this.#field(node, 'value');
    const [only] = indexes;
    const index: Expression = indexes.length === 1 && only !== undefined ? only : { kind: 'list', items: indexes, at: node.span };
    return { kind: 'index', object, index, at: node.span };
  }

  #call(node: SyntaxNode): Expression {
    const list = node.field('arguments');
    const items = list?.type === 'argument_list' ? list.items : list === undefined ? [] : [list];
    const args = items.map((item): Argument => {
      if (item.type !== 'keyword_argument') return argument(this.expression(item));
      return argument(this.#field(item, 'value'), item.field('name')?.text ?? '');
    });
    return { kind: 'call', callee: this.#field(node, 'function'), arguments: args, at: node.span };
  }

  #lambda(node: SyntaxNode) {
    const body = node.field('body');
    return functionOf(node, {
      name: '',
      parameters: (node.field('parameters')?.items ?? [])
        .filter(({ type: kind }) => !kind.endsWith('_separator'))
        .map((item) => this.parameter(item)),
      ...(body !== undefined && { body: [{ kind: 'return' as const, value: this.expression(body), at: body.span }] }),
      at: node.span,
    });
  }

  #entry(node: SyntaxNode): Entry {
    if (node.type !== 'pair') return { key: undefined, value: this.expression(node), at: node.span };
    const key = this.#field(node, 'key');
    const value = this.#field(node, 'value');
    return key.kind === 'string' ? { key: key.value, value, at: key.at } : { key: undefined, computed: key, value, at: key.at };
  }

  #binary(node: SyntaxNode): Expression {
    const items = [this.#field(node, 'left'), this.#field(node, 'right')];
    const operator = node.field('operator')?.type ?? '';
    // Lists and strings alike: `a + b`.
    return operator === '+' ? concat(items, node.span) : other(node.span, items, operator);
  }

  /** `a += b` reads as `a = a + b`. */
  #augmented(node: SyntaxNode): Expression {
    const target = this.#field(node, 'left');
    const value = this.#field(node, 'right');
    return { kind: 'assign', target, value: concat([target, value], node.span), at: node.span };
  }

  #field(node: SyntaxNode, field: string): Expression {
    const child = node.field(field);
    return child === undefined ? other(node.span) : this.expression(child);
  }

  #first(node: SyntaxNode): Expression {
    const [child] = node.items;
    return child === undefined ? other(node.span) : this.expression(child);
  }
}

/** An expression that stands where a type is meant (PEP 484, 593, 604). */
export function typeOf(expression: Expression): TypeReference {
  const { at } = expression;
  switch (expression.kind) {
    case 'null':
      return type('None', at);
    case 'string':
      return /^[\w.]+$/.test(expression.value) ? type(expression.value, at) : type('', at);
    case 'index':
      return subscripted(expression);
    case 'other':
      return expression.operator === '|' ? union(expression.parts.map(typeOf), at) : type('', at);
    case 'call':
      return { ...type(dotted(expression.callee) ?? '', at), metadata: [expression] };
    default:
      return type(dotted(expression) ?? '', at);
  }
}

function subscripted({ object, index, at }: Extract<Expression, { kind: 'index' }>): TypeReference {
  const written = dotted(object) ?? '';
  const base = written.slice(written.lastIndexOf('.') + 1);
  const items = index.kind === 'list' ? index.items : [index];
  const [first, ...rest] = items;
  switch (base) {
    case 'Optional':
      return first === undefined ? type('', at) : { ...typeOf(first), nullable: true };
    case 'Union':
      return union(items.map(typeOf), at);
    case 'Annotated': {
      if (first === undefined) return type('', at);
      const inner = typeOf(first);
      return { ...inner, metadata: [...(inner.metadata ?? []), ...rest] };
    }
    case 'Literal':
      return union(
        items.map((item): TypeReference => {
          const known = item.kind === 'string' || item.kind === 'number' || item.kind === 'boolean';
          return known ? { ...type('literal', item.at), value: item.value } : typeOf(item);
        }),
        at,
      );
    default:
      return type(ARRAYS.has(base) ? 'Array' : written, at, items.map(typeOf));
  }
}

const ARRAYS = new Set(['List', 'list', 'Sequence', 'Iterable', 'Set', 'set', 'FrozenSet', 'frozenset', 'Collection', 'Tuple', 'tuple']);

function joined(parts: readonly Expression[], at: Expression['at']): Expression {
  const flat = parts.flatMap((part) => (part.kind === 'concat' ? part.parts : [part]));
  const strings = flat.flatMap((part) => (part.kind === 'string' ? [part.value] : []));
  return strings.length === flat.length ? string(strings.join(''), at) : concat(flat, at);
}

const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', '\n': '', '\\': '\\', "'": "'", '"': '"' });

function content(node: SyntaxNode): string {
  return node.text.replaceAll(/\\([\s\S])/g, (whole, character: string) => ESCAPES[character] ?? whole);
}
