import { argument, concat, functionOf, memberPath, name, other, string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Entry, Expression, ParameterDeclaration, Statement, TypeReference } from '../syntax/unit.ts';
import { table } from '../table.ts';
import { goSuspects } from './go-suspects.ts';
import { goType } from './go-types.ts';

/** Expressions of Go. */
export abstract class GoExpressions {
  abstract statements(parent: SyntaxNode | undefined): Statement[];

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'interpreted_string_literal':
        return string(unescaped(node.text.slice(1, -1)), at);
      case 'raw_string_literal':
        return string(node.text.slice(1, -1), at);
      case 'int_literal':
      case 'float_literal':
        return { kind: 'number', value: Number(node.text.replaceAll('_', '')), at };
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', at };
      case 'nil':
        return { kind: 'null', at };
      case 'identifier':
      case 'type_identifier':
      case 'package_identifier':
      case 'field_identifier':
        return name(node.text, at);
      case 'qualified_type':
        return memberPath(node.text.replaceAll(/\s/g, ''), at);
      case 'selector_expression':
        return { kind: 'member', object: this.#field(node, 'operand'), name: node.field('field')?.text ?? '', at };
      case 'call_expression':
        return this.#call(node);
      case 'composite_literal':
        return this.#composite(node.field('type'), node.field('body'), at);
      case 'func_literal':
        return { kind: 'function', function: this.#function(node), at };
      case 'unary_expression':
        return this.#unary(node);
      case 'type_assertion_expression':
        return this.#field(node, 'operand');
      case 'index_expression':
        return { kind: 'index', object: this.#field(node, 'operand'), index: this.#field(node, 'index'), at };
      case 'type_instantiation_expression': {
        const base = node.field('type');
        return base === undefined ? other(at) : this.expression(base);
      }
      case 'generic_type':
        return memberPath(goType(node).name, at);
      case 'parenthesized_expression':
      case 'literal_element':
      case 'expression_list': {
        const items = node.items.map((item) => this.expression(item));
        return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'list', items, at };
      }
      case 'variadic_argument': {
        const [inner] = node.items;
        return inner === undefined ? other(at) : { kind: 'spread', value: this.expression(inner), at };
      }
      case 'binary_expression': {
        const items = [this.#field(node, 'left'), this.#field(node, 'right')];
        const operator = node.field('operator')?.type ?? '';
        return operator === '+' ? concat(items, at) : other(at, items, operator);
      }
      case 'type_conversion_expression': {
        const operand = node.field('operand');
        return other(at, operand === undefined ? [] : [this.expression(operand)]);
      }
      default:
        return other(
          at,
          node.items.map((item) => this.expression(item)),
        );
    }
  }

  parameters(list: SyntaxNode | undefined): ParameterDeclaration[] {
    return (list?.items ?? []).flatMap((node): ParameterDeclaration[] => {
      const typeNode = node.field('type');
      const read = typeNode === undefined ? undefined : goType(typeNode);
      const rest = node.type === 'variadic_parameter_declaration';
      const typed = read === undefined ? undefined : rest ? { name: 'Array', args: [read], at: read.at } : read;
      const of = (named: string, at: SyntaxNode): ParameterDeclaration => ({
        name: named,
        ...(typed !== undefined && { type: typed }),
        decorators: [],
        optional: false,
        rest,
        modifiers: [],
        at: at.span,
      });
      const names = node.fields('name');
      return names.length === 0 ? [of('_', node)] : names.map((each) => of(each.text, each));
    });
  }

  #call(node: SyntaxNode): Expression {
    const at = node.span;
    const callee = node.field('function');
    const list = node.field('arguments')?.items ?? [];
    if (callee?.type === 'identifier' && callee.text === 'new' && list[0] !== undefined) return this.#composite(list[0], undefined, at);
    if (callee?.type === 'identifier' && callee.text === 'append') {
      const [first, ...rest] = list.map((item) => this.expression(item));
      const items: Expression[] = first === undefined ? [] : [{ kind: 'spread', value: first, at }, ...rest];
      return { kind: 'list', items, at };
    }
    return {
      kind: 'call',
      callee: callee === undefined ? other(at) : this.expression(callee),
      arguments: list.map((item): Argument => argument(this.expression(item))),
      at,
    };
  }

