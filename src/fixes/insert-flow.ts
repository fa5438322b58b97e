import type { Indentation } from './indentation.ts';
import type { Container, Entry } from './layout.ts';
import { breakBefore, leadOf, lineStart, tailOf } from './lines.ts';
import { quotingOf } from './quoting.ts';
import type { Splice } from './splice.ts';
import { type FlowLayout, flowEntry } from './write-flow.ts';

export interface Addition {
  /** Undefined in a list. */
  readonly name: string | undefined;
  readonly value: unknown;
  /** The key that it goes in front of. */
  readonly before: string | undefined;
}

/**
 * Adds to an object or list in brackets, which everything in JSON is: on a line of its own where its neighbour has one, else beside it.
 * @param indentation the document's
 */
export function insertFlow(container: Container, addition: Addition, indentation: Indentation): Splice | undefined {
  const { document, entries } = container;
  const { text } = document;
  const neighbour = neighbourOf(container, addition.before);
  if (neighbour === undefined) return intoEmpty(container, addition, indentation);
  const isLast = neighbour === entries.at(-1);
  const layout = layoutOf(container, neighbour);
  const { text: indent, isWhole, before } = leadOf(text, neighbour.start);
  if (!isWhole) {
    // A comma that leads its line is a style of its own.
    if (before === ',' && leadOf(text, neighbour.start - indent.length - 1).isWhole) return undefined;
    return insertion(neighbour.end, `${layout.comma}${flowEntry(addition.name, addition.value, layout)}`);
  }
  const { step } = indentation;
  if (step === undefined && typeof addition.value === 'object' && addition.value !== null && document.format === 'json') return undefined;
  const lineBreak = breakBefore(text, neighbour.start - indent.length) || indentation.lineBreak;
  const isExpanded = document.format === 'json' && step !== undefined;
  const entry = flowEntry(addition.name, addition.value, {
    ...layout,
    ...(isExpanded && { lines: { break: lineBreak, indent, step } }),
  });
  const line = `${lineBreak}${indent}${entry}`;
  const tail = tailOf(text, neighbour.end);
  // A comma at its end, and perhaps a comment: the new line goes below both.
  if (tail?.comma && (isLast || tail.comment)) return insertion(tail.end, `${line},`);
  if (tail?.comment && isLast) {
    return { start: neighbour.end, end: tail.end, text: `,${text.slice(neighbour.end, tail.end)}${line}` };
  }
  return insertion(neighbour.end, `,${line}`);
}

/** The entry that a new one follows: the one before the named one, else the last. */
export function neighbourOf({ entries }: Container, name: string | undefined): Entry | undefined {
  const index = name === undefined ? -1 : entries.findIndex((entry) => entry.name === name);
  return index > 0 ? entries[index - 1] : entries.at(-1);
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}

/** As the neighbours do it. */
function layoutOf(container: Container, neighbour: Entry): FlowLayout {
  const { document, span, entries } = container;
  const { text, format } = document;
  const quoting = quotingOf(container);
  const own = neighbour.key === undefined ? undefined : text.slice(neighbour.key.end, neighbour.value.start);
  const written = own !== undefined && /^[ \t]*:[ \t]*$/.test(own) ? own : ': ';
  // In YAML a colon needs its space, unless the key is quoted.
  const colon = format === 'yaml' && !/[ \t]$/.test(written) ? `${written} ` : written;
  const index = entries.indexOf(neighbour);
  const [left, right] = index > 0 ? [entries[index - 1], neighbour] : [neighbour, entries[1]];
  const between = left === undefined || right === undefined ? '' : text.slice(left.end, right.start);
  const comma = /^[ \t]*,[ \t]*$/.test(between) ? between : /[ \t]$/.test(colon) ? ', ' : ',';
  return { quoting, colon, comma, pad: text[span.start + 1] === ' ' ? ' ' : '' };
}

function intoEmpty(container: Container, addition: Addition, indentation: Indentation): Splice | undefined {
  const { document, span } = container;
  const { text, format } = document;
  const [open, close] = [text[span.start] ?? '', text[span.end - 1] ?? ''];
  if (!/^[ \t]*$/.test(text.slice(span.start + 1, span.end - 1))) return undefined;
  const pad = text[span.start + 1] === ' ' && !container.isList ? ' ' : '';
  const quoting = quotingOf(container);
  const { start, end } = span;
  if (format === 'yaml') {
    const entry = flowEntry(addition.name, addition.value, { quoting, colon: ': ', comma: ', ', pad });
    return { start, end, text: `${open}${pad}${entry}${pad}${close}` };
  }
  const { step, lineBreak } = indentation;
  if (step === undefined) {
    if (!indentation.isOneLine) return undefined;
    const spaced = /": /.test(text.slice(0, 200));
    const entry = flowEntry(addition.name, addition.value, { quoting, colon: spaced ? ': ' : ':', comma: spaced ? ', ' : ',', pad });
    return { start, end, text: `${open}${pad}${entry}${pad}${close}` };
  }
  const [indent = ''] = /^[ \t]*/.exec(text.slice(lineStart(text, start), start)) ?? [];
  const lines = { break: lineBreak, indent: indent + step, step };
  const entry = flowEntry(addition.name, addition.value, { quoting, colon: ': ', comma: ', ', pad: '', lines });
  return { start, end, text: `${open}${lineBreak}${indent}${step}${entry}${lineBreak}${indent}${close}` };
}
