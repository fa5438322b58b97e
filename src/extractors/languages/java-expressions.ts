import { argument, concat, decorator, functionOf, memberPath, name, other, type } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Decorator, Expression, ParameterDeclaration, Statement, TypeDeclaration, TypeReference } from '../syntax/unit.ts';
import { javaString } from './java-strings.ts';

/** Expressions and annotations of Java. */
export abstract class JavaExpressions {
  abstract statements(parent: SyntaxNode): Statement[];
  abstract parameter(node: SyntaxNode): ParameterDeclaration;
  abstract anonymousClass(body: SyntaxNode): TypeDeclaration;

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'string_literal':
        return javaString(node);
      case 'decimal_integer_literal':
      case 'hex_integer_literal':
      case 'decimal_floating_point_literal':
        return {
          kind: 'number',
          value: Number(
            node.text
              .replaceAll('_', '')
              .replace(/[lL]$/, '')
              .replace(/^([^xX]*)[dDfF]$/, '$1'),
          ),
          at,
        };
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', at };
      case 'null_literal':
        return { kind: 'null', at };
      case 'identifier':
      case 'this':
      case 'super':
      case 'type_identifier':
        return name(node.text, at);
      case 'scoped_identifier':
      case 'scoped_type_identifier':
        return memberPath(node.text.replaceAll(/\s/g, ''), at);
      case 'field_access':
        return { kind: 'member', object: this.#field(node, 'object'), name: node.field('field')?.text ?? '', at };
      case 'method_invocation':
        return this.#invocation(node);
      case 'object_creation_expression':
        return this.#creation(node);
      case 'array_access':
        return { kind: 'index', object: this.#field(node, 'array'), index: this.#field(node, 'index'), at };
      case 'lambda_expression':
        return { kind: 'function', function: this.#lambda(node), at };
      case 'method_reference':
        return this.#methodReference(node);
      case 'class_literal': {
        const [of] = node.items;
        return { kind: 'type', type: of === undefined ? type('', at) : readType(of, this), at };
      }
      case 'element_value_array_initializer':
      case 'array_initializer':
        return { kind: 'list', items: node.items.map((item) => this.expression(item)), at };
      case 'array_creation_expression': {
        const value = node.field('value');
        return value === undefined ? other(at) : this.expression(value);
      }
      case 'annotation':
      case 'marker_annotation':
        return { kind: 'decorator', decorator: this.annotation(node), at };
      case 'parenthesized_expression':
        return this.#first(node);
      case 'cast_expression':
        return this.#field(node, 'value');
      case 'ternary_expression':
        return {
          kind: 'choice',
          condition: this.#field(node, 'condition'),
          items: [this.#field(node, 'consequence'), this.#field(node, 'alternative')],
          at,
        };
      case 'binary_expression': {
        const items = [this.#field(node, 'left'), this.#field(node, 'right')];
        const operator = node.field('operator')?.type ?? '';
        return operator === '+' ? concat(items, at) : other(at, items, operator);
      }
      case 'unary_expression':
        return other(at, [this.#field(node, 'operand')], node.field('operator')?.type ?? '');
      case 'assignment_expression':
        return { kind: 'assign', target: this.#field(node, 'left'), value: this.#field(node, 'right'), at };
      default:
        return other(
          at,
          node.items.map((item) => this.expression(item)),
        );
    }
  }

  annotation(node: SyntaxNode): Decorator {
    const nameNode = node.field('name');
    const callee = nameNode === undefined ? name('', node.span) : this.expression(nameNode);
    const args = (node.field('arguments')?.items ?? []).map((item): Argument => {
      if (item.type !== 'element_value_pair') return argument(this.expression(item));
      return argument(this.#field(item, 'value'), item.field('key')?.text ?? '');
    });
    const read = decorator(callee, node.span);
    return { ...read, arguments: args, called: node.type === 'annotation' };
  }

  /** `this(...)` and `super(...)`. */
  explicitConstructor(node: SyntaxNode): Expression {
    const args = (node.field('arguments')?.items ?? []).map((item) => argument(this.expression(item)));
    return { kind: 'call', callee: this.#field(node, 'constructor'), arguments: args, at: node.span };
  }

  #invocation(node: SyntaxNode): Expression {
    const object = node.field('object');
    const nameNode = node.field('name');
    const at = { start: (object ?? nameNode ?? node).start, end: (nameNode ?? node).end };
    const callee: Expression =
      object === undefined
        ? name(nameNode?.text ?? '', at)
        : { kind: 'member', object: this.expression(object), name: nameNode?.text ?? '', at };
    return { kind: 'call', callee, arguments: this.#arguments(node), at: node.span };
  }

  #creation(node: SyntaxNode): Expression {
    const typeNode = node.field('type');
    const read = typeNode === undefined ? type('', node.span) : readType(typeNode, this);
    const body = node.child('class_body');
    if (body !== undefined) {
      return { kind: 'class', type: { ...this.anonymousClass(body), supertypes: [read] }, at: node.span };
    }
    return { kind: 'call', callee: memberPath(read.name, read.at), arguments: this.#arguments(node), creates: true, at: node.span };
  }

  #arguments(node: SyntaxNode): Argument[] {
    return (node.field('arguments')?.items ?? []).map((item) => argument(this.expression(item)));
  }

  #lambda(node: SyntaxNode) {
    const list = node.field('parameters');
    const body = node.field('body');
    const parameters = list === undefined ? [] : list.type === 'identifier' ? [list] : list.items;
    const statements: Statement[] =
      body === undefined
        ? []
        : body.type === 'block'
          ? this.statements(body)
          : [{ kind: 'return', value: this.expression(body), at: body.span }];
    return functionOf(node, { name: '', parameters: parameters.map((item) => this.parameter(item)), body: statements, at: node.span });
  }

  /** `Type::method`, `this::method`; `Type::new` creates. */
  #methodReference(node: SyntaxNode): Expression {
    const [object, method] = node.items;
    return {
      kind: 'member',
      object: object === undefined ? other(node.span) : this.expression(object),
      name: method?.text ?? 'new',
      at: node.span,
    };
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

/** Annotations and modifiers of a declaration. */
export function modifiersOf(node: SyntaxNode, reader: JavaExpressions): { decorators: Decorator[]; modifiers: string[] } {
  const children = node.child('modifiers')?.children ?? [];
  return {
    decorators: children.filter(({ type: kind }) => /annotation$/.test(kind)).map((child) => reader.annotation(child)),
    modifiers: children.filter(({ named }) => !named).map(({ text }) => text),
  };
}

/** A type with the annotations that stand on it. */
export function readType(node: SyntaxNode, reader: JavaExpressions): TypeReference {
  const at = node.span;
  switch (node.type) {
    case 'generic_type': {
      const [base, args] = node.items;
      return type(plain(base), at, args?.type === 'type_arguments' ? args.items.map((item) => readType(item, reader)) : []);
    }
    case 'array_type': {
      const element = node.field('element');
      return type('Array', at, element === undefined ? [] : [readType(element, reader)]);
    }
    case 'annotated_type': {
      const inner = node.items.at(-1);
      const metadata = node.items.slice(0, -1).map((item) => reader.expression(item));
      return { ...(inner === undefined ? type('', at) : readType(inner, reader)), metadata };
    }
    case 'wildcard': {
      const bound = node.items.at(-1);
      return bound === undefined ? type('', at) : readType(bound, reader);
    }
    default:
      return type(plain(node), at);
  }
}

/** A type's name without annotations inside it and without blanks. */
function plain(node: SyntaxNode | undefined): string {
  return (node?.text ?? '').replaceAll(/@[\w.]+\s*|\s/g, '');
}
