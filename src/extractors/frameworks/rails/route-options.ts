/** Options of routes that stand in a hash: what a concern or a macro is given, and passes on. */
import type { Argument, Expression } from '../../syntax/unit.ts';
import { type ConstantLookup, callOf, named, positional, textOf } from './literals.ts';

type Options = ReadonlyMap<string, Expression>;

/** Hashes in hashes. */
const DEPTH = 8;

/** Methods of a hash that make another. */
const CHANGES = /^(?:merge|reverse_merge|except|slice|dup|freeze|compact|symbolize_keys|to_h)$/;

/** Arguments with their hashes of options taken apart; `unread` where one could not be read. */
export function withOptions(
  args: readonly Argument[],
  value: ConstantLookup,
): { readonly args: readonly Argument[]; readonly unread: boolean } {
  let unread = false;
  let changed = false;
  const plain: Argument[] = [];
  const options = new Map<string, Expression>();
  const add = (name: string, of: Expression): void => {
    options.delete(name);
    options.set(name, of);
  };
  for (const [index, each] of args.entries()) {
    if (each.name !== undefined) {
      add(each.name, each.value);
      continue;
    }
    const found = index > 0 || each.value.kind !== 'map' ? optionsOf(each.value, value) : undefined;
    if (found !== undefined) for (const [name, of] of found) add(name, of);
    else if (isOptions(each.value, index, value)) unread = true;
    else {
      plain.push(each);
      continue;
    }
    changed = true;
  }
  return { args: changed ? [...plain, ...[...options].map(([name, of]): Argument => ({ name, value: of }))] : args, unread };
}

/** What could be nothing else than options that are not known. */
function isOptions(expression: Expression, index: number, value: ConstantLookup): boolean {
  if (expression.kind === 'spread') return optionsOf(expression, value) === undefined && expression.value.kind !== 'list';
  if (expression.kind === 'name') return index > 0 && /^[a-z_]/.test(expression.name) && value(expression.name) === undefined;
  const call = expression.kind === 'call' ? callOf(expression) : undefined;
  return call?.receiver !== undefined && /^(?:merge|reverse_merge|except|slice)$/.test(call.name);
}

/** The entries of a hash; undefined where one of them is not known, or for what is no hash. */
function optionsOf(expression: Expression, value: ConstantLookup, depth = 0): Options | undefined {
  if (depth > DEPTH) return undefined;
  if (expression.kind === 'spread') return optionsOf(expression.value, value, depth + 1);
  if (expression.kind === 'name') {
    const known = value(expression.name);
    return known === undefined ? undefined : optionsOf(known, value, depth + 1);
  }
  if (expression.kind === 'map') {
    const found = new Map<string, Expression>();
    for (const { key, computed, value: of } of expression.entries) {
      if (key !== undefined) found.set(key, of);
      else {
        const inner = computed === undefined ? optionsOf(of, value, depth + 1) : undefined;
        if (inner === undefined) return undefined;
        for (const [name, each] of inner) found.set(name, each);
      }
    }
    return found;
  }
  const call = callOf(expression);
  if (call?.receiver === undefined || !CHANGES.test(call.name)) return undefined;
  const own = optionsOf(call.receiver, value, depth + 1);
  return own === undefined ? undefined : changedOptions(own, call.name, call.args, (each) => optionsOf(each, value, depth + 1));
}

function changedOptions(
  own: Options,
  method: string,
  args: readonly Argument[],
  read: (expression: Expression) => Options | undefined,
): Options | undefined {
  if (method === 'except' || method === 'slice') {
    const names = positional(args).map(textOf);
    if (names.includes(undefined)) return undefined;
    return new Map([...own].filter(([name]) => names.includes(name) === (method === 'slice')));
  }
  if (!method.endsWith('merge')) return own;
  const given: [string, Expression][] = [];
  for (const { name, value } of args) {
    const more = name === undefined ? read(value) : new Map([[name, value]]);
    if (more === undefined) return undefined;
    given.push(...more);
  }
  return method === 'merge' ? new Map([...own, ...given]) : new Map([...given, ...own]);
}

/** What the parameters of a macro stand for where it is called. */
export function boundParameters(
  parameters: readonly { readonly name: string; readonly value?: Expression; readonly modifiers: readonly string[] }[],
  args: readonly Argument[],
  at: Expression['at'],
): Map<string, Expression> {
  const bound = new Map<string, Expression>();
  const plain = positional(args);
  const rest = args.flatMap(({ name, value }) =>
    name === undefined || !/^\w+$/.test(name) || parameters.some((each) => each.name === name) ? [] : [{ key: name, value, at }],
  );
  let free = !parameters.some(({ modifiers }) => modifiers.length > 0) && rest.length > 0;
  for (const [index, { name, value, modifiers }] of parameters.entries()) {
    const given = named(args, name) ?? plain[index];
    const isRest = modifiers.includes('**') || (free && given === undefined);
    if (isRest && !modifiers.includes('**')) free = false;
    const of = isRest ? ({ kind: 'map', entries: rest, at } as const) : (given ?? value);
    if (of !== undefined) bound.set(name, of);
  }
  return bound;
}
