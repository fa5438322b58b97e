import { describe } from 'vitest';
import rule from '../../../src/rules/webhook/webhook-replay.ts';
import { cases } from '../../support/rules.ts';

const webhook = (...parameters: string[]): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks:
  paid:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { amount: { type: number } } } } } }
      responses: { '204': { description: ok } }
      parameters:
${parameters.map((item) => `        - ${item}`).join('\n')}
`;
const header = (name: string, more = ''): string => `{ name: ${name}, in: header, schema: { type: string }${more} }`;

describe('webhook-replay', () =>
  cases(rule, [
    {
      name: 'a signature alone',
      document: webhook(header('X-Event'), header('X-Signature')),
      hits: ['10: `X-Signature` of webhook `POST paid` comes without'],
    },
    { name: '3.2', document: webhook(header('X-Hub-Signature-256')).replace('3.1.0', '3.2.0'), hits: ['9: `X-Hub-Signature-256`'] },
    {
      name: 'x-webhooks of 3.0',
      document: webhook(header('X-Signature')).replace('3.1.0', '3.0.3').replace('webhooks:', 'x-webhooks:'),
      hits: ['9: `X-Signature`'],
    },
    { name: 'an id of something else', document: webhook(header('X-Signature'), header('X-Account-Id')), hits: ['9: `X-Signature`'] },
    {
      name: 'signed in the body',
      document: webhook(header('X-Event')).replace('amount: { type: number }', 'signature: { type: string }'),
      hits: ['6: `signature`'],
    },
    ...['webhook-timestamp', 'X-Timestamp', 'webhook-id', 'X-GitHub-Delivery', 'X-Event-Id', 'Idempotency-Key', 'X-Nonce', 'Date'].map(
      (name) => ({
        name: `with ${name}`,
        document: webhook(header('X-Signature'), header(name)),
        hits: [],
      }),
    ),
    {
      name: 'the signature holds its time',
      document: webhook(header('Stripe-Signature', ", description: 'Holds t=, the timestamp'")),
      hits: [],
    },
    { name: 'a JWS', document: webhook(header('X-Jws-Signature')), hits: [] },
    {
      name: 'time and signature in one object of the body',
      document: webhook(header('X-Event')).replace(
        'amount: { type: number }',
        'signature: { type: object, properties: { timestamp: { type: string }, signature: { type: string } } }',
      ),
      hits: [],
    },
    { name: 'unsigned is webhook-auth', document: webhook(header('X-Event')), hits: [] },
  ]));
