import type { SourceDocument } from '../documents/document.ts';
import type { Place } from '../documents/place.ts';
import { get, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { OasVersion } from './api.ts';
import type { References } from './references.ts';
import { hasSiblings } from './schema-keywords.ts';
import { oasVersion } from './version.ts';

/** Any value where it is defined. */
export interface Found {
  readonly value: unknown;
  readonly place: Place;
}

/** What references between schemas mean: where each version of OAS lets them lead, and what counts beside them. */
export class SchemaReferences {
  readonly #references: References;
  readonly #version: OasVersion;
  readonly #counts = new Map<SourceDocument, boolean>();
  /** Where components that are references themselves lead in the end. */
  readonly #ends = new Map<object, Found | undefined>();

  constructor(references: References, version: OasVersion) {
    this.#references = references;
    this.#version = version;
  }

  /** Whether a schema object only stands for another one. */
  isAlias(raw: JsonObject, place: Place): boolean {
    // Most schemas are no references at all.
    if (!Object.hasOwn(raw, '$ref') && !Object.hasOwn(raw, '$dynamicRef')) return false;
    return referenceOf(raw) !== undefined && !(this.#siblingsCount(place.document) && hasSiblings(raw));
  }

  /** What an alias stands for; undefined, and noted as broken, when that is nothing. */
  follow(alias: JsonObject, place: Place): Found | undefined {
    const found = this.#next(alias, place);
    if (found === undefined || !isObject(found.value) || !this.#isPassedThrough(found.value, found.place)) return found;
    const chain = new Set<object>();
    let end: Found | undefined = found;
    while (end !== undefined && isObject(end.value) && this.#isPassedThrough(end.value, end.place)) {
      const value: JsonObject = end.value;
      if (this.#ends.has(value)) {
        end = this.#ends.get(value);
        break;
      }
      if (chain.has(value)) {
        // Followed without siblings, a circle is reported like any other.
        end = this.#references.resolve(referenceOf(value) ?? '', end.place, value);
        break;
      }
      chain.add(value);
      end = this.#next(value, end.place);
    }
    for (const passed of chain) this.#ends.set(passed, end);
    return end;
  }

  /** Whether an alias says something of its own, if only an annotation. */
  isAnnotated(alias: JsonObject, place: Place): boolean {
    return this.#siblingsCount(place.document) && Object.keys(alias).length > 1;
  }

  /** What the references of an object with siblings add to it. */
  merged(raw: JsonObject, place: Place): readonly Found[] {
    return ['$ref', '$dynamicRef'].flatMap((keyword) => {
      const ref = getString(raw, keyword);
      const found = ref === undefined ? undefined : this.#references.resolve(ref, place, raw, true);
      if (found === undefined || !isObject(found.value) || !this.#isPassedThrough(found.value, found.place)) return found ?? [];
      return this.follow(found.value, found.place) ?? [];
    });
  }

  /** What an object refers to, if there is such a schema: a miss is not noted. */
  seek(ref: string, place: Place): Found | undefined {
    const found = this.#references.tryResolve(ref, place, true);
    return found === undefined ? undefined : { value: found.raw, place: found.place };
  }

  #next(alias: JsonObject, place: Place): Found | undefined {
    return this.#references.resolve(referenceOf(alias) ?? '', place, alias, true);
  }

  /** An alias that marks its target `readOnly` or `writeOnly` is a schema of its own where that counts. */
  #isPassedThrough(raw: JsonObject, place: Place): boolean {
    if (!this.isAlias(raw, place)) return false;
    return !this.#siblingsCount(place.document) || (get(raw, 'readOnly') !== true && get(raw, 'writeOnly') !== true);
  }

  /** JSON Schema 2020-12 evaluates what stands beside `$ref`; OAS 2.0 and 3.0 ignore it. Each OpenAPI document goes by its own version. */
  #siblingsCount(document: SourceDocument): boolean {
    let counts = this.#counts.get(document);
    if (counts === undefined) {
      const version = oasVersion(document.value)?.version ?? this.#version;
      counts = version === '3.1' || version === '3.2';
      this.#counts.set(document, counts);
    }
    return counts;
  }
}

/** The `$ref` of a schema object, or its `$dynamicRef`, which is taken to lead to the anchor in its own resource. */
export function referenceOf(raw: JsonObject): string | undefined {
  return getString(raw, '$ref') ?? getString(raw, '$dynamicRef');
}
