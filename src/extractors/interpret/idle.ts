import type { FunctionDeclaration } from '../syntax/unit.ts';
import { IDLE_CALLS } from './budget.ts';
import type { EvaluatedArgument, Value } from './value.ts';

/**
 * Functions that are called over and over and never tell a host anything nor give a value: loggers, metrics. Following each call of them
 * costs a budget that the routes need.
 */
export class IdleFunctions {
  readonly #calls = new Map<FunctionDeclaration, number>();

  /** Whether the next call may be left out: it brings nothing that could be registered. */
  has(declared: FunctionDeclaration, args: readonly EvaluatedArgument[]): boolean {
    return (this.#calls.get(declared) ?? 0) >= IDLE_CALLS && args.every(({ value }) => isPlain(value, 0));
  }

  /** @param effect whether a host was told something in the meantime */
  note(declared: FunctionDeclaration, result: Value, effect: boolean): void {
    const isIdle = !effect && (result.kind === 'unknown' || (result.kind === 'literal' && result.value === null));
    this.#calls.set(declared, isIdle ? (this.#calls.get(declared) ?? 0) + 1 : Number.NEGATIVE_INFINITY);
  }
}

/** Nothing in it can be called or told anything. */
function isPlain(value: Value, depth: number): boolean {
  switch (value.kind) {
    case 'literal':
    case 'text':
    case 'regex':
    case 'unknown':
    case 'external':
    case 'property':
      return true;
    case 'list':
      return depth < 3 && value.items.length < 50 && value.items.every((each) => isPlain(each, depth + 1));
    case 'choice':
      return depth < 3 && value.options.every((each) => isPlain(each, depth + 1));
    case 'object':
      return (
        depth < 3 &&
        value.type === undefined &&
        value.fields.size < 50 &&
        [...value.fields.values()].every((each) => isPlain(each, depth + 1))
      );
    case 'result':
      return depth < 3 && value.arguments.every((each) => isPlain(each.value, depth + 1));
    default:
      return false;
  }
}
