import type { Place } from '../../documents/place.ts';
import { get, type JsonObject } from '../../documents/tree.ts';
import type { Api, MediaType, Schema } from '../../model/api.ts';
import { isBinary } from '../../model/string-bounds.ts';
import { receivedBodies } from './requests.ts';

/** Bytes that a request carries: a whole body or a part of a form. */
export interface Upload {
  readonly place: Place;
  readonly media: MediaType;
  /** Absent where a media type of bytes stands for itself (3.1 and later). */
  readonly schema: Schema | undefined;
  /** Name of the form field; undefined for a whole body. */
  readonly field: string | undefined;
  /** What may carry an extension with a limit or a list of types: the schema and its items. */
  readonly own: readonly JsonObject[];
  /** The same: the media type, the body and its operations, one list for all parts of a form. */
  readonly outer: readonly JsonObject[];
}

/** Every upload of the API, once at its definition. */
export function uploads(api: Api): Upload[] {
  const found = new Map<string, Upload>();
  for (const body of receivedBodies(api)) {
    for (const media of body.content) {
      const outer = [media.raw, body.raw, ...body.usedBy.map(({ raw }) => raw)];
      for (const { place, schema, field } of binaryParts(media)) {
        const own = [...(schema?.parts ?? []), ...(schema?.items?.parts ?? [])].map(({ raw }) => raw);
        const key = `${place.document.file}#${place.pointer}`;
        if (!found.has(key)) found.set(key, { place, media, schema, field, own, outer });
      }
    }
  }
  return [...found.values()];
}

function* binaryParts(media: MediaType): Generator<{ place: Place; schema: Schema | undefined; field: string | undefined }> {
  const { schema } = media;
  if (schema === undefined) {
    if (/^(?:image|audio|video)\/|octet-stream$|^application\/(?:pdf|zip|gzip)$/.test(media.type))
      yield { place: media.place, schema, field: undefined };
    return;
  }
  for (const option of schema.alternatives.length > 0 ? schema.alternatives : [schema]) {
    if (isBinary(option)) yield { place: option.place, schema: option, field: undefined };
    for (const { name, place, schema: part, readOnly } of option.properties.values()) {
      if (readOnly) continue;
      if (isBinary(part)) yield { place, schema: part, field: name };
      else if (part.items !== undefined && isBinary(part.items)) yield { place: part.items.place, schema: part.items, field: name };
    }
  }
}

/** Tells whether one of the extensions stands on an upload or around it. */
export function carries(keys: readonly string[]): (upload: Upload) => boolean {
  const known = new Map<readonly JsonObject[], boolean>();
  const has = (holders: readonly JsonObject[]): boolean => holders.some((raw) => keys.some((key) => get(raw, key) !== undefined));
  return ({ own, outer }) => {
    const around = known.get(outer) ?? has(outer);
    known.set(outer, around);
    return around || has(own);
  };
}