  /** `T{...}`: a list, a map, or a value of a struct with its fields as named arguments. */
  #composite(typeNode: SyntaxNode | undefined, body: SyntaxNode | undefined, at: Expression['at']): Expression {
    const of = typeNode === undefined ? undefined : goType(typeNode);
    return this.#literal(of, body, at);
  }

  #literal(of: TypeReference | undefined, body: SyntaxNode | undefined, at: Expression['at']): Expression {
    const elements = body?.items ?? [];
    if (of?.name === 'Array') {
      const items = elements.map((each) => this.#element(each.type === 'keyed_element' ? each.field('value') : each, of.args[0]));
      return { kind: 'list', items, at };
    }
    const keyed = elements.filter(({ type }) => type === 'keyed_element');
    const isMap = of?.name === 'map' || keyed.some((each) => /_string_literal$/.test(each.field('key')?.items[0]?.type ?? ''));
    if (isMap) {
      const entries = keyed.map((each): Entry => {
        const keyNode = each.field('key') ?? each;
        const key = this.expression(keyNode);
        const value = this.#element(each.field('value'), of?.args[1]);
        return {
          key: key.kind === 'string' ? key.value : undefined,
          ...(key.kind !== 'string' && { computed: key }),
          value,
          at: keyNode.span,
        };
      });
      return { kind: 'map', entries, at };
    }
    if (of?.name === 'object') {
      // A struct whose type stands in place is no more than its fields.
      const entries = elements.map((each, index): Entry => {
        const isKeyed = each.type === 'keyed_element';
        const key = isKeyed ? each.field('key')?.text : of.fields?.[index]?.name;
        return { key, value: this.#element(isKeyed ? each.field('value') : each, undefined), at: each.span };
      });
      return { kind: 'map', entries, at };
    }
    const args = elements.map((each): Argument => {
      if (each.type !== 'keyed_element') return argument(this.#element(each, undefined));
      return argument(this.#element(each.field('value'), undefined), each.field('key')?.text ?? '');
    });
    return { kind: 'call', callee: memberPath(of?.name ?? '', of?.at ?? at), arguments: args, creates: true, at };
  }

  /** An element whose type the literal around it tells: `[]T{{...}}`. */
  #element(node: SyntaxNode | undefined, of: TypeReference | undefined): Expression {
    if (node === undefined) return other({ start: 0, end: 0 });
    const inner = node.type === 'literal_element' ? (node.items[0] ?? node) : node;
    return inner.type === 'literal_value' ? this.#literal(of, inner, inner.span) : this.expression(inner);
  }

  #function(node: SyntaxNode) {
    return functionOf(node, {
      name: '',
      parameters: this.parameters(node.field('parameters')),
      body: this.statements(node.field('body')),
      suspects: goSuspects(`${node.field('parameters')?.text ?? ''}\n${node.field('body')?.text ?? ''}`),
      at: node.span,
    });
  }

  #unary(node: SyntaxNode): Expression {
    const value = this.#field(node, 'operand');
    const operator = node.field('operator')?.type ?? '';
    if (operator === '&' || operator === '*' || operator === '<-') return value;
    if (operator === '-' && value.kind === 'number') return { ...value, value: -value.value };
    return other(node.span, [value], operator);
  }

  #field(node: SyntaxNode, field: string): Expression {
    const child = node.field(field);
    return child === undefined ? other(node.span) : this.expression(child);
  }
}

const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\x07' });

function unescaped(text: string): string {
  return text.replaceAll(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/g, (_, sequence: string) => {
    if (sequence.length === 1) return ESCAPES[sequence] ?? sequence;
    const code = Number.parseInt(sequence.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
