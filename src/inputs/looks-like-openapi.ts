/** `cut`: the text ends before the answer. */
export type Looks = 'yes' | 'no' | 'cut';

/**
 * Whether text has `openapi` or `swagger` with a version as a key of its root, without parsing it: a document that is broken elsewhere
 * still counts as one. `complete` tells that the text is the whole file.
 */
export function looksLikeOpenApi(bytes: Uint8Array, complete: boolean, isJson: boolean): Looks {
  const text = roughly(bytes);
  const first = /^[\s\ufeff]*/.exec(text)?.[0].length ?? 0;
  if (text[first] !== '{') return isJson ? 'no' : looksYaml(text, complete);
  const found = looksJson(text, first);
  // A YAML flow mapping may leave its keys bare.
  if (found !== 'yes' && !isJson && /[{,]\s*(?:openapi|swagger)\s*:\s*["']?\d/.test(text)) return 'yes';
  return found === 'cut' && complete ? 'no' : found;
}

/** Only ASCII matters here, so bytes above it may be anything. */
function roughly(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function looksYaml(text: string, complete: boolean): Looks {
  // Tags, anchors and a `?` may stand before the key.
  const key = /^(?:[?!&]\S*[ \t]+)*["']?(?:openapi|swagger)["']?[ \t]*:[ \t]+(?:[!&]\S*[ \t]+)*["']?\d/m;
  if ((text.includes('openapi') || text.includes('swagger')) && key.test(text)) return 'yes';
  return complete ? 'no' : 'cut';
}

function looksJson(text: string, open: number): Looks {
  if (!/openapi|swagger|\\u/.test(text)) return 'cut';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = stringEnd(text, at);
      if (depth === 1 && isVersion(text, text.slice(at, end), end)) return 'yes';
      at = end - 1;
    } else if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return 'no';
  }
  return 'cut';
}

function isVersion(text: string, literal: string, end: number): boolean {
  const key = literal.includes('\\') ? unescaped(literal) : literal.slice(1, -1);
  return (key === 'openapi' || key === 'swagger') && /^\s*:\s*"?\d/.test(text.slice(end, end + 64));
}

function unescaped(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}

function stringEnd(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === 34) return next + 1;
    if (code === 92) next++;
  }
  return text.length;
}
