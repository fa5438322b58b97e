import { aliases, gluedWords, irregularPlurals, joinedWords, notPlural, wordsWithDigits } from './vocabulary.ts';

/** Lower-case words of a name in order, singular, e.g. `nextPageTokens` gives `['next', 'page', 'token']`. */
export type Words = readonly string[];

const cache = new Map<string, Words>();
const chunkCache = new Map<string, Words>();
const cacheLimit = 50_000;
const cachedLength = 128;

/**
 * Splits a name into words: camel, Pascal, snake and kebab case, dots, spaces, acronym runs (`APIKey`, `apiURLs`), digits
 * (`address1` gives `address 1`, `oauth2` stays) and known words without a gap (`apikey`, `userpwd`). Linear in the length of the name.
 */
export function splitWords(name: string): Words {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const words = joinNeighbours(chunks(name).flatMap(chunkWords));
  if (name.length <= cachedLength) {
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(name, words);
  }
  return words;
}

/** Whether the words of `phrase` stand in `words` one after the other. The phrase is split like a name: `api key`, `apiKey`. */
export function hasWords(words: Words, phrase: string): boolean {
  const wanted = splitWords(phrase);
  for (let start = 0; start + wanted.length <= words.length; start++) {
    if (startsAt(words, start, wanted)) return true;
  }
  return false;
}

/** A run of words found in a name: `words.slice(start, end)` are the words of `phrase`. */
export interface PhraseMatch<Value> {
  readonly phrase: string;
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** Compiles phrases for many look-ups: the result gives every phrase that a name holds, by start, the longest at each start. */
export function phraseFinder<Value>(phrases: Iterable<readonly [phrase: string, value: Value]>): (words: Words) => PhraseMatch<Value>[] {
  const byFirst = new Map<string, { phrase: string; value: Value; words: Words }[]>();
  for (const [phrase, value] of phrases) {
    const words = splitWords(phrase);
    const first = words[0];
    if (first === undefined) continue;
    const same = byFirst.get(first);
    if (same === undefined) byFirst.set(first, [{ phrase, value, words }]);
    else same.push({ phrase, value, words });
  }
  for (const same of byFirst.values()) same.sort((a, b) => b.words.length - a.words.length);
  return (words) => {
    const found: PhraseMatch<Value>[] = [];
    for (let start = 0; start < words.length; start++) {
      const match = byFirst.get(words[start] as string)?.find((candidate) => startsAt(words, start, candidate.words));
      if (match !== undefined) found.push({ phrase: match.phrase, value: match.value, start, end: start + match.words.length });
    }
    return found;
  };
}

function startsAt(words: Words, start: number, wanted: Words): boolean {
  for (let index = 0; index < wanted.length; index++) {
    if (words[start + index] !== wanted[index]) return false;
  }
  return true;
}

const gap = 0;
const lower = 1;
const upper = 2;
const digit = 3;
/** Combining marks and apostrophes: inside a word, of no case. */
const neutral = 4;

const asciiClasses = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[a-z]/.test(char)) return lower;
  if (/[A-Z]/.test(char)) return upper;
  if (/[0-9]/.test(char)) return digit;
  return char === "'" ? neutral : gap;
});

function classOf(code: number): number {
  if (code < 128) return asciiClasses[code] ?? gap;
  const char = String.fromCodePoint(code);
  if (/\p{Lu}/u.test(char)) return upper;
  if (/\p{L}/u.test(char)) return lower;
  if (/\p{Nd}/u.test(char)) return digit;
  return /[\p{M}\u2019]/u.test(char) ? neutral : gap;
}

