import type { Api, Operation } from '../api.ts';
import { answersAny, wildcardsOf } from '../code-facts.ts';
import { fullPaths, isTelling, type Segments, segmentsOf, WILDCARD } from './paths.ts';

/** An operation of code as it is compared. */
export interface CodeOperation {
  readonly operation: Operation;
  readonly method: string;
  /** Without the unknown beginning. */
  readonly segments: Segments;
  /** `known`; `below`: the beginning is not known, the rest is; `pattern`: some other part is not known. */
  readonly path: 'known' | 'below' | 'pattern';
  readonly anyMethod: boolean;
  readonly isTelling: boolean;
}

/** An operation of a document as it is compared. */
export interface DocumentOperation {
  readonly operation: Operation;
  readonly method: string;
  /** As its path says. */
  readonly bare: Segments;
  /** Below each of its servers. */
  readonly full: readonly Segments[];
  readonly isTelling: boolean;
}

/** A value computed once for an API. */
export function perApi<Value>(compute: (api: Api) => Value): (api: Api) => Value {
  const known = new WeakMap<Api, Value>();
  return (api) => {
    let value = known.get(api);
    if (value === undefined) {
      value = compute(api);
      known.set(api, value as Value);
    }
    return value as Value;
  };
}

/** What clients call; webhooks, callbacks and components that no path refers to are not. */
function called({ operations }: Api): Operation[] {
  return operations.filter(({ origin, path }) => origin === 'path' && path.startsWith('/'));
}

export const codeOperations: (api: Api) => readonly CodeOperation[] = perApi((api) =>
  called(api).map((operation) => {
    const segments = segmentsOf(operation.path, wildcardsOf(operation));
    const known = segments.findIndex((segment) => segment !== WILDCARD);
    const rest = known < 0 ? segments : segments.slice(known);
    const path = !segments.includes(WILDCARD) ? 'known' : rest.includes(WILDCARD) ? 'pattern' : 'below';
    const anyMethod = answersAny(operation);
    return {
      operation,
      method: operation.method,
      segments: path === 'pattern' ? segments : rest,
      path,
      anyMethod,
      isTelling: !anyMethod && path !== 'pattern' && isTelling(rest),
    };
  }),
);

export const documentOperations: (api: Api) => readonly DocumentOperation[] = perApi((api) =>
  called(api).map((operation) => {
    const bare = segmentsOf(operation.path);
    return { operation, method: operation.method, bare, full: fullPaths(operation, api), isTelling: isTelling(bare) };
  }),
);
