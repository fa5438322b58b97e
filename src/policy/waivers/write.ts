import { lineIndex } from '../../documents/lines.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { get } from '../../documents/tree.ts';
import { UserError } from '../../errors.ts';
import { canonical } from '../tamper/tree-changes.ts';

/** A waiver to be written. */
export interface NewWaiver {
  readonly rule: string;
  readonly at: string;
  /** Glob of documents. */
  readonly file?: string;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
}

const HEAD = `# Findings that may pass for a time. Each names its rule, its place, why it may pass, who answers for it, and its last day.
waivers:
`;

/**
 * A waivers file with one more waiver at the end; comments, order and style of the others stay as they are.
 * @param text of the file; undefined when there is none
 * @throws UserError when the file is written in a way that cannot be added to with certainty
 */
export function withWaiver(file: string, text: string | undefined, waiver: NewWaiver): string {
  const isJson = /\.json$/i.test(file);
  if (text === undefined || text.replace(/#.*$/gm, '').trim() === '') {
    return isJson ? `${JSON.stringify({ waivers: [waiver] }, null, 2)}\n` : `${text ?? ''}${HEAD}${yamlItem(waiver, '  ')}\n`;
  }
  const added = insert(file, text, waiver);
  if (added !== undefined && isExactly(file, text, added, waiver)) return added;
  throw new UserError(
    `${file} is written in a way that cannot be added to with certainty: add this to its \`waivers\` yourself: ${JSON.stringify(waiver)}`,
  );
}

function insert(file: string, text: string, waiver: NewWaiver): string | undefined {
  const [document] = parseDocuments(file, text);
  if (document === undefined) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const list = get(document.value, 'waivers');
  const count = Array.isArray(list) ? list.length : 0;
  const [whole, last] = document.locate([['waivers'], ['waivers', Math.max(0, count - 1)]]);
  if (whole?.key === undefined || !whole.exact) {
    return document.format === 'json' ? undefined : `${closed(text, eol)}waivers:${eol}${yamlLines(waiver, '  ', eol)}${eol}`;
  }
  const { start, end } = whole.value;
  if (text[start] === '[') {
    if (count > 0 && last !== undefined) return inFlow(text, last.value.start, last.value.end, waiver, eol);
    if (document.format === 'json') return `${text.slice(0, start)}[${JSON.stringify(waiver)}]${text.slice(end)}`;
    return `${text.slice(0, start).trimEnd()}${eol}${yamlLines(waiver, '  ', eol)}${text.slice(end)}`;
  }
  if (count === 0 || last === undefined) {
    const line = endOfLine(text, whole.key.end);
    return `${closed(text.slice(0, line), eol)}${yamlLines(waiver, '  ', eol)}${text.slice(line) === '' ? eol : text.slice(line)}`;
  }
  const lineStart = last.value.start - lineIndex(text).position(last.value.start).column + 1;
  const indent = /^( *)- +$/.exec(text.slice(lineStart, last.value.start))?.[1];
  if (indent === undefined) return undefined;
  const line = endOfLine(text, last.value.end);
  return `${closed(text.slice(0, line), eol)}${yamlLines(waiver, indent, eol)}${text.slice(line) === '' ? eol : text.slice(line)}`;
}

/** After the last entry of a list in brackets, on a line of its own when that one has one. */
function inFlow(text: string, start: number, end: number, waiver: NewWaiver, eol: string): string {
  const { column } = lineIndex(text).position(start);
  const before = text.slice(start - column + 1, start);
  const separator = before.trim() === '' ? `,${eol}${before}` : ', ';
  return `${text.slice(0, end)}${separator}${JSON.stringify(waiver)}${text.slice(end)}`;
}

function endOfLine(text: string, from: number): number {
  // A value may end with its line break.
  const at = text[from - 1] === '\n' ? from - 1 : text.indexOf('\n', from);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}

/** With a line break at its end. */
function closed(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? text : text + eol;
}

function yamlLines(waiver: NewWaiver, indent: string, eol: string): string {
  return yamlItem(waiver, indent).replaceAll('\n', eol);
}

function yamlItem(waiver: NewWaiver, indent: string): string {
  const lines = Object.entries(waiver).map(([key, value]) => `${key}: ${scalar(key, value as string)}`);
  return `${indent}- ${lines.join(`\n${indent}  `)}`;
}

/** Plain where YAML of any version reads it as the same text, else in double quotes, as JSON. */
function scalar(key: string, value: string): string {
  const isPlain =
    /^[A-Za-z/][\w/.{}*-]*(?: [\w/.{}*(),'-]+)*[.]?$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n|~)$/i.test(value);
  if (key !== 'expires' && isPlain) return value;
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u0085]/gu, (char) =>
    [...Array(char.length).keys()].map((unit) => `\\u${char.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** Whether nothing was changed but that the waiver is there. */
function isExactly(file: string, before: string, after: string, waiver: NewWaiver): boolean {
  const [old, now] = [before, after].map((text) => parseDocuments(file, text));
  const value = now?.[0]?.value;
  if (now?.length !== 1 || old?.length !== 1 || now[0]?.problems.length !== 0) return false;
  const list = get(old[0]?.value, 'waivers');
  const wanted = { ...(old[0]?.value as object), waivers: [...(Array.isArray(list) ? list : []), waiver] };
  return canonical(value) === canonical(wanted);
}
