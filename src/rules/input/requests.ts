import type { Api, Body, Operation } from '../../model/api.ts';

/** Whether the API itself receives this (a webhook's or callback's message is one that it sends). Unused definitions count. */
export function isReceived(usedBy: readonly Operation[]): boolean {
  return usedBy.length === 0 || usedBy.some((operation) => operation.origin === 'path');
}

/** Every request body that the API reads. */
export function receivedBodies(api: Api): Body[] {
  return api.bodies.filter((body) => isReceived(body.usedBy));
}

/** POST, PUT and PATCH on a path: operations that store or change what they are given. */
export function isWrite(operation: Operation): boolean {
  return operation.origin === 'path' && ['POST', 'PUT', 'PATCH'].includes(operation.method.toUpperCase());
}

/** A value computed once an API. */
export function perApi<Value>(compute: (api: Api) => Value): (api: Api) => Value {
  const known = new WeakMap<Api, { readonly value: Value }>();
  return (api) => {
    let entry = known.get(api);
    if (entry === undefined) {
      entry = { value: compute(api) };
      known.set(api, entry);
    }
    return entry.value;
  };
}
