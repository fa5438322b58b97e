/** Values that stand in Ruby source as they are. */
import type { Argument, Expression } from '../../syntax/unit.ts';

/** Finds what a constant stands for. */
export type ConstantLookup = (name: string) => Expression | undefined;

const NONE: ConstantLookup = () => undefined;

/** A text or symbol. */
export function textOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'string' ? expression.value : undefined;
}

/** Texts of a literal, a list of them, or a constant; undefined when one is not known. */
export function textsOf(expression: Expression | undefined, constant: ConstantLookup = NONE, depth = 0): string[] | undefined {
  if (expression === undefined || depth > 8) return undefined;
  if (expression.kind === 'string') return [expression.value];
  if (expression.kind === 'name') return textsOf(constant(expression.name), constant, depth + 1);
  if (expression.kind === 'member' && /^(?:freeze|to_a|flatten|uniq|map)$/.test(expression.name))
    return textsOf(expression.object, constant, depth + 1);
  const parts =
    expression.kind === 'list'
      ? expression.items
      : expression.kind === 'other' && expression.operator === '+'
        ? expression.parts
        : undefined;
  const texts = parts?.map((part) => textsOf(part.kind === 'spread' ? part.value : part, constant, depth + 1));
  return texts?.includes(undefined) === false ? texts.flatMap((each) => each ?? []) : undefined;
}

/** The value of a named argument. */
export function named(args: readonly Argument[], name: string): Expression | undefined {
  return args.find((each) => each.name === name)?.value;
}

/** Arguments without a name. */
export function positional(args: readonly Argument[]): Expression[] {
  return args.flatMap(({ name, value }) => (name === undefined ? [value] : []));
}

/** The value below a key of a literal hash. */
export function valueAt(expression: Expression | undefined, key: string): Expression | undefined {
  return expression?.kind === 'map' ? expression.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** What is called, and with what, whether or not there are arguments; undefined for anything else. */
export function callOf(
  expression: Expression,
): { readonly receiver?: Expression; readonly name: string; readonly args: readonly Argument[] } | undefined {
  const callee = expression.kind === 'call' ? expression.callee : expression;
  const args = expression.kind === 'call' ? expression.arguments : [];
  if (callee.kind === 'name') return { name: callee.name, args };
  return callee.kind === 'member' ? { receiver: callee.object, name: callee.name, args } : undefined;
}
