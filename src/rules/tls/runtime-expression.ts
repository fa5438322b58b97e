import { getObject, isObject } from '../../documents/tree.ts';
import type { Api, Operation, PathItem, Schema } from '../../model/api.ts';

/** Where a runtime expression takes its value (OAS 3.x section 4.20.4): its schema in each operation that it may belong to. */
export function expressionSchemas(expression: string, owners: readonly Operation[]): (Schema | undefined)[] {
  const [, side, part, rest = ''] = /^\$(request|response)\.(body|query|path|header)(?:[.#](.*))?$/s.exec(expression) ?? [];
  if (side === undefined) return [undefined];
  return owners.map((operation) => {
    if (part === 'body') return inBody(rest, side === 'request' ? operation.body?.content : operation.responses[0]?.response.content);
    if (side === 'response') {
      return operation.responses
        .map(({ response }) => response.headers.get(rest.toLowerCase())?.schema)
        .find((schema) => schema !== undefined);
    }
    const same = (name: string) => (part === 'header' ? name.toLowerCase() === rest.toLowerCase() : name === rest);
    return operation.parameters.find(({ name, location }) => location === part && same(name))?.schema;
  });
}

/** A JSON pointer (RFC 6901) of a value, followed through properties and items; undefined where the schema does not lead on. */
function inBody(pointer: string, content: readonly { readonly schema: Schema | undefined }[] = []): Schema | undefined {
  const steps = pointer.split('/').slice(1, 20);
  for (const { schema } of content) {
    let found = schema;
    for (const step of steps) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      found = found?.properties.get(name)?.schema ?? (/^\d+$/.test(name) ? found?.items : undefined);
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Owners {
  readonly byItem: ReadonlyMap<object, Operation>;
  /** A bounded sample of the operations with callbacks. */
  readonly all: readonly Operation[];
}

const cache = new WeakMap<Api, Owners>();

/** The operations whose callback a path item is; every operation with callbacks when it is shared and so belongs to no single one. */
export function callbackOwners(item: PathItem, api: Api): readonly Operation[] {
  let owners = cache.get(api);
  if (owners === undefined) {
    owners = findOwners(api);
    cache.set(api, owners);
  }
  const owner = owners.byItem.get(item.raw);
  return owner === undefined ? owners.all : [owner];
}

function findOwners(api: Api): Owners {
  const byItem = new Map<object, Operation>();
  const all = api.operations.filter(({ raw }) => getObject(raw, 'callbacks') !== undefined);
  for (const operation of all) {
    for (const callback of Object.values(getObject(operation.raw, 'callbacks') ?? {})) {
      for (const item of isObject(callback) ? Object.values(callback) : []) if (isObject(item)) byItem.set(item, operation);
    }
  }
  return { byItem, all: all.slice(0, 50) };
}
