import {
  flagWords,
  harmlessPhrases,
  harmlessTokenWords,
  keyPhrases,
  maskedPhrases,
  neutralAfter,
  type SensitiveClass,
  sensitivePhrases,
} from './sensitive-terms.ts';
import { type PhraseMatch, phraseFinder, splitWords, type Words } from './words.ts';

export type { SensitiveClass } from './sensitive-terms.ts';

/** What a field holds, judged by its name and what its schema says. */
export interface Sensitivity {
  readonly class: SensitiveClass;
  /** The words that gave it away, for messages: `private key`. */
  readonly label: string;
  /** An API, signing or encryption key: a secret that key-managing APIs answer with as a matter of course. */
  readonly isKey: boolean;
}

/** The facts of a schema that decide; a `Schema` has them. */
export interface ValueFacts {
  readonly types: readonly string[];
  readonly format: string | undefined;
  readonly values: readonly unknown[] | undefined;
  readonly items?: ValueFacts | undefined;
}

/** Changes that a policy makes to the list. */
export interface SensitiveWords {
  /** Phrases that are sensitive too, e.g. `employee number`. */
  readonly add: readonly string[];
  /** Names or phrases that are not, e.g. `pin`. */
  readonly remove: readonly string[];
}

type Detector = (words: Words, facts?: ValueFacts) => Sensitivity | undefined;

/** Whether a field holds a credential or personal data. Facts sharpen it: a boolean, an object, a date or a URL is not a secret. */
export function sensitivity(words: Words, facts?: ValueFacts, custom?: SensitiveWords): Sensitivity | undefined {
  return detectorFor(custom)(words, facts);
}

const keys: ReadonlySet<string> = new Set(keyPhrases.map((phrase) => splitWords(phrase).join(' ')));
const standard = compile({ add: [], remove: [] });
const compiled = new WeakMap<SensitiveWords, Detector>();

function detectorFor(custom: SensitiveWords | undefined): Detector {
  if (custom === undefined || (custom.add.length === 0 && custom.remove.length === 0)) return standard;
  let detector = compiled.get(custom);
  if (detector === undefined) {
    detector = compile(custom);
    compiled.set(custom, detector);
  }
  return detector;
}

function compile({ add, remove }: SensitiveWords): Detector {
  const phrases = new Map<string, SensitiveClass | undefined>();
  const put = (list: readonly string[], value: SensitiveClass | undefined): void => {
    // Phrases compare as words: `passwd` and `password` are one.
    for (const phrase of list) phrases.set(splitWords(phrase).join(' '), value);
  };
  for (const [name, list] of Object.entries(sensitivePhrases)) put(list, name as SensitiveClass);
  put(keyPhrases, 'secret');
  put(harmlessPhrases, undefined);
  put(remove, undefined);
  put(add, 'custom');
  const find = phraseFinder(phrases);
  const findMask = phraseFinder(maskedPhrases.map((phrase): [string, true] => [phrase, true]));
  const named = (words: Words): { kind: SensitiveClass; found: Sensitivity } | undefined => {
    const match = headOf(find(words));
    const kind = match?.value;
    if (match === undefined || kind === undefined) return undefined;
    if (kind !== 'custom') {
      if (flagWords.has(words[0] ?? '') && match.start > 0) return undefined;
      if (findMask(words).length > 0) return undefined;
      if (kind === 'token' && words.slice(0, match.start).some((word) => harmlessTokenWords.has(word))) return undefined;
    }
    const neutral = neutralAfter[kind];
    if (!words.slice(match.end).every((word) => neutral.has(word))) return undefined;
    return { kind, found: { class: kind, label: match.phrase, isKey: keys.has(match.phrase) } };
  };
  // A name means the same at each of its thousand places; its words are one frozen list while the cache holds them.
  const known = new WeakMap<Words, ReturnType<typeof named>>();
  return (words, facts) => {
    let match = known.get(words);
    if (match === undefined && !known.has(words)) {
      match = named(words);
      known.set(words, match);
    }
    return match !== undefined && fits(match.kind, match.found.label, facts) ? match.found : undefined;
  };
}

/** The last match is what the name is about, unless a longer phrase holds it. */
function headOf<Value>(matches: readonly PhraseMatch<Value>[]): PhraseMatch<Value> | undefined {
  let head: PhraseMatch<Value> | undefined;
  for (const match of matches) {
    if (head === undefined || match.end > head.end) head = match;
  }
  return head;
}

const opaque: ReadonlySet<SensitiveClass> = new Set(['password', 'secret', 'token', 'biometric']);
/** Classes whose values may come from a closed list. */
const listed: ReadonlySet<SensitiveClass> = new Set(['personal', 'health', 'custom']);
const dates: ReadonlySet<string> = new Set(['date', 'date-time', 'time', 'duration', 'google-datetime', 'google-duration']);
const references: ReadonlySet<string> = new Set([
  'uri',
  'url',
  'uri-reference',
  'iri',
  'iri-reference',
  'uri-template',
  'hostname',
  'ipv4',
  'ipv6',
]);

/** Whether a value of that schema can be what the name says. */
function fits(kind: SensitiveClass, phrase: string, facts: ValueFacts | undefined): boolean {
  if (facts === undefined) return true;
  const { types, format = '', values, items } = facts;
  if (types.length === 0) return values === undefined || listed.has(kind);
  // `tax_ids` lists the keys of tax rates, `races` those of horses, and a list under `password` complains about one.
  if (types.includes('array') && (phrase === 'tax id' || phrase === 'race' || kind === 'password')) return false;
  if (types.includes('array') && items !== undefined && items.types.length > 0) return fits(kind, phrase, items);
  if (types.includes('string')) {
    if (values !== undefined && !listed.has(kind)) return false;
    if (dates.has(format)) return kind === 'personal' || kind === 'custom';
    if (references.has(format)) return kind === 'custom';
    return format !== 'email' || kind === 'contact' || kind === 'custom';
  }
  if (types.includes('integer') || types.includes('number')) {
    // Government numbers have no fraction; a numeric tax id is as often the key of a tax rate.
    if (kind === 'government' && !types.includes('integer')) return false;
    return !(opaque.has(kind) && !phrase.includes('otp') && !phrase.includes('code')) && phrase !== 'tax id';
  }
  return types.includes('array');
}
