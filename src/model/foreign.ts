import type { Path, SourceDocument } from '../documents/document.ts';
import { get, isObject } from '../documents/tree.ts';
import { nearest } from '../nearest.ts';

const READ = 'apiward reads OpenAPI 2.0, 3.0, 3.1 and 3.2';

/** What a document without a version that we read is instead, where that stands, and what to do. */
export function foreign({ value, text, index }: SourceDocument): { readonly message: string; readonly at: Path } {
  if (text.trim() === '') {
    return { message: 'the file is empty: an OpenAPI document starts with `openapi: 3.1.0` or `swagger: "2.0"`', at: [] };
  }
  const of = index === 0 ? 'this' : `document ${index + 1} of this file`;
  const not = `${of} is not an OpenAPI document`;
  if (!isObject(value)) {
    const kind = Array.isArray(value) ? 'a list' : `only \`${String(value).slice(0, 40).trim()}\``;
    return { message: `${not}: it holds ${kind} where an object with \`openapi\` or \`swagger\` belongs`, at: [] };
  }
  for (const key of ['openapi', 'swagger']) {
    const version = get(value, key);
    if (version === undefined) continue;
    const said = typeof version === 'string' || typeof version === 'number' ? String(version).slice(0, 40) : '';
    const message =
      said === ''
        ? `${index === 0 ? '' : `${of}: `}\`${key}\` holds no version: write for example \`openapi: 3.1.0\``
        : `${of} says \`${key}: ${said}\`, a version that cannot be judged: ${READ}`;
    return { message, at: [key] };
  }
  if (get(value, 'swaggerVersion') !== undefined) {
    return { message: `${of} is Swagger 1, which cannot be judged: ${READ}, so convert it first`, at: ['swaggerVersion'] };
  }
  if (get(value, 'asyncapi') !== undefined) return { message: `${of} is an AsyncAPI document: ${READ}`, at: ['asyncapi'] };
  const close = Object.keys(value)
    .slice(0, 100)
    .find((key) => nearest(key, ['openapi', 'swagger']) !== undefined);
  if (close !== undefined) {
    const meant = nearest(close, ['openapi', 'swagger']);
    return { message: `${not}: did you mean \`${meant}\` by \`${close.slice(0, 40)}\`?`, at: [close] };
  }
  return {
    message: `${not}: its root has neither \`openapi\` nor \`swagger\`. Name the document that refers to it, or leave it out`,
    at: [],
  };
}
