import { argument, concat, decorator, functionOf, name, other, string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type {
  Argument,
  Decorator,
  Doc,
  Entry,
  Expression,
  Field,
  FunctionDeclaration,
  ParameterDeclaration,
  Statement,
  TypeDeclaration,
} from '../syntax/unit.ts';
import { table } from '../table.ts';
import { readType } from './javascript-types.ts';

/** Expressions, patterns and functions of JavaScript and TypeScript; what they hold of statements and classes is left to the reader. */
export abstract class JavaScriptExpressions {
  abstract statements(parent: SyntaxNode): Statement[];
  abstract members(body: SyntaxNode): { fields: Field[]; methods: FunctionDeclaration[] };
  abstract typeDeclaration(node: SyntaxNode, decorators: readonly Decorator[], doc?: Doc): TypeDeclaration;

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'string':
        return string(stringValue(node) ?? '', at);
      case 'template_string':
        return this.#template(node);
      case 'number':
        return { kind: 'number', value: Number(node.text.replaceAll('_', '')), at };
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', at };
      case 'null':
      case 'undefined':
        return { kind: 'null', at };
      case 'regex':
        return { kind: 'regex', value: node.field('pattern')?.text ?? '', at };
      case 'identifier':
      case 'property_identifier':
      case 'type_identifier':
      case 'this':
      case 'super':
      case 'import':
        return node.text === 'undefined' ? { kind: 'null', at } : name(node.text, at);
      case 'meta_property':
        return name('import.meta', at);
      case 'member_expression':
        return { kind: 'member', object: this.#field(node, 'object'), name: node.field('property')?.text ?? '', at };
      case 'subscript_expression':
        return this.#subscript(node);
      case 'call_expression':
      case 'new_expression':
        return this.#call(node);
      case 'arrow_function':
      case 'function_expression':
      case 'generator_function':
      case 'function':
        return { kind: 'function', function: this.functionDeclaration(node), at };
      case 'class':
        return { kind: 'class', type: this.typeDeclaration(node, []), at };
      case 'object':
        return { kind: 'map', entries: node.items.map((item) => this.#entry(item)), at };
      case 'array':
        return { kind: 'list', items: node.items.map((item) => this.expression(item)), at };
      case 'spread_element':
        return { kind: 'spread', value: this.#first(node), at };
      case 'parenthesized_expression':
      case 'await_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'type_assertion':
        return node.type === 'type_assertion' ? this.#last(node) : this.#first(node);
      case 'ternary_expression':
        return {
          kind: 'choice',
          condition: this.#field(node, 'condition'),
          items: [this.#field(node, 'consequence'), this.#field(node, 'alternative')],
          at,
        };
      case 'binary_expression':
        return this.#binary(node);
      case 'unary_expression':
        return other(at, [this.#field(node, 'argument')], node.field('operator')?.type ?? '');
      case 'assignment_expression': {
        const left = node.field('left');
        return { kind: 'assign', target: left === undefined ? other(at) : this.pattern(left), value: this.#field(node, 'right'), at };
      }
      default:
        return other(
          at,
          node.items.map((item) => this.expression(item)),
        );
    }
  }

  /** What is assigned to or declared: names, members, and maps and lists of them. */
  pattern(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'object_pattern':
        return { kind: 'map', entries: node.items.map((item) => this.#patternEntry(item)), at };
      case 'array_pattern':
        return { kind: 'list', items: node.items.map((item) => this.pattern(item)), at };
      case 'assignment_pattern':
      case 'object_assignment_pattern': {
        const left = node.field('left');
        return left === undefined ? other(at) : this.pattern(left);
      }
      case 'rest_pattern':
        return { kind: 'spread', value: this.#first(node), at };
      case 'shorthand_property_identifier_pattern':
        return name(node.text, at);
      default:
        return this.expression(node);
    }
  }

  functionDeclaration(node: SyntaxNode, doc?: Doc): FunctionDeclaration {
    const nameNode = node.field('name');
    const body = node.field('body');
    const returns = node.field('return_type');
    return functionOf(node, {
      name: propertyName(nameNode) ?? '',
      parameters: this.#parameters(node),
      ...(returns !== undefined && { returns: readType(returns, this) }),
      ...(body !== undefined && { body: this.#functionBody(body) }),
      modifiers: node.children
        .filter(({ named, type }) => (!named && /^[a-z]+$/.test(type)) || type === 'accessibility_modifier')
        .map(({ text }) => text),
      ...(doc !== undefined && { doc }),
      at: (nameNode ?? node.children[0] ?? node).span,
    });
  }

  #functionBody(body: SyntaxNode): Statement[] {
    if (body.type === 'statement_block') return this.statements(body);
    return [{ kind: 'return', value: this.expression(body), at: body.span }];
  }

  #parameters(node: SyntaxNode): ParameterDeclaration[] {
    const single = node.field('parameter');
    const list = node.field('parameters');
    return (single === undefined ? (list?.items ?? []) : [single]).map((item) => this.#parameter(item));
  }

  #parameter(node: SyntaxNode): ParameterDeclaration {
    const inner = node.field('pattern') ?? node.field('left') ?? node;
    const rest = inner.type === 'rest_pattern';
    const target = this.pattern(rest ? (inner.items[0] ?? inner) : inner);
    const value = node.field('value') ?? node.field('right');
    const type = node.field('type');
    return {
      name: target.kind === 'name' ? target.name : '',
      ...(target.kind !== 'name' && { pattern: target }),
      ...(type !== undefined && { type: readType(type, this) }),
      decorators: node.fields('decorator').map((each) => decorator(this.#first(each), each.span)),
      ...(value !== undefined && { value: this.expression(value) }),
      optional: node.type === 'optional_parameter' || value !== undefined,
      rest,
      modifiers: node.children.filter(({ type: kind }) => kind === 'accessibility_modifier' || kind === 'readonly').map(({ text }) => text),
      at: inner.span,
    };
  }

  #template(node: SyntaxNode): Expression {
    const parts = node.items.map((part) =>
      part.type === 'template_substitution'
        ? this.#first(part)
        : string(part.type === 'escape_sequence' ? unescaped(part.text) : part.text, part.span),
    );
    const [only] = parts;
    if (only === undefined) return string('', node.span);
    if (parts.every((part) => part.kind === 'string'))
      return string(parts.map((part) => ('value' in part ? part.value : '')).join(''), node.span);
    return concat(parts, node.span);
  }

  #subscript(node: SyntaxNode): Expression {
    const object = this.#field(node, 'object');
    const index = this.#field(node, 'index');
    if (index.kind === 'string') return { kind: 'member', object, name: index.value, at: node.span };
    return { kind: 'index', object, index, at: node.span };
  }

  #call(node: SyntaxNode): Expression {
    const creates = node.type === 'new_expression';
    const callee = this.#field(node, creates ? 'constructor' : 'function');
    const list = node.field('arguments');
    const typeArguments = node.field('type_arguments')?.items.map((item) => readType(item, this));
    // A tagged template is a call with its template.
    const args: Argument[] =
      list?.type === 'template_string'
        ? [argument(this.expression(list))]
        : (list?.items ?? []).map((item) => argument(this.expression(item)));
    return {
      kind: 'call',
      callee,
      arguments: args,
      ...(creates && { creates: true as const }),
      ...(typeArguments !== undefined && { typeArguments }),
      at: node.span,
    };
  }

  #binary(node: SyntaxNode): Expression {
    const operator = node.field('operator')?.type ?? '';
    const items = [this.#field(node, 'left'), this.#field(node, 'right')];
    if (operator === '+') return concat(items, node.span);
    if (operator === '||' || operator === '??' || operator === '&&') return { kind: 'choice', items, at: node.span };
    return other(node.span, items, operator);
  }

  #entry(node: SyntaxNode): Entry {
    switch (node.type) {
      case 'pair': {
        const key = node.field('key');
        const value = this.#field(node, 'value');
        const named = propertyName(key);
        const computed = named === undefined ? key?.items[0] : undefined;
        return { key: named, ...(computed !== undefined && { computed: this.expression(computed) }), value, at: (key ?? node).span };
      }
      case 'shorthand_property_identifier':
        return { key: node.text, value: name(node.text, node.span), at: node.span };
      case 'method_definition': {
        const value = this.functionDeclaration(node);
        return { key: value.name, value: { kind: 'function', function: value, at: node.span }, at: value.at };
      }
      default:
        return { key: undefined, value: this.expression(node), at: node.span };
    }
  }

  #patternEntry(node: SyntaxNode): Entry {
    if (node.type === 'pair_pattern') {
      const key = node.field('key');
      const value = node.field('value');
      return { key: propertyName(key), value: value === undefined ? other(node.span) : this.pattern(value), at: (key ?? node).span };
    }
    const value = this.pattern(node);
    return { key: value.kind === 'name' ? value.name : undefined, value, at: node.span };
  }

  #field(node: SyntaxNode, field: string): Expression {
    const child = node.field(field);
    return child === undefined ? other(node.span) : this.expression(child);
  }

  #first(node: SyntaxNode): Expression {
    const [child] = node.items;
    return child === undefined ? other(node.span) : this.expression(child);
  }

  #last(node: SyntaxNode): Expression {
    const child = node.items.at(-1);
    return child === undefined ? other(node.span) : this.expression(child);
  }
}

/** A key as text; undefined for a computed one that is no string. */
export function propertyName(node: SyntaxNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'computed_property_name') return stringValue(node.items[0]);
  return node.type === 'string' ? stringValue(node) : node.text;
}

/** The value of a string literal. */
export function stringValue(node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== 'string') return undefined;
  return node.items.map((part) => (part.type === 'escape_sequence' ? unescaped(part.text) : part.text)).join('');
}

const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' });

/** An escape sequence of ECMAScript (ECMA-262 section 12.9.4). */
function unescaped(sequence: string): string {
  const body = sequence.slice(1);
  const code = /^(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\})$/i.exec(body);
  if (code !== null) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  return /^[\r\n\u2028\u2029]/.test(body) ? '' : (ESCAPES[body] ?? body);
}
