import { suspectWords } from '../syntax/suspect-words.ts';

/** Words of Go alone that tell who asks. */
const OWN =
  /\b(?:Must)?Get\(\s*"[^"]*(?:user|auth|session|token|claims|identity|account)[^"]*"|\b\w*(?:UserID|UserInfo|LoginUser|AuthUser|Claims|Identity)FromC\w*|Get(?:Login|Current|Session|Auth)\w*\(|ConstantTimeCompare|ConstructEvent|\w*(?:Signature|Webhook_?(?:Key|Secret))\b|jwtauth\.|BasicAuth\(|StatusUnauthorized|StatusForbidden|Authorization/gi;

/** Suspect words of some Go source, lower case. */
export function goSuspects(text: string): string[] {
  const own = [...text.matchAll(OWN)].map(([word]) => {
    const lower = word.toLowerCase();
    if (lower === 'statusunauthorized') return '401';
    if (lower === 'statusforbidden') return '403';
    return lower.startsWith('get(') || lower.startsWith('mustget(') ? 'current_user' : lower;
  });
  return [...new Set([...suspectWords(text), ...own])].slice(0, 12);
}
