/** Settings of a Spring application that paths are written with: `application.properties` and `application.yml` of the module. */
import { parseDocuments } from '../../../documents/parse.ts';
import { isObject } from '../../../documents/tree.ts';
import { WILDCARD } from '../path-text.ts';

const FILES = ['application.properties', 'application.yml', 'application.yaml'];

export class Settings {
  readonly #values = new Map<string, string>();

  constructor(module: string, text: (file: string) => string | undefined) {
    const folder = module === '' ? '' : `${module}/`;
    for (const name of FILES) {
      const file = `${folder}src/main/resources/${name}`;
      const found = text(file);
      if (found === undefined) continue;
      if (name.endsWith('.properties')) this.#properties(found);
      else for (const { value } of parseDocuments(file, found)) this.#tree(value, '', 0);
    }
  }

  /** A text with `${name}` and `${name:default}` filled in; what is not known becomes a wildcard. */
  fill(text: string): string {
    let filled = text;
    for (let round = 0; round < 5 && filled.includes('${'); round++) {
      filled = filled.replaceAll(
        /\$\{([^${}:]+)(?::([^${}]*))?\}/g,
        (_, name: string, standard: string | undefined) => this.#values.get(name) ?? standard ?? WILDCARD,
      );
    }
    return filled;
  }

  #properties(text: string): void {
    for (const line of text.split(/\r?\n/)) {
      const [, name, value] = /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined && !line.trimStart().startsWith('#')) this.#values.set(name, value);
    }
  }

  #tree(value: unknown, path: string, depth: number): void {
    if (isObject(value) && depth < 20) {
      for (const [key, each] of Object.entries(value)) this.#tree(each, path === '' ? key : `${path}.${key}`, depth + 1);
    } else if (typeof value === 'string' || typeof value === 'number') this.#values.set(path, String(value));
  }
}
