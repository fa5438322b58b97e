import type { Bundle } from '../documents/bundle.ts';
import { type Place, toPointer } from '../documents/place.ts';
import { get, getString } from '../documents/tree.ts';
import { valueAt } from '../documents/value-at.ts';
import { entryName } from './entry-name.ts';
import { type PartName, partKey, partNames } from './part-names.ts';

/** Maps whose keys are path templates. */
const PATH_MAPS = new Set(['paths', 'x-ms-paths']);

/**
 * Names the places of one root document by what stands there rather than where: list entries by name, URL or scheme instead of their
 * index, path parameters without their names, definitions in other files as if they stood in the root. Reordering, reformatting, moving
 * lines and splitting into files change no name; two equal entries share one.
 */
export class PlaceNames {
  readonly #bundle: Bundle;
  #parts: Map<string, Map<string, PartName>> | undefined;

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
  }

  /** An RFC 6901 pointer made of names: `/paths/~1pets~1{}/get/parameters/query:limit`. */
  of(place: Place): string {
    return toPointer(this.steps(place));
  }

  /** The names from the root down. */
  steps(place: Place): string[] {
    const { root } = this.#bundle;
    const { document, path } = place;
    if (partKey(document) === partKey(root)) return this.#below([], document.root, path);
    this.#parts ??= partNames(this.#bundle);
    const names = this.#parts.get(partKey(document));
    // The nearest definition around the place.
    for (let length = path.length; length >= 0; length--) {
      const known = names?.get(toPointer(path.slice(0, length)));
      if (known !== undefined)
        return this.#below(
          known.steps.map((step, index, all) => pathName(step, index - 1, all)),
          document.root.at(...path.slice(0, length)),
          path.slice(length),
        );
    }
    return this.#below([`file:${relative(root.file, document.file)}`], document.root, path);
  }

  /** @param start the place in the document that `outer` names */
  #below(outer: readonly string[], start: Place, path: readonly (string | number)[]): string[] {
    const steps = [...outer];
    let place = start;
    let value = valueAt(place);
    for (const key of path) {
      const child = Array.isArray(value) ? value[Number(key)] : get(value, String(key));
      place = place.at(key);
      steps.push(Array.isArray(value) ? this.#entry(place, child, Number(key)) : pathName(String(key), steps.length - 1, steps));
      value = child;
    }
    return steps;
  }

  #entry(place: Place, entry: unknown, index: number): string {
    return entryName(String(place.parent?.key ?? ''), entry, index, () => {
      const ref = getString(entry, '$ref');
      const found = ref === undefined ? undefined : this.#bundle.resolve(ref, place);
      return found?.ok === true ? found.value : undefined;
    });
  }
}

/** A path template without the names of its parameters. `before` is the index of the step before it in `steps`. */
function pathName(step: string, before: number, steps: readonly string[]): string {
  return before === 0 && PATH_MAPS.has(steps[0] ?? '') ? step.replace(/\{[^{}]*\}/g, '{}') : step;
}

/** The path of a part as the root would refer to it, without its extension. */
function relative(root: string, part: string): string {
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  return (part.startsWith(folder) ? part.slice(folder.length) : part).replace(/\.(?:json|ya?ml)$/i, '');
}
