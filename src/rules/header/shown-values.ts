import type { Place } from '../../documents/place.ts';
import { getArray, getObject, getString, isObject } from '../../documents/tree.ts';
import type { Header } from '../../model/api.ts';

interface HeaderValue {
  readonly keyword: 'example' | 'default' | 'const' | 'enum' | 'pattern';
  readonly text: string;
  readonly place: Place;
}

/** Every value that a header's definition shows, fixes or matches. */
export function* headerValues({ raw, place, schema, content }: Header): Iterable<HeaderValue> {
  const holders = [{ raw, place }, ...content, ...(schema?.parts ?? [])];
  const seen = new Set<object>();
  for (const holder of holders) {
    if (seen.has(holder.raw)) continue;
    seen.add(holder.raw);
    for (const keyword of ['example', 'default', 'const', 'pattern'] as const) {
      const text = getString(holder.raw, keyword);
      if (text !== undefined) yield { keyword, text, place: holder.place.at(keyword) };
    }
    for (const keyword of ['enum', 'examples'] as const) {
      for (const [index, text] of (getArray(holder.raw, keyword) ?? []).entries()) {
        if (typeof text === 'string')
          yield { keyword: keyword === 'enum' ? 'enum' : 'example', text, place: holder.place.at(keyword, index) };
      }
    }
    for (const [name, item] of Object.entries(getObject(holder.raw, 'examples') ?? {})) {
      const text = isObject(item) ? getString(item, 'value') : item;
      const at = holder.place.at('examples', name);
      if (typeof text === 'string') yield { keyword: 'example', text, place: isObject(item) ? at.at('value') : at };
    }
  }
}
