import type { Bundle } from '../documents/bundle.ts';
import type { SourceDocument } from '../documents/document.ts';
import { type Place, toPointer } from '../documents/place.ts';
import { splitReference, targetOf } from '../documents/reference-uri.ts';
import { get, getObject, getString, isObject } from '../documents/tree.ts';
import { referenceName } from './entry-name.ts';
import { childOf, type Kind, sectionOf } from './reference-kinds.ts';

/** What a place in a part is called: as if the whole document were one file. */
export interface PartName {
  readonly steps: readonly string[];
  /** 0: the root document gives the name itself. 1: the file or the definition in it does. */
  readonly rank: 0 | 1;
}

interface Item {
  readonly value: unknown;
  readonly place: Place;
  readonly kind: Kind;
  /** The value maps free names to things of the kind. */
  readonly isMap: boolean;
}

/** A document as maps hold it: another bundle may have read the same file again. */
export function partKey({ file, index }: SourceDocument): string {
  return `${file}#${index}`;
}

/**
 * Names the definitions that a document keeps in other files: a path item by its path, a component by its name where the root's entry is a
 * reference to it, anything else by what it is and the name of its file. So moving a definition into a file of its own renames nothing.
 * @returns by {@link partKey}, then by the definition's pointer
 */
export function partNames(bundle: Bundle): Map<string, Map<string, PartName>> {
  const walk = new Walk(bundle);
  walk.run();
  return walk.names;
}

class Walk {
  readonly names = new Map<string, Map<string, PartName>>();
  readonly #bundle: Bundle;
  readonly #isVersion2: boolean;
  readonly #seen = new Map<object, Set<string>>();
  readonly #queue: Item[];

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
    this.#isVersion2 = get(bundle.root.value, 'swagger') !== undefined;
    this.#queue = [{ value: bundle.root.value, place: bundle.root.root, kind: 'document', isMap: false }];
  }

  /** Breadth first; each object once for each thing that it is taken for. */
  run(): void {
    for (const item of this.#queue) {
      if (typeof item.value !== 'object' || item.value === null || !this.#enter(item.value, item)) continue;
      if (Array.isArray(item.value)) this.#entries(item, item.value);
      else if (isObject(item.value)) this.#object(item, item.value);
    }
  }

  #enter(value: object, { kind, isMap }: Item): boolean {
    const as = `${kind}${isMap}`;
    const known = this.#seen.get(value);
    if (known?.has(as)) return false;
    if (known === undefined) this.#seen.set(value, new Set([as]));
    else known.add(as);
    return true;
  }

  #entries({ kind, place }: Item, entries: readonly unknown[]): void {
    for (const [index, value] of entries.entries()) this.#queue.push({ value, place: place.at(index), kind, isMap: false });
  }

  #object(item: Item, value: Readonly<Record<string, unknown>>): void {
    const { kind, isMap, place } = item;
    const ref = getString(value, '$ref');
    if (ref !== undefined) this.#follow(ref, item);
    for (const key of Object.keys(value)) {
      const child = isMap ? { kind, shape: 'one' as const } : childOf(kind, key);
      if (child === undefined || key === '$ref') continue;
      this.#queue.push({ value: get(value, key), place: place.at(key), kind: child.kind, isMap: child.shape === 'map' });
    }
    if (kind !== 'schema' || isMap) return;
    for (const mapped of Object.values(getObject(getObject(value, 'discriminator'), 'mapping') ?? {})) {
      if (typeof mapped === 'string' && /[./]/.test(mapped)) this.#follow(mapped, { ...item, place: place.at('discriminator') });
    }
  }

  #follow(ref: string, { kind, isMap, place }: Item): void {
    const found = this.#bundle.resolve(ref, place);
    if (!found.ok) return;
    this.#queue.push({ value: found.value, place: found.place, kind, isMap });
    if (found.place.document === this.#bundle.root) return;
    const entry = this.#stepsInRoot(place);
    if (entry !== undefined && isEntry(entry) && leadsThere(ref, place, found.place)) this.#name(found.place, { steps: entry, rank: 0 });
    const section = isMap ? undefined : sectionOf(kind, this.#isVersion2);
    if (section === undefined) return;
    const name = found.place.parent === undefined ? referenceName(found.place.document.file) : String(found.place.key);
    this.#name(found.place, { steps: [...section, name], rank: 1 });
  }

  /** Steps to a place of the root document, or to one directly below a section that stands in a file of its own. */
  #stepsInRoot(place: Place): string[] | undefined {
    if (place.document === this.#bundle.root) return place.path.map(String);
    const above = place.parent === undefined ? undefined : this.names.get(partKey(place.document))?.get(place.parent.pointer);
    return above?.rank === 0 ? [...above.steps, String(place.key)] : undefined;
  }

  #name(place: Place, name: PartName): void {
    let names = this.names.get(partKey(place.document));
    if (names === undefined) {
      names = new Map();
      this.names.set(partKey(place.document), names);
    }
    const known = names.get(place.pointer);
    if (known === undefined || name.rank < known.rank || (name.rank === known.rank && less(name.steps, known.steps))) {
      names.set(place.pointer, name);
    }
  }
}

/** Whether steps from the root lead to a path, a component, or a whole section of them. */
function isEntry(steps: readonly string[]): boolean {
  const [first = ''] = steps;
  return childOf('document', first) !== undefined && steps.length <= (first === 'components' ? 3 : 2);
}

/** False when other references stand between the two. */
function leadsThere(ref: string, from: Place, to: Place): boolean {
  const { uri, fragment } = splitReference(ref);
  const target = targetOf(uri, from.document.file);
  if (target.kind !== 'file' || target.file !== to.document.file) return false;
  return fragment === '' ? to.parent === undefined : referenceName(ref) === String(to.key);
}

/** So that the name does not depend on the order of what refers to it. */
function less(a: readonly string[], b: readonly string[]): boolean {
  return toPointer(a) < toPointer(b);
}
