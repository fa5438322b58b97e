import { defineRule } from '../../engine/define-rule.ts';
import type { Words } from '../../model/words.ts';
import { type Field, signatureOf } from './signature.ts';

const TIMES = new Set(['timestamp', 'time', 'date', 'nonce']);
const SUBJECTS = new Set([
  'webhook',
  'event',
  'message',
  'delivery',
  'request',
  'idempotency',
  'notification',
  'transmission',
  'hook',
  'transaction',
]);
/** A signature that says it holds its own time: Stripe's `t=`, a JWT's `iat`. */
const OWN_TIME = /\btimestamps?\b|\bt=|\biat\b|\bJWT\b|\bJWS\b|replay/i;

export default defineRule({
  id: 'webhook-replay',
  title: 'Webhook open to replay',
  severity: 'info',
  owasp: 'API10:2023',
  cwe: 294,
  why: 'A signature alone stays valid for ever, so whoever recorded one delivery can send it again.',
  fix: 'Send and sign a timestamp and an id (`webhook-timestamp`, `webhook-id`), and declare both.',
  examples: {
    bad: `
webhooks:
  payment:
    post:
      parameters:
        - { name: X-Signature, in: header, schema: { type: string } }
      responses:
        '204': { description: Taken }
`,
    good: `
webhooks:
  payment:
    post:
      parameters:
        - { name: X-Signature, in: header, schema: { type: string } }
        - { name: X-Timestamp, in: header, schema: { type: string } }
      responses:
        '204': { description: Taken }
`,
  },
  visit: 'operation',
  applies: (operation) => operation.origin !== 'path' && signatureOf(operation) !== undefined,
  *check(operation) {
    const signature = signatureOf(operation);
    if (signature === undefined || holdsTime(signature) || signature.siblings.some(isFresh)) return;
    yield {
      message: `\`${signature.name}\` of ${operation.origin} \`${operation.label}\` comes without a timestamp or id, so a recorded delivery can be sent again: declare a \`webhook-timestamp\` or \`webhook-id\` header`,
      place: signature.place,
    };
  },
  everywhere: (count) =>
    `None of the ${count} signed webhooks and callbacks carries a timestamp or id, so recorded deliveries can be sent again: declare a \`webhook-timestamp\` or \`webhook-id\` header`,
});

function holdsTime({ words, description }: Field): boolean {
  return words.some((word) => word === 'jwt' || word === 'jws') || OWN_TIME.test(description);
}

/** `webhook-id`, `X-GitHub-Delivery`, `X-Timestamp`. */
function isFresh(words: Words): boolean {
  const last = words.at(-1) ?? '';
  if (words.some((word) => TIMES.has(word)) || last === 'delivery') return true;
  return (last === 'id' || last === 'key') && words.some((word) => SUBJECTS.has(word));
}
