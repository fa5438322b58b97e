import { describe } from 'vitest';
import rule from '../../../src/rules/webhook/webhook-auth.ts';
import { cases, type RuleCase } from '../../support/rules.ts';

const body = 'requestBody: { content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } }';
const webhook = (more = '', root = ''): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
components: { securitySchemes: { login: { type: http, scheme: bearer }, tls: { type: mutualTLS } } }
${root}webhooks:
  paid:
    post:
      ${body}
      responses: { '204': { description: ok } }
${more}`;
const header = (name: string, location = 'header'): string =>
  `      parameters: [{ name: ${name}, in: ${location}, schema: { type: string } }]\n`;
const signed = (...names: string[]): RuleCase[] => names.map((name) => ({ name, document: webhook(header(name)), hits: [] }));

describe('webhook-auth', () =>
  cases(rule, [
    { name: 'a webhook of 3.1', document: webhook(), hits: ['6: The receiver of webhook `POST paid`'] },
    { name: 'a webhook of 3.2', document: webhook().replace('3.1.0', '3.2.0'), hits: ['6: webhook `POST paid`'] },
    {
      name: 'x-webhooks of 3.0',
      document: webhook().replace('3.1.0', '3.0.3').replace('webhooks:', 'x-webhooks:'),
      hits: ['6: webhook `POST paid`'],
    },
    {
      name: 'a callback',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /subscriptions:
    post:
      responses: { '201': { description: ok } }
      callbacks:
        paid:
          '{$request.body#/url}':
            post:
              ${body}
              responses: { '204': { description: ok } }
`,
      hits: ['10: The receiver of callback `POST {$request.body#/url}`'],
    },
    { name: "the root's security is for clients", document: webhook('', 'security: [{ login: [] }]\n'), hits: ['7: webhook'] },
    { name: 'public by its own word', document: webhook('      security: []\n'), hits: ['6: webhook'] },
    { name: 'optional', document: webhook('      security: [{}, { login: [] }]\n'), hits: ['6: webhook'] },
    { name: 'another header', document: webhook(header('X-Event-Name')), hits: ['6: webhook'] },
    { name: 'its own security', document: webhook('      security: [{ login: [] }]\n'), hits: [] },
    { name: 'mutual TLS', document: webhook('      security: [{ tls: [] }]\n'), hits: [] },
    ...signed(
      'webhook-signature',
      'X-Hub-Signature-256',
      'Stripe-Signature',
      'x-shopify-hmac-sha256',
      'x-square-hmacsha256-signature',
      'PAYPAL-TRANSMISSION-SIG',
      'Plaid-Verification',
      'X-Gitlab-Token',
      'Authorization',
      'X-Api-Key',
    ),
    { name: 'a signature in the query', document: webhook(header('signature', 'query')), hits: [] },
    {
      name: 'a signature in the body',
      document: webhook().replace('id: { type: string }', 'signature: { type: object, properties: { timestamp: { type: string } } }'),
      hits: [],
    },
    { name: 'evidence', document: webhook('      x-signature: HMAC-SHA256\n'), hits: [] },
    { name: "the policy's key", document: webhook('', 'x-signed-webhooks: true\n'), options: { keys: ['x-signed-webhooks'] }, hits: [] },
    {
      name: 'operations of the API',
      document:
        "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: { /pets: { post: { responses: { '200': { description: ok } } } } }\n",
      hits: [],
    },
    {
      name: 'everywhere',
      document: `openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\nwebhooks:\n${Array.from({ length: 11 }, (_, index) => `  e${index}: { post: { responses: { '204': { description: ok } } } }`).join('\n')}\n`,
      hits: ['1: No receiver of the 11 webhooks and callbacks'],
    },
  ]));
