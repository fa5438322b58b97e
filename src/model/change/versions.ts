import type { Api } from '../api.ts';

/** A document before and after a change; a `Change` node is one. */
export interface Versions {
  readonly base: Api;
  readonly head: Api;
}

/** A value computed once for two versions, whatever object holds them together. */
export function perChange<Value>(compute: (versions: Versions) => Value): (versions: Versions) => Value {
  const known = new WeakMap<Api, { readonly base: Api; readonly value: Value }>();
  return ({ base, head }) => {
    let entry = known.get(head);
    if (entry?.base !== base) {
      entry = { base, value: compute({ base, head }) };
      known.set(head, entry);
    }
    return entry.value;
  };
}
