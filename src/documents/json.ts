import type { DocumentProblem, Span } from './document.ts';
import { jsonSyntaxError } from './json-syntax.ts';
import { type Limits, raise } from './limits.ts';

export interface Parsed {
  readonly value: unknown;
  readonly problems: readonly DocumentProblem[];
}

/** More repeated keys than this are counted, not listed. */
const listedDuplicates = 1_000;

/** Parses RFC 8259 text; repeated keys are reported and the last one wins, as in ECMAScript. */
export function parseJson(text: string, limits: Limits): Parsed {
  const survey = surveyJson(text, limits);
  if (survey.problem !== undefined) return { value: undefined, problems: [survey.problem] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const error = jsonSyntaxError(text) ?? { message: 'This is not JSON.', at: { start: 0, end: 1 } };
    return { value: undefined, problems: [{ kind: 'syntax', ...error }] };
  }
  // The exact search is slow, and nearly every document has as many keys in its text as in its tree.
  return { value, problems: survey.keys === countKeys(value) ? [] : duplicateKeys(text) };
}

interface Survey {
  readonly keys: number;
  readonly problem?: DocumentProblem;
}

/** One pass over the characters: how many keys, and whether the bounds hold. The text need not be valid. */
function surveyJson(text: string, limits: Limits): Survey {
  const length = text.length;
  let keys = 0;
  let depth = 0;
  let containers = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = stringEnd(text, at) - 1;
      let next = at + 1;
      let after = text.charCodeAt(next);
      while (after === 32 || after === 10 || after === 13 || after === 9) after = text.charCodeAt(++next);
      if (after === 58) {
        keys++;
        at = next;
      }
    } else if (code === 123 || code === 91) {
      depth++;
      containers++;
      if (depth > limits.depth) return { keys, problem: limit(`Nested deeper than ${limits.depth} levels; ${raise('depth')}.`, at) };
      if (containers > limits.containers)
        return { keys, problem: limit(`More than ${limits.containers} objects and arrays; ${raise('containers')}.`, at) };
    } else if (code === 125 || code === 93) depth--;
  }
  return { keys };
}

function limit(message: string, at: number): DocumentProblem {
  return { kind: 'limit', message, at: { start: at, end: at + 1 } };
}

/** Offset after the closing quote of the string that opens at `at`; the end of the text when nothing closes it. */
export function stringEnd(text: string, at: number): number {
  const length = text.length;
  for (let next = at + 1; next < length; next++) {
    const code = text.charCodeAt(next);
    if (code === 34) return next + 1;
    if (code === 92) next++;
  }
  return length;
}

function countKeys(root: unknown): number {
  let count = 0;
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) stack.push(item);
    } else if (typeof value === 'object' && value !== null) {
      const object = value as Record<string, unknown>;
      for (const key in object) {
        count++;
        const child = object[key];
        if (typeof child === 'object' && child !== null) stack.push(child);
      }
    }
  }
  return count;
}

/** Every repetition of a key inside its object, of valid JSON, in document order. */
function duplicateKeys(text: string): DocumentProblem[] {
  const found = new Duplicates();
  const stack: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 123) stack.push(new Set());
    else if (code === 91) stack.push(undefined);
    else if (code === 125 || code === 93) stack.pop();
    else if (code === 34) {
      const end = stringEnd(text, at);
      const keys = stack[stack.length - 1];
      if (keys !== undefined && text.charCodeAt(skipSpace(text, end)) === 58) {
        const key = decodeString(text, at, end);
        if (keys.has(key)) found.add(key, { start: at, end });
        else keys.add(key);
      }
      at = end - 1;
    }
  }
  return found.problems();
}

/** Collects repeated keys for a report of bounded length. */
export class Duplicates {
  readonly #listed: DocumentProblem[] = [];
  #more = 0;

  add(key: string, at: Span): void {
    if (this.#listed.length === listedDuplicates) this.#more++;
    else {
      const shown = key.length > 80 ? `${key.slice(0, 80)}...` : key;
      const message = `Key \`${shown}\` is repeated in this object; the last one wins and the others are silently lost. Keep one.`;
      this.#listed.push({ kind: 'duplicate-key', message, at });
    }
  }

  problems(): DocumentProblem[] {
    const last = this.#listed[this.#listed.length - 1];
    if (this.#more === 0 || last === undefined) return this.#listed;
    const message = `${last.message} ${this.#more} more repeated keys follow.`;
    return [...this.#listed.slice(0, -1), { ...last, message }];
  }
}

/** Offset of the first character from `at` that is no JSON whitespace. */
export function skipSpace(text: string, at: number): number {
  let next = at;
  let code = text.charCodeAt(next);
  while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++next);
  return next;
}

/** Value of the JSON string literal at `start`..`end`, quotes included. */
export function decodeString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes('\\') ? String(JSON.parse(text.slice(start, end))) : inner;
}
