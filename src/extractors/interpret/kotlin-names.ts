import type { Program } from '../program.ts';

/** What Kotlin files declare at their top level, by qualified name: a file may be called anything, and lie anywhere. */
export class KotlinNames {
  readonly #files = new Map<string, string[]>();

  constructor(program: Program) {
    for (const file of program.files) if (file.endsWith('.kt')) this.#add(file, program.text(file));
  }

  /** Files that declare a name: one in each module that has it. */
  files(qualified: string): readonly string[] {
    return this.#files.get(qualified) ?? [];
  }

  #add(file: string, text: string): void {
    const named = PACKAGE.exec(text)?.[1]?.replaceAll('`', '');
    for (const [, name = ''] of text.matchAll(DECLARED)) {
      const qualified = named === undefined ? name : `${named}.${name}`;
      const files = this.#files.get(qualified);
      if (files === undefined) this.#files.set(qualified, [file]);
      else if (files.at(-1) !== file) files.push(file);
    }
  }
}

const PACKAGE = /^[ \t]*package[ \t]+([\w.`]+)/m;

/**
 * A line without indentation that declares something: annotations without blanks and modifiers, then its word, type parameters, the type
 * that it extends, its name. A name too many (in a comment, in a string) only leads to a file that does not have it.
 */
const DECLARED =
  /^(?:@\S{1,200}[ \t]+|[a-z]{1,12}[ \t]+){0,8}?(?:class|interface|object|typealias|fun|val|var)[ \t]+(?:<[^<>\n]{0,200}>[ \t]+)?(?:[\w<>?, *]{1,100}\.)?`?(\w+)/gm;
