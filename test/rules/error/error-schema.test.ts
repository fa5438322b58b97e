import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-schema.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { open, swagger } from './documents.ts';

const body = (status: string, media: string): string => `responses:
  '200': { description: ok }
  '${status}':
    description: bad
    content:
      ${media}`;
const closed = 'application/json: { schema: { type: object, properties: { message: { type: string } } } }';

describe('error-schema', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'no schema',
      document: open(body('400', 'application/json: {}')),
      hits: ['11: The `application/json` body of the `400` response of `GET /pets` has no schema'],
    }),
    {
      name: 'an object of anything',
      document: open(body('500', 'application/json: { schema: { type: object } }')),
      hits: ['11: is free-form'],
    },
    { name: 'the empty schema', document: open(body('5XX', 'application/json: { schema: {} }')), hits: ['11: is free-form'] },
    { name: '3.1 `true`', document: open(body('4XX', 'application/json: { schema: true }')), hits: ['11: is free-form'] },
    {
      name: 'additionalProperties: true',
      document: open(body('default', 'application/json: { schema: { type: object, additionalProperties: true } }')),
      hits: ['11: the `default` response'],
    },
    {
      name: '2.0',
      document: swagger(
        "produces: [application/json, text/xml]\nresponses: { '200': { description: ok }, '400': { description: bad, schema: { type: object } } }",
      ),
      hits: ['9: is free-form'],
    },
    {
      name: 'a shared schema is reported once, where it is',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /a:
    get:
      responses:
        '400': { description: bad, content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
        '500': { description: bad, content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
components:
  schemas:
    Error:
      type: object
`,
      hits: ['11: `400` response of `GET /a`'],
    },
    { name: 'properties are listed', document: open(body('400', closed)), hits: [] },
    { name: 'a text', document: open(body('400', 'text/plain: { schema: { type: string } }')), hits: [] },
    { name: 'alternatives', document: open(body('400', 'application/json: { schema: { oneOf: [{ type: string }] } }')), hits: [] },
    {
      name: 'a map of texts',
      document: open(body('422', 'application/json: { schema: { type: object, additionalProperties: { type: string } } }')),
      hits: [],
    },
    { name: 'no body', document: open("responses: { '400': { description: bad } }"), hits: [] },
    { name: '2.0 without a body', document: swagger("responses: { '200': { description: ok }, '400': { description: bad } }"), hits: [] },
    { name: 'a success is not an error', document: open(body('201', 'application/json: {}')), hits: [] },
    {
      name: '`default` alone is the success too',
      document: open('responses: { default: { description: any, content: { application/json: {} } } }'),
      hits: [],
    },
    {
      name: "a webhook's receiver answers what it likes",
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks:
  born: { post: { responses: { '400': { description: bad, content: { application/json: {} } } } } }
`,
      hits: [],
    },
  ]));
