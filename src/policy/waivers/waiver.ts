import type { Place } from '../../documents/place.ts';
import { get, isObject } from '../../documents/tree.ts';
import { UserError } from '../../errors.ts';
import { globMatcher } from '../../inputs/glob.ts';
import type { WaiverFault } from '../../model/policy.ts';
import { nearest } from '../../nearest.ts';
import { isDay } from '../day.ts';
import { parseTarget, type Spot, TARGETS } from './target.ts';

/** Lets findings of one rule pass at one place until a day. */
export interface Waiver {
  /** Where it stands. */
  readonly place: Place;
  /** In the policy's file, or in a document. */
  readonly origin: 'policy' | 'document';
  readonly rule: string | undefined;
  /** In words. */
  readonly at: string;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  /** Last day, UTC; undefined unless it is one. */
  readonly expires: string | undefined;
  /** What is wrong with it on any day. */
  readonly faults: readonly WaiverFault[];
  /** @param files of the root document and of the place */
  covers(spot: Spot, files: readonly string[]): boolean;
}

/** What a waiver may hold, and how each is asked for when it is missing. */
const TEXTS: Readonly<Record<string, string>> = {
  rule: 'name the rule that is waived',
  at: `name the place: ${TARGETS}`,
  reason: 'say why the finding may pass',
  owner: 'name who answers for it',
  expires: 'write its last day, such as `2026-12-31`',
};

/** Reads a waiver of the policy's file. `rules` are the ids of all rules. */
export function readWaiver(value: unknown, place: Place, rules: ReadonlySet<string>): Waiver {
  const { texts, faults } = readFields(value, place, rules, [...Object.keys(TEXTS), 'file']);
  const target = texts.at === undefined ? undefined : parseTarget(texts.at);
  if (target?.ok === false) faults.push({ place: place.at('at'), message: `\`at: ${texts.at?.replaceAll('`', "'")}\` ${target.fault}` });
  const files = fileMatcher(get(value, 'file'), place, faults);
  return {
    ...texts,
    at: texts.at ?? '',
    place,
    origin: 'policy',
    faults,
    covers: (spot, names) => target?.ok === true && target.matches(spot) && names.some((name) => files(name)),
  };
}

/** Reads a waiver that stands in an object of a document and holds for that object. */
export function readInlineWaiver(value: unknown, place: Place, object: Place, rules: ReadonlySet<string>): Waiver {
  const { texts, faults } = readFields(
    value,
    place,
    rules,
    Object.keys(TEXTS).filter((key) => key !== 'at'),
  );
  const { path, document } = object;
  const below = path.map(String);
  return {
    ...texts,
    at: `#${object.pointer}`,
    place,
    origin: 'document',
    faults,
    covers: (spot, names) => names.includes(document.file) && below.every((step, index) => spot.path[index] === step),
  };
}

interface Fields {
  readonly texts: Pick<Waiver, 'rule' | 'reason' | 'owner' | 'expires'> & { readonly at: string | undefined };
  readonly faults: WaiverFault[];
}

function readFields(value: unknown, place: Place, rules: ReadonlySet<string>, keys: readonly string[]): Fields {
  const faults: WaiverFault[] = [];
  const asked = keys.filter((key) => key !== 'file');
  if (!isObject(value)) {
    faults.push({ place, message: `it is no mapping with ${asked.map((key) => `\`${key}\``).join(', ')}` });
    return { texts: { rule: undefined, at: undefined, reason: undefined, owner: undefined, expires: undefined }, faults };
  }
  for (const key of Object.keys(value)) {
    if (keys.includes(key) || key.startsWith('x-')) continue;
    const meant = nearest(key, keys);
    const hint = meant === undefined ? `it has ${keys.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${meant}\`?`;
    faults.push({ place: place.at(key), message: `a waiver has no \`${key}\`: ${hint}` });
  }
  const text = (key: string): string | undefined => {
    const found = get(value, key);
    if (typeof found === 'string' && found.trim() !== '') return found.trim();
    if (!asked.includes(key)) return undefined;
    const what = found === undefined || found === null || found === '' ? 'is missing' : 'is no text';
    faults.push({ place: found === undefined ? place : place.at(key), message: `\`${key}\` ${what}: ${TEXTS[key]}` });
    return undefined;
  };
  const [rule, at, reason, owner, written] = ['rule', 'at', 'reason', 'owner', 'expires'].map(text);
  const unknown = rule === undefined ? undefined : ruleFault(rule, rules);
  if (unknown !== undefined) faults.push({ place: place.at('rule'), message: unknown });
  const isValid = written !== undefined && isDay(written);
  if (written !== undefined && !isValid) {
    faults.push({ place: place.at('expires'), message: `\`expires: ${written}\` is no day: write its last day, such as \`2026-12-31\`` });
  }
  return { texts: { rule, at, reason, owner, expires: isValid ? written : undefined }, faults };
}

/** What is wrong with the rule of a waiver; the rules of the policy itself judge waivers and cannot be waived. */
export function ruleFault(rule: string, rules: ReadonlySet<string>): string | undefined {
  if (rule.startsWith('waiver-') || rule === 'policy-tampered') return `\`${rule}\` judges the policy itself and cannot be waived`;
  if (rules.has(rule)) return undefined;
  const meant = nearest(rule, rules);
  return `there is no rule \`${rule}\`: ${meant === undefined ? '`apiward rules` lists them' : `did you mean \`${meant}\`?`}`;
}

function fileMatcher(glob: unknown, place: Place, faults: WaiverFault[]): (file: string) => boolean {
  if (glob === undefined) return () => true;
  if (typeof glob !== 'string' || glob === '') {
    faults.push({ place: place.at('file'), message: '`file` is no text: write a path or a glob, such as `apis/**`' });
    return () => false;
  }
  try {
    return globMatcher(glob.replace(/^\.\//, ''));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push({ place: place.at('file'), message: error.message });
    return () => false;
  }
}
