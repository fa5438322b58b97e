import type { Located, Path, SourceDocument } from '../../documents/document.ts';
import { Place } from '../../documents/place.ts';
import { type CodeTree, filesOf, firstPlace, placeAt, plainValue } from './code-tree.ts';

/** What all files of one document share. */
interface Shared {
  readonly tree: CodeTree;
  readonly value: unknown;
  readonly name: string;
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

  /**
   * @param name of the whole, which is no file: see {@link codeName}
   * @param text of a source file
   */
  static of(tree: CodeTree, name: string, text: (file: string) => string): CodeDocument {
    // What is said of the whole is told where it begins: comments give the root no place of its own.
    const whole = { ...tree, place: tree.place ?? firstPlace(tree) };
    return new CodeDocument(name, { tree: whole, value: plainValue(tree), text, name, files: new Map() });
  }

  /** The document, and after it the same document as each file that holds a part of it, in order of path. */
  get documents(): readonly CodeDocument[] {
    const { tree, name } = this.#shared;
    const files = [...filesOf(tree)].sort();
    return [this.#in(name), ...files.map((file) => this.#in(file))];
  }

  get text(): string {
    return this.file === this.#shared.name ? '' : this.#shared.text(this.file);
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
    return this.#in(found.file).root.at(...path);
  }

  #in(file: string): CodeDocument {
    return this.#shared.files.get(file) ?? new CodeDocument(file, this.#shared);
  }
}
