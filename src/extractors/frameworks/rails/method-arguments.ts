/** What a method is given where it is entered. */
import type { Argument, Expression, FunctionDeclaration } from '../../syntax/unit.ts';
import type { Frame, Truth } from './flow.ts';

/** Parameters of a method as they are given. */
export function bound(
  declared: FunctionDeclaration,
  args: readonly Argument[],
  given: readonly Truth[],
  frame: Frame,
): Pick<Frame, 'locals' | 'literals'> {
  const locals = new Map<string, Truth>();
  const literals = new Map<string, string>();
  const order = args.flatMap(({ name }, index) => (name === undefined ? [index] : []));
  let position = 0;
  for (const { name, value, modifiers, rest } of declared.parameters) {
    const index = modifiers.includes('keyword') ? args.findIndex((each) => each.name === name) : rest ? -1 : (order[position++] ?? -1);
    const argument = args[index]?.value ?? value;
    locals.set(name, given[index] ?? (value?.kind === 'null' || (value?.kind === 'boolean' && !value.value) ? 'absent' : 'unknown'));
    const text = argument === undefined ? undefined : literalOf(argument, frame.literals);
    if (text !== undefined) literals.set(name, text);
  }
  return { locals, literals };
}

function literalOf(expression: Expression, literals: ReadonlyMap<string, string>): string | undefined {
  if (expression.kind === 'string' || expression.kind === 'number') return String(expression.value);
  return expression.kind === 'name' ? literals.get(expression.name) : undefined;
}
