/**
 * Words that access control is written with. A body that has any of them may guard its route, so that nobody may say "no guard" of it
 * without having understood it; a body without them does not. Headers that tell a browser what to allow (`Referrer-Policy`) are no such
 * words.
 */
const SUSPECT =
  /\b40[13]\b|unauthori[sz]ed|unauthenticated|authoriz|authoris|authenticat|forbid|access_?denied|permission(?!s?-?policy)|\b(?:is|has|check|require|ensure|verify|validate|assert)_?(?:admin|auth|access|role|login|logged|owner|user|token|session|key|signature)\w*|jwt\.?verify|verify_?(?:jwt|token|id|access)|current_?user|(?:req|request|ctx|context|c|r|state)\.(?:user|session|auth|principal|identity)\b|\bprincipal\b|\bbearer\b|x-api-key|api_?key|(?<!avail|cap|prob|us|vi|li|st|scal|read|dur)abilit(?:y|ies)|(?<!security-?|referrer-?|permissions-?|feature-?|resource-?|opener-?|embedder-?|privacy_?|retry_?|cache_?)policy|\bcan\(|\bacl\b|hmac|timing_?safe_?equal|compare_?digest/gi;

/** Distinct suspect words of a stretch of source, lower case, in order of appearance; at most ten. */
export function suspectWords(text: string): string[] {
  const words = new Set<string>();
  for (const [word] of text.matchAll(SUSPECT)) {
    words.add(word.toLowerCase());
    if (words.size === 10) break;
  }
  return [...words];
}
