import type { DocumentProblem } from './document.ts';

/** Text without its byte order mark. With a problem, the text is only good for showing the place. */
export interface Decoded {
  readonly text: string;
  readonly problem?: DocumentProblem;
}

/** Decodes UTF-8, or UTF-16 by its byte order mark (YAML 1.2 section 5.2, RFC 8259 section 8.1); anything else is refused with the place. */
export function decode(bytes: Uint8Array | string): Decoded {
  if (typeof bytes === 'string') return refuseNul(bytes.charCodeAt(0) === 0xfeff ? bytes.slice(1) : bytes);
  const encoding = encodingOf(bytes);
  try {
    return refuseNul(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const at = encoding === 'utf-8' ? invalidUtf8(bytes) : invalidUtf16(text);
    const message = `The file is not valid ${encoding.toUpperCase()} from here on; save it as UTF-8.`;
    return { text, problem: { kind: 'encoding', message, at: { start: at, end: at + 1 } } };
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function refuseNul(text: string): Decoded {
  const at = text.indexOf('\0');
  if (at === -1) return { text };
  const message = 'The file holds a NUL character: it is binary, or UTF-16 without a byte order mark; save it as UTF-8.';
  return { text, problem: { kind: 'encoding', message, at: { start: at, end: at + 1 } } };
}

/** Offset, in the decoded text, of the first malformed sequence (Unicode 15 table 3-7). */
function invalidUtf8(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let offset = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return offset;
    at += length;
    offset += length === 4 ? 2 : 1;
  }
  return offset;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next] ?? 0;
    const low = next > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = next > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return 0;
  }
  return length;
}

/** A lone surrogate was replaced while decoding; an odd last byte too. */
function invalidUtf16(text: string): number {
  const at = text.indexOf('\ufffd');
  return at === -1 ? text.length : at;
}
