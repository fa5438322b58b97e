import { asString } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { type Annotation, argumentValue } from './annotations.ts';

/** Constants of `MediaType`. */
const MEDIA_TYPES: Readonly<Record<string, string>> = table({
  APPLICATION_JSON: 'application/json',
  APPLICATION_XML: 'application/xml',
  APPLICATION_FORM_URLENCODED: 'application/x-www-form-urlencoded',
  APPLICATION_OCTET_STREAM: 'application/octet-stream',
  MULTIPART_FORM_DATA: 'multipart/form-data',
  SERVER_SENT_EVENTS: 'text/event-stream',
  TEXT_PLAIN: 'text/plain',
  TEXT_HTML: 'text/html',
  TEXT_XML: 'text/xml',
  WILDCARD: '*/*',
});

/** Media types that an argument of an annotation lists: `@Consumes`, `@Post(consumes = ...)`. */
export function mediaTypesIn(annotation: Annotation | undefined, name = 'value'): string[] {
  const value = argumentValue(annotation, name);
  if (value === undefined) return [];
  return (value.kind === 'list' ? value.items : [value]).flatMap((item) => {
    const text = asString(item);
    const constant = item.kind === 'external' ? item.name.slice(item.name.lastIndexOf('.') + 1) : undefined;
    return (
      text?.split(',').map((each) => each.trim()) ??
      (constant !== undefined && Object.hasOwn(MEDIA_TYPES, constant) ? (MEDIA_TYPES[constant] ?? []) : [])
    );
  });
}
