import type { Place } from '../../documents/place.ts';
import { get, getObject, getString } from '../../documents/tree.ts';
import type { Api } from '../../model/api.ts';
import { receivedBodies } from './requests.ts';

/** Media types of request bodies where they are written. */
export function* acceptedTypes(api: Api): Generator<{ type: string; place: Place }> {
  if (api.version !== '2.0') {
    for (const body of receivedBodies(api)) for (const { type, place } of body.content) yield { type, place };
    return;
  }
  yield* consumes(api.raw, api.place);
  for (const operation of api.operations) yield* consumes(operation.raw, operation.place);
}

function* consumes(raw: object, place: Place): Generator<{ type: string; place: Place }> {
  const list = get(raw, 'consumes');
  if (!Array.isArray(list)) return;
  for (const [index, type] of list.entries()) if (typeof type === 'string') yield { type, place: place.at('consumes', index) };
}

/** The same and the types of their parts (`encoding`, `contentMediaType`), lower case and without parameters. */
export function* writtenTypes(api: Api): Generator<{ type: string; place: Place }> {
  for (const { type, place } of acceptedTypes(api)) yield { type: bare(type), place };
  for (const body of receivedBodies(api)) {
    for (const media of body.content) {
      const encoding = getObject(media.raw, 'encoding') ?? {};
      for (const field of Object.keys(encoding)) {
        const types = getString(encoding[field], 'contentType') ?? '';
        for (const type of types.split(',')) yield { type: bare(type), place: media.place.at('encoding', field, 'contentType') };
      }
    }
  }
  for (const schema of api.schemas) {
    if (!schema.request) continue;
    for (const { raw, place } of schema.parts) {
      const type = getString(raw, 'contentMediaType');
      if (type !== undefined) yield { type: bare(type), place: place.at('contentMediaType') };
    }
  }
}

function bare(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}
