import type { Api, Schema } from '../../model/api.ts';

/** The values of a document that are judged, by how they are asked for. */
interface Values {
  readonly request: readonly Schema[];
  readonly byTypes: Map<string, readonly Schema[]>;
}

const known = new WeakMap<Api, Values>();

/**
 * Request values that the bound rules judge as values of one of these types, in the order of the model. One with alternatives is judged
 * through them, one with fixed values needs no bound. Made once a document, since many rules ask for the same.
 */
export function requestValues(api: Api, ...types: readonly string[]): readonly Schema[] {
  let values = known.get(api);
  if (values === undefined) {
    values = { request: api.schemas.filter(isJudged), byTypes: new Map() };
    known.set(api, values);
  }
  const key = types.join();
  let found = values.byTypes.get(key);
  if (found === undefined) {
    found = values.request.filter((schema) => types.some((type) => schema.types.includes(type)));
    values.byTypes.set(key, found);
  }
  return found;
}

function isJudged({ request, never, alternatives, values }: Schema): boolean {
  return request && !never && alternatives.length === 0 && values === undefined;
}
