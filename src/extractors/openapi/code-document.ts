import type { Located, Path, SourceDocument } from '../../documents/document.ts';
import { Place } from '../../documents/place.ts';
import { type CodeTree, placeAt, plainValue } from './code-tree.ts';

/** What all files of one document share. */
interface Shared {
  readonly tree: CodeTree;
  readonly value: unknown;
  /** Text of a source file. */
  readonly text: (file: string) => string;
  readonly files: Map<string, CodeDocument>;
}

/**
 * An OpenAPI document that source code stands for. Its places are places in the code: {@link written} leads from a place of the document
 * to the same place in the file that holds it, whose spans {@link locate} then gives.
 */
export class CodeDocument implements SourceDocument {
  readonly file: string;
  readonly format = 'code';
  readonly index = 0;
  readonly problems = [];
  readonly root: Place;
  readonly #shared: Shared;

  private constructor(file: string, shared: Shared) {
    this.file = file;
    this.#shared = shared;
    this.root = Place.root(this);
    shared.files.set(file, this);
  }

  /** @param file the file that findings about the whole are shown in */
  static of(tree: CodeTree, file: string, text: (file: string) => string): CodeDocument {
    return new CodeDocument(file, { tree, value: plainValue(tree), text, files: new Map() });
  }

  get text(): string {
    return this.#shared.text(this.file);
  }

  get value(): unknown {
    return this.#shared.value;
  }

  locate(paths: readonly Path[]): Located[] {
    return paths.map((path) => {
      const { place, exact } = placeAt(this.#shared.tree, path);
      return { value: place?.file === this.file ? place.span : { start: 0, end: 0 }, exact };
    });
  }

  written(place: Place): Place {
    const { path } = place;
    const found = placeAt(this.#shared.tree, path).place;
    if (found === undefined || found.file === this.file) return place;
    const document = this.#shared.files.get(found.file) ?? new CodeDocument(found.file, this.#shared);
    return document.root.at(...path);
  }
}
