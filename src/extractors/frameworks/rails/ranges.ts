/** Ranges of numbers: `1..5`, `2...10`, `..9`. */
import type { Expression } from '../../syntax/unit.ts';

/** More runs than a loop of routes has. */
const MOST = 200;

export interface NumberRange {
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  /** The end is no part of it: `2...10`. */
  readonly exclusive: boolean;
}

/** The ends of a range that is written out; undefined for anything else. */
export function rangeOf(expression: Expression | undefined): NumberRange | undefined {
  if (expression?.kind !== 'other' || !/^\.{2,3}$/.test(expression.operator ?? '')) return undefined;
  const [from, to] = expression.parts.map((each) => (each.kind === 'null' ? undefined : each));
  return { from, to, exclusive: expression.operator === '...' };
}

/** Whole numbers from one to another, both included; undefined where they are too many. */
export function numbersOf(from: number, to: number): number[] | undefined {
  if (!Number.isInteger(from) || !Number.isInteger(to) || to - from >= MOST) return undefined;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
