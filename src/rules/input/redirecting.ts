import type { Api, Operation, Schema } from '../../model/api.ts';
import { perApi } from './requests.ts';
import { type UrlInput, urlInputs } from './url-inputs.ts';

/** Redirect targets taken from a request of an operation that answers with a redirect, each with that operation. */
export const redirectTargets: (api: Api) => ReadonlyMap<UrlInput, Operation> = perApi((api) => {
  const redirects = urlInputs(api).filter(({ purpose }) => purpose === 'redirect');
  const byPlace = new Map(redirects.map((input) => [key(input), input]));
  const ofSchema = new Map<Schema, readonly UrlInput[]>();
  const inSchema = (schema: Schema): readonly UrlInput[] => {
    const known = ofSchema.get(schema);
    if (known !== undefined) return known;
    const inputs = byPlace.size === 0 ? [] : [...schema.properties.values()].flatMap((property) => byPlace.get(key(property)) ?? []);
    ofSchema.set(schema, inputs);
    return inputs;
  };
  const found = new Map<UrlInput, Operation>();
  for (const operation of api.operations) {
    if (operation.origin !== 'path' || !operation.responses.some(({ status }) => /^3(?:0[12378]|XX)$/.test(status))) continue;
    const bodies = (operation.body?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : [schema, ...schema.alternatives]));
    const taken = [...operation.parameters.flatMap((parameter) => byPlace.get(key(parameter)) ?? []), ...bodies.flatMap(inSchema)];
    for (const input of taken) if (!found.has(input)) found.set(input, operation);
  }
  return found;
});

function key({ place }: Pick<UrlInput, 'place'>): string {
  return `${place.document.file}#${place.pointer}`;
}
