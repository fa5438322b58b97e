import { suspectWords } from '../syntax/suspect-words.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Words of C# alone that tell who asks; a controller's `User` is the principal. */
const OWN =
  /\bUser\??\.(?=Identity|Claims|FindFirst|HasClaim|IsInRole|Get\w*Id)|ClaimsPrincipal|\bChallenge\(|current_?context|FixedTimeEquals|\w*(?:Signature|Webhook_?(?:Key|Secret)|(?:Shared|Signing|Client)_?Secret)\b|ConstructEvent/gi;

/** Suspect words of a method's or lambda's parameters and body. */
export function csharpSuspects(node: SyntaxNode): string[] {
  const text = ['parameters', 'body'].map((field) => node.field(field)?.text ?? '').join('\n');
  const own = [...text.matchAll(OWN)].map(([word]) => (/^user/i.test(word) ? 'principal' : word.toLowerCase()));
  return [...new Set([...suspectWords(text), ...own])].slice(0, 10);
}
