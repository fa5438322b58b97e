import { splitWords } from '../../model/words.ts';

const READ = new Set(['read', 'reader', 'readonly', 'ro', 'view', 'viewer', 'viewonly']);
/** Words of scopes that are good for more than reading. */
const WRITE = new Set(
  'write writer readwrite rw edit editor modify manage manager admin create update delete insert send upload full all owner control execute post put patch'.split(
    ' ',
  ),
);

/** Whether a scope lets its holder read and nothing else, by its words: `orders:read`, `calendar.readonly`, `view`. */
export function isReadScope(scope: string): boolean {
  // A scope may be a URL; only its last part is its name.
  const words = splitWords(scope.slice(scope.lastIndexOf('/') + 1));
  return words.some((word) => READ.has(word)) && !words.some((word) => WRITE.has(word));
}
