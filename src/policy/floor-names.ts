/** What the names in `floor.options` and `floor.except` stand for. */

import { nearest } from '../nearest.ts';
import type { RuleCatalogue } from './config/catalogue.ts';
import { SETTING_NAMES, settingsBelow } from './floor.ts';
import { MAPPED_SETTINGS, optionsOfSetting } from './settings.ts';

/** Options of rules as `rule.option`, and settings that no rule knows of, each by its full name. */
export interface Covered {
  readonly options: readonly string[];
  readonly settings: readonly string[];
}

/** What a name covers; undefined when there is nothing of that name. */
export function coveredBy(name: string, catalogue: RuleCatalogue): Covered | undefined {
  const mapped = optionsOfSetting(name, catalogue.byId.values());
  const settings = settingsBelow(name);
  if (mapped.length > 0 || settings.length > 0) return { options: mapped, settings };
  const dot = name.indexOf('.');
  const rule = catalogue.byId.get(dot === -1 ? name : name.slice(0, dot));
  if (rule === undefined || dot === -1) return undefined;
  const option = name.slice(dot + 1);
  const names = Object.keys((rule.options ?? {}) as object);
  if (option === '*' && names.length > 0) return { options: names.map((each) => `${rule.id}.${each}`), settings: [] };
  return names.includes(option) ? { options: [name], settings: [] } : undefined;
}

/** What is wrong with a name that covers nothing, and what was meant. */
export function coverFault(name: string, catalogue: RuleCatalogue): string {
  const dot = name.indexOf('.');
  const rule = catalogue.byId.get(dot === -1 ? name : name.slice(0, dot));
  if (rule !== undefined) {
    const names = Object.keys((rule.options ?? {}) as object);
    if (names.length === 0) return `rule \`${rule.id}\` has no options: name it in \`floor.rules\``;
    const meant = nearest(name.slice(dot + 1), names) ?? names[0];
    return `\`${name}\` is no option: did you mean \`${rule.id}.${meant}\`?`;
  }
  const known = [...new Set([...MAPPED_SETTINGS, ...SETTING_NAMES].flatMap((full) => [full, full.split('.')[0] ?? full]))];
  const meant = nearest(name, known);
  return `\`${name}\` is no setting that a floor can keep: ${meant === undefined ? `it can keep ${[...new Set(known.map((full) => full.split('.')[0]))].join(', ')}, and options as \`rule.option\`` : `did you mean \`${meant}\`?`}`;
}
