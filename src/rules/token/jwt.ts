import { get } from '../../documents/tree.ts';

/** The `alg` of the first JWT in a text (RFC 7519 section 3, RFC 7515 section 4.1.1), upper case; undefined without one. */
export function jwtAlgorithm(text: string): string | undefined {
  // The last part is empty in an unsecured JWT.
  for (const [, header] of text.matchAll(/(?<![\w-])(eyJ[\w-]{1,2000})\.[\w-]+\.(?:[\w-]*)/g)) {
    const algorithm = get(decode(header ?? ''), 'alg');
    if (typeof algorithm === 'string') return algorithm.toUpperCase();
  }
  return undefined;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

/** Words of a sentence that forbids what it names. */
const FORBIDS =
  /\b(?:reject\w*|refus\w*|never|not|cannot|can't|won't|don't|doesn't|without|forbid\w*|disallow\w*|prohibit\w*|den(?:y|ied|ies)|invalid|unsupported|ignor\w*|block\w*|except|avoid\w*|prevent\w*|vulnerab\w*|attack\w*)\b/i;

/** Whether a text says that tokens with `alg: none` are in use. A sentence that forbids them does not. */
export function saysAlgNone(text: string): boolean {
  for (const match of text.matchAll(/\balg(?:orithms?)?["'`]{0,2}\s{0,4}(?:[:=]|is|of|set to)?\s{0,4}["'`[]{0,3}none\b/gi)) {
    if (!FORBIDS.test(sentence(text, match.index))) return true;
  }
  return false;
}

/** Whether a text says that a client which cannot keep a secret verifies or signs with HMAC. */
export function saysSharedKeyForPublicClient(text: string): boolean {
  for (const match of text.matchAll(/\bHS(?:256|384|512)\b/gi)) {
    const around = sentence(text, match.index);
    if (
      /\b(?:public client|single[- ]page|spa|browser|mobile app\w*|native app\w*|javascript client)s?\b/i.test(around) &&
      !FORBIDS.test(around)
    )
      return true;
  }
  return false;
}

/** The sentence around an offset, at most 200 characters either side. */
function sentence(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 200), offset);
  const after = text.slice(offset, offset + 200);
  const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n'), before.lastIndexOf('; ')) + 1;
  const end = after.search(/\.\s|\n|;\s/);
  return before.slice(start) + (end < 0 ? after : after.slice(0, end));
}
