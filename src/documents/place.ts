import type { Path, SourceDocument } from './document.ts';

/**
 * A position in a document as a linked path: cheap to make for every node, and turned into a line only when a finding needs it.
 * The thing it names need not exist (a missing `security` key has a place too).
 */
export class Place {
  readonly document: SourceDocument;
  readonly parent: Place | undefined;
  readonly key: string | number;
  #pointer: string | undefined;

  private constructor(document: SourceDocument, parent: Place | undefined, key: string | number) {
    this.document = document;
    this.parent = parent;
    this.key = key;
  }

  static root(document: SourceDocument): Place {
    return new Place(document, undefined, '');
  }

  /** The place below this one, one segment for each key. */
  at(...keys: Path): Place {
    let place: Place = this;
    for (const key of keys) place = new Place(this.document, place, key);
    return place;
  }

  get path(): (string | number)[] {
    const path: (string | number)[] = [];
    for (let place: Place = this; place.parent !== undefined; place = place.parent) path.push(place.key);
    return path.reverse();
  }

  /** RFC 6901 JSON pointer, `''` for the root. */
  get pointer(): string {
    if (this.#pointer !== undefined) return this.#pointer;
    let pointer = '';
    for (let place: Place = this; place.parent !== undefined; place = place.parent) pointer = `/${token(place.key)}${pointer}`;
    this.#pointer = pointer;
    return pointer;
  }
}

/** The same place in the file that really holds it, which is another one in a document that is put together from several. */
export function written(place: Place): Place {
  return place.document.written?.(place) ?? place;
}

/** RFC 6901 pointer of a path. */
export function toPointer(path: Path): string {
  return path.map((segment) => `/${token(segment)}`).join('');
}

/** RFC 6901 section 3: a key as it stands in a pointer. */
function token(key: string | number): string {
  const text = String(key);
  return /[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}
