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
export class Identified implements Identity {
  readonly ruleId: string;
  readonly document: string;
  readonly place: string;
  /** Rule, document and place as text, for each of those documents: the first is the identity's own. */
  readonly keys: readonly [string, ...string[]];
  nth = 0;
  readonly #draft: Identifiable;
  readonly #contents: Map<unknown, string>;

  constructor(draft: Identifiable, known: readonly [Spot, ...Spot[]], contents: Map<unknown, string>) {
    const [own, ...others] = known;
    this.ruleId = draft.ruleId;
    this.document = own.document;
    this.place = own.place;
    this.keys = [identityKey(draft.ruleId, own), ...others.map((other) => identityKey(draft.ruleId, other))];
    this.#draft = draft;
    this.#contents = contents;
  }

  /** Made when it is asked for, which is not of every finding of a base. */
  get fingerprint(): string {
    return fingerprintOf(this.keys[0], this.nth);
  }

  /** Tells apart what shares a key, as far as anything does. */
  detail(): string {
    const value = valueAt(this.#draft.place);
    const known = this.#contents.get(value) ?? content(value);
    this.#contents.set(value, known);
    return `${this.#draft.message}\u0000${known}`;
  }
}

/** Where a finding is, as one root document names it. */
interface Spot {
  readonly document: string;
  readonly place: string;
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

/** Text under which equal findings are found. */
export function identityKey(ruleId: string, { document, place }: Spot): string {
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
  const contents = new Map<unknown, string>();
  const spotIn = (bundle: Bundle, place: Place): Spot => {
    let namer = names.get(bundle);
    if (namer === undefined) {
      namer = new PlaceNames(bundle);
      names.set(bundle, namer);
    }
    return { document: documentName(bundle, nameOf), place: namer.of(place) };
  };
  const identities = drafts.map((draft): Identified => {
    const { place, bundle, sharedBy = [] } = draft;
    const own = bundle === undefined ? { document: nameOf(place.document.file), place: place.pointer } : spotIn(bundle, place);
    return new Identified(draft, [own, ...sharedBy.map((other) => spotIn(other, place))], contents);
  });
  number(identities);
  return identities;
}

/** The fingerprint of each draft, in order. */
export function fingerprints(drafts: readonly Identifiable[]): string[] {
  return identify(drafts).map(({ fingerprint }) => fingerprint);
}

/** Further documents of a YAML stream are told by their number. */
function documentName({ root }: Bundle, nameOf: (file: string) => string): string {
  return root.index === 0 ? nameOf(root.file) : `${nameOf(root.file)}#${root.index}`;
}

/** Numbers what shares a key, in order of content and then as given. */
function number(identities: readonly Identified[]): void {
  const groups = new Map<string, Identified[]>();
  for (const identity of identities) {
    const [key] = identity.keys;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [identity]);
    else group.push(identity);
  }
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const sorted = group.map((identity, index) => ({ identity, index, detail: identity.detail() }));
    sorted.sort((a, b) => (a.detail < b.detail ? -1 : a.detail > b.detail ? 1 : a.index - b.index));
    for (const [nth, { identity }] of sorted.entries()) identity.nth = nth;
  }
}
