import { argument, decorator, memberPath, other } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Argument, Decorator, Expression, TypeReference } from '../syntax/unit.ts';
import { kotlinType } from './kotlin-types.ts';

/** Annotations, types and arguments of Kotlin. */
export abstract class KotlinAnnotations {
  abstract expression(node: SyntaxNode): Expression;

  type(node: SyntaxNode): TypeReference {
    return kotlinType(node, (each) => this.annotations(each));
  }

  /** Annotations among the children of a node; `@[A B]` are several. */
  annotations(node: SyntaxNode | undefined): Decorator[] {
    return (node?.children ?? []).filter(({ type }) => type === 'annotation').flatMap((each) => this.#annotation(each));
  }

  #annotation(node: SyntaxNode): Decorator[] {
    const target = node.child('use_site_target')?.text.replace(/\s*:$/, '').trim();
    return node.items
      .filter(({ type }) => type === 'constructor_invocation' || type === 'user_type')
      .map((each): Decorator => {
        const read = this.#annotationOf(each, { start: node.start, end: node.end });
        return target === undefined ? read : { ...read, target };
      });
  }

  #annotationOf(node: SyntaxNode, at: Decorator['at']): Decorator {
    const called = node.type === 'constructor_invocation';
    const of = called ? (node.child('user_type') ?? node) : node;
    const callee = memberPath(
      of.items
        .filter(({ type }) => type === 'identifier')
        .map(({ text }) => text)
        .join('.'),
      of.span,
    );
    return { ...decorator(callee, at), arguments: called ? this.annotationArguments(node.child('value_arguments')) : [], called };
  }

  /** Several values without a name are those of a `vararg value`; an annotation in an argument is written like a call. */
  annotationArguments(node: SyntaxNode | undefined): Argument[] {
    const args = this.arguments(node).map(({ name: named, value }) => argument(asAnnotation(value), named));
    const plain = args.filter(({ name: named }) => named === undefined);
    const [first] = plain;
    if (first === undefined || node === undefined || plain.length === 1) return args;
    const list: Expression = { kind: 'list', items: plain.map(({ value }) => value), at: node.span };
    return [argument(list), ...args.filter(({ name: named }) => named !== undefined)];
  }

  arguments(node: SyntaxNode | undefined): Argument[] {
    return (node?.items ?? []).map((each): Argument => {
      const { items } = each;
      const value = items.at(-1);
      const named = items.length > 1 && each.has('=') ? items[0]?.text : undefined;
      const read = value === undefined ? other(each.span) : this.expression(value);
      return argument(each.has('*') ? { kind: 'spread', value: read, at: each.span } : read, named);
    });
  }

  nth(node: SyntaxNode, index: number): Expression {
    const child = node.items[index];
    return child === undefined ? other(node.span) : this.expression(child);
  }
}

/** `ApiResponse(...)` in the argument of an annotation is an annotation. */
function asAnnotation(value: Expression): Expression {
  if (value.kind === 'list') return { ...value, items: value.items.map(asAnnotation) };
  if (value.kind !== 'call' || value.callee.kind === 'other') return value;
  const read = decorator(value, value.at);
  if (!/(?:^|\.)[A-Z]\w*$/.test(read.name)) return value;
  return {
    kind: 'decorator',
    decorator: { ...read, arguments: read.arguments.map((each) => ({ ...each, value: asAnnotation(each.value) })) },
    at: value.at,
  };
}
