/** Finds the lines of a policy that would loosen what a policy below it keeps. Nothing of them takes effect: they are told. */

import type { Path } from '../../documents/document.ts';
import { compareSeverity, optionDirection, settingDirection, tightest } from '../floor.ts';
import { floorKeeper, floorOptions, floorSeverity } from '../resolve.ts';
import type { Entry, Setting } from './layers.ts';
import type { Layer, Loosening, Override, Selectors } from './policy.ts';
import { flow } from './read.ts';
import type { Source } from './sources.ts';

/** Names that one message lists. */
const LISTED = 3;

export class Loosenings {
  readonly list: Loosening[] = [];
  readonly #layers: readonly Layer[];
  readonly #settings = new Map<string, { readonly value: unknown; readonly by: string }>();

  /** @param layers those below; grows as sources are added */
  constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  /** Severities below a floor. Only a place that the floor's own policy tells apart in the same words counts as one. */
  severities(entries: readonly Entry[], selectors: Selectors, source: Source): void {
    const hits = new Map<string, { entry: Entry; floor: string; ids: string[]; by: string }>();
    for (const entry of entries) {
      const { id, path } = entry;
      const { severity } = entry.entry;
      const floor = floorSeverity(this.#layers, id, sameAs(selectors));
      if (severity === undefined || floor === undefined || compareSeverity(severity, floor.severity) >= 0) continue;
      const key = `${path.join('/')} ${floor.severity} ${floor.by}`;
      const hit = hits.get(key) ?? { entry, floor: floor.severity, ids: [], by: floor.by };
      hit.ids.push(id);
      hits.set(key, hit);
    }
    for (const { entry, floor, ids, by } of hits.values()) {
      this.#add(
        source,
        entry.path,
        entry.name,
        `\`${entry.name}: ${entry.entry.severity}\` would loosen ${listed(ids)}, which ${by} keeps at ${floor}: it stays ${floor}, so delete the line or ask the owners of that policy`,
      );
    }
  }

  /** Options that are looser than a floor has them. */
  options(settings: readonly Setting[], selectors: Selectors, source: Source): void {
    const hits = new Map<string, { readonly setting: Setting; readonly kept: unknown; readonly by: string; readonly ids: string[] }>();
    for (const setting of settings) {
      const { id, option, value, name } = setting;
      const floors = floorOptions(this.#layers, id, sameAs(selectors));
      if (!Object.hasOwn(floors, option)) continue;
      const { loosens, value: kept } = tightest(optionDirection(id, option), floors[option], value);
      if (!loosens) continue;
      const hit = hits.get(name) ?? { setting, kept, by: floorKeeper(this.#layers, id, option), ids: [] };
      hit.ids.push(id);
      hits.set(name, hit);
    }
    for (const { setting, kept, by, ids } of hits.values()) {
      const { name, path } = setting;
      const what = kept === null || typeof kept === 'object' ? 'only what it allows counts' : `it stays ${flow(kept)}`;
      this.#add(
        source,
        path,
        name,
        `\`${name}\` would loosen ${listed(ids)}, which ${by} keeps: ${what}, so change the line or ask the owners of that policy`,
      );
    }
  }

  /** Keeps settings that no rule knows of, with the values that they have now. */
  keep(names: readonly string[], now: (name: string) => unknown, by: string): void {
    for (const name of names) this.#settings.set(name, { value: now(name), by });
  }

  /** The value that a setting may have. */
  setting(name: string, wanted: unknown, path: Path, source: Source): unknown {
    const floor = this.#settings.get(name);
    if (floor === undefined) return wanted;
    const { loosens, value } = tightest(settingDirection(name), floor.value, wanted);
    if (loosens) {
      const stays =
        value === undefined ? 'it stays unset' : typeof value === 'object' ? 'only what it allows counts' : `it stays ${flow(value)}`;
      this.#add(
        source,
        path,
        name,
        `\`${name}\` would loosen what ${floor.by} keeps: ${stays}, so delete the line or ask the owners of that policy`,
      );
    }
    return value;
  }

  /** Whether a flag would loosen a kept setting; returns who keeps it and at what. */
  refuses(name: string, wanted: unknown): { readonly by: string; readonly value: unknown } | undefined {
    const floor = this.#settings.get(name);
    return floor !== undefined && tightest(settingDirection(name), floor.value, wanted).loosens ? floor : undefined;
  }

  #add({ file, anchor }: Source, path: Path, subject: string, message: string): void {
    const here = file === anchor.file;
    const at = here ? path : anchor.path;
    const { line } = file.position(path);
    const told = here ? message : `${file.name}:${line}: ${message}`;
    this.list.push({ file: anchor.file.name, range: anchor.file.range(at), subject, message: told });
  }
}

function listed(ids: readonly string[]): string {
  const names = ids.slice(0, LISTED).map((id) => `\`${id}\``);
  return `${names.join(', ')}${ids.length > LISTED ? ` and ${ids.length - LISTED} more` : ''}`;
}

/** Overrides in the same words. */
function sameAs(selectors: Selectors): (override: Override) => boolean {
  const key = wordsOf(selectors);
  return (override) => wordsOf(override) === key;
}

function wordsOf({ files, paths, methods, tags, operations }: Selectors): string {
  return JSON.stringify([files, paths, methods, tags, operations].map((list) => [...list].sort()));
}
