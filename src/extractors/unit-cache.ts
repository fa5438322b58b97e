import type { Cache } from '../inputs/cache.ts';
import type { SourceFile, UnitCache } from './program.ts';
import type { Unit } from './syntax/unit.ts';

/** Units hold no `null`: one in their JSON is a number that JSON has no word for. Strings may hold the same letters, and then are read anew. */
const NULL = /[:[,]null\b/;

/** Units of a run, and of those before: a file that both sides of a comparison have with the same text is parsed once. */
export class Units implements UnitCache {
  readonly #units = new Map<string, { readonly text: string; readonly unit: Unit }>();
  readonly #cache: Cache | undefined;

  /** @param cache keeps them between runs */
  constructor(cache?: Cache) {
    this.#cache = cache;
  }

  get(source: SourceFile): Unit | undefined {
    const known = this.#units.get(source.file);
    if (known?.text === source.text) return known.unit;
    const kept = this.#cache?.get(keyOf(source));
    const unit = kept === undefined ? undefined : unitIn(kept, source);
    if (unit !== undefined) this.#units.set(source.file, { text: source.text, unit });
    return unit;
  }

  set(source: SourceFile, unit: Unit): void {
    this.#units.set(source.file, { text: source.text, unit });
    if (this.#cache === undefined) return;
    const json = JSON.stringify(unit);
    if (!NULL.test(json)) this.#cache.set(keyOf(source), json);
  }
}

function keyOf({ file, language, text, readers }: SourceFile): string {
  return [readers, language, file, text].join('\0');
}

/** What was kept, when it is a unit of this file. */
function unitIn(json: string, { file, language }: SourceFile): Unit | undefined {
  try {
    const unit = JSON.parse(json) as Unit;
    return unit.file === file && unit.language === language && Array.isArray(unit.statements) ? unit : undefined;
  } catch {
    return undefined;
  }
}
