import type { Located, Path, SourceDocument } from '../../documents/document.ts';
import { Place } from '../../documents/place.ts';

/** A file that is no tree, such as `.gitignore`, or that is there no more: places in it are its first line, or a span. */
export class TextDocument implements SourceDocument {
  readonly file: string;
  readonly format = 'yaml';
  readonly text: string;
  readonly index = 0;
  readonly value = undefined;
  readonly problems = [];
  readonly root: Place;

  constructor(file: string, text = '') {
    this.file = file;
    this.text = text;
    this.root = Place.root(this);
  }

  locate(paths: readonly Path[]): Located[] {
    return paths.map((path) => ({ value: { start: 0, end: 0 }, exact: path.length === 0 }));
  }
}
