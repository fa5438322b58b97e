import { KOTLIN_MODIFIERS } from './kotlin-declarations.ts';
import type { KotlinToken } from './kotlin-tokens.ts';

/**
 * The text with what the grammar (1.1.0) cannot read written in another way, each stretch as long as before: blanks for `annotation`
 * before `class` and for the comma behind the last item in `<>` or `[]`, a name of x for modifiers that are names, for names that are
 * not of ASCII, and for an empty `[]`. Whoever reads the tree takes texts from the source itself.
 */
export function readableKotlin(text: string, tokens: readonly KotlinToken[]): string {
  const parts: string[] = [];
  let at = 0;
  const code = tokens.filter(({ kind }) => kind !== 'comment');
  for (const [index, token] of code.entries()) {
    const next = code[index + 1];
    const letter = next === undefined || token.kind === 'text' ? undefined : letterFor(text, token, next, code[index - 1]);
    if (letter === undefined || token.start < at) continue;
    const end = letter === '[]' ? (next as KotlinToken).end : token.end;
    parts.push(text.slice(at, token.start), (letter === ' ' ? ' ' : 'x').repeat(end - token.start));
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

/** What stands in place of each character of a token; `[]` stands for this token and the next one. */
function letterFor(text: string, token: KotlinToken, next: KotlinToken, before: KotlinToken | undefined): ' ' | 'x' | '[]' | undefined {
  const follows = text[next.start] ?? '';
  if (token.kind === 'sign') return text[token.start] === ',' && /[\]>]/.test(follows) ? ' ' : undefined;
  if (token.kind === 'open') return text[token.start] === '[' && next.end - token.start === 2 && follows === ']' ? '[]' : undefined;
  if (token.kind !== 'word' || text[token.start] === '`') return undefined;
  const word = text.slice(token.start, Math.min(token.end, token.start + 200));
  if (/[^\x20-\x7e]/.test(word)) return 'x';
  if (!KOTLIN_MODIFIERS.has(word)) return undefined;
  if (word === 'annotation' && next.kind === 'word' && text.slice(next.start, next.end) === 'class') return ' ';
  const previous = before === undefined ? '' : text.slice(before.start, Math.min(before.end, before.start + 4));
  if (previous === '.' || previous === 'fun') return 'x';
  return word !== 'suspend' && /[(=.),:+\]]/.test(follows) ? 'x' : undefined;
}
