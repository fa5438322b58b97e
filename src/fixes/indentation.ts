import type { SourceDocument } from '../documents/document.ts';
import { lineEnd, nextLine } from './lines.ts';

/** How a document is indented. */
export interface Indentation {
  /** One step; undefined for JSON on one line, or laid out in some other way. */
  readonly step: string | undefined;
  /** Whether YAML lists are indented below their key. */
  readonly lists: boolean;
  readonly lineBreak: string;
  /** Whether all of it stands on one line. */
  readonly isOneLine: boolean;
}

/** Told by the first lines that show it. */
export function indentationOf({ text, format }: SourceDocument): Indentation {
  const [lineBreak = '\n'] = /\r\n|\n|\r/.exec(text) ?? [];
  const isOneLine = !/[\r\n]/.test(text.trim());
  if (format === 'json') return { step: /^\s*\{(?:\r\n|\r|\n)([ \t]+)"/.exec(text)?.[1], lists: true, lineBreak, isOneLine };
  let step: string | undefined;
  let lists: boolean | undefined;
  // The indentation of a key whose value begins on a line below.
  let open: number | undefined;
  for (let at = 0; at < text.length && (step === undefined || lists === undefined); at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - content.length;
    const isItem = content.startsWith('- ');
    if (open !== undefined && isItem && indent >= open) lists ??= indent > open;
    if (open !== undefined && !isItem && indent > open) step ??= ' '.repeat(indent - open);
    open = !isItem && /:\s*$/.test(line.slice(-3)) ? indent : undefined;
  }
  return { step: step ?? '  ', lists: lists ?? true, lineBreak, isOneLine };
}
