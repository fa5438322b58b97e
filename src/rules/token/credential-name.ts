import type { Parameter } from '../../model/api.ts';
import { sensitivity } from '../../model/sensitive.ts';
import { hasWords } from '../../model/words.ts';

/**
 * Whether the name of a parameter says that its value is a credential: `password`, `client_secret`, `apiKey`, `access_token`, and
 * `token` by itself, as most of those are session or one-time tokens. `page_token`, `token_id`, `sort_key`, `tokens` and numbers are not.
 */
export function isCredential({ name, words, schema, description }: Parameter): boolean {
  const text = description.slice(0, 500);
  // Google calls it plain `key`, and so does half the world: only the description tells.
  if (words.length === 1 && words[0] === 'key') return /\bapi[ _-]?key\b/i.test(text);
  // Among response fields a `reset token` may be a position; in a URL it opens an account.
  if (hasWords(words, 'reset token') && words.at(-1) === 'token') return true;
  // Kinto pages by it; in Laravel it is the CSRF token of a form.
  if (name === '_token') return false;
  const found = sensitivity(words, schema);
  if (found !== undefined && SECRETS.has(found.class)) return true;
  // `tokens` by itself lists words of a text or coins, as real APIs have it.
  return found?.class === 'token' && !/^tokens$/i.test(name) && !NO_TOKEN.test(text);
}

/** Classes of {@link sensitivity} that are a credential whatever the description says. */
const SECRETS: ReadonlySet<string> = new Set(['password', 'secret']);

/** What a description calls a token that is none: an idempotency key, a page of results, a coin on a ledger. */
const NO_TOKEN =
  /idempoten|\b(?:erc|trc|bep)-?\d+|\bcontract\b|\bcoins?\b|\bcrypto(?:currency)?\b|\bnext (?:page|set)\b|\b(?:page|paging|pagination) token\b|\b(?:pages? of|more|further|next) results\b|\bcontinu(?:e|ation)\b/i;
