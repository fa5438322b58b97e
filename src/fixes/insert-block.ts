import type { Indentation } from './indentation.ts';
import { type Addition, neighbourOf } from './insert-flow.ts';
import type { Container } from './layout.ts';
import { breakBefore, leadOf, lineEnd, nextLine, tailOf } from './lines.ts';
import { quotingOf } from './quoting.ts';
import type { Splice } from './splice.ts';
import { blockEntry } from './write-block.ts';

/** Adds a line, or several, to an object or list that is told by indentation. */
export function insertBlock(container: Container, addition: Addition, { step = '  ', lists, lineBreak }: Indentation): Splice | undefined {
  const { document, span, isList } = container;
  const { text } = document;
  const column = columnOf(container);
  if (column === undefined) return undefined;
  const neighbour = neighbourOf(container, addition.before);
  const tail = neighbour === undefined ? undefined : tailOf(text, neighbour.end);
  if (neighbour === undefined || tail === undefined || tail.comma) return undefined;
  // With `|+` the empty lines that follow belong to the text.
  if (/[|>][1-9]?\+/.test(text.slice(neighbour.start, neighbour.end))) return undefined;
  const at = endOfEntry(text, tail.end, column);
  const layout = { quoting: quotingOf(container), step, indentLists: lists };
  const lead = `${breakBefore(text, span.start - column) || lineBreak}${' '.repeat(column)}`;
  const lines = blockEntry(isList ? undefined : addition.name, addition.value, layout);
  return { start: at, end: at, text: lines.map((line) => lead + line).join('') };
}

/** The column, from 0, in which every entry begins, on a line of its own; the first may follow the dashes of lists. */
function columnOf({ document: { text }, entries, isList, span }: Container): number | undefined {
  const { text: lead, isWhole } = leadOf(text, span.start, ' -');
  // Tabs and byte order marks would make columns doubtful.
  if (!isWhole || !/^(?: |- )*$/.test(lead)) return undefined;
  const column = lead.length;
  const isAligned = entries.every(({ start }) => {
    if (!isList && start === span.start) return true;
    const own = leadOf(text, start, isList ? ' -' : ' ');
    const outer = own.text.slice(0, column);
    if (!own.isWhole || !isList) return own.isWhole && own.text.length === column;
    return /^-[ ]+$/.test(own.text.slice(column)) && (outer === lead || outer.trim() === '');
  });
  return isAligned ? column : undefined;
}

/** The end of an entry's last line; comments below it that are indented deeper than its container are still its own. */
function endOfEntry(text: string, from: number, column: number): number {
  let end = lineEnd(text, from);
  for (let next = nextLine(text, end); next < text.length; next = nextLine(text, next)) {
    const comment = /^ *#/.exec(text.slice(next, lineEnd(text, next)));
    if (comment === null || comment[0].length - 1 <= column) break;
    end = lineEnd(text, next);
  }
  return end;
}
