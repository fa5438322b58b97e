import type { Unit } from '../syntax/unit.ts';
import type { Scope } from './scope.ts';
import type { ClassValue, Value } from './value.ts';

/** What one run of a body knows. */
export interface Frame {
  readonly unit: Unit;
  readonly scope: Scope;
  /** `this`. */
  readonly receiver: Value | undefined;
  /** The class whose method runs, for `super`. */
  readonly owner: ClassValue | undefined;
  readonly returns: Value[];
  /** More than 0 inside a branch or loop whose course is not known. */
  conditional: number;
  /** More than 0 inside a loop: the same call is made several times. */
  looping: number;
  /** A `return` or `throw` was reached for certain. */
  stopped: boolean;
}

export function frameOf(unit: Unit, scope: Scope, parts: Partial<Pick<Frame, 'receiver' | 'owner' | 'conditional'>> = {}): Frame {
  return { unit, scope, receiver: undefined, owner: undefined, returns: [], conditional: 0, looping: 0, stopped: false, ...parts };
}
