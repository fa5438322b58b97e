/** Nesting of a private key: PKCS #8 around PKCS #1 is three (RFC 5958 section 2, RFC 8017 appendix A.1.2). */
const deepest = 4;
const sequence = 0x30;
const octetString = 0x04;

/**
 * Whether bytes (one a character) claim by their outer length to be a whole DER value and are none inside: the lengths of the parts do not
 * add up. Such a key was scrambled by its author. Bytes that are cut off, or no DER at all, are not judged.
 */
export function isBrokenDer(bytes: string): boolean {
  const outer = header(bytes, 0);
  if (bytes.charCodeAt(0) !== sequence || outer === undefined || outer.end !== bytes.length) return false;
  return !isWhole(bytes, outer.start, outer.end, 1);
}

function isWhole(bytes: string, start: number, end: number, depth: number): boolean {
  for (let at = start; at < end; ) {
    const part = header(bytes, at);
    if (part === undefined || part.end > end) return false;
    const tag = bytes.charCodeAt(at);
    const nests = tag === sequence || (tag === octetString && bytes.charCodeAt(part.start) === sequence);
    if (nests && depth < deepest && !isWhole(bytes, part.start, part.end, depth + 1)) return false;
    at = part.end;
  }
  return true;
}

/** Where the content of the value at an offset starts and ends (X.690 section 8.1.3); undefined for a length that is none. */
function header(bytes: string, at: number): { readonly start: number; readonly end: number } | undefined {
  const first = bytes.charCodeAt(at + 1);
  if (Number.isNaN(first)) return undefined;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const width = first - 0x80;
  if (width === 0 || width > 3) return undefined;
  let length = 0;
  for (let next = at + 2; next < at + 2 + width; next++) length = length * 256 + bytes.charCodeAt(next);
  return Number.isNaN(length) ? undefined : { start: at + 2 + width, end: at + 2 + width + length };
}
