/** Settings of a Java application: `application.properties` and `application.yml` of its module. */
import { parseDocuments } from '../../../documents/parse.ts';
import { isObject } from '../../../documents/tree.ts';
import { WILDCARD } from '../path-text.ts';

const FILES = ['application.properties', 'application.yml', 'application.yaml'];

export class Settings {
  readonly #values = new Map<string, string>();
  #found = false;

  constructor(module: string, text: (file: string) => string | undefined) {
    const folder = module === '' ? '' : `${module}/`;
    for (const name of FILES) {
      const file = `${folder}src/main/resources/${name}`;
      const found = text(file);
      if (found === undefined) continue;
      this.#found = true;
      if (name.endsWith('.properties')) this.#properties(found);
      else for (const { value } of parseDocuments(file, found)) this.#tree(value, '', 0);
    }
  }

  /** Whether there is a file of settings at all. */
  get found(): boolean {
    return this.#found;
  }

  /** A setting by its dotted name (`a.list[0].b` in a list), placeholders filled in. */
  get(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : this.fill(value);
  }

  /** Names of all settings that begin so. */
  names(prefix: string): string[] {
    return [...this.#values.keys()].filter((name) => name.startsWith(prefix));
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
    for (const line of text.replaceAll(/\\\r?\n/g, '').split(/\r?\n/)) {
      const entry = line.trim();
      const at = entry.search(/[=:]/);
      if (at < 1 || /^[#!]/.test(entry)) continue;
      this.#set(entry.slice(0, at).trim().replaceAll(/["\\]/g, ''), entry.slice(at + 1).trim());
    }
  }

  #tree(value: unknown, path: string, depth: number): void {
    if (depth >= 20) return;
    if (Array.isArray(value)) {
      for (const [index, each] of value.slice(0, MOST_ITEMS).entries()) this.#tree(each, `${path}[${index}]`, depth + 1);
      if (value.every((each) => typeof each === 'string')) this.#set(path, value.join(','));
    } else if (isObject(value)) {
      for (const [key, each] of Object.entries(value)) this.#tree(each, path === '' ? key : `${path}.${key}`, depth + 1);
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') this.#set(path, String(value));
  }

  #set(name: string, value: string): void {
    this.#values.set(name, value);
  }
}

/** Items of a list in a configuration that are read. */
const MOST_ITEMS = 1000;
