import type { Bundle, Resolution } from '../documents/bundle.ts';
import type { Limits } from '../documents/limits.ts';
import type { Place } from '../documents/place.ts';
import { get, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { BrokenRef } from './api.ts';

/** An object where it is defined. */
export interface Link {
  readonly raw: JsonObject;
  readonly place: Place;
}

export interface Target extends Link {
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

  /** What the model may grow to. */
  get limits(): Limits {
    return this.#bundle.limits;
  }

  /** The object at a place, behind its `$ref` if it is one; undefined when there is no object to be had. */
  follow(value: unknown, place: Place): Target | undefined {
    if (!isObject(value)) return undefined;
    const ref = getString(value, '$ref');
    if (ref === undefined) return { raw: value, place, via: undefined };
    const found = this.resolve(ref, place, value);
    return found !== undefined && isObject(found.value) ? { raw: found.value, place: found.place, via: place } : undefined;
  }

  /** For path items, whose `$ref` may have siblings: every object on the way that says something itself, nearest first. */
  chain(value: unknown, place: Place): readonly Link[] {
    const links: Link[] = [];
    const seen = new Set<unknown>();
    let hop: { readonly value: unknown; readonly place: Place } | undefined = { value, place };
    while (hop !== undefined && isObject(hop.value)) {
      const link: Link = { raw: hop.value, place: hop.place };
      const ref = getString(link.raw, '$ref');
      if (ref === undefined || Object.keys(link.raw).length > 1) links.push(link);
      seen.add(link.raw);
      hop = ref === undefined ? undefined : this.resolve(ref, link.place, link.raw, true);
      if (ref === undefined || !seen.has(hop?.value)) continue;
      // Followed to its end, a circle is reported like any other.
      this.resolve(ref, link.place, link.raw);
      break;
    }
    return links;
  }

  /** What a `$ref` leads to, of any JSON type. `site` is the object that holds the reference. */
  resolve(ref: string, from: Place, site: object, keepSiblings = false): { value: unknown; place: Place } | undefined {
    const found: Resolution = this.#bundle.resolve(ref, from, keepSiblings);
    if (found.ok) return found;
    if (!this.#reported.has(site)) {
      this.#reported.add(site);
      const keyword = get(site, '$ref') === ref ? '$ref' : '$dynamicRef';
      this.broken.push({ place: from.at(keyword), ref, reason: found.reason });
    }
    return undefined;
  }

  /** Like {@link resolve}, for a name that may or may not be a reference (3.2 security requirements): a miss is not an error. */
  tryResolve(ref: string, from: Place, keepSiblings = false): Target | undefined {
    const found = this.#bundle.resolve(ref, from, keepSiblings);
    return found.ok && isObject(found.value) ? { raw: found.value, place: found.place, via: from } : undefined;
  }
}
