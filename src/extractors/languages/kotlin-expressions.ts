import { argument, concat, memberPath, name, other } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression, FunctionDeclaration, Statement, TypeDeclaration } from '../syntax/unit.ts';
import { KotlinAnnotations } from './kotlin-annotations.ts';
import { kotlinString } from './kotlin-strings.ts';
import { typeIn } from './kotlin-types.ts';

/** Functions of the standard library that make a list or an array of their arguments. */
const LISTS =
  /^(?:arrayOf|listOf|setOf|mutableListOf|mutableSetOf|arrayListOf|hashSetOf|linkedSetOf|listOfNotNull|emptyList|emptySet|emptyArray)$/;

/** Expressions of Kotlin. */
export abstract class KotlinExpressions extends KotlinAnnotations {
  abstract statements(nodes: readonly SyntaxNode[]): Statement[];
  abstract functionParts(node: SyntaxNode, named: string): FunctionDeclaration;
  abstract lambda(node: SyntaxNode): FunctionDeclaration;
  abstract anonymousClass(node: SyntaxNode): TypeDeclaration;

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    const { items } = node;
    switch (node.type) {
      case 'string_literal':
      case 'multiline_string_literal':
        return kotlinString(node, (each) => this.expression(each));
      case 'character_literal':
        return { kind: 'string', value: node.text.slice(1, -1), at };
      case 'number_literal':
      case 'float_literal':
        return {
          kind: 'number',
          value: Number(
            node.text
              .replaceAll('_', '')
              .replace(/[uU]?[lL]$|[uU]$/, '')
              .replace(/^([^xX]*)[fF]$/, '$1'),
          ),
          at,
        };
      case 'identifier':
        return identifier(node);
      case 'this_expression':
        return name('this', at);
      case 'super_expression':
        return name('super', at);
      case 'navigation_expression':
        return this.#navigation(node);
      case 'callable_reference':
        return this.#reference(node);
      case 'call_expression':
        return this.#call(node);
      case 'index_expression':
        return { kind: 'index', object: this.nth(node, 0), index: this.nth(node, 1), at };
      case 'collection_literal':
        return { kind: 'list', items: items.map((each) => this.expression(each)), at };
      case 'spread_expression':
        return { kind: 'spread', value: this.nth(node, 0), at };
      case 'lambda_literal':
      case 'annotated_lambda':
        return {
          kind: 'function',
          function: this.lambda(node.type === 'lambda_literal' ? node : (node.child('lambda_literal') ?? node)),
          at,
        };
      case 'anonymous_function':
        return { kind: 'function', function: this.functionParts(node, ''), at };
      case 'object_literal':
        return { kind: 'class', type: this.anonymousClass(node), at };
      case 'parenthesized_expression':
      case 'as_expression':
        return this.nth(node, 0);
      case 'labeled_expression':
      case 'annotated_expression':
        return this.nth(node, items.length - 1);
      case 'binary_expression':
        return this.#binary(node);
      case 'unary_expression': {
        const operator = node.field('operator')?.type ?? '';
        return operator === '!!' ? this.nth(node, 0) : other(at, [this.nth(node, 0)], operator);
      }
      case 'infix_expression':
        return this.#infix(node);
      case 'if_expression':
        return this.#if(node);
      case 'assignment':
        return { kind: 'assign', target: this.nth(node, 0), value: this.nth(node, items.length - 1), at };
      case 'when_expression':
      case 'try_expression':
        return { kind: 'choice', items: this.#branches(node), at };
      default:
        return other(
          at,
          items.filter(({ type }) => !/_type$|^modifiers$/.test(type)).map((each) => this.expression(each)),
        );
    }
  }

