import type { Place } from '../../documents/place.ts';
import { getObject, type JsonObject } from '../../documents/tree.ts';
import type { Api } from '../../model/api.ts';

/** The map of scheme definitions as written, malformed entries included. */
export function schemeMap({ version, raw, place }: Api): { map: JsonObject; place: Place } {
  if (version === '2.0') return { map: getObject(raw, 'securityDefinitions') ?? {}, place: place.at('securityDefinitions') };
  return { map: getObject(getObject(raw, 'components'), 'securitySchemes') ?? {}, place: place.at('components', 'securitySchemes') };
}

const answers = new WeakMap<Api, boolean>();

/** Whether any scheme is defined, well or badly, here or (3.2) in a document that a requirement names by URI. */
export function hasSchemes(api: Api): boolean {
  let answer = answers.get(api);
  if (answer === undefined) {
    answer =
      Object.keys(schemeMap(api).map).some((name) => !name.startsWith('x-')) ||
      api.operations.some(({ security }) =>
        security.alternatives.some(({ requirements }) => requirements.some(({ scheme }) => scheme !== undefined)),
      );
    answers.set(api, answer);
  }
  return answer;
}
