import type { SourceDocument } from './document.ts';
import { walkKeywords } from './keyword-walk.ts';
import type { Place } from './place.ts';
import { resolveUri, retrievalUri } from './reference-uri.ts';
import { getString, isObject } from './tree.ts';

/** What relative references are relative to: a document, or a schema in it that has an `$id` (JSON Schema 2020-12 section 8.2.1). */
export interface Resource {
  readonly base: string;
  readonly value: unknown;
  readonly place: Place;
}

export interface Named {
  readonly value: unknown;
  readonly place: Place;
}

/** Whether a document may hold a name: a cheap look at its text. One parsed by somebody else has none, and is taken to. */
export function mayName(document: SourceDocument): boolean {
  return document.text === '' || /\$(?:id|self|anchor|dynamicAnchor)\b/.test(document.text);
}

/**
 * Names that documents give themselves and their schemas: `$self` (OAS 3.2), `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12).
 * Documents that name nothing cost nothing.
 */
export class Identities {
  readonly #roots = new Map<SourceDocument, Resource>();
  readonly #nested = new Map<SourceDocument, Map<object, Resource>>();
  readonly #resources = new Map<string, Resource>();
  readonly #anchors = new Map<string, Named>();

  constructor(documents: readonly SourceDocument[]) {
    for (const document of documents) this.#enter(document);
  }

  /** The innermost resource that a place lies in. */
  resourceAt(place: Place): Resource {
    const root = this.#root(place.document);
    const nested = this.#nested.get(place.document);
    if (nested === undefined) return root;
    let found = root;
    let value: unknown = place.document.value;
    for (const key of place.path) {
      value = isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[key] : undefined;
      if (!isObject(value)) continue;
      found = nested.get(value) ?? found;
    }
    return found;
  }

  /** The resource that goes by an absolute URI. */
  resource(uri: string): Resource | undefined {
    return this.#resources.get(uri);
  }

  anchor(resource: Resource, name: string): Named | undefined {
    return this.#anchors.get(`${resource.base}#${name}`);
  }

  #root(document: SourceDocument): Resource {
    let root = this.#roots.get(document);
    if (root === undefined) {
      const retrieved = retrievalUri(document.file);
      const self = getString(document.value, '$self') ?? getString(document.value, '$id');
      const base = (self === undefined ? undefined : resolveUri(self, retrieved)) ?? retrieved;
      root = { base, value: document.value, place: document.root };
      this.#roots.set(document, root);
      if (self !== undefined && !this.#resources.has(base)) this.#resources.set(base, root);
    }
    return root;
  }

  #enter(document: SourceDocument): void {
    const root = this.#root(document);
    if (!mayName(document)) return;
    const nested = new Map<object, Resource>();
    const isApi = getString(document.value, 'openapi') !== undefined;
    walkKeywords<{ place: Place; resource: Resource }>(
      document.value,
      !isApi,
      { place: root.place, resource: root },
      (trail, key, child) => {
        const place = trail.place.at(key);
        const id = getString(child, '$id');
        const base = id === undefined || id.startsWith('#') ? undefined : resolveUri(id, trail.resource.base);
        if (base === undefined || !isObject(child)) return { place, resource: trail.resource };
        const resource = { base, value: child, place };
        nested.set(child, resource);
        if (!this.#resources.has(base)) this.#resources.set(base, resource);
        return { place, resource };
      },
      (object, { place, resource }) => {
        for (const keyword of ['$anchor', '$dynamicAnchor']) {
          const name = getString(object, keyword);
          if (name === undefined) continue;
          const uri = `${resource.base}#${name}`;
          if (!this.#anchors.has(uri)) this.#anchors.set(uri, { value: object, place });
        }
      },
    );
    if (nested.size > 0) this.#nested.set(document, nested);
  }
}
