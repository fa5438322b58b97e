import { lineIndex } from '../documents/lines.ts';
import type { TextEdit } from '../findings/finding.ts';
import { lineStart, nextLine } from './lines.ts';

/** A stretch of whole lines and what takes their place. */
export interface LineEdit {
  /** From 1, both inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** With the text's own line breaks, the last line's left out. Empty when the lines go. */
  readonly replacement: string;
}

const LAST_BREAK = /(?:\r\n|\n|\r)$/;

/** An edit as one of whole lines, for review suggestions and diffs. */
export function asLines({ range, newText }: TextEdit, text: string): LineEdit {
  const lines = lineIndex(text);
  const [start, end] = [lines.offset(range.start), lines.offset(range.end)];
  const from = lineStart(text, start);
  const endsLine = newText === '' ? start === from : LAST_BREAK.test(newText);
  // One that takes away or writes whole lines leaves the line that it ends before alone.
  const isWhole = end > start && range.end.column === 1 && endsLine;
  const replaced = text.slice(from, start) + newText + (isWhole ? '' : text.slice(end, nextLine(text, end)));
  return {
    startLine: range.start.line,
    endLine: isWhole ? range.end.line - 1 : range.end.line,
    replacement: replaced.replace(LAST_BREAK, ''),
  };
}
