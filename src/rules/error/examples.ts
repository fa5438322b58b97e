import type { Place } from '../../documents/place.ts';
import { get, getArray, getObject, getString, isObject, type JsonObject } from '../../documents/tree.ts';
import type { Api } from '../../model/api.ts';
import { errorSchemas, isErrorResponse } from './responses.ts';

/** Values looked at in one example. */
const MAX_VALUES = 20_000;

interface Example {
  readonly value: unknown;
  readonly place: Place;
}

/** Every example of an error body: of its responses (2.0), media types and schemas, each once. */
export function* errorExamples(api: Api): Iterable<Example> {
  const seen = new Set<object>();
  const once = (holder: object): boolean => !seen.has(holder) && seen.add(holder) !== undefined;
  for (const response of api.responses) {
    if (!isErrorResponse(response)) continue;
    if (api.version === '2.0') {
      for (const [type, value] of Object.entries(getObject(response.raw, 'examples') ?? {})) {
        yield { value, place: response.place.at('examples', type) };
      }
      continue;
    }
    for (const { raw, place } of response.content) {
      if (!once(raw)) continue;
      if (Object.hasOwn(raw, 'example')) yield { value: raw['example'], place: place.at('example') };
      for (const [name, item] of Object.entries(getObject(raw, 'examples') ?? {})) {
        const target = followLocal(item, place.at('examples', name));
        if (target === undefined || !once(target.raw)) continue;
        // `dataValue` and `serializedValue` are 3.2's.
        for (const field of ['value', 'dataValue', 'serializedValue']) {
          if (Object.hasOwn(target.raw, field)) yield { value: target.raw[field], place: target.place.at(field) };
        }
      }
    }
  }
  for (const { schema } of errorSchemas(api)) {
    for (const { raw, place } of schema.parts) {
      if (!once(raw)) continue;
      if (Object.hasOwn(raw, 'example')) yield { value: raw['example'], place: place.at('example') };
      for (const [index, value] of (getArray(raw, 'examples') ?? []).entries()) yield { value, place: place.at('examples', index) };
    }
  }
}

/** An Example Object, behind a reference inside its own document. */
function followLocal(value: unknown, place: Place): { raw: JsonObject; place: Place } | undefined {
  const ref = getString(value, '$ref');
  if (ref === undefined) return isObject(value) ? { raw: value, place } : undefined;
  if (!ref.startsWith('#/')) return undefined;
  let found: unknown = place.document.value;
  let at = place.document.root;
  for (const segment of ref.slice(2).split('/')) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    found = get(found, key);
    at = at.at(key);
  }
  return isObject(found) ? { raw: found, place: at } : undefined;
}

/** Every value inside an example with its key and place, in document order as far as the bound reaches. */
export function* exampleValues({ value, place }: Example): Iterable<Example & { readonly key: string | undefined }> {
  const pending: (Example & { key: string | undefined })[] = [{ value, place, key: undefined }];
  for (let count = 0, next = pending.pop(); next !== undefined && count < MAX_VALUES; count++, next = pending.pop()) {
    yield next;
    const children = Array.isArray(next.value) ? [...next.value.entries()] : isObject(next.value) ? Object.entries(next.value) : [];
    for (const [key, child] of children.reverse()) {
      pending.push({ value: child, place: next.place.at(key), key: typeof key === 'string' ? key : next.key });
    }
  }
}
