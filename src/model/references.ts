import type { Bundle, Resolution } from '../documents/bundle.ts';
import type { Place } from '../documents/place.ts';
import { getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { BrokenRef } from './api.ts';

export interface Target {
  readonly raw: JsonObject;
  readonly place: Place;
  /** The `$ref` site, when one was followed. */
  readonly via: Place | undefined;
}

/** Follows references and remembers the broken ones, each site once. */
export class References {
  readonly broken: BrokenRef[] = [];
  readonly #bundle: Bundle;
  readonly #reported = new Set<object>();

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
  }

  /** The object at a place, behind its `$ref` if it is one; undefined when there is no object to be had. */
  follow(value: unknown, place: Place): Target | undefined {
    if (!isObject(value)) return undefined;
    const ref = getString(value, '$ref');
    if (ref === undefined) return { raw: value, place, via: undefined };
    const found = this.resolve(ref, place, value);
    return found !== undefined && isObject(found.value) ? { raw: found.value, place: found.place, via: place } : undefined;
  }

  /** What a `$ref` leads to, of any JSON type. `site` is the object that holds the reference. */
  resolve(ref: string, from: Place, site: object, keepSiblings = false): { value: unknown; place: Place } | undefined {
    const found: Resolution = this.#bundle.resolve(ref, from, keepSiblings);
    if (found.ok) return found;
    if (!this.#reported.has(site)) {
      this.#reported.add(site);
      this.broken.push({ place: from.at('$ref'), ref, reason: found.reason });
    }
    return undefined;
  }

  /** Like {@link resolve}, for a name that may or may not be a reference (3.2 security requirements): a miss is not an error. */
  tryResolve(ref: string, from: Place): Target | undefined {
    const found = this.#bundle.resolve(ref, from);
    return found.ok && isObject(found.value) ? { raw: found.value, place: found.place, via: from } : undefined;
  }
}
