import type { SourceDocument } from './document.ts';
import { walkKeywords } from './keyword-walk.ts';
import { pointerSegments, splitReference } from './reference-uri.ts';
import { get, getArray, getObject, getString, isObject, type JsonObject } from './tree.ts';

/** A part of a document whose references count. */
export interface ReferenceScope {
  readonly document: SourceDocument;
  /** The root of the document, or what a reference leads to in an `x-` extension. */
  readonly value: unknown;
}

/**
 * References of a scope that something must be loaded or read for, each once, in document order: `$ref`, the values of
 * `discriminator.mapping` and the URIs of 3.2 security requirements that lead to other files, and those that lead below an extension.
 *
 * @param root the root document, whose version and security schemes decide what the name of a requirement is
 * @param entered the objects of extensions that were read already, and are not read again
 */
export function externalReferences({ document, value }: ReferenceScope, root: SourceDocument, entered: Set<object>): string[] {
  const isWhole = value === document.value;
  const uriRequirements = (getString(root.value, 'openapi') ?? '').startsWith('3.2');
  if (isWhole && !uriRequirements && !mayReferOut(document.text)) return [];
  const hasExamples = getString(root.value, 'openapi') !== undefined;
  const found = new Set<string>();
  const schemas = getObject(getObject(document.value, 'components'), 'schemas');
  const schemes = getObject(getObject(root.value, 'components'), 'securitySchemes');
  const isApi = getString(value, 'openapi') !== undefined || get(value, 'swagger') !== undefined;
  walkKeywords(
    value,
    !isApi,
    undefined,
    () => undefined,
    (object) => {
      if (!isWhole) {
        if (entered.has(object)) return false;
        entered.add(object);
      }
      const ref = getString(object, '$ref');
      if (ref !== undefined && (!ref.startsWith('#') || extensionPointer(ref) !== undefined)) found.add(ref);
      // From 3.0 on a map of examples holds references beside data; what 2.0 and JSON Schema call so is data alone.
      for (const example of hasExamples ? Object.values(getObject(object, 'examples') ?? {}) : []) {
        const to = getString(example, '$ref');
        if (to !== undefined && !to.startsWith('#')) found.add(to);
      }
      const mapping = getObject(getObject(object, 'discriminator'), 'mapping');
      for (const value of Object.values(mapping ?? {})) {
        // OAS 3.1 section 4.8.25.4: a value that names a schema is that name, before it is a URI.
        if (typeof value !== 'string' || value.startsWith('#') || get(schemas, value) !== undefined) continue;
        if (/[./]/.test(value)) found.add(value);
      }
      if (!uriRequirements) return true;
      // OAS 3.2 section 4.30 likewise: a component name is that name, before it is a URI.
      for (const requirement of getArray(object, 'security') ?? []) {
        for (const name of isObject(requirement) ? Object.keys(requirement) : []) {
          if (/[./#]/.test(name) && get(schemes, name) === undefined) found.add(name);
        }
      }
      return true;
    },
  );
  return [...found];
}

/**
 * What a reference leads to in an `x-` extension of its target, where nothing is read unless something refers to it: the value, or the
 * last object on the way when a `$ref` stands there.
 */
export function extensionTarget(ref: string, target: SourceDocument): JsonObject | undefined {
  let value = target.value;
  let entered = false;
  for (const segment of extensionPointer(ref) ?? []) {
    const child = Array.isArray(value) ? value[Number(segment)] : get(value, segment);
    if (typeof child !== 'object' || child === null) break;
    value = child;
    entered ||= segment.startsWith('x-');
  }
  return entered && isObject(value) ? value : undefined;
}

function extensionPointer(ref: string): readonly string[] | undefined {
  const segments = pointerSegments(splitReference(ref).fragment);
  return segments?.some((segment) => segment.startsWith('x-')) ? segments : undefined;
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
