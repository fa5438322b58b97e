import { suspectWords } from '../syntax/suspect-words.ts';

/** Words of PHP alone that tell who asks. */
const OWN =
  /\bauth\(|\bAuth::|->user\(|\bGate::|->authorize(?:Resource|ForUser)?\(|denyAccessUnless\w*|->?isGranted|->getUser\(|->getToken\(|createAccessDenied\w*|hash_equals|bearerToken|\w*Signature\b|->(?:can|cannot)\(|AuthenticationException/gi;

/** Suspect words of some PHP source, lower case. */
export function phpSuspects(text: string): string[] {
  const own = [...text.matchAll(OWN)].map(([word]) => {
    const lower = word.toLowerCase().replaceAll(/^->|\($/g, '');
    return lower === 'user' || lower === 'getuser' || lower === 'auth' || lower === 'auth::' ? 'current_user' : lower;
  });
  return [...new Set([...suspectWords(text), ...own])].slice(0, 12);
}
