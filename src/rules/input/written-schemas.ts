import type { Api, Schema } from '../../model/api.ts';
import { perApi } from './requests.ts';

/** Every schema that unsafe operations read: of their parameters and bodies, however deep, each once. */
export const writtenSchemas: (api: Api) => ReadonlySet<Schema> = perApi((api) => {
  const found = new Set<Schema>();
  const open: Schema[] = [];
  const add = (schema: Schema | undefined): void => {
    if (schema === undefined || found.has(schema) || !schema.request) return;
    found.add(schema);
    open.push(schema);
  };
  for (const operation of api.operations) {
    if (operation.safe || operation.origin !== 'path') continue;
    for (const parameter of operation.parameters) add(parameter.schema);
    for (const media of operation.body?.content ?? []) {
      add(media.schema);
      add(media.itemSchema);
    }
  }
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    for (const property of schema.properties.values()) if (!property.readOnly) add(property.schema);
    for (const list of [schema.prefixItems, schema.patternProperties, schema.alternatives, schema.extra])
      for (const inner of list) add(inner);
    add(schema.items);
    if (typeof schema.additional === 'object') add(schema.additional);
  }
  return found;
});
