import { expect, test } from 'vitest';
import rule from '../../../src/rules/drift/drift-parameter.ts';
import { documentApi, writtenCode } from '../../support/drift.ts';
import { type DriftCase, drifts, hits, route, written } from './apis.ts';

const query = (name: string, schema: object = { type: 'string' }, more: object = {}): object => ({ name, in: 'query', schema, ...more });
const header = (name: string): object => ({ name, in: 'header', schema: { type: 'string' } });
const path = (name: string, schema: object): object => ({ name, in: 'path', required: true, schema });

/** `GET /orders` with parameters, beside an operation that is the same on both sides. */
const parameters = (code: readonly object[], document: readonly object[]): Pick<DriftCase, 'code' | 'document'> => ({
  code: { 'GET /orders': route('none', { parameters: code }), 'DELETE /orders': route('none') },
  document: { 'GET /orders': { parameters: document }, 'DELETE /orders': {} },
});

const media = (schema: object, type = 'application/json'): object => ({ requestBody: { content: { [type]: { schema } } } });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
const text = (more: object = {}): object => ({ type: 'string', ...more });

/** `POST /orders` with a body. */
const bodies = (code: object, document: object): Pick<DriftCase, 'code' | 'document'> => ({
  code: { 'POST /orders': route('none', media(code) as never), 'GET /orders': route('none') },
  document: { 'POST /orders': media(document) as never, 'GET /orders': {} },
});

const lacks = (what: string): string => `reads the ${what} in the code, which the document lacks, so no gateway and no test bounds it`;
const PLACE = 'code GET /orders parameters 0';

