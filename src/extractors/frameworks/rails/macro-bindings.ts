/** Macros of a program are expanded: what their parameters stand for. */
import type { Argument, Expression, FunctionDeclaration } from '../../syntax/unit.ts';

/** What arguments of a macro stand for where it is expanded. */
export interface Bindings {
  readonly values: ReadonlyMap<string, Expression>;
  /** Lists and hashes that are passed on whole: `*names`, `**options`. */
  readonly spreads: ReadonlyMap<string, readonly Argument[]>;
}

/** Of what is no macro. */
export const NO_BINDINGS: Bindings = { values: new Map(), spreads: new Map() };

/** What parameters of a macro are given by a call of it. */
export function bindingsOf({ parameters }: FunctionDeclaration, args: readonly Argument[]): Bindings {
  const values = new Map<string, Expression>();
  const spreads = new Map<string, readonly Argument[]>();
  const plain = args.filter((each) => each.name === undefined);
  const taken = new Set<string>();
  for (const { name, value, rest, modifiers, optional } of parameters) {
    if (modifiers.includes('keyword')) {
      const given = args.find((each) => each.name === name)?.value ?? value;
      taken.add(name);
      if (given !== undefined) values.set(name, given);
    } else if (rest)
      spreads.set(
        name,
        modifiers.includes('**') ? args.filter((each) => each.name !== undefined && !taken.has(each.name)) : plain.splice(0),
      );
    else {
      const next = plain.shift();
      if (next !== undefined) values.set(name, next.value);
      // `options = {}` takes the named arguments.
      else if (optional && value?.kind === 'map')
        spreads.set(
          name,
          args.filter((each) => each.name !== undefined),
        );
      else if (value !== undefined) values.set(name, value);
    }
  }
  return { values, spreads };
}

/** Arguments with what the macro around them was given. */
export function substituted(args: readonly Argument[], { values, spreads }: Bindings): Argument[] {
  return args.flatMap((each): Argument[] => {
    const { name, value } = each;
    if (value.kind === 'spread' && value.value.kind === 'name') return [...(spreads.get(value.value.name) ?? [each])];
    const known = value.kind === 'name' ? values.get(value.name) : undefined;
    // `before_action :x, options` hands a hash on.
    if (name === undefined && value.kind === 'name' && spreads.has(value.name)) return [...(spreads.get(value.name) ?? [])];
    return [known === undefined ? each : { ...each, value: known }];
  });
}
