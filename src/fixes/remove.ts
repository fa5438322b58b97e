import type { Container, Entry } from './layout.ts';
import { breakBefore, leadOf, lineStart, nextLine, tailOf } from './lines.ts';
import type { Splice } from './splice.ts';

/** Takes an entry away, with its whole lines where it has them for itself. */
export function remove(container: Container, entry: Entry): Splice | undefined {
  return container.style === 'block' ? removeBlock(container, entry) : removeFlow(container, entry);
}

function removeBlock({ document: { text }, entries, isList }: Container, { start, end }: Entry): Splice | undefined {
  // What held its only entry would be left empty, which is another value.
  const tail = entries.length < 2 ? undefined : tailOf(text, end);
  if (tail === undefined || tail.comma) return undefined;
  const lead = leadOf(text, start, isList ? ' -' : ' ');
  if (!lead.isWhole || (isList && !/^ *-[ ]+$/.test(lead.text))) return undefined;
  if (/[|>][1-9]?\+/.test(text.slice(start, end))) return undefined;
  const first = start - lead.text.length;
  const lineBreak = breakBefore(text, first);
  // A comment above may be about it, and would then speak of its neighbour.
  const above = first - lineBreak.length;
  if (first > 0 && /^[ \t]*#/.test(text.slice(lineStart(text, above), above))) return undefined;
  const next = nextLine(text, tail.end);
  // The last line, when nothing ends it, goes with the break before it.
  if (next === tail.end) return { start: above, end: next, text: '' };
  return { start: first, end: next, text: '' };
}

function removeFlow({ document: { text, format }, entries, span }: Container, entry: Entry): Splice | undefined {
  const index = entries.indexOf(entry);
  const [previous, next] = [entries[index - 1], entries[index + 1]];
  const { start, end } = entry;
  const gap = (from: number, to: number): Splice | undefined => {
    const around = text.slice(from, start) + text.slice(end, to);
    // Anything but a comma is a comment, an anchor or a tag.
    return /^[\s,]*$/.test(around) ? { start: from, end: to, text: '' } : undefined;
  };
  if (next !== undefined) {
    const [own, following] = [leadOf(text, start), leadOf(text, next.start)];
    const ownLines = own.isWhole && following.isWhole;
    return ownLines ? gap(start - own.text.length, next.start - following.text.length) : gap(start, next.start);
  }
  if (previous !== undefined) return gap(previous.end, end);
  return format === 'json' || !text.slice(span.start, span.end).includes('#') ? gap(span.start + 1, span.end - 1) : undefined;
}
