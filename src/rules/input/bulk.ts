import type { Api, Operation, Schema } from '../../model/api.ts';
import { hasWords, splitWords } from '../../model/words.ts';
import { isWrite, perApi } from './requests.ts';

/** Arrays whose items a bulk operation works off one by one, with the first such operation. */
export const bulkArrays: (api: Api) => ReadonlyMap<Schema, Operation> = perApi((api) => {
  const found = new Map<Schema, Operation>();
  for (const operation of api.operations) {
    if (!isWrite(operation) && operation.method.toUpperCase() !== 'DELETE') continue;
    if (operation.origin !== 'path' || !isBulk(operation)) continue;
    for (const { schema } of operation.body?.content ?? []) {
      for (const array of schema === undefined ? [] : arraysOf(schema)) if (!found.has(array)) found.set(array, operation);
    }
  }
  return found;
});

/** The path's last word names the act; an operation id or a tag called "batch" may hold all sorts. */
function isBulk({ path }: Operation): boolean {
  const last = path.split(/[/:]/).findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
  const words = splitWords(last);
  return ['bulk', 'batch', 'batches'].some((word) => hasWords(words, word));
}

/** The body itself as an array, or the one list of objects in it. */
function arraysOf(schema: Schema): Schema[] {
  const options = schema.alternatives.length > 0 ? schema.alternatives : [schema];
  return options.flatMap((option) => {
    if (option.types.includes('array')) return [option];
    const lists = [...option.properties.values()].map(({ schema }) => schema).filter(isListOfObjects);
    return lists.length === 1 ? lists : [];
  });
}

function isListOfObjects(schema: Schema): boolean {
  return schema.request && schema.types.includes('array') && schema.items?.types.includes('object') === true;
}
