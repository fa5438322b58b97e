import type { Bundle } from '../documents/bundle.ts';
import type { Place } from '../documents/place.ts';
import { valueAt } from '../documents/value-at.ts';
import { content } from './content.ts';
import { digest } from './digest.ts';
import { PlaceNames } from './place-names.ts';

/** What a finding is known by. */
export interface Identity {
  readonly ruleId: string;
  /** Path of the root document, under the name that it goes by. */
  readonly document: string;
  /** See {@link PlaceNames}. */
  readonly place: string;
  /** Number among findings that nothing but their content tells apart, from 0. */
  readonly nth: number;
  /** 16 hex digits, made of the rest. */
  readonly fingerprint: string;
}

/** A finding with what it goes by in every root document that reaches it. */
export interface Identified extends Identity {
  /** Rule, document and place as text, for each of those documents: the first is the identity's own. */
  readonly keys: readonly string[];
  /** Tells apart what shares a key, as far as anything does. */
  detail(): string;
}

interface Identifiable {
  readonly ruleId: string;
  readonly message: string;
  readonly place: Place;
  /** The first of the documents that reach the place, in order of their paths; without it the file is its own. */
  readonly bundle?: Bundle | undefined;
  /** The others. */
  readonly sharedBy?: readonly Bundle[] | undefined;
}

/** Text under which equal findings are found. Newlines stand in no rule's id and in no encoded name. */
export function identityKey({ ruleId, document, place }: Pick<Identity, 'ruleId' | 'document' | 'place'>): string {
  return `${ruleId}\u0000${document}\u0000${place}`;
}

/** The fingerprint of a key, for the nth finding that has it. */
export function fingerprintOf(key: string, nth: number): string {
  return digest(nth === 0 ? key : `${key}\u0000${nth}`);
}

/**
 * The identity of each draft, in order: rule, root document and the name of the place, so that reordering, reformatting, moving lines,
 * renaming something else and splitting into files change nothing. A definition that several documents share belongs to the first of them.
 * @param nameOf the name that a root document goes by: its former path when it was renamed
 */
export function identify(drafts: readonly Identifiable[], nameOf: (file: string) => string = (file) => file): Identified[] {
  const names = new Map<Bundle, PlaceNames>();
  const keysOf = ({ ruleId, place, bundle, sharedBy = [] }: Identifiable): { document: string; place: string; keys: string[] } => {
    const known = (bundle === undefined ? [] : [bundle, ...sharedBy]).map((each) => {
      let namer = names.get(each);
      if (namer === undefined) {
        namer = new PlaceNames(each);
        names.set(each, namer);
      }
      return { document: documentName(each, nameOf), place: namer.of(place) };
    });
    const [own = { document: nameOf(place.document.file), place: place.pointer }] = known;
    const keys = (known.length === 0 ? [own] : known).map((each) => identityKey({ ruleId, ...each }));
    return { ...own, keys: [...new Set(keys)] };
  };
  const contents = new Map<unknown, string>();
  const parts = drafts.map((draft) => ({
    ...keysOf(draft),
    draft,
    detail: () => {
      const value = valueAt(draft.place);
      const known = contents.get(value) ?? content(value);
      contents.set(value, known);
      return `${draft.message}\u0000${known}`;
    },
  }));
  const numbers = numbered(parts);
  return parts.map(({ draft, document, place, keys, detail }, index): Identified => {
    const nth = numbers[index] ?? 0;
    return { ruleId: draft.ruleId, document, place, nth, fingerprint: fingerprintOf(keys[0] ?? '', nth), keys, detail };
  });
}

/** The fingerprint of each draft, in order. */
export function fingerprints(drafts: readonly Identifiable[]): string[] {
  return identify(drafts).map(({ fingerprint }) => fingerprint);
}

/** Further documents of a YAML stream are told by their number. */
function documentName({ root }: Bundle, nameOf: (file: string) => string): string {
  return root.index === 0 ? nameOf(root.file) : `${nameOf(root.file)}#${root.index}`;
}

/** Numbers of what shares a key, in order of content and then as given. */
function numbered(items: readonly { readonly keys: readonly string[]; readonly detail: () => string }[]): number[] {
  const groups = new Map<string, number[]>();
  for (const [index, { keys }] of items.entries()) {
    const key = keys[0] ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  const numbers: number[] = new Array(items.length).fill(0);
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const sorted = group.map((index) => ({ index, detail: items[index]?.detail() ?? '' }));
    sorted.sort((a, b) => (a.detail < b.detail ? -1 : a.detail > b.detail ? 1 : a.index - b.index));
    for (const [nth, { index }] of sorted.entries()) numbers[index] = nth;
  }
  return numbers;
}
