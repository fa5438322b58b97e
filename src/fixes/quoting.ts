import { plainValue } from '../documents/yaml-scalar.ts';
import { type Container, type Entry, valueAt } from './layout.ts';

/** How the keys and strings of a container are quoted. */
export interface Quoting {
  key(name: string): string;
  /** A scalar: a string, number, boolean or null. */
  scalar(value: unknown): string;
}

type Quote = '' | "'" | '"';

/** As the neighbours are: quoted where all of them are, plain where one is. */
export function quotingOf(container: Container): Quoting {
  const { document, style, entries } = container;
  if (document.format === 'json') return { key: (name) => JSON.stringify(name), scalar: (value) => JSON.stringify(value) };
  const flow = style === 'flow';
  const { text } = document;
  const keys = entries.flatMap(({ key, name }) => (key === undefined ? [] : [{ name, quote: quoteAt(text, key.start) }]));
  const words = common(keys.filter(({ name }) => !isNumeric(name)).map(({ quote }) => quote));
  const numbers = common(keys.filter(({ name }) => isNumeric(name)).map(({ quote }) => quote));
  const strings = common(entries.filter((entry) => isString(container, entry)).map(({ value }) => quoteAt(text, value.start)));
  return {
    key: (name) => {
      if (!isNumeric(name)) return quoted(name, words ?? '', flow);
      // OAS reads `200:` as it reads `'200':`.
      return numbers === '' ? name : quoted(name, numbers ?? words ?? '', flow);
    },
    scalar: (value) => (typeof value === 'string' ? quoted(value, strings ?? words ?? '', flow) : JSON.stringify(value)),
  };
}

/** Undefined without any; plain when one of them is. */
function common(quotes: readonly Quote[]): Quote | undefined {
  return quotes.includes('') ? '' : quotes[0];
}

function quoteAt(text: string, at: number): Quote {
  const character = text[at];
  return character === '"' || character === "'" ? character : '';
}

/** A string that stands on its line; block scalars and aliases say nothing of quotes. */
function isString({ document, path }: Container, { name, value }: Entry): boolean {
  return typeof valueAt(document.value, [...path, name]) === 'string' && !'|>*'.includes(document.text[value.start] ?? '|');
}

function isNumeric(name: string): boolean {
  return /^[0-9]+$/.test(name);
}

/** A string in YAML, with the wanted quotes or, where plain would say something else, with single ones. */
function quoted(text: string, quote: Quote, flow: boolean): string {
  if (quote === '"' || /[\p{Cc}\u0085\u2028\u2029\ufeff]/u.test(text)) return JSON.stringify(text);
  if (quote === '' && isPlain(text, flow)) return text;
  return `'${text.replaceAll("'", "''")}'`;
}

/** What YAML 1.1 reads as something else than a string, though 1.2 does not. */
const OLD_WORDS = /^(?:y|n|yes|no|on|off|[-+0-9][-+0-9_.:TZe ]*|\.inf|\.nan)$/i;

/** Whether a string needs no quotes (YAML 1.2 section 7.3.3), kept well inside of what the grammar allows. */
export function isPlain(text: string, flow: boolean): boolean {
  if (text === '' || text.trim() !== text || plainValue(text) !== text || OLD_WORDS.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`<=]/.test(text) || /:$|: | #|[\p{Cc}\t]/u.test(text)) return false;
  return !flow || !/[,[\]{}]/.test(text);
}