  #navigation(node: SyntaxNode): Expression {
    const at = node.span;
    const { items } = node;
    const last = items.at(-1);
    const named = last?.type === 'identifier' ? plainName(last) : '';
    const [object] = items;
    if (object === undefined) return other(at);
    // `Foo::class.java`
    if (node.has('::') && named === 'class') return { kind: 'type', type: { name: object.text, args: [], at: object.span }, at };
    const read = this.expression(object);
    if (read.kind === 'type' && /^(?:java|javaObjectType|kotlin)$/.test(named)) return { ...read, at };
    // Members of the companion are members of the class.
    return named === 'Companion' ? read : { kind: 'member', object: read, name: named, at };
  }

  /** `Foo::class`, `Foo::method`, `::method`. */
  #reference(node: SyntaxNode): Expression {
    const at = node.span;
    const receiver = typeIn(node);
    const last = node.items.at(-1);
    if (node.has('class') && receiver !== undefined) return { kind: 'type', type: this.type(receiver), at };
    if (last === undefined || last === receiver) return other(at);
    if (receiver === undefined) return name(plainName(last), at);
    return {
      kind: 'member',
      object: memberPath(receiver.text.replaceAll(/\s|<[^<>]*>|\?/g, ''), receiver.span),
      name: plainName(last),
      at,
    };
  }

  #call(node: SyntaxNode): Expression {
    const at = node.span;
    const lambda = node.child('annotated_lambda');
    const given = node.child('value_arguments');
    const [first] = node.items;
    // `f(x) { }` is one call.
    const inner =
      lambda !== undefined && given === undefined && first?.type === 'call_expression' && first.child('annotated_lambda') === undefined;
    const target = inner ? (first.items[0] ?? first) : first;
    const args = this.arguments(inner ? first.child('value_arguments') : given);
    if (lambda !== undefined) args.push(argument(this.expression(lambda)));
    const callee = target === undefined ? other(at) : this.expression(target);
    if (callee.kind === 'name' && LISTS.test(callee.name) && lambda === undefined)
      return { kind: 'list', items: args.map(({ value }) => value), at };
    const typeArguments = (inner ? first : node).child('type_arguments')?.items.map((each) => this.type(each));
    return { kind: 'call', callee, arguments: args, ...(typeArguments !== undefined && { typeArguments }), at };
  }

  #binary(node: SyntaxNode): Expression {
    const items = [this.nth(node, 0), this.nth(node, node.items.length - 1)];
    const operator = node.field('operator')?.type ?? '';
    if (operator === '+') return concat(items, node.span);
    return operator === '?:' ? { kind: 'choice', items, at: node.span } : other(node.span, items, operator);
  }

  /** `a to b`, `a and b`: a call of a method. */
  #infix(node: SyntaxNode): Expression {
    const [object, method, value] = node.items;
    if (object === undefined || method === undefined || value === undefined) return other(node.span);
    const callee: Expression = {
      kind: 'member',
      object: this.expression(object),
      name: plainName(method),
      at: { start: object.start, end: method.end },
    };
    return { kind: 'call', callee, arguments: [argument(this.expression(value))], at: node.span };
  }

  #if(node: SyntaxNode): Expression {
    const condition = node.field('condition');
    const branches = node.items.filter((each) => each !== condition);
    return {
      kind: 'choice',
      ...(condition !== undefined && { condition: this.expression(condition) }),
      items: branches.map((each) => this.#branch(each)),
      at: node.span,
    };
  }

  #branches(node: SyntaxNode): Expression[] {
    return node.items
      .filter(({ type }) => type !== 'when_subject' && type !== 'finally_block')
      .map((each) => this.#branch(each.type === 'when_entry' || each.type === 'catch_block' ? (each.items.at(-1) ?? each) : each));
  }

  /** A branch as an expression: what a block of one statement gives. */
  #branch(node: SyntaxNode): Expression {
    if (node.type !== 'block') return this.expression(node);
    const body = this.statements(node.items);
    const last = body.at(-1);
    if (body.length === 1 && last?.kind === 'expression') return last.value;
    return other(
      node.span,
      body.flatMap((each) => (each.kind === 'expression' ? [each.value] : [])),
    );
  }
}

/** A name without the backticks that it may stand in. */
export function plainName({ text }: SyntaxNode): string {
  return text.replaceAll('`', '');
}

function identifier(node: SyntaxNode): Expression {
  const { text, span: at } = node;
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true', at };
  if (text === 'null') return { kind: 'null', at };
  return text.startsWith('[') ? { kind: 'list', items: [], at } : name(plainName(node), at);
}
