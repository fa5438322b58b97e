import ignore, { type Ignore } from 'ignore';

/** The `.gitignore` files that hold for a directory, the deepest first (gitignore(5): a deeper file wins). */
export class IgnoreRules {
  static readonly none = new IgnoreRules('', undefined, undefined);

  readonly #directory: string;
  readonly #rules: Ignore | undefined;
  readonly #outer: IgnoreRules | undefined;

  private constructor(directory: string, rules: Ignore | undefined, outer: IgnoreRules | undefined) {
    this.#directory = directory;
    this.#rules = rules;
    this.#outer = outer;
  }

  /** These rules and those of one more file, which stands in `directory`. */
  with(directory: string, text: string): IgnoreRules {
    return new IgnoreRules(directory, ignore().add(text), this);
  }

  /** Whether a path is ignored whose parents are not. */
  ignores(path: string, isDirectory: boolean): boolean {
    for (let level: IgnoreRules | undefined = this; level !== undefined; level = level.#outer) {
      const relative = level.#directory === '' ? path : path.slice(level.#directory.length + 1);
      if (level.#rules === undefined || relative === '') continue;
      const { ignored, unignored } = level.#rules.test(isDirectory ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}
