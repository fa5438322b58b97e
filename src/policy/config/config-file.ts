import type { Path, SourceDocument } from '../../documents/document.ts';
import { type LineIndex, lineIndex } from '../../documents/lines.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { toPointer } from '../../documents/place.ts';
import { isObject, type JsonObject } from '../../documents/tree.ts';
import type { Position, Range } from '../../findings/finding.ts';
import type { Problems } from './problems.ts';

/** A policy is small: what is larger than this is none. */
const LIMITS = { bytes: 256 * 1024, depth: 32, containers: 20_000, aliasedNodes: 10_000, mergedKeys: 10_000 };

/** Places whose lines are sought together. */
const MOST_PATHS = 50_000;

/** Where a policy's text comes from. */
export interface Origin {
  /** As shown: a path of the repository, or `owner/repo/path@ref`. */
  readonly name: string;
  /** Workspace path, or path in the other repository. */
  readonly path: string;
  /** The other repository, and the commit that was read. */
  readonly remote?: { readonly owner: string; readonly repo: string; readonly ref: string; readonly sha: string };
}

/** One parsed file of a policy. */
export class ConfigFile {
  readonly origin: Origin;
  readonly #document: SourceDocument | undefined;
  readonly #lines: LineIndex;
  #ranges: ReadonlyMap<string, Range> | undefined;

  /** Parses a policy; what is wrong with its text goes to `problems`, and the value is then empty. */
  constructor(origin: Origin, text: string | Uint8Array, problems: Problems) {
    this.origin = origin;
    problems.open(this);
    const [document, ...others] = parseDocuments(origin.path, text, LIMITS);
    this.#lines = lineIndex(document?.text ?? '');
    this.#document = document;
    for (const { kind, message, at } of document?.problems ?? []) {
      const empty = message === 'The file is empty.';
      const said = empty ? 'the file is empty: write a setting such as `preset: recommended`, or delete it' : message;
      if (kind !== 'unresolved-ref' && kind !== 'refused-ref') problems.at(this, this.#lines.position(at.start), said);
    }
    const second = others[0];
    if (second !== undefined) {
      const [at] = second.locate([[]]);
      problems.at(
        this,
        this.#lines.position(at?.value.start ?? 0),
        'a second YAML document begins here: a policy is one, so delete the `---`',
      );
    }
    const usable = document !== undefined && document.value !== undefined;
    if (usable && !isObject(document.value))
      problems.add(this, [], `the file holds ${kindOf(document.value)}: write settings such as \`preset: recommended\``);
  }

  get name(): string {
    return this.origin.name;
  }

  get value(): JsonObject {
    const value = this.#document?.value;
    return isObject(value) ? value : {};
  }

  /** Where a key or item stands; of a path that does not exist, its longest prefix. */
  position(path: Path): Position {
    return this.range(path).start;
  }

  /** The key of an entry, or a list's item. */
  range(path: Path): Range {
    this.#ranges ??= this.#locate(pathsOf(this.value));
    return this.#ranges.get(toPointer(path)) ?? this.#locate([path]).get(toPointer(path)) ?? { start: START, end: START };
  }

  /** One pass over the text, however many paths there are. */
  #locate(paths: readonly Path[]): Map<string, Range> {
    const located = this.#document?.locate(paths) ?? [];
    const entries = paths.map((path, index): [string, Range] => {
      const found = located[index];
      const from = this.#lines.position((found?.key ?? found?.value)?.start ?? 0);
      return [toPointer(path), { start: from, end: found?.key === undefined ? from : this.#lines.position(found.key.end) }];
    });
    return new Map(entries);
  }
}

const START: Position = { line: 1, column: 1 };

/** Every path of a policy but those below its aliases' bound. */
function pathsOf(root: JsonObject): Path[] {
  const paths: Path[] = [[]];
  for (let index = 0; index < paths.length && paths.length < MOST_PATHS; index++) {
    const path = paths[index] ?? [];
    const value = path.reduce<unknown>((holder, key) => (holder as Record<string | number, unknown>)[key], root);
    if (Array.isArray(value)) for (const key of value.keys()) paths.push([...path, key]);
    else if (isObject(value)) for (const key of Object.keys(value)) paths.push([...path, key]);
  }
  return paths;
}

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : 'true or false';
}
