import rule from '../../../src/rules/regress/regress-exposure.ts';
import { pairs } from './pairs.ts';

/** GET /me with a JSON response. */
const me = (schema: string, more = ''): string => `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema: ${schema}
${more}`;
const fields = (text: string): string => me(`{ type: object, properties: { ${text} } }`);
const PASSWORD = 'password: { type: string }';
const SSN = 'ssn: { type: string }';
/** A component that two operations answer with. */
const shared = (user: string, more = ''): string => `
paths:
  /me: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } } } }
  /users: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/User' } } } } } } } }
components:
  schemas:
    User: ${user}
${more}`;
const cached = (headers: string): string => `
paths:
  /me:
    get:
      responses:
        '200': { description: ok${headers === '' ? '' : `, headers: { ${headers} }`} }
`;

pairs(rule, [
  {
    name: 'a sensitive field is added',
    base: fields('name: { type: string }'),
    head: fields(`name: { type: string }, ${SSN}`),
    hits: [
      '13: `ssn` in the 200 response of GET /me is an SSN, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'writeOnly is removed',
    base: fields('password: { type: string, writeOnly: true }'),
    head: fields(PASSWORD),
    hits: [
      '13: `password` in the 200 response of GET /me was `writeOnly` in the base and is sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'writeOnly is removed from a field of any name',
    base: fields('hint: { type: string, writeOnly: true }'),
    head: fields('hint: { type: string }'),
    hits: [
      '13: `hint` in the 200 response of GET /me was `writeOnly` in the base and is sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'writeOnly is removed from an object that holds sensitive fields',
    base: fields(`login: { type: object, writeOnly: true, properties: { ${PASSWORD} } }`),
    head: fields(`login: { type: object, properties: { ${PASSWORD} } }`),
    hits: [
      '13: `login` in the 200 response of GET /me was `writeOnly` in the base and is sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'x-masked is removed',
    base: fields('ssn: { type: string, x-masked: true }'),
    head: fields(SSN),
    hits: [
      '13: `ssn` in the 200 response of GET /me went out masked in the base and is sent whole now by `GET /me`: mask it and say so by `x-masked: true`',
    ],
  },
  {
    name: 'x-masked becomes false',
    base: fields('email: { type: string, x-masked: true }'),
    head: fields('email: { type: string, x-masked: false }'),
    hits: [
      '13: `email` in the 200 response of GET /me went out masked in the base and is sent whole now by `GET /me`: mask it and say so by `x-masked: true`',
    ],
  },
  {
    name: 'the pattern of a mask is removed',
    base: fields("ssn: { type: string, pattern: '^\\*{5}[0-9]{4}$' }"),
    head: fields(SSN),
    hits: [
      '13: `ssn` in the 200 response of GET /me went out masked in the base and is sent whole now by `GET /me`: mask it and say so by `x-masked: true`',
    ],
  },
  {
    name: 'room for the last digits only becomes room for all',
    base: fields('cardNumber: { type: string, maxLength: 4 }'),
    head: fields('cardNumber: { type: string, maxLength: 19 }'),
    hits: [
      '13: `cardNumber` in the 200 response of GET /me went out masked in the base and is sent whole now by `GET /me`: mask it and say so by `x-masked: true`',
    ],
  },
  {
    name: 'a flag becomes the secret itself',
    base: fields('password: { type: boolean }'),
    head: fields(PASSWORD),
    hits: [
      '13: `password` in the 200 response of GET /me is a password, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'a definition that two operations share: told once, there',
    base: shared('{ type: object, properties: {} }'),
    head: shared(`{ type: object, properties: { ${SSN} } }`),
    hits: [
      '10: `User.ssn` is an SSN, not sent in the base and sent now by `GET /me` and 1 more operation: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'a new reference to a known definition brings what it holds',
    base: shared(`{ type: object, properties: { ${SSN} } }`, '    Order: { type: object, properties: { id: { type: string } } }\n').replace(
      'components:',
      "  /orders: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } } }\ncomponents:",
    ),
    head: shared(
      `{ type: object, properties: { ${SSN} } }`,
      "    Order: { type: object, properties: { id: { type: string }, owner: { $ref: '#/components/schemas/User' } } }\n",
    ).replace(
      'components:',
      "  /orders: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } } }\ncomponents:",
    ),
    hits: [
      '12: `Order.owner` brings `ssn`, not sent there in the base and sent now by `GET /orders`: leave it out, or mask and mark by `x-masked: true`',
    ],
  },
  {
    name: 'one new object with two sensitive fields: told once',
    base: fields('name: { type: string }'),
    head: fields(`owner: { type: object, properties: { ${PASSWORD}, ${SSN} } }`),
    hits: [
      '13: `owner` in the 200 response of GET /me brings `password`, `ssn`, not sent there in the base and sent now by `GET /me`: leave them out, or mask and mark by `x-masked: true`',
    ],
  },
  {
    name: 'deep inside what is new',
    base: fields('name: { type: string }'),
    head: fields(
      `a: { type: object, properties: { b: { type: array, items: { type: object, properties: { c: { type: object, properties: { d: { type: object, properties: { ${SSN} } } } } } } } } }`,
    ),
    hits: [
      '13: `a` in the 200 response of GET /me brings `ssn`, not sent there in the base and sent now by `GET /me`: leave it out, or mask and mark by `x-masked: true`',
    ],
  },
  {
    name: 'another field of the same kind, beside the one that was there',
    base: fields(`owner: { type: object, properties: { ${SSN} } }`),
    head: fields(`owner: { type: object, properties: { ${SSN} } }, tenant: { type: object, properties: { ${SSN} } }`),
    hits: [
      '13: `tenant` in the 200 response of GET /me brings `ssn`, not sent there in the base and sent now by `GET /me`: leave it out, or mask and mark by `x-masked: true`',
    ],
  },
  {
    name: 'a variant that carries it',
    base: me('{ type: object, properties: { name: { type: string } } }'),
    head: me(
      `{ oneOf: [{ type: object, properties: { name: { type: string } } }, { type: object, properties: { name: { type: string }, ${SSN} } }] }`,
    ),
    hits: [
      '13: `ssn` in the 200 response of GET /me is an SSN, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'the items of an array',
    base: me('{ type: array, items: { type: object, properties: {} } }'),
    head: me(`{ type: array, items: { type: object, properties: { ${SSN} } } }`),
    hits: [
      '13: `[].ssn` in the 200 response of GET /me is an SSN, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'a branch of allOf',
    base: me('{ allOf: [{ type: object, properties: { name: { type: string } } }] }'),
    head: me(`{ allOf: [{ type: object, properties: { name: { type: string } } }, { properties: { ${SSN} } }] }`),
    hits: [
      '13: `ssn` in the 200 response of GET /me is an SSN, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'a new response',
    base: fields('name: { type: string }'),
    head: `${fields('name: { type: string }')}        '202': { description: later, content: { application/json: { schema: { type: object, properties: { ${SSN} } } } } }\n`,
    hits: [
      '14: The 202 response of GET /me brings `ssn`, not sent there in the base and sent now by `GET /me`: leave it out, or mask and mark by `x-masked: true`',
    ],
  },
  {
    name: 'a response without a body gets one',
    base: "paths: { /me: { get: { responses: { '200': { description: Me } } } } }",
    head: fields(SSN),
    hits: [
      '13: The 200 response of GET /me brings `ssn`, not sent there in the base and sent now by `GET /me`: leave it out, or mask and mark by `x-masked: true`',
    ],
  },
  {
    name: 'a webhook sends it',
    base: 'webhooks: { joined: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: {} } } } }, responses: {} } } }',
    head: `webhooks:\n  joined: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { ${SSN} } } } } }, responses: {} } }`,
    hits: [
      '6: `ssn` in the request body of POST joined is an SSN, not sent in the base and sent now by `POST joined`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'no-store is removed',
    base: cached('Cache-Control: { schema: { const: no-store } }'),
    head: cached(''),
    hits: ['9: The `200` response of `GET /me` was kept out of caches in the base and is not now: restore `Cache-Control: no-store`'],
  },
  {
    name: 'no-store becomes no-cache',
    base: cached('Cache-Control: { schema: { type: string, enum: [no-store] } }'),
    head: cached('cache-control: { schema: { type: string, enum: [no-cache] } }'),
    hits: ['9: The `200` response of `GET /me` was kept out of caches in the base and is not now: restore `Cache-Control: no-store`'],
  },
  {
    name: '2.0: a sensitive field is added',
    base: "swagger: '2.0'\nproduces: [application/json]\npaths: { /me: { get: { responses: { '200': { description: ok, schema: { $ref: '#/definitions/User' } } } } } }\ndefinitions: { User: { type: object, properties: {} } }",
    head: `swagger: '2.0'\nproduces: [application/json]\npaths: { /me: { get: { responses: { '200': { description: ok, schema: { $ref: '#/definitions/User' } } } } } }\ndefinitions:\n  User: { type: object, properties: { ${SSN} } }`,
    hits: [
      '8: `User.ssn` is an SSN, not sent in the base and sent now by `GET /me`: leave it out of the response schema, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'a word of the policy',
    base: fields('name: { type: string }'),
    head: fields('name: { type: string }, badgeNumber: { type: string }'),
    options: { add: ['badge number'] },
    hits: [
      '13: `badgeNumber` in the 200 response of GET /me is a badge number, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'the values of a map get a name',
    base: me('{ type: object, additionalProperties: { type: string } }'),
    head: me(`{ type: object, properties: { ${SSN} } }`),
    hits: [
      '13: `ssn` in the 200 response of GET /me is an SSN, not sent in the base and sent now by `GET /me`: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },
  {
    name: 'ten fields lose writeOnly: told once',
    base: fields(Array.from({ length: 10 }, (_, index) => `f${index}: { type: string, writeOnly: true }`).join(', ')),
    head: fields(Array.from({ length: 10 }, (_, index) => `f${index}: { type: string }`).join(', ')),
    hits: [
      '1: 10 values that were `writeOnly` in the base are sent now: add `writeOnly: true`, leave it out, or mask it and add `x-masked: true`',
    ],
  },

  // What follows is harmless.
  {
    name: 'an ordinary field is added',
    base: fields('name: { type: string }'),
    head: fields('name: { type: string }, colour: { type: string }'),
  },
  { name: 'a sensitive field is removed', base: fields(`name: { type: string }, ${SSN}`), head: fields('name: { type: string }') },
  { name: 'writeOnly is added', base: fields(PASSWORD), head: fields('password: { type: string, writeOnly: true }') },
  {
    name: 'a sensitive field that is writeOnly is added',
    base: fields('name: { type: string }'),
    head: fields('name: { type: string }, password: { type: string, writeOnly: true }'),
  },
  {
    name: 'a sensitive field that is masked is added',
    base: fields('name: { type: string }'),
    head: fields('name: { type: string }, ssn: { type: string, x-masked: true }'),
  },
  {
    name: 'a mask in place of writeOnly',
    base: fields('ssn: { type: string, writeOnly: true }'),
    head: fields('ssn: { type: string, x-masked: true }'),
  },
  {
    name: 'another mask',
    base: fields('ssn: { type: string, x-masked: true }'),
    head: fields("ssn: { type: string, pattern: '^\\*{5}[0-9]{4}$' }"),
  },
  {
    name: 'the field was there in another spelling',
    base: fields('socialSecurityNumber: { type: string }'),
    head: fields('social_security_number: { type: string }'),
  },
  { name: 'an envelope around it', base: fields(SSN), head: fields(`data: { type: object, properties: { ${SSN} } }`) },
  { name: 'out of an envelope', base: fields(`data: { type: object, properties: { ${SSN} } }`), head: fields(SSN) },
  {
    name: 'extracted into a component',
    base: me(`{ type: array, items: { type: object, properties: { ${SSN} } } }`),
    head: me(
      "{ type: array, items: { $ref: '#/components/schemas/Who' } }",
      `components: { schemas: { Who: { properties: { ${SSN} }, type: object } } }\n`,
    ),
  },
  {
    name: 'inlined, each its own',
    base: shared(`{ type: object, properties: { ${SSN} } }`),
    head: `paths:\n  /me: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { ${SSN} } } } } } } } }\n  /users: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { type: object, properties: { ${SSN} } } } } } } } } }`,
  },
  {
    name: 'split over allOf',
    base: fields(`name: { type: string }, ${SSN}`),
    head: me(`{ allOf: [{ type: object, properties: { name: { type: string } } }, { properties: { ${SSN} } }] }`),
  },
  {
    name: 'split into variants',
    base: fields(`name: { type: string }, ${SSN}`),
    head: me(`{ oneOf: [{ type: object, properties: { ${SSN} } }, { type: object, properties: { name: { type: string } } }] }`),
  },
  {
    name: 'variants are reordered',
    base: me(
      `{ oneOf: [{ type: object, properties: { a: { type: string }, ${SSN} } }, { type: object, properties: { b: { type: string } } }] }`,
    ),
    head: me(
      `{ oneOf: [{ type: object, properties: { b: { type: string } } }, { type: object, properties: { ${SSN}, a: { type: string } } }] }`,
    ),
  },
  { name: '200 becomes 201', base: fields(SSN), head: fields(SSN).replace("'200'", "'201'") },
  {
    name: 'the same body under another response',
    base: fields(SSN),
    head: `${fields(SSN)}        '202': { description: later, content: { application/json: { schema: { type: object, properties: { ${SSN} } } } } }\n`,
  },
  {
    name: 'another content type',
    base: fields(SSN),
    head: fields(SSN).replace(
      '            application/json:',
      `            application/xml: { schema: { type: object, properties: { ${SSN} } } }\n            application/json:`,
    ),
  },
  { name: 'default becomes 200', base: fields(SSN).replace("'200'", 'default'), head: fields(SSN) },
  {
    name: 'requests take it',
    base: 'paths: { /me: { put: { requestBody: { content: { application/json: { schema: { type: object, properties: {} } } } }, responses: {} } } }',
    head: `paths: { /me: { put: { requestBody: { content: { application/json: { schema: { type: object, properties: { ${PASSWORD} } } } } }, responses: {} } } }`,
  },
  {
    name: 'a new operation',
    base: fields('name: { type: string }'),
    head: `${fields('name: { type: string }')}  /health: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { ${SSN} } } } } } } } }\n`,
  },
  {
    name: 'a component that nothing uses',
    base: 'components: { schemas: { A: { type: object, properties: {} } } }',
    head: `components: { schemas: { A: { type: object, properties: { ${SSN} } } } }`,
  },
  {
    name: 'one more reference among objects that refer to each other',
    base: shared(
      `{ type: object, properties: { ${SSN}, team: { $ref: '#/components/schemas/Team' } } }`,
      "    Team: { type: object, properties: { site: { $ref: '#/components/schemas/Site' } } }\n    Site: { type: object, properties: { city: { $ref: '#/components/schemas/City' } } }\n    City: { type: object, properties: { mayor: { $ref: '#/components/schemas/User' } } }\n",
    ),
    head: shared(
      `{ type: object, properties: { ${SSN}, team: { $ref: '#/components/schemas/Team' }, office: { $ref: '#/components/schemas/Team' } } }`,
      "    Team: { type: object, properties: { site: { $ref: '#/components/schemas/Site' } } }\n    Site: { type: object, properties: { city: { $ref: '#/components/schemas/City' } } }\n    City: { type: object, properties: { mayor: { $ref: '#/components/schemas/User' } } }\n",
    ),
  },
  {
    name: 'no-store in another spelling',
    base: cached('Cache-Control: { schema: { const: no-store } }'),
    head: cached('cache-control: { schema: { type: string }, example: "private, no-store" }'),
  },
  {
    name: 'the field is off in the policy',
    base: fields('name: { type: string }'),
    head: fields(`name: { type: string }, ${SSN}`),
    options: { remove: ['ssn'] },
  },
  {
    name: '2.0 to 3.1',
    base: `swagger: '2.0'\nproduces: [application/json]\npaths: { /me: { get: { responses: { '200': { description: ok, schema: { $ref: '#/definitions/User' } } } } } }\ndefinitions: { User: { type: object, properties: { ${SSN} } } }`,
    head: shared(`{ type: object, properties: { ${SSN} } }`).replace(/ {2}\/users: .*\n/, ''),
  },
]);
