import { defineRule } from '../../engine/define-rule.ts';
import { findEvidence } from '../../model/evidence.ts';
import { credentialOf, signatureOf } from './signature.ts';

export default defineRule({
  id: 'webhook-auth',
  title: 'Unsigned webhook',
  severity: 'warn',
  owasp: 'API10:2023',
  cwe: 345,
  why: 'A receiver that cannot check the sender acts on what anybody posts to its URL: payments that were never made, accounts that were never confirmed.',
  fix: 'Sign the request and declare the header (`webhook-signature`), or give the operation `security` of its own.',
  examples: {
    bad: `
webhooks:
  payment:
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '204': { description: Taken }
`,
    good: `
webhooks:
  payment:
    post:
      parameters:
        - { name: webhook-signature, in: header, required: true, schema: { type: string } }
        - { name: webhook-timestamp, in: header, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '204': { description: Taken }
`,
  },
  options: { keys: ['x-signature', 'x-webhook-signature', 'x-signature-header'] },
  optionDocs: { keys: 'Extension keys that prove a signature, on the operation, its path item or the document.' },
  visit: 'operation',
  applies: ({ origin }) => origin !== 'path',
  *check(operation, { api, options }) {
    const { security, pathItem, label, origin } = operation;
    // The root's `security` is what clients show the API, not what the API shows their receivers.
    if (security.origin === 'operation' && !security.isPublic && !security.isOptional) return;
    if (signatureOf(operation) !== undefined || credentialOf(operation)) return;
    if (findEvidence([operation, pathItem, api], options) !== undefined) return;
    yield {
      message: `The receiver of ${origin} \`${label}\` cannot tell who sent it: declare a signature header such as \`webhook-signature\`, or \`security\` on the operation`,
    };
  },
  everywhere: (count) =>
    `No receiver of the ${count} webhooks and callbacks can tell who sent them: declare a signature header such as \`webhook-signature\` on each, or \`security\``,
});
