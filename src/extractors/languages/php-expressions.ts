import { argument, concat, functionOf, name, other, string, type, union } from '../syntax/build.ts';
import { isComment, type SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Decorator, Entry, Expression, ParameterDeclaration, Statement, TypeReference } from '../syntax/unit.ts';
import { phpSuspects } from './php-suspects.ts';

/** Expressions and attributes of PHP. Variables lose their `$`; qualified names stay whole. */
export abstract class PhpExpressions {
  abstract statements(parent: SyntaxNode | undefined): Statement[];

  expression(node: SyntaxNode): Expression {
    const at = node.span;
    switch (node.type) {
      case 'string':
        return string(node.text.slice(1, -1).replaceAll(/\\([\\'])/g, '$1'), at);
      case 'encapsed_string':
      case 'heredoc':
      case 'nowdoc':
        return this.#text(node);
      case 'integer':
      case 'float':
        return { kind: 'number', value: Number(node.text.replaceAll('_', '')), at };
      case 'boolean':
        return { kind: 'boolean', value: node.text.toLowerCase() === 'true', at };
      case 'null':
        return { kind: 'null', at };
      case 'variable_name':
        return name(node.text.replace(/^\$+/, ''), at);
      case 'name':
      case 'qualified_name':
      case 'namespace_name':
        return name(node.text.replaceAll(/\s/g, ''), at);
      case 'relative_scope':
        return name(node.text === 'parent' ? 'super' : 'this', at);
      case 'member_access_expression':
      case 'nullsafe_member_access_expression':
      case 'scoped_property_access_expression':
        return { kind: 'member', object: this.#field(node, 'object', 'scope'), name: plain(node.field('name')), at };
      case 'class_constant_access_expression':
        return this.#constant(node);
      case 'member_call_expression':
      case 'nullsafe_member_call_expression':
      case 'scoped_call_expression': {
        const nameNode = node.field('name');
        const callee: Expression = {
          kind: 'member',
          object: this.#field(node, 'object', 'scope'),
          name: plain(nameNode),
          at: { start: node.start, end: (nameNode ?? node).end },
        };
        if (node.field('arguments')?.child('variadic_placeholder') !== undefined) return callee;
        return { kind: 'call', callee, arguments: this.arguments(node.field('arguments')), at };
      }
      case 'function_call_expression':
        return { kind: 'call', callee: this.#field(node, 'function'), arguments: this.arguments(node.field('arguments')), at };
      case 'object_creation_expression': {
        const [of] = node.items;
        const callee = of === undefined || of.type === 'arguments' ? name('', at) : this.expression(of);
        return { kind: 'call', callee, arguments: this.arguments(node.child('arguments')), creates: true, at };
      }
      case 'array_creation_expression':
        return this.#array(node);
      case 'list_literal':
        return { kind: 'list', items: node.items.map((item) => this.expression(item)), at };
      case 'subscript_expression': {
        const [object, index] = node.items;
        if (object === undefined) return other(at);
        return { kind: 'index', object: this.expression(object), index: index === undefined ? other(at) : this.expression(index), at };
      }
      case 'anonymous_function':
      case 'anonymous_function_creation_expression':
      case 'arrow_function':
        return this.#closure(node);
      case 'parenthesized_expression':
      case 'argument':
      case 'print_intrinsic':
      case 'clone_expression':
      case 'by_ref':
      case 'error_suppression_expression': {
        const last = node.items.at(-1);
        return last === undefined ? other(at) : this.expression(last);
      }
      case 'cast_expression':
        return this.#field(node, 'value');
      case 'conditional_expression':
        return {
          kind: 'choice',
          condition: this.#field(node, 'condition'),
          items: [
            node.field('body') === undefined ? this.#field(node, 'condition') : this.#field(node, 'body'),
            this.#field(node, 'alternative'),
          ],
          at,
        };
      case 'match_expression': {
        const arms = node.field('body')?.items ?? [];
        return {
          kind: 'choice',
          items: arms.flatMap((arm) => arm.field('return_expression') ?? []).map((arm) => this.expression(arm)),
          at,
        };
      }
      case 'binary_expression':
        return this.#binary(node);
      case 'unary_op_expression':
        return this.#unary(node);
      case 'assignment_expression':
      case 'reference_assignment_expression':
        return { kind: 'assign', target: this.#target(node.field('left')), value: this.#field(node, 'right'), at };
      // Runs a file where it stands, as a call of a function would.
      case 'require_expression':
      case 'require_once_expression':
      case 'include_expression':
      case 'include_once_expression': {
        const read = node.items.map((item) => ({ value: this.expression(item) }));
        return { kind: 'call', callee: { kind: 'name', name: 'require_once', at }, arguments: read, at };
      }
      case 'variadic_unpacking': {
        const [inner] = node.items;
        return inner === undefined ? other(at) : { kind: 'spread', value: this.expression(inner), at };
      }
      default:
        return other(
          at,
          node.items.map((item) => this.expression(item)),
        );
    }
  }

  /** `#[A, B(1)]` of a declaration. */
  attributes(node: SyntaxNode): Decorator[] {
    const list = node.field('attributes') ?? node.child('attribute_list');
    return (list?.descendants('attribute') ?? []).map((item): Decorator => {
      const [nameNode] = item.items;
      const args = item.field('parameters') ?? item.child('arguments');
      const written = (nameNode?.text ?? '').replaceAll(/\s/g, '');
      return {
        name: written,
        callee: name(written, (nameNode ?? item).span),
        arguments: this.arguments(args),
        called: args !== undefined,
        at: item.span,
      };
    });
  }

  arguments(list: SyntaxNode | undefined): Argument[] {
    return (list?.items ?? []).map((item): Argument => {
      const value = item.type === 'argument' ? item.children.findLast((child) => child.named && !isComment(child)) : item;
      return argument(value === undefined ? other(item.span) : this.expression(value), item.field('name')?.text);
    });
  }

  parameters(list: SyntaxNode | undefined): ParameterDeclaration[] {
    return (list?.items ?? [])
      .filter((node) => /_parameter$/.test(node.type))
      .map((node): ParameterDeclaration => {
        const nameNode = node.field('name') ?? node;
        const typeNode = node.field('type');
        const value = node.field('default_value');
        return {
          name: nameNode.text.replace(/^[&.]*\$/, ''),
          ...(typeNode !== undefined && { type: phpType(typeNode) }),
          decorators: this.attributes(node),
          ...(value !== undefined && { value: this.expression(value) }),
          optional: value !== undefined,
          rest: node.type === 'variadic_parameter',
          modifiers: node.children.filter((child) => /_modifier$/.test(child.type)).map(({ text }) => text),
          at: nameNode.span,
        };
      });
  }

  #text(node: SyntaxNode): Expression {
    const body = node.field('value') ?? node;
    const parts = body.children.flatMap((child): Expression[] => {
      if (child.type === 'string_content' || child.type === 'nowdoc_string') return [string(child.text, child.span)];
      if (child.type === 'escape_sequence') return [string(child.text.replace(/^\\n$/, '\n').replace(/^\\(.)$/, '$1'), child.span)];
      return child.named && !/^heredoc_/.test(child.type) ? [this.expression(child)] : [];
    });
    return parts.length === 0 ? string('', node.span) : concat(parts, node.span);
  }

  /** `Foo::class` is a type, `self::X` a name of the class's own scope. */
  #constant(node: SyntaxNode): Expression {
    const [scope, constant] = node.items;
    const at = node.span;
    if (scope === undefined || constant === undefined) return other(at);
    if (constant.text === 'class') return { kind: 'type', type: type(scope.text.replaceAll(/\s/g, ''), at), at };
    if (scope.type === 'relative_scope') return name(constant.text, at);
    return { kind: 'member', object: this.expression(scope), name: constant.text, at };
  }

  #array(node: SyntaxNode): Expression {
    const at = node.span;
    const elements = node.items.map((item) => ({ item, parts: item.items, keyed: item.items.length > 1 }));
    const values = elements.map(({ item, parts }) => this.expression(parts.at(-1) ?? item));
    if (!elements.some(({ keyed }) => keyed)) return { kind: 'list', items: values, at };
    const entries = elements.map(({ item, parts, keyed }, index): Entry => {
      const value = values[index] ?? other(item.span);
      const keyNode = keyed ? parts[0] : undefined;
      const key = keyNode === undefined ? undefined : this.expression(keyNode);
      const written = key?.kind === 'string' ? key.value : keyed ? undefined : value.kind === 'spread' ? undefined : String(index);
      return { key: written, ...(key !== undefined && key.kind !== 'string' && { computed: key }), value, at: (keyNode ?? item).span };
    });
    return { kind: 'map', entries, at };
  }

  #closure(node: SyntaxNode): Expression {
    const body = node.field('body');
    const statements: Statement[] =
      body === undefined
        ? []
        : body.type === 'compound_statement'
          ? this.statements(body)
          : [{ kind: 'return', value: this.expression(body), at: body.span }];
    const returns = node.field('return_type');
    const declared = functionOf(node, {
      name: '',
      decorators: this.attributes(node),
      parameters: this.parameters(node.field('parameters')),
      ...(returns !== undefined && { returns: phpType(returns) }),
      body: statements,
      suspects: phpSuspects(`${node.field('parameters')?.text ?? ''}\n${body?.text ?? ''}`),
      at: node.span,
    });
    return { kind: 'function', function: declared, at: node.span };
  }

  #target(node: SyntaxNode | undefined): Expression {
    if (node === undefined) return other({ start: 0, end: 0 });
    if (node.type !== 'array_creation_expression') return this.expression(node);
    return { kind: 'list', items: node.items.map((item) => this.expression(item.items.at(-1) ?? item)), at: node.span };
  }

  #binary(node: SyntaxNode): Expression {
    const items = [this.#field(node, 'left'), this.#field(node, 'right')];
    const operator = node.field('operator')?.type ?? '';
    // The dot that joins texts is punctuation to the tree.
    if (operator === '') return concat(items, node.span);
    if (operator === '??' || operator === '?:') return { kind: 'choice', items, at: node.span };
    return other(node.span, items, operator);
  }

  #unary(node: SyntaxNode): Expression {
    const value = this.#field(node, 'argument');
    const operator = node.field('operator')?.type ?? '';
    if (operator === '-' && value.kind === 'number') return { ...value, value: -value.value };
    return other(node.span, [value], operator);
  }

  #field(node: SyntaxNode, ...fields: string[]): Expression {
    const child = fields.map((field) => node.field(field)).find((each) => each !== undefined);
    return child === undefined ? other(node.span) : this.expression(child);
  }
}

function plain(node: SyntaxNode | undefined): string {
  return node?.type === 'name' ? node.text : (node?.text.replace(/^\$/, '') ?? '');
}

/** A type of PHP: `?T` and `T|null` are nullable, `array` tells nothing of its items. */
export function phpType(node: SyntaxNode): TypeReference {
  const at = node.span;
  if (node.type === 'optional_type') {
    const [inner] = node.items;
    return inner === undefined ? type('', at) : { ...phpType(inner), nullable: true };
  }
  if (node.type === 'union_type') return union(node.items.map(phpType), at);
  if (node.type === 'intersection_type') return { ...type('intersection', at), args: node.items.map(phpType) };
  return type(node.text.replaceAll(/\s/g, ''), at);
}
