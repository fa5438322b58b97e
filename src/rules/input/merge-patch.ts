import type { Api, Operation, Schema } from '../../model/api.ts';
import { perApi } from './requests.ts';

/** Root objects of RFC 7396 merge patches, with the first operation that takes each. */
export const mergePatchSchemas: (api: Api) => ReadonlyMap<Schema, Operation> = perApi((api) => {
  const found = new Map<Schema, Operation>();
  for (const operation of api.operations) {
    if (operation.origin !== 'path' || operation.method.toUpperCase() !== 'PATCH') continue;
    for (const { type, schema } of operation.body?.content ?? []) {
      if (schema === undefined || !/^application\/(?:.+\+)?merge-patch\+json$/.test(type)) continue;
      for (const option of schema.alternatives.length > 0 ? schema.alternatives : [schema])
        if (!found.has(option)) found.set(option, operation);
    }
  }
  return found;
});
