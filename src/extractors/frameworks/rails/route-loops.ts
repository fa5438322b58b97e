/** Loops in config/routes.rb over what stands there. */
import type { Argument, Expression, Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { callOf, positional } from './literals.ts';
import { numbersOf } from './ranges.ts';

/** Methods whose block runs once for every row. */
export const LOOP = /^(?:each(?:_with_index|_pair)?|times|upto)$/;

/** What the parameters of a loop stand for, run by run. */
type Rows = readonly (readonly (Expression | undefined)[])[];

/** The runs of a loop; undefined where they are not known. */
export function rowsOf(
  over: Expression,
  method: string,
  args: readonly Argument[],
  texts: (expression: Expression) => readonly string[] | undefined,
): Rows | undefined {
  const text = (value: string | number): Expression => ({ kind: 'string', value: `${value}`, at: over.at });
  if (method === 'times' || method === 'upto') {
    const [end] = positional(args);
    const numbers =
      over.kind !== 'number'
        ? undefined
        : method === 'times'
          ? numbersOf(0, over.value - 1)
          : end?.kind === 'number'
            ? numbersOf(over.value, end.value)
            : undefined;
    return numbers?.map((each) => [text(each)]);
  }
  if (over.kind === 'map') return over.entries.map(({ key, value }) => [key === undefined ? undefined : text(key), value]);
  if (over.kind === 'other' && /^\.{2,3}$/.test(over.operator ?? '')) {
    const [from, to] = over.parts;
    if (from?.kind !== 'number' || to?.kind !== 'number') return undefined;
    return numbersOf(from.value, over.operator === '...' ? to.value - 1 : to.value)?.map((each) => [text(each)]);
  }
  if (over.kind === 'list' && over.items.length > 0 && over.items.every(({ kind }) => kind === 'list'))
    return over.items.map((each) => (each.kind === 'list' ? each.items : []));
  return texts(over)?.map((each, index) => [text(each), text(index)]);
}

/** Methods of the mapper that give routes. */
const DRAWS = /^(?:get|post|put|patch|delete|options|head|match|resources?|root|mount|draw|concerns|devise_for)$/;

/** Whether statements give routes somewhere. */
export function drawsRoutes(statements: readonly Statement[]): boolean {
  for (const expression of expressionsOf(statements)) {
    const call = expression.kind === 'call' ? callOf(expression) : undefined;
    if (call !== undefined && call.receiver === undefined && DRAWS.test(call.name)) return true;
  }
  return false;
}
