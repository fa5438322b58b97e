/** Validation libraries that are written as chains of calls: `z.string().max(3)`. */
import { asBoolean, asNumber, asString, type CodePlace, type EvaluatedArgument, type Value } from '../../interpret/value.ts';
import type { CodeSchema } from '../../route.ts';
import { withKeyword } from '../../schema/schema.ts';

/** One call of a chain. */
export interface Step {
  readonly name: string;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;
}

export interface CallChain {
  readonly module: string;
  /** First the call on the package itself, by the last part of its name. */
  readonly steps: readonly Step[];
}

/** The chain that a value is; undefined for anything else. */
export function chainOf(value: Value | undefined, depth = 0): CallChain | undefined {
  if (value?.kind !== 'result' || depth > 60) return undefined;
  const { callee, arguments: args, place } = value;
  if (callee.kind === 'external') {
    return { module: callee.module, steps: [{ name: callee.name.slice(callee.name.lastIndexOf('.') + 1), arguments: args, place }] };
  }
  if (callee.kind !== 'property') return undefined;
  const before = chainOf(callee.object, depth + 1);
  return before === undefined
    ? undefined
    : { module: before.module, steps: [...before.steps, { name: callee.name, arguments: args, place }] };
}

/** The number, text or pattern of an argument. */
export function boundOf(argument: EvaluatedArgument | undefined): number | string | undefined {
  const value = argument?.value;
  if (value?.kind === 'regex') return value.source;
  return asNumber(value) ?? asString(value);
}

/** `min` and `max` by what they bound: characters, items, or the value itself. */
export function sized(of: CodeSchema, which: 'min' | 'max', bound: number | string | undefined, place: CodePlace): CodeSchema {
  if (typeof bound !== 'number') return of;
  const type = of.keywords.get('type')?.value;
  const unit = type === 'string' ? 'Length' : type === 'array' ? 'Items' : type === 'object' ? 'Properties' : 'imum';
  return withKeyword(of, `${which}${unit}`, bound, place);
}

/** Values of an enumeration: a list of literals, or the arguments themselves. */
export function literalsOf(args: readonly EvaluatedArgument[]): unknown[] | undefined {
  const [first] = args;
  const values = first?.value.kind === 'list' ? (first.value.open ? undefined : first.value.items) : args.map(({ value }) => value);
  const literals = values?.flatMap((value) => (value.kind === 'literal' ? [value.value] : []));
  return literals !== undefined && literals.length === values?.length && literals.length > 0 ? literals : undefined;
}

export function isTrue(argument: EvaluatedArgument | undefined, standard: boolean): boolean {
  return asBoolean(argument?.value) ?? standard;
}