drifts(rule, [
  { name: 'the same parameters', ...parameters([query('page')], [query('page')]), hits: [] },
  {
    name: 'a query parameter that the document lacks',
    ...parameters([query('as_user')], [query('page')]),
    hits: [`${PLACE}: \`GET /orders\` ${lacks('query parameter `as_user`')}`],
  },
  { name: 'a parameter that the code lacks', ...parameters([], [query('page')]), hits: [] },
  {
    name: 'case of a query parameter counts',
    ...parameters([query('Page')], [query('page')]),
    hits: [`${PLACE}: query parameter \`Page\``],
  },
  { name: 'case of a header does not', ...parameters([header('X-Tenant')], [header('x-tenant')]), hits: [] },
  { name: 'a header that the document lacks', ...parameters([header('X-Tenant')], []), hits: [`${PLACE}: header parameter \`X-Tenant\``] },
  {
    name: 'headers of HTTP and of proxies',
    ...parameters(['Accept', 'User-Agent', 'X-Forwarded-For', 'Authorization', 'CF-Ray'].map(header), []),
    hits: [],
  },
  { name: 'the header of a scheme', ...parameters([header('x-api-key')], []), hits: [] },
  {
    name: 'a cookie',
    ...parameters([{ name: 'theme', in: 'cookie', schema: text() }], []),
    hits: [`${PLACE}: cookie parameter \`theme\``],
  },
  {
    name: 'an object of the code, whose fields are the names',
    ...parameters([query('filter', object({ from: text() }))], []),
    written: { version: '3.1.1' },
    hits: [],
  },
  { name: 'a name that is filled in later', ...parameters([query('#{page.name}')], []), hits: [] },
  { name: 'ids[] is ids', ...parameters([query('ids[]')], [query('ids')]), hits: [] },
  {
    name: 'parts of an object in the query',
    ...parameters([query('from'), query('to')], [query('range', object({ from: text() }))]),
    written: { version: '3.1.1' },
    hits: ['code GET /orders parameters 1: query parameter `to`'],
  },
  {
    name: 'an object that names nothing',
    ...parameters([query('from')], [query('filter', { type: 'object' })]),
    written: { version: '3.1.1' },
    hits: [],
  },
  {
    name: 'the whole query as one value',
    ...parameters(
      [query('from')],
      [{ name: 'q', in: 'querystring', content: { 'application/x-www-form-urlencoded': { schema: object({ from: text() }) } } }],
    ),
    written: { version: '3.2.0' },
    hits: [],
  },
  {
    name: 'a bound that differs',
    ...parameters([query('size', { type: 'integer', maximum: 500 })], [query('size', { type: 'integer', maximum: 100 })]),
    hits: [`${PLACE} schema maximum: query parameter \`size\` of \`GET /orders\` has \`maximum\` 500 in the code and 100 in the document`],
  },
  {
    name: 'one that is tighter differs too',
    ...parameters([query('q', text({ maxLength: 10 }))], [query('q', text({ maxLength: 20 }))]),
    hits: [`${PLACE} schema maxLength: \`maxLength\` 10 in the code and 20`],
  },
  { name: 'one that only the document has', ...parameters([query('q')], [query('q', text({ maxLength: 20 }))]), hits: [] },
  { name: 'one that only the code has', ...parameters([query('q', text({ maxLength: 20 }))], [query('q')]), hits: [] },
  {
    name: 'bounds that only say what the type holds',
    ...parameters([query('n', { type: 'integer', maximum: 2147483647 })], [query('n', { type: 'integer', maximum: 100 })]),
    hits: [],
  },
  {
    name: 'a type that cannot be',
    ...parameters([query('n', { type: 'integer' })], [query('n')]),
    hits: [`${PLACE} schema type: has \`type\` integer in the code and string in the document`],
  },
  { name: 'text that is read as a number later', ...parameters([query('n')], [query('n', { type: 'integer' })]), hits: [] },
  { name: 'a list as text', ...parameters([query('n', { type: 'array', items: text() })], [query('n')]), hits: [] },
  { name: 'integer and number', ...parameters([query('n', { type: 'number' })], [query('n', { type: 'integer' })]), hits: [] },
  { name: 'nothing known of the type', ...parameters([query('n', {})], [query('n', { type: 'integer' })]), hits: [] },
  {
    name: 'another format',
    ...parameters([query('n', text({ format: 'uuid' }))], [query('n', text({ format: 'date' }))]),
    hits: [`${PLACE} schema format: \`format\` uuid in the code and date`],
  },
  {
    name: 'other values',
    ...parameters([query('s', text({ enum: ['a', 'b', 'root'] }))], [query('s', text({ enum: ['a', 'b', 'c'] }))]),
    hits: [`${PLACE} schema enum: takes \`root\` in the code, which the document does not list; refuses \`c\` in the code`],
  },
  {
    name: 'the same values in another case',
    ...parameters([query('s', text({ enum: ['A', 'B'] }))], [query('s', text({ enum: ['b', 'a'] }))]),
    hits: [],
  },
  {
    name: 'required by the code alone, which only refuses more',
    ...parameters([query('q', text(), { required: true })], [query('q')]),
    hits: [],
  },
  { name: 'required by the document alone', ...parameters([query('q')], [query('q', text(), { required: true })]), hits: [] },
  {
    name: 'a path parameter is known by its position',
    code: {
      'GET /api/orders/{orderId}': route('none', { parameters: [path('orderId', { type: 'integer', minimum: 1 })] }),
      'GET /api/orders': route('none'),
    },
    document: { 'GET /orders/{id}': { parameters: [path('id', { type: 'integer', minimum: 5 })] }, 'GET /orders': {} },
    hits: [
      'code GET /api/orders/{orderId} parameters 0 schema minimum: path parameter `orderId` of `GET /api/orders/{orderId}` has `minimum` 1 in the code and 5',
    ],
  },
  { name: 'the same body', ...bodies(object({ name: text() }), object({ name: text() })), hits: [] },
  {
    name: 'a field that the document lacks',
    ...bodies(object({ name: text(), isAdmin: { type: 'boolean' } }), object({ name: text() })),
    hits: [
      `code POST /orders requestBody content application/json schema properties isAdmin: \`POST /orders\` ${lacks('body field `isAdmin`')}`,
    ],
  },
  {
    name: 'an open object does not excuse it',
    ...bodies(object({ name: text(), role: text() }), object({ name: text() }, { additionalProperties: true })),
    hits: ['code POST /orders requestBody content application/json schema properties role: body field `role`'],
  },
  { name: 'a field that the code lacks', ...bodies(object({ name: text() }), object({ name: text(), role: text() })), hits: [] },
  {
    name: 'a name in another style',
    ...bodies(object({ firstName: text(), name: text() }), object({ first_name: text(), name: text() })),
    hits: [],
  },
  {
    name: 'no field in common: one side was not understood',
    ...bodies(object({ a: text(), b: text() }), object({ c: text(), d: text() })),
    hits: [],
  },
  {
    name: 'an object around it',
    ...bodies(object({ name: text(), role: text() }), object({ user: object({ name: text() }) })),
    hits: ['code POST /orders requestBody content application/json schema properties role: body field `role`'],
  },
  {
    name: 'an object around it that the code names as well',
    ...bodies(
      object({ user: object({ name: text() }), name: text(), mail: text(), role: text() }),
      object({ user: object({ name: text(), mail: text() }) }),
    ),
    hits: ['code POST /orders requestBody content application/json schema properties role: body field `role`'],
  },
  {
    name: 'an object around it in the code',
    ...bodies(object({ user: object({ name: text(), role: text() }) }), object({ name: text() })),
    hits: ['code POST /orders requestBody content application/json schema properties user properties role: body field `role`'],
  },
  { name: 'a body without a schema', ...bodies(object({ name: text() }), {}), hits: [] },
  { name: 'an object without properties', ...bodies(object({ name: text() }), { type: 'object' }), hits: [] },
  {
    name: 'a nested field',
    ...bodies(object({ at: object({ city: text(), secret: text() }), n: text() }), object({ at: object({ city: text() }), n: text() })),
    hits: ['code POST /orders requestBody content application/json schema properties at properties secret: body field `at.secret`'],
  },
  {
    name: 'a field of items',
    ...bodies(
      object({ rows: { type: 'array', items: object({ a: text(), b: text() }) } }),
      object({ rows: { type: 'array', items: object({ a: text() }) } }),
    ),
    hits: ['code POST /orders requestBody content application/json schema properties rows items properties b: body field `rows[].b`'],
  },
  {
    name: 'a nested object that the document leaves open',
    ...bodies(object({ at: object({ city: text() }), n: text() }), object({ at: { type: 'object' }, n: text() })),
    hits: [],
  },
  {
    name: 'a field of one alternative',
    ...bodies(object({ a: text(), b: text() }), { oneOf: [object({ a: text() }), object({ b: text() })] }),
    written: { version: '3.1.1' },
    hits: [],
  },
  {
    name: 'a field of none',
    ...bodies(object({ a: text(), c: text() }), { oneOf: [object({ a: text() }), object({ b: text() })] }),
    written: { version: '3.1.1' },
    hits: ['code POST /orders requestBody content application/json schema properties c: body field `c`'],
  },
  {
    name: 'a bound of a field',
    ...bodies(object({ name: text({ maxLength: 200 }) }), object({ name: text({ maxLength: 80 }) })),
    hits: [
      'code POST /orders requestBody content application/json schema properties name maxLength: body field `name` of `POST /orders` has `maxLength` 200',
    ],
  },
  {
    name: 'a number as text where it is too large',
    ...bodies(object({ n: { type: 'integer' } }), object({ n: text({ format: 'int64' }) })),
    hits: [],
  },
  {
    name: 'a flag as text in a body',
    ...bodies(object({ n: { type: 'boolean' } }), object({ n: text() })),
    hits: ['code POST /orders requestBody content application/json schema properties n type: has `type` boolean in the code and string'],
  },
  {
    name: 'a bound that the code lacks where it has the others',
    ...bodies(
      object({ a: text({ maxLength: 5 }), b: text({ maxLength: 5 }), c: text() }),
      object({ a: text({ maxLength: 5 }), b: text({ maxLength: 5 }), c: text({ maxLength: 9 }) }),
    ),
    hits: [
      'code POST /orders requestBody content application/json schema properties c: body field `c` of `POST /orders` has no `maxLength` in the code, where the document says 9 and the code checks 2 other bounds of it',
    ],
  },
  {
    name: 'a bound that the code lacks like most others',
    ...bodies(
      object({ a: text({ maxLength: 5 }), b: text(), c: text() }),
      object({ a: text({ maxLength: 5 }), b: text({ maxLength: 5 }), c: text({ maxLength: 9 }) }),
    ),
    hits: [],
  },
  {
    name: 'a value of few forms needs no length',
    ...bodies(
      object({ a: text({ maxLength: 5 }), b: text({ maxLength: 5 }), c: text({ format: 'uuid' }) }),
      object({ a: text({ maxLength: 5 }), b: text({ maxLength: 5 }), c: text({ maxLength: 36 }) }),
    ),
    hits: [],
  },
  {
    name: 'a body that the document does not have',
    code: { 'POST /orders': route('none', media(object({ name: text() })) as never), 'GET /orders': route('none') },
    document: { 'POST /orders': {}, 'GET /orders': {} },
    hits: ['code POST /orders requestBody: `POST /orders` reads a body (`name`) in the code, which the document lacks'],
  },
  {
    name: 'fields of a form as query parameters of the code',
    code: { 'POST /orders': route('none', { parameters: [query('name')] }), 'GET /orders': route('none') },
    document: { 'POST /orders': media(object({ name: text() }), 'application/x-www-form-urlencoded') as never, 'GET /orders': {} },
    written: { version: '3.0.3' },
    hits: [],
  },
  {
    name: 'a broken reference of the document hides what it may hold',
    ...bodies(object({ name: text(), role: text() }), { allOf: [object({ name: text() }), { $ref: '#/components/schemas/Gone' }] }),
    hits: [],
  },
  {
    name: 'a schema that operations share is told once',
    code: {
      'PUT /orders': route('none', media({ $ref: '#/components/schemas/Order' }) as never),
      'POST /orders': route('none', media({ $ref: '#/components/schemas/Order' }) as never),
    },
    codeSchemas: { Order: object({ name: text(), owner: text() }) },
    document: {
      'POST /orders': media({ $ref: '#/components/schemas/O' }) as never,
      'PUT /orders': media({ $ref: '#/components/schemas/O' }) as never,
    },
    written: { schemas: { O: object({ name: text() }) } },
    hits: ['code components schemas Order properties owner: `PUT /orders` reads the body field `owner`'],
  },
]);

test('ten operations that lack the same parameter are told once', () => {
  const labels = Array.from({ length: 12 }, (_, index) => `GET /orders/kind${index}`);
  const code = Object.fromEntries(labels.map((label) => [label, route('none', { parameters: [query('tenant')] })]));
  const found = hits(rule, [writtenCode(written(code))], [documentApi(written(Object.fromEntries(labels.map((label) => [label, {}]))))]);
  expect(found).toEqual([expect.stringMatching(/^code: 12 operations read the query parameter `tenant` in the code/)]);
});
