import { suspectWords } from '../syntax/suspect-words.ts';

/** Words of Ruby alone that tell who asks. */
const OWN =
  /\bcurrent_(?!page|path|time|locale|date|year|month|day|version|url)\w+|\bCurrent\.\w+|:forbidden\b|\b(?:logged|signed)_in\?|\bwarden\b|\bauthentic\w+|\bauthoriz\w+|\bsecure_compare\b|\bpolicy_scope\b|\bpundit\w*|\bcan\?|\bcannot\?|\bdoorkeeper\w*|\bfind_signed\w*|\bverifie[rd]\b|\bsigned_(?!in|out)\w+|\b(?:require|ensure|verify|check|restrict|deny|only)_\w*(?:admin|user|login|auth|access|token|member|owner|permission|role|key)\w*|\w*(?:token|secret|signature|api_?key)\b/gi;

/** Behind code a comment is told from a string by having no quote. */
const COMMENT = /^[ \t]*#.*$|[ \t]#(?!\{)[^'"\n]*$/gm;

/** Suspect words of some Ruby source, lower case; comments are no source. */
export function rubySuspects(text: string): string[] {
  const code = text.replaceAll(COMMENT, '');
  const own: string[] = [];
  for (const [word] of code.matchAll(OWN)) {
    own.push(word.toLowerCase());
    if (own.length === 12) break;
  }
  return [...new Set([...suspectWords(code), ...own])].slice(0, 12);
}
