import type { Path } from '../../documents/document.ts';
import { UserError } from '../../errors.ts';
import type { Position } from '../../findings/finding.ts';
import type { ConfigFile } from './config-file.ts';

/** A mistake in a config. Text is raw: reporters escape. */
export interface ConfigProblem {
  /** As shown: a path of the repository, or `owner/repo/path@ref`. */
  readonly file: string;
  readonly at: Position;
  /** What is wrong, what was expected, and what to write. */
  readonly message: string;
}

/** Most mistakes that one run tells. */
const MOST = 100;

/** Everything that is wrong with a policy, in the order of its files and lines. */
export class ConfigError extends UserError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const [first, ...more] = problems;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'mistake' : 'mistakes'})`;
    super(`${first === undefined ? 'the policy is not valid' : problemLine(first)}${rest}`);
    this.problems = problems;
  }
}

/** `.apiward.yml:3:1: unknown key ...` */
export function problemLine({ file, at, message }: ConfigProblem): string {
  return `${file}:${at.line}:${at.column}: ${message}`;
}

/** Gathers the mistakes of all files of a policy, so that they are told at once. */
export class Problems {
  readonly #found: { readonly order: number; readonly problem: ConfigProblem }[] = [];
  readonly #files: ConfigFile[] = [];

  /** @param path of the key or item; its longest existing prefix is shown */
  add(file: ConfigFile, path: Path, message: string): void {
    this.at(file, file.position(path), message);
  }

  /** Files are told in the order in which they are opened. */
  open(file: ConfigFile): void {
    this.#files.push(file);
  }

  at(file: ConfigFile, at: Position, message: string): void {
    this.#found.push({ order: this.#files.indexOf(file), problem: { file: file.name, at, message } });
  }

  get none(): boolean {
    return this.#found.length === 0;
  }

  /** @throws ConfigError when there are any */
  throw(): void {
    if (this.none) return;
    const sorted = this.#found.sort(
      (a, b) => a.order - b.order || a.problem.at.line - b.problem.at.line || a.problem.at.column - b.problem.at.column,
    );
    throw new ConfigError(sorted.slice(0, MOST).map(({ problem }) => problem));
  }
}
