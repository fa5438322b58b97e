import type { SourceDocument } from './document.ts';
import { walkKeywords } from './keyword-walk.ts';
import { get, getObject, getString } from './tree.ts';

/** References of a document to anything but itself, each once, in document order: `$ref` and the values of `discriminator.mapping`. */
export function externalReferences(document: SourceDocument): string[] {
  if (!mayReferOut(document.text)) return [];
  const found = new Set<string>();
  const root = document.value;
  const schemas = getObject(getObject(root, 'components'), 'schemas');
  const isApi = getString(root, 'openapi') !== undefined || get(root, 'swagger') !== undefined;
  walkKeywords(
    root,
    !isApi,
    undefined,
    () => undefined,
    (object) => {
      const ref = getString(object, '$ref');
      if (ref !== undefined && !ref.startsWith('#')) found.add(ref);
      const mapping = getObject(getObject(object, 'discriminator'), 'mapping');
      if (mapping === undefined) return;
      for (const value of Object.values(mapping)) {
        // OAS 3.1 section 4.8.25.4: a value that names a schema is that name, before it is a URI.
        if (typeof value !== 'string' || value.startsWith('#') || get(schemas, value) !== undefined) continue;
        if (/[./]/.test(value)) found.add(value);
      }
    },
  );
  return [...found];
}

/** A cheap look at the text, for most documents refer only to themselves. Anything unusual counts as yes. */
function mayReferOut(text: string): boolean {
  if (text.includes('discriminator') || text.includes('\\u00') || text.includes('\\x')) return true;
  for (let at = text.indexOf('$ref'); at !== -1; at = text.indexOf('$ref', at + 4)) {
    let next = at + 4;
    let code = text.charCodeAt(next);
    // Quote, colon and blanks between the key and its value.
    while (code === 34 || code === 39 || code === 58 || code === 32) code = text.charCodeAt(++next);
    if (code !== 35) return true;
  }
  return false;
}
