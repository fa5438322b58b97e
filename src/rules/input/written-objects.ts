import type { Api, Operation, Property, Schema } from '../../model/api.ts';
import { isWrite, perApi } from './requests.ts';

/** The object that a write operation takes, one entry an operation and alternative. */
interface WrittenObject {
  readonly operation: Operation;
  readonly schema: Schema;
}

/** Bodies of POST, PUT and PATCH as objects; a list stands for its items. */
export const writtenObjects: (api: Api) => readonly WrittenObject[] = perApi((api) =>
  api.operations.filter(isWrite).flatMap((operation) => {
    const roots = new Set((operation.body?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : [schema])));
    const objects = [...roots].flatMap((root) => {
      const each = root.items ?? root;
      return each.alternatives.length > 0 ? each.alternatives : [each];
    });
    return [...new Set(objects)].map((schema) => ({ operation, schema }));
  }),
);

/** Properties that a caller may set. */
export function writable(schema: Schema): Property[] {
  return [...schema.properties.values()].filter(({ readOnly, schema }) => !readOnly && !schema.readOnly && !schema.never);
}
