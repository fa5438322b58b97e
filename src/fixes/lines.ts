/** What stands on a line right before an offset. */
export interface Lead {
  /** Characters of the asked kind, spaces and tabs as a rule. */
  readonly text: string;
  /** Whether they begin the line. */
  readonly isWhole: boolean;
  /** The character before them; `''` at the start of the text. */
  readonly before: string;
}

/** Reads backwards from an offset; costs no more than it reads, however long the line is. */
export function leadOf(text: string, at: number, characters = ' \t'): Lead {
  let start = at;
  while (start > 0 && characters.includes(text[start - 1] as string)) start--;
  const before = text[start - 1] ?? '';
  return { text: text.slice(start, at), isWhole: before === '' || before === '\n' || before === '\r', before };
}

/** The rest of a line that holds a comma or nothing, and perhaps a comment. */
export interface Tail {
  readonly comma: boolean;
  readonly comment: boolean;
  /** Offset of the line's end, before its break. */
  readonly end: number;
}

/** Undefined when something else stands on the rest of the line. */
export function tailOf(text: string, from: number): Tail | undefined {
  let at = skipBlank(text, from);
  const comma = text[at] === ',';
  if (comma) at = skipBlank(text, at + 1);
  if (at >= text.length || lineBreak(text, at) !== '') return { comma, comment: false, end: at };
  // A comment needs a space before it (YAML 1.2 section 6.6).
  return text[at] === '#' && /[ \t]/.test(text[at - 1] ?? '') ? { comma, comment: true, end: lineEnd(text, at) } : undefined;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Offset of the first character of the line that holds `at`. */
export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Offset of the line's end, before its break. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
  return end;
}

/** Offset of the next line's start; the text's length after its last line. */
export function nextLine(text: string, at: number): number {
  const end = lineEnd(text, at);
  return end + lineBreak(text, end).length;
}

/** The line break that ends before an offset; `''` when none does. */
export function breakBefore(text: string, at: number): string {
  if (text.startsWith('\r\n', at - 2)) return '\r\n';
  const character = text[at - 1];
  return character === '\n' || character === '\r' ? character : '';
}

/** The line break at an offset: CRLF, LF, CR or, at the end of the text, none. */
function lineBreak(text: string, at: number): string {
  if (text.startsWith('\r\n', at)) return '\r\n';
  const character = text[at];
  return character === '\n' || character === '\r' ? character : '';
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}
