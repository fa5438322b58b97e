import type { SourceDocument } from '../documents/document.ts';
import { get } from '../documents/tree.ts';

/** The name of a definition that is a whole file, which is the file's; undefined for an OpenAPI document. */
export function partName({ file, value }: SourceDocument): string | undefined {
  if (get(value, 'openapi') !== undefined || get(value, 'swagger') !== undefined) return undefined;
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.(?:json|ya?ml)$/i, '');
}
