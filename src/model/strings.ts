import type { Path, SourceDocument } from '../documents/document.ts';
import { shortestSecret } from './secrets.ts';

/** Shorter values are left out: nothing that is looked for is so short. */
const SHORTEST_VALUE = 4;

const known = new WeakMap<SourceDocument, DocumentStrings>();

/** The strings of a document, read once: rules that search texts look through these lists, and ask only of what they find where it stands. */
export function stringsOf(document: SourceDocument): DocumentStrings {
  let strings = known.get(document);
  if (strings === undefined) {
    strings = new DocumentStrings(document);
    known.set(document, strings);
  }
  return strings;
}

/** The string values and long keys of a document. What YAML aliases share is read once, where it stands first. */
export class DocumentStrings {
  /** Values of at least four UTF-16 units. */
  readonly values: readonly string[];
  /** Keys that may hold a secret: of at least {@link shortestSecret} UTF-16 units. */
  readonly longKeys: readonly string[];
  // Objects and arrays have numbers, in no order. Paths are kept as steps up, since nobody asks for nearly any of them.
  readonly #parents: number[] = [];
  readonly #steps: (string | number)[] = [];
  readonly #valueHolders: number[] = [];
  readonly #valueSteps: (string | number)[] = [];
  readonly #keyHolders: number[] = [];

  constructor({ value: root, format }: SourceDocument) {
    const values: string[] = [];
    const longKeys: string[] = [];
    const seen = format === 'yaml' ? new Set<object>() : undefined;
    const pending: object[] = [];
    const numbers: number[] = [];
    const take = (value: unknown, holder: number, step: string | number): void => {
      if (typeof value === 'string') {
        if (value.length < SHORTEST_VALUE) return;
        values.push(value);
        this.#valueHolders.push(holder);
        this.#valueSteps.push(step);
      } else if (typeof value === 'object' && value !== null) {
        pending.push(value);
        numbers.push(this.#parents.push(holder) - 1);
        this.#steps.push(step);
      }
    };
    take(root, -1, '');
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      const number = numbers.pop() as number;
      if (seen?.has(value)) continue;
      seen?.add(value);
      const before = pending.length;
      if (Array.isArray(value)) for (let index = 0; index < value.length; index++) take(value[index], number, index);
      else {
        // A value is read beside its key at a tenth of the cost of looking it up again.
        for (const key in value) {
          if (key.length >= shortestSecret) {
            longKeys.push(key);
            this.#keyHolders.push(number);
          }
          take((value as Record<string, unknown>)[key], number, key);
        }
      }
      reverseFrom(pending, before);
      reverseFrom(numbers, before);
    }
    this.values = values;
    this.longKeys = longKeys;
  }

  /** @param index in {@link values} */
  pathOfValue(index: number): Path {
    const holder = this.#valueHolders[index] as number;
    return holder < 0 ? [] : [...this.#pathOf(holder), this.#valueSteps[index] as string | number];
  }

  /** The path to the object that has the key. @param index in {@link longKeys} */
  pathOfKeyHolder(index: number): Path {
    return this.#pathOf(this.#keyHolders[index] as number);
  }

  #pathOf(holder: number): Path {
    const path: (string | number)[] = [];
    for (let number = holder; (this.#parents[number] as number) >= 0; number = this.#parents[number] as number) {
      path.push(this.#steps[number] as string | number);
    }
    return path.reverse();
  }
}

/** What was pushed in document order is popped in document order. */
function reverseFrom(stack: unknown[], from: number): void {
  for (let low = from, high = stack.length - 1; low < high; low++, high--) {
    const entry = stack[low];
    stack[low] = stack[high];
    stack[high] = entry;
  }
}
