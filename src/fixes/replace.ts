import { plainValue } from '../documents/yaml-scalar.ts';
import type { Container, Entry } from './layout.ts';
import { leadOf } from './lines.ts';
import { isPlain } from './quoting.ts';
import type { Splice } from './splice.ts';

/** Replaces a value on one line by another, in the quotes that it has; undefined for anything longer, tagged or anchored. */
export function replaceScalar(container: Container, entry: Entry, old: unknown, value: unknown): Splice | undefined {
  const { text, format } = container.document;
  const { start, end } = entry.value;
  const written = text.slice(start, end);
  if (isTree(old) || isTree(value) || written === '' || /[\r\n]/.test(written) || Object.is(old, value)) return undefined;
  if (!isBare(container, entry)) return undefined;
  const replaced = rewritten(written, old, value, format === 'json', container.style === 'flow');
  return replaced === undefined || replaced === written ? undefined : narrowed(start, written, replaced);
}

/** Only what differs, so that two edits of one line rarely meet and an edit shows nothing that it does not change. */
function narrowed(start: number, old: string, text: string): Splice {
  let [head, tail] = [sharedStart(old, text), sharedEnd(old, text)];
  // No half of a character stands alone.
  if (/[\ud800-\udbff]/.test(old[head - 1] ?? '')) head--;
  if (/[\udc00-\udfff]/.test(old[old.length - tail] ?? '')) tail--;
  return { start: start + head, end: start + old.length - tail, text: text.slice(head, text.length - tail) };
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** Of what is left behind the shared start. */
function sharedEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length) - sharedStart(a, b);
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Whether nothing stands between a value and its key or dash: no tag, no anchor, no `?`. */
function isBare({ document: { text }, style, isList }: Container, { key, value }: Entry): boolean {
  if (key !== undefined) return /^[ \t]*:[ \t]*$/.test(text.slice(key.end, value.start)) && leadOf(text, key.start).before !== '?';
  if (!isList) return false;
  const lead = leadOf(text, value.start);
  return style === 'flow' ? lead.isWhole || '[,'.includes(lead.before) : lead.before === '-' && lead.text !== '';
}

function rewritten(written: string, old: unknown, value: unknown, json: boolean, flow: boolean): string | undefined {
  const quote = written[0];
  if (quote === '"' && typeof old === 'string' && typeof value === 'string') {
    const inner = patched(written.slice(1, -1), old, value);
    return inner === undefined ? JSON.stringify(value) : `"${inner}"`;
  }
  if (json) return JSON.stringify(value);
  if (quote === "'") return typeof value === 'string' && !/\p{Cc}/u.test(value) ? `'${value.replaceAll("'", "''")}'` : undefined;
  if (quote === '"' || '|>*&!?'.includes(quote ?? '')) return undefined;
  if (typeof value !== 'string') return plainValue(JSON.stringify(value)) === value ? JSON.stringify(value) : undefined;
  if (isPlain(value, flow)) return value;
  return /\p{Cc}/u.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Only the piece that differs is written anew, so that escapes around it stay as they are; undefined when it cannot be told apart. */
function patched(inner: string, old: string, value: string): string | undefined {
  const [head, tail] = [sharedStart(old, value), sharedEnd(old, value)];
  const [start, middle] = [old.slice(0, head), old.slice(head, old.length - tail)];
  if (!inner.startsWith(start + middle) || /\\/.test(start + middle)) return undefined;
  return start + JSON.stringify(value.slice(head, value.length - tail)).slice(1, -1) + inner.slice(start.length + middle.length);
}