/** Pieces between gaps and case changes, lower case. Digits stay with the letters before them. */
function chunks(written: string): string[] {
  // Compatibility forms (full-width letters) are the letters they stand for.
  const name = isAscii(written) ? written : written.normalize('NFKC');
  const found: string[] = [];
  let start = 0;
  let upperRun = 0;
  let previous = gap;
  const cut = (end: number): void => {
    if (end > start) found.push(name.slice(start, end).toLowerCase());
    start = end;
  };
  for (let index = 0; index < name.length; ) {
    const code = name.codePointAt(index) ?? 0;
    const size = code > 0xffff ? 2 : 1;
    const kind = classOf(code);
    if (kind === gap) {
      cut(index);
      start = index + size;
    } else if (kind === upper) {
      // `K8S`, `E2E`: one last capital belongs to the digits before it.
      if (previous === lower || (previous === digit && !endsAfter(name, index + size))) cut(index);
      upperRun = previous === upper ? upperRun + 1 : 1;
    } else if (kind === lower && previous === upper && upperRun > 1 && !isPluralTail(name, index)) {
      // `APIKey`: the last capital begins the next word, unless the tail is the plural s of `apiURLs`.
      cut(index - 1);
    }
    if (kind !== neutral) previous = kind;
    index += size;
  }
  cut(name.length);
  return found;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 127) return false;
  }
  return true;
}

function endsAfter(name: string, index: number): boolean {
  return index >= name.length || classOf(name.codePointAt(index) ?? 0) === gap;
}

function isPluralTail(name: string, index: number): boolean {
  return name.charCodeAt(index) === 115 && (endsAfter(name, index + 1) || classOf(name.codePointAt(index + 1) ?? 0) === upper);
}

/** Words of one chunk: digits apart, plural to singular, glued words apart. */
function chunkWords(chunk: string): Words {
  const known = chunkCache.get(chunk);
  if (known !== undefined) return known;
  const plain = chunk.replaceAll(/['\u2019]/g, '');
  const whole = !/\d/.test(plain) || wordsWithDigits.has(plain) || /^[a-z]\d+$/.test(plain);
  const words = whole ? letterWords(plain) : (plain.match(/\d+|\D+/g) ?? []).flatMap(letterWords);
  if (chunk.length <= longestUnglued) {
    if (chunkCache.size >= cacheLimit) chunkCache.clear();
    chunkCache.set(chunk, words);
  }
  return words;
}

function letterWords(word: string): string[] {
  if (word === '') return [];
  const single = singular(word);
  if (gluedWords.has(single)) return [aliases.get(single) ?? single];
  return unglue(single) ?? [aliases.get(single) ?? single];
}

function singular(word: string): string {
  const irregular = irregularPlurals.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || !word.endsWith('s') || notPlural.has(word)) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|ch|sh|x)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

const longestUnglued = 48;

/** {@link gluedWords} by their first two letters. */
const gluedByStart = new Map<string, string[]>();
for (const word of gluedWords) {
  const start = word.slice(0, 2);
  gluedByStart.set(start, [...(gluedByStart.get(start) ?? []), word]);
}

/** Covers a chunk by {@link gluedWords}, the fewest words first; undefined when they do not cover it. */
function unglue(chunk: string): string[] | undefined {
  if (chunk.length < 4 || chunk.length > longestUnglued) return undefined;
  // best[n]: the last word of the best cover of the first n characters, and its number of words.
  const best: ({ count: number; word: string } | undefined)[] = [{ count: 0, word: '' }];
  for (let start = 0; start < chunk.length; start++) {
    const before = best[start];
    if (before === undefined) continue;
    for (const word of gluedByStart.get(chunk.slice(start, start + 2)) ?? []) {
      const end = start + word.length;
      if (!chunk.startsWith(word, start) || before.count + 1 >= (best[end]?.count ?? Number.POSITIVE_INFINITY)) continue;
      best[end] = { count: before.count + 1, word };
    }
  }
  const words: string[] = [];
  for (let end = chunk.length; end > 0; ) {
    const step = best[end];
    if (step === undefined) return undefined;
    words.unshift(aliases.get(step.word) ?? step.word);
    end -= step.word.length;
  }
  return words;
}

/** Neighbours that are one word in truth: `o auth`, `pass word`. */
function joinNeighbours(words: readonly string[]): Words {
  const joined: string[] = [];
  for (const word of words) {
    const both = joinedWords.get(joined.at(-1) ?? '')?.get(word);
    if (both === undefined) joined.push(word);
    else joined.splice(-1, 1, ...letterWords(both));
  }
  return Object.freeze(joined);
}
