/** Whether a bean of Spring is there at all, and where it stands among its like. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asNumber, type ClassValue } from '../../interpret/value.ts';
import type { Decorator, Expression } from '../../syntax/unit.ts';
import { annotationsOf, find } from '../java/annotations.ts';

/** Lower ones come first; without one a bean comes last (`Ordered.LOWEST_PRECEDENCE`). */
export const LAST = 2_147_483_647;
const FIRST = -2_147_483_648;

/** Conditions that hold for every application with routes are none. */
const CONDITION = /^(?:Profile|Conditional\w*)$/;
const ALWAYS = /^ConditionalOnWebApplication$/;

/** Whether something under annotations, in a type, is there on a condition only: `@Profile`, `@ConditionalOnProperty`. */
export function isConditional(decorators: readonly Decorator[], type: ClassValue, interpreter: Interpreter): boolean {
  const around = type.type.owners.flatMap((_, index) => {
    const owner = interpreter.lookup(type.unit, type.type.owners.slice(0, index + 1).join('.'));
    return owner?.kind === 'class' ? [owner] : [];
  });
  const all = [
    ...annotationsOf(decorators, type, interpreter),
    ...[type, ...around].flatMap((each) => annotationsOf(each.type.decorators, each, interpreter)),
  ];
  return all.some(({ name }) => CONDITION.test(name) && !ALWAYS.test(name));
}

/** `@Order(1)`, `@Order(Ordered.HIGHEST_PRECEDENCE + 5)`; `absent` without one, undefined where it could not be read. */
export function orderIn(decorators: readonly Decorator[], type: ClassValue, interpreter: Interpreter, absent: number): number | undefined {
  const order = find(annotationsOf(decorators, type, interpreter), 'Order');
  if (order === undefined) return absent;
  const argument = argumentOf(order.arguments, 0, 'value');
  if (argument === undefined) return order.arguments.length === 0 ? LAST : undefined;
  return asNumber(argument.value) ?? numberOf(argument.expression, type, interpreter, 0);
}

function numberOf(expression: Expression, type: ClassValue, interpreter: Interpreter, depth: number): number | undefined {
  if (depth > 8) return undefined;
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'name' || expression.kind === 'member') {
    const known = asNumber(interpreter.evaluateIn(expression, type.unit, interpreter.scopeIn(type)));
    if (known !== undefined) return known;
    if (expression.name === 'HIGHEST_PRECEDENCE') return FIRST;
    return expression.name === 'LOWEST_PRECEDENCE' ? LAST : undefined;
  }
  const parts = expression.kind === 'concat' || expression.kind === 'other' ? expression.parts : [];
  const numbers = parts.map((part) => numberOf(part, type, interpreter, depth + 1));
  const [first, second] = numbers;
  if (first === undefined || numbers.includes(undefined)) return undefined;
  if (expression.kind === 'concat') return numbers.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  if (expression.kind !== 'other' || expression.operator !== '-' || numbers.length > 2) return undefined;
  return second === undefined ? -first : first - second;
}
