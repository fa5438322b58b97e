import { argument, concat, functionOf, memberPath, name, other, string } from '../syntax/build.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Decorator, Expression, ParameterDeclaration, Statement } from '../syntax/unit.ts';
import { csharpInterpolation, csharpString } from './csharp-strings.ts';
import { csharpSuspects } from './csharp-suspects.ts';
import { csharpType, csharpTypeArguments } from './csharp-types.ts';

/** Types whose initialiser is a list of items. */
const LISTS = /(?:^|\.)(?:List|HashSet|IList|ISet|Collection|SortedSet|Queue|ImmutableArray)$/;

/** Expressions and attributes of C#. */
export abstract class CSharpExpressions {
  abstract statements(parent: SyntaxNode): Statement[];
  abstract parameter(node: SyntaxNode): ParameterDeclaration;

  /** What `?.` hangs on, while what stands behind it is read. */
  readonly #conditional: Expression[] = [];

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'string_literal':
      case 'verbatim_string_literal':
      case 'raw_string_literal':
      case 'character_literal':
        return csharpString(node);
      case 'interpolated_string_expression':
        return csharpInterpolation(node, (child) => this.expression(child));
      case 'integer_literal':
      case 'real_literal':
        return { kind: 'number', value: csharpNumber(node.text), at };
      case 'boolean_literal':
        return { kind: 'boolean', value: node.text === 'true', at };
      case 'null_literal':
      case 'default_expression':
        return { kind: 'null', at };
      case 'identifier':
      case 'predefined_type':
        return name(node.text, at);
      case 'this':
      case 'base':
        return name(node.type === 'base' ? 'super' : 'this', at);
      case 'generic_name':
        return name(node.items[0]?.text ?? '', at);
      case 'qualified_name':
      case 'alias_qualified_name':
        return memberPath(csharpType(node).name, at);
      case 'member_access_expression':
        return { kind: 'member', object: this.#field(node, 'expression'), name: plain(node.field('name')), at };
      case 'conditional_access_expression':
        return this.#conditionalAccess(node);
      case 'member_binding_expression':
        return { kind: 'member', object: this.#conditional.at(-1) ?? other(at), name: plain(node.field('name')), at };
      case 'element_binding_expression':
        return { kind: 'index', object: this.#conditional.at(-1) ?? other(at), index: this.#first(node.items[0] ?? node), at };
      case 'element_access_expression': {
        const [index] = node.field('subscript')?.items ?? [];
        return { kind: 'index', object: this.#field(node, 'expression'), index: index === undefined ? other(at) : this.#first(index), at };
      }
      case 'invocation_expression':
        return this.#invocation(node);
      case 'object_creation_expression':
        return this.#creation(node);
      case 'implicit_object_creation_expression': {
        const args = [...this.arguments(node.child('argument_list')), ...this.#initialiser(node.child('initializer_expression'))];
        return { kind: 'call', callee: name('', at), arguments: args, creates: true, at };
      }
      case 'anonymous_object_creation_expression':
        return other(at, this.#items(node));
      case 'implicit_array_creation_expression':
      case 'array_creation_expression':
      case 'stackalloc_expression':
        return this.#list(node.child('initializer_expression'), at);
      case 'initializer_expression':
        return this.#list(node, at);
      case 'collection_expression':
        return { kind: 'list', items: node.items.map((item) => this.#element(item)), at };
      case 'tuple_expression':
        return { kind: 'list', items: node.items.map((item) => this.#first(item)), at };
      case 'lambda_expression':
      case 'anonymous_method_expression':
        return this.#lambda(node);
      case 'typeof_expression': {
        const of = node.field('type') ?? node.items[0];
        return of === undefined ? other(at) : { kind: 'type', type: csharpType(of), at };
      }
      case 'await_expression':
      case 'parenthesized_expression':
      case 'checked_expression':
      case 'ref_expression':
      case 'argument':
        return this.#first(node);
      case 'cast_expression':
        return this.#field(node, 'value');
      case 'as_expression':
        return this.#field(node, 'left');
      case 'postfix_unary_expression':
        return node.has('!') ? this.#first(node) : other(at, this.#items(node));
      case 'prefix_unary_expression':
        return this.#prefix(node);
      case 'conditional_expression':
        return {
          kind: 'choice',
          condition: this.#field(node, 'condition'),
          items: [this.#field(node, 'consequence'), this.#field(node, 'alternative')],
          at,
        };
      case 'switch_expression':
        return { kind: 'choice', items: node.items.flatMap((item) => this.#arm(item)), at };
      case 'binary_expression':
        return this.#binary(node);
      case 'assignment_expression':
        return { kind: 'assign', target: this.#field(node, 'left'), value: this.#field(node, 'right'), at };
      default:
        return other(at, this.#items(node));
    }
  }

  /** Every attribute of a declaration, those of its return value aside. */
  attributes(node: SyntaxNode): Decorator[] {
    return node.children
      .filter((child) => child.type === 'attribute_list')
      .filter((list) => !/^\[\s*return\s*:/.test(list.text))
      .flatMap((list) => list.items.filter(({ type }) => type === 'attribute').map((item) => this.#attribute(item)));
  }

  #attribute(node: SyntaxNode): Decorator {
    const nameNode = node.field('name');
    const list = node.child('attribute_argument_list');
    const callee = nameNode === undefined ? name('', node.span) : memberPath(csharpType(nameNode).name, nameNode.span);
    const types = csharpTypeArguments(nameNode).map((each): Argument => argument({ kind: 'type', type: each, at: each.at }, '<T>'));
    const args = (list?.items ?? []).map((item): Argument => {
      const value = item.children.findLast((child) => !isComment(child));
      return argument(value === undefined ? other(item.span) : this.expression(value), item.field('name')?.text);
    });
    const written = nameNode === undefined ? '' : csharpType(nameNode).name;
    return { name: written, callee, arguments: [...types, ...args], called: list !== undefined, at: node.span };
  }

  arguments(list: SyntaxNode | undefined): Argument[] {
    return (list?.items ?? []).map((item): Argument => argument(this.#first(item), item.field('name')?.text));
  }

  /** A body of `=>` is one `return`. */
  body(node: SyntaxNode | undefined): Statement[] | undefined {
    if (node === undefined) return undefined;
    if (node.type === 'block') return this.statements(node);
    const value = node.type === 'arrow_expression_clause' ? node.children.findLast((child) => !isComment(child)) : node;
    return value === undefined ? [] : [{ kind: 'return', value: this.expression(value), at: value.span }];
  }

  #conditionalAccess(node: SyntaxNode): Expression {
    this.#conditional.push(this.#field(node, 'condition'));
    const last = node.children.findLast((child) => child.named && !isComment(child));
    const read = last === undefined ? other(node.span) : this.expression(last);
    this.#conditional.pop();
    return { ...read, at: node.span };
  }

  #invocation(node: SyntaxNode): Expression {
    const callee = node.field('function');
    const args = node.field('arguments');
    if (callee?.type === 'identifier' && callee.text === 'nameof') {
      return string(/\w*$/.exec((args?.items[0]?.text ?? '').replace(/<.*/, ''))?.[0] ?? '', node.span);
    }
    const typeArguments = csharpTypeArguments(callee);
    return {
      kind: 'call',
      callee: callee === undefined ? other(node.span) : this.expression(callee),
      arguments: this.arguments(args),
      ...(typeArguments.length > 0 && { typeArguments }),
      at: node.span,
    };
  }

  #creation(node: SyntaxNode): Expression {
    const at = node.span;
    const typeNode = node.field('type');
    const read = typeNode === undefined ? undefined : csharpType(typeNode);
    const initialiser = node.field('initializer');
    if (read !== undefined && initialiser !== undefined && LISTS.test(read.name)) return this.#list(initialiser, at);
    return {
      kind: 'call',
      callee: memberPath(read?.name ?? '', typeNode?.span ?? at),
      arguments: [...this.arguments(node.field('arguments')), ...this.#initialiser(initialiser)],
      ...(read !== undefined && read.args.length > 0 && { typeArguments: read.args }),
      creates: true,
      at,
    };
  }

  /** `{ Name = value }` behind a creation, as named arguments; what is no assignment is kept as it is. */
  #initialiser(node: SyntaxNode | undefined): Argument[] {
    return (node?.items ?? []).map((item): Argument => {
      const left = item.type === 'assignment_expression' ? item.field('left') : undefined;
      if (left === undefined) return argument(this.expression(item), '{}');
      return argument(this.#field(item, 'right'), left.type === 'identifier' ? left.text : '{}');
    });
  }

  #list(node: SyntaxNode | undefined, at: Expression['at']): Expression {
    return { kind: 'list', items: (node?.items ?? []).map((item) => this.expression(item)), at };
  }

  #element(node: SyntaxNode): Expression {
    const inner = node.type === 'collection_element' ? (node.items[0] ?? node) : node;
    const value = this.#first(inner);
    return inner.type === 'spread_element' ? { kind: 'spread', value, at: node.span } : value;
  }

  #lambda(node: SyntaxNode): Expression {
    const list = node.field('parameters');
    const parameters = list === undefined ? [] : list.type === 'parameter_list' ? list.items : [list];
    const body = node.field('body') ?? node.child('block');
    const declared = functionOf(node, {
      name: '',
      decorators: this.attributes(node),
      parameters: parameters.map((item) => this.parameter(item)),
      body: this.body(body) ?? [],
      suspects: csharpSuspects(node),
      at: node.span,
    });
    return { kind: 'function', function: declared, at: node.span };
  }

  #arm(node: SyntaxNode): Expression[] {
    const value = node.type === 'switch_expression_arm' ? node.items.at(-1) : undefined;
    return value === undefined ? [] : [this.expression(value)];
  }

  #prefix(node: SyntaxNode): Expression {
    const value = this.#first(node);
    if (node.has('-') && value.kind === 'number') return { ...value, value: -value.value, at: node.span };
    return node.has('!') ? other(node.span, [value], '!') : other(node.span, [value]);
  }

  #binary(node: SyntaxNode): Expression {
    const items = [this.#field(node, 'left'), this.#field(node, 'right')];
    const operator = node.field('operator')?.type ?? '';
    if (operator === '+') return concat(items, node.span);
    if (operator === '??') return { kind: 'choice', items, at: node.span };
    return other(node.span, items, operator);
  }

  #items(node: SyntaxNode): Expression[] {
    return node.items.map((item) => this.expression(item));
  }

  #field(node: SyntaxNode, field: string): Expression {
    const child = node.field(field);
    return child === undefined ? other(node.span) : this.expression(child);
  }

  /** The last part: what stands before it are names, modifiers and types. */
  #first(node: SyntaxNode): Expression {
    const values = node.children.filter((child) => !isComment(child) && (child.named || VALUES.has(child.type)));
    const child = node.type === 'postfix_unary_expression' ? values[0] : values.at(-1);
    return child === undefined || child === node ? other(node.span) : this.expression(child);
  }
}

const VALUES = new Set(['this', 'base']);

function plain(node: SyntaxNode | undefined): string {
  return (node?.type === 'generic_name' ? node.items[0]?.text : node?.text) ?? '';
}

function csharpNumber(text: string): number {
  const digits = text.replaceAll('_', '');
  return Number(/^0[xb]/i.test(digits) ? digits.replace(/[uUlL]+$/, '') : digits.replace(/[uUlLfFdDmM]+$/, ''));
}
