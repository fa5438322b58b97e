import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { hasWords, splitWords } from '../../model/words.ts';

/** What must not happen twice when a request is sent again. */
const moneyWords: ReadonlySet<string> = new Set(
  'payment charge order transfer payout refund checkout purchase withdrawal deposit remittance disbursement capture'.split(' '),
);
/** Words that move money only beside a word of money: a repository is transferred, a picture captured. */
const ambiguousWords: ReadonlySet<string> = new Set(['transfer', 'capture', 'deposit']);
const moneyContext: ReadonlySet<string> = new Set(
  'payment charge order fund money wallet bank account card invoice transaction balance credit debit currency payout cash'.split(' '),
);
/** Last words of paths that look, ask or undo, and do not move money. */
const harmlessWords: ReadonlySet<string> = new Set(
  'search query list find filter preview quote estimate calculate validate verify check simulate test webhook notification note comment tag attachment document export report method source type session link intent status history event count cancel cancellation void lookup label message reminder address template setting config field key accepted rejected ready update reorder'.split(
    ' ',
  ),
);
const keyPhrases = [
  'idempotency',
  'idempotent',
  'request id',
  'client token',
  'client request',
  'deduplication',
  'external id',
  'merchant reference',
  'nonce',
  'request reference',
];

export default defineRule({
  id: 'input-idempotency',
  title: 'Payment or order without an idempotency key',
  severity: 'info',
  owasp: 'API6:2023',
  cwe: 837,
  why: 'A client that got no answer sends again: without a key the customer pays twice.',
  fix: 'Take an `Idempotency-Key` header and answer a repeated key with the first result.',
  examples: {
    bad: `
paths:
  /payments:
    post:
      responses:
        '201': { description: Paid }
`,
    good: `
paths:
  /payments:
    post:
      parameters:
        - { name: Idempotency-Key, in: header, required: true, schema: { type: string, format: uuid } }
      responses:
        '201': { description: Paid }
`,
  },
  options: { names: [] as readonly string[] },
  optionDocs: { names: 'More names of headers, parameters or body fields that carry the key.' },
  visit: 'operation',
  applies: (operation) => operation.origin === 'path' && operation.method.toUpperCase() === 'POST' && movesMoney(operation),
  *check(operation, { options }) {
    if (hasKey(operation, [...keyPhrases, ...options.names])) return;
    yield { message: `\`${operation.label}\` may run twice when a client retries: take an \`Idempotency-Key\` header` };
  },
  everywhere: (count) =>
    `None of the ${count} payment and order operations takes an \`Idempotency-Key\` header, so a retry may run them twice`,
});

/** `POST /payments`, `/orders/{id}/refund`, `/v1/checkout`: the last word of the path names the act or the thing made. */
function movesMoney({ path }: Operation): boolean {
  const segments = path.split(/[/:]/).filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '';
  if (last.includes('{') || path.toLowerCase().includes('search')) return false;
  const words = splitWords(last);
  const act = [words[0], words.at(-1)].find((word) => word !== undefined && moneyWords.has(word));
  if (act === undefined || words.some((word) => harmlessWords.has(word))) return false;
  return !ambiguousWords.has(act) || splitWords(path).some((word) => word !== act && moneyContext.has(word));
}

function hasKey({ parameters, body }: Operation, phrases: readonly string[]): boolean {
  const fields = (body?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : [schema, ...schema.alternatives]));
  const names = [...parameters, ...fields.flatMap((schema) => [...schema.properties.values()])];
  return names.some(({ words }) => phrases.some((phrase) => hasWords(words, phrase)));
}
