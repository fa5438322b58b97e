import rule from '../../../src/rules/regress/regress-bound.ts';
import { pairs } from './pairs.ts';

/** A query parameter. */
const query = (schema: string): string => `
paths:
  /pets:
    get:
      parameters:
        - name: q
          in: query
          schema: ${schema}
      responses: {}
`;
/** A JSON body. */
const body = (schema: string, more = ''): string => `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: ${schema}
      responses: {}
${more}`;
const property = (schema: string): string => body(`{ type: object, properties: { name: ${schema} } }`);
const component = (schema: string, more = ''): string =>
  body("{ $ref: '#/components/schemas/Pet' }", `components:\n  schemas:\n    Pet: ${schema}\n${more}`);
const swagger = (parameters: string, more = ''): string => `swagger: '2.0'
consumes: [application/json]
paths:
  /pets:
    post:
      parameters: ${parameters}
      responses: {}
${more}`;

pairs(rule, [
  {
    name: 'maxLength is raised',
    base: query('{ type: string, maxLength: 10 }'),
    head: query('{ type: string, maxLength: 20 }'),
    hits: [
      '11: Query parameter `q` of GET /pets got `20` in place of the `maxLength` `10` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'maxLength is removed',
    base: query('{ type: string, maxLength: 10 }'),
    head: query('{ type: string }'),
    hits: ['11: Query parameter `q` of GET /pets lost the `maxLength` `10` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'maxLength becomes the largest int32',
    base: query('{ type: string, maxLength: 10 }'),
    head: query('{ type: string, maxLength: 2147483647 }'),
    hits: [
      '11: Query parameter `q` of GET /pets got `2147483647` in place of the `maxLength` `10` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'the type goes with the bound',
    base: query('{ type: string, maxLength: 10 }'),
    head: query('{}'),
    hits: ['11: Query parameter `q` of GET /pets lost the `maxLength` `10` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'minLength is lowered',
    base: property('{ type: string, minLength: 12, maxLength: 80 }'),
    head: property('{ type: string, minLength: 8, maxLength: 80 }'),
    hits: [
      '11: `name` in the request body of POST /pets got `8` in place of the `minLength` `12` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'pattern is removed',
    base: query("{ type: string, maxLength: 9, pattern: '^[a-z]+$' }"),
    head: query('{ type: string, maxLength: 9 }'),
    hits: [
      '11: Query parameter `q` of GET /pets lost the `pattern` `^[a-z]+$` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'pattern lets everything pass',
    base: query("{ type: string, maxLength: 9, pattern: '^[a-z]+$' }"),
    head: query("{ type: string, maxLength: 9, pattern: '^.*$' }"),
    hits: [
      '11: Query parameter `q` of GET /pets got `^.*$` in place of the `pattern` `^[a-z]+$` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'pattern loses its anchors',
    base: query("{ type: string, maxLength: 9, pattern: '^[a-z]{3}$' }"),
    head: query("{ type: string, maxLength: 9, pattern: '[a-z]{3}' }"),
    hits: [
      '11: Query parameter `q` of GET /pets got `[a-z]{3}` in place of the `pattern` `^[a-z]{3}$` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'a pattern that bounded the length goes: told once',
    base: query("{ type: string, pattern: '^[a-z]{1,20}$' }"),
    head: query('{ type: string }'),
    hits: [
      '11: Query parameter `q` of GET /pets lost the `pattern` `^[a-z]{1,20}$` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'a pattern takes longer strings',
    base: query("{ type: string, pattern: '^[a-z]{1,20}$' }"),
    head: query("{ type: string, pattern: '^[a-z]{1,200}$' }"),
    hits: [
      '11: Query parameter `q` of GET /pets got `^[a-z]{1,200}$` in place of the `pattern` `^[a-z]{1,20}$` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'format is removed',
    base: query('{ type: string, format: uuid }'),
    head: query('{ type: string, maxLength: 36 }'),
    hits: ['11: Query parameter `q` of GET /pets lost the `format` `uuid` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'enum is removed',
    base: query('{ type: string, enum: [asc, desc] }'),
    head: query('{ type: string }'),
    hits: [
      '11: Query parameter `q` of GET /pets lost the `enum` `asc, desc` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'const is removed',
    base: query('{ const: all }'),
    head: query('{ type: string }'),
    hits: ['11: Query parameter `q` of GET /pets lost the `const` `all` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'maximum is raised',
    base: query('{ type: integer, minimum: 1, maximum: 100 }'),
    head: query('{ type: integer, minimum: 1, maximum: 1000 }'),
    hits: [
      '11: Query parameter `q` of GET /pets got `1000` in place of the `maximum` `100` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'both ends of a number are removed',
    base: query('{ type: integer, minimum: 1, maximum: 100 }'),
    head: query('{ type: integer, format: int32 }'),
    hits: [
      '11: Query parameter `q` of GET /pets lost the `maximum` `100` and lost the `minimum` `1` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'minimum is lowered',
    base: property('{ type: number, minimum: 0, maximum: 5 }'),
    head: property('{ type: number, minimum: -5, maximum: 5 }'),
    hits: [
      '11: `name` in the request body of POST /pets got `-5` in place of the `minimum` `0` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'exclusiveMaximum of 3.0 is dropped',
    base: `openapi: 3.0.3\n${query('{ type: integer, maximum: 10, exclusiveMaximum: true }')}`,
    head: `openapi: 3.0.3\n${query('{ type: integer, maximum: 10 }')}`,
    hits: [
      '12: Query parameter `q` of GET /pets got `10` in place of the `maximum` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'the enum of a number',
    base: query('{ type: integer, enum: [10, 50] }'),
    head: query('{ type: integer }'),
    hits: ['11: Query parameter `q` of GET /pets lost the `enum` `10, 50` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'maxItems is removed',
    base: property('{ type: array, maxItems: 5, items: { type: boolean } }'),
    head: property('{ type: array, items: { type: boolean } }'),
    hits: [
      '11: `name` in the request body of POST /pets lost the `maxItems` `5` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'minItems is lowered',
    base: property('{ type: array, minItems: 2, maxItems: 5, items: { type: boolean } }'),
    head: property('{ type: array, minItems: 1, maxItems: 5, items: { type: boolean } }'),
    hits: [
      '11: `name` in the request body of POST /pets got `1` in place of the `minItems` `2` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'the bound of items',
    base: property('{ type: array, maxItems: 5, items: { type: string, maxLength: 5 } }'),
    head: property('{ type: array, maxItems: 5, items: { type: string } }'),
    hits: [
      '11: `name[]` in the request body of POST /pets lost the `maxLength` `5` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'maxProperties is removed',
    base: property('{ type: object, maxProperties: 5, additionalProperties: { type: boolean } }'),
    head: property('{ type: object, additionalProperties: { type: boolean } }'),
    hits: [
      '11: `name` in the request body of POST /pets lost the `maxProperties` `5` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'additionalProperties: false is removed',
    base: body('{ type: object, additionalProperties: false, properties: {} }'),
    head: body('{ type: object, properties: {} }'),
    hits: [
      '11: The request body of POST /pets lost the `additionalProperties` `false` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'additionalProperties becomes true',
    base: body('{ type: object, additionalProperties: false }'),
    head: body('{ type: object, additionalProperties: true }'),
    hits: [
      '11: The request body of POST /pets got `true` in place of the `additionalProperties` `false` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'additionalProperties becomes a schema',
    base: body('{ type: object, additionalProperties: false }'),
    head: body('{ type: object, additionalProperties: { type: boolean } }'),
    hits: [
      '11: The request body of POST /pets got a schema in place of the `additionalProperties` `false` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'unevaluatedProperties: false is removed',
    base: body('{ type: object, unevaluatedProperties: false }'),
    head: body('{ type: object }'),
    hits: [
      '11: The request body of POST /pets lost the `unevaluatedProperties` `false` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'the values of a map become free',
    base: body('{ type: object, additionalProperties: { type: string, maxLength: 5 } }'),
    head: body('{ type: object, additionalProperties: true }'),
    hits: [
      '11: The request body of POST /pets got `true` in place of the schema of `additionalProperties` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'the values of a map lose their bound',
    base: body('{ type: object, additionalProperties: { type: string, maxLength: 5 } }'),
    head: body('{ type: object, additionalProperties: { type: string } }'),
    hits: [
      '11: `.*` in the request body of POST /pets lost the `maxLength` `5` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'readOnly is removed',
    base: body('{ type: object, properties: { role: { type: string, readOnly: true } } }'),
    head: body('{ type: object, properties: { role: { type: string } } }'),
    hits: [
      '11: `role` in the request body of POST /pets lost the `readOnly` of the base, so callers can set what only the server set: restore it, or leave it out of requests',
    ],
  },
  {
    name: 'a shared definition: told once, there',
    base: `paths:
  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: {} } }
  /b: { put: { requestBody: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }, responses: {} } }
components: { schemas: { Pet: { type: object, properties: { name: { type: string, maxLength: 5 } } } } }`,
    head: `paths:
  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: {} } }
  /b: { put: { requestBody: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }, responses: {} } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }`,
    hits: ['10: `Pet.name` lost the `maxLength` `5` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'a definition that others annotate by allOf: told once, there',
    base: component(
      "{ properties: { a: { description: x, allOf: [{ $ref: '#/components/schemas/Name' }] }, b: { description: y, allOf: [{ $ref: '#/components/schemas/Name' }] } } }",
      '    Name: { type: string, maxLength: 9 }',
    ),
    head: component(
      "{ properties: { a: { description: x, allOf: [{ $ref: '#/components/schemas/Name' }] }, b: { description: y, allOf: [{ $ref: '#/components/schemas/Name' }] } } }",
      '    Name: { type: string }',
    ),
    hits: ['16: `Name` lost the `maxLength` `9` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'a reference to a looser definition',
    base: property('{ type: string, maxLength: 9 }'),
    head: `${property("{ $ref: '#/components/schemas/Name' }")}components:\n  schemas:\n    Name: { type: string, maxLength: 90 }`,
    hits: ['15: `Name` got `90` in place of the `maxLength` `9` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'a bound in a branch of allOf goes',
    base: property('{ allOf: [{ type: string }, { maxLength: 9 }] }'),
    head: property('{ allOf: [{ type: string }] }'),
    hits: [
      '11: `name` in the request body of POST /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'an alternative without the bound is added',
    base: property('{ type: string, maxLength: 9 }'),
    head: property('{ oneOf: [{ type: string, maxLength: 9 }, { type: string }] }'),
    hits: [
      '11: `name` in the request body of POST /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'one variant of a union loosens, and they are reordered',
    base: body(
      '{ oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }] }',
      'components: { schemas: { Cat: { type: object, properties: { kind: { const: cat }, name: { type: string, maxLength: 10 } } }, Dog: { type: object, properties: { kind: { const: dog }, name: { type: string, maxLength: 50 } } } } }',
    ),
    head: body(
      '{ oneOf: [{ $ref: "#/components/schemas/Hound" }, { $ref: "#/components/schemas/Feline" }] }',
      'components:\n  schemas:\n    Feline: { type: object, properties: { kind: { const: cat }, name: { type: string, maxLength: 40 } } }\n    Hound: { type: object, properties: { kind: { const: dog }, name: { type: string, maxLength: 50 } } }',
    ),
    hits: ['15: `Feline.name` got `40` in place of the `maxLength` `10` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'the variants become one object',
    base: body(
      '{ oneOf: [{ type: object, properties: { a: { type: string, maxLength: 5 } } }, { type: object, properties: { b: { type: string, maxLength: 5 } } }] }',
    ),
    head: body('{ type: object, properties: { a: { type: string, maxLength: 5 }, b: { type: string } } }'),
    hits: [
      '11: `b` in the request body of POST /pets lost the `maxLength` `5` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'a recursive schema',
    base: component("{ type: object, properties: { name: { type: string, maxLength: 5 }, child: { $ref: '#/components/schemas/Pet' } } }"),
    head: component("{ type: object, properties: { name: { type: string }, child: { $ref: '#/components/schemas/Pet' } } }"),
    hits: ['15: `Pet.name` lost the `maxLength` `5` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'a path parameter that was renamed',
    base: "paths: { '/pets/{id}': { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string, maxLength: 9 } }], responses: {} } } }",
    head: "paths:\n  '/pets/{petId}': { get: { parameters: [{ name: petId, in: path, required: true, schema: { type: string } }], responses: {} } }",
    hits: [
      '6: Path parameter `petId` of GET /pets/{petId} lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'a header in another case',
    base: query('{ type: string, maxLength: 9 }').replace('in: query', 'in: header'),
    head: query('{ type: string }').replace('in: query', 'in: header').replace('name: q', 'name: Q'),
    hits: ['11: Header parameter `Q` of GET /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'a body under another media type',
    base: property('{ type: string, maxLength: 9 }'),
    head: property('{ type: string }').replace('application/json', 'application/vnd.acme+json'),
    hits: [
      '11: `name` in the request body of POST /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: '2.0: a body',
    base: swagger('[{ name: b, in: body, schema: { type: object, properties: { name: { type: string, maxLength: 9 } } } }]'),
    head: swagger('[{ name: b, in: body, schema: { type: object, properties: { name: { type: string } } } }]'),
    hits: [
      '9: `name` in body parameter `b` of POST /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: '2.0: a field of a form',
    base: swagger('[{ name: f, in: formData, type: string, maxLength: 9 }]'),
    head: swagger('[{ name: f, in: formData, type: string }]'),
    hits: [
      '9: FormData parameter `f` of POST /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: '2.0 to 3.0: lost on the way',
    base: swagger('[{ name: q, in: query, type: string, maxLength: 9 }]'),
    head: `openapi: 3.0.3\n${query('{ type: string }').replace('get:', 'post:')}`,
    hits: ['12: Query parameter `q` of POST /pets lost the `maxLength` `9` of the base, so callers can send what was refused: restore it'],
  },
  {
    name: 'what the receiver of a webhook answers',
    base: 'webhooks: { paid: { post: { responses: { "200": { description: ok, content: { application/json: { schema: { type: string, maxLength: 9 } } } } } } } }',
    head: 'webhooks:\n  paid: { post: { responses: { "200": { description: ok, content: { application/json: { schema: { type: string } } } } } } }',
    hits: [
      '6: The 200 response of POST paid (requests refer to it) lost the `maxLength` `9` of the base, so callers can send what was refused: restore it',
    ],
  },
  {
    name: 'ten inputs lose the same: told once',
    base: body(`{ properties: { ${Array.from({ length: 10 }, (_, index) => `p${index}: { type: string, maxLength: 9 }`).join(', ')} } }`),
    head: body(`{ properties: { ${Array.from({ length: 10 }, (_, index) => `p${index}: { type: string }`).join(', ')} } }`),
    hits: ['1: 10 inputs lost the `maxLength` `9` of the base, so callers can send what was refused: restore it'],
  },

  // What follows is harmless.
  { name: 'a bound is added', base: query('{ type: string }'), head: query('{ type: string, maxLength: 9 }') },
  {
    name: 'a bound is tightened',
    base: query('{ type: integer, minimum: 0, maximum: 100 }'),
    head: query('{ type: integer, minimum: 1, maximum: 50 }'),
  },
  { name: 'a value joins an enum', base: query('{ type: string, enum: [a, b] }'), head: query('{ type: string, enum: [b, c, a] }') },
  { name: 'const becomes enum', base: query('{ const: a }'), head: query('{ enum: [a, b] }') },
  { name: 'an enum in place of a bound', base: query('{ type: string, maxLength: 2 }'), head: query('{ type: string, enum: [long] }') },
  { name: 'uuid in place of maxLength', base: query('{ type: string, maxLength: 36 }'), head: query('{ type: string, format: uuid }') },
  {
    name: 'a bounded pattern in place of maxLength',
    base: query('{ type: string, maxLength: 36 }'),
    head: query("{ type: string, pattern: '^[a-z]{36}$' }"),
  },
  {
    name: 'another pattern',
    base: query("{ type: string, maxLength: 9, pattern: '^[a-z]+$' }"),
    head: query("{ type: string, maxLength: 9, pattern: '^[A-Z]+$' }"),
  },
  {
    name: 'format in place of a pattern',
    base: query("{ type: string, pattern: '^[0-9-]{10}$' }"),
    head: query('{ type: string, format: date }'),
  },
  {
    name: 'a format that only describes',
    base: property('{ type: string, maxLength: 9, format: password }'),
    head: property('{ type: string, maxLength: 9 }'),
  },
  {
    name: 'bounds that only say what int32 holds',
    base: query('{ type: integer, minimum: -2147483648, maximum: 2147483647 }'),
    head: query('{ type: integer, format: int32 }'),
  },
  {
    name: 'exclusiveMaximum from 3.0 to 3.1',
    base: `openapi: 3.0.3\n${query('{ type: number, maximum: 10, exclusiveMaximum: true }')}`,
    head: query('{ type: number, exclusiveMaximum: 10 }'),
  },
  {
    name: 'the same bound of an integer, inclusive',
    base: query('{ type: integer, maximum: 10 }'),
    head: query('{ type: integer, exclusiveMaximum: 11 }'),
  },
  {
    name: 'an integer in place of a number',
    base: query('{ type: number, minimum: 0, maximum: 9 }'),
    head: query('{ type: integer, minimum: 0, maximum: 9 }'),
  },
  { name: 'another type altogether', base: query('{ type: integer, minimum: 1 }'), head: query('{ type: string }') },
  {
    name: 'null is admitted',
    base: property('{ type: string, maxLength: 9 }'),
    head: property('{ type: [string, "null"], maxLength: 9 }'),
  },
  {
    name: 'null as an alternative',
    base: property('{ type: string, maxLength: 9 }'),
    head: property('{ oneOf: [{ type: string, maxLength: 9 }, { type: "null" }] }'),
  },
  {
    name: 'nullable of 3.0',
    base: `openapi: 3.0.3\n${property('{ type: string, maxLength: 9, nullable: true }')}`,
    head: property('{ type: [string, "null"], maxLength: 9 }'),
  },
  {
    name: 'split over allOf',
    base: property('{ type: string, minLength: 1, maxLength: 9 }'),
    head: property('{ allOf: [{ type: string, maxLength: 9 }], minLength: 1 }'),
  },
  {
    name: 'extracted into a component',
    base: property('{ type: string, maxLength: 9 }'),
    head: `${property("{ $ref: '#/components/schemas/Name' }")}components: { schemas: { Name: { type: string, maxLength: 9 } } }`,
  },
  {
    name: 'inlined and renamed',
    base: component('{ type: object, additionalProperties: false, properties: { n: { type: string, maxLength: 9 } } }'),
    head: body('{ properties: { n: { maxLength: 9, type: string } }, additionalProperties: false, type: object }'),
  },
  {
    name: 'components swap their names',
    base: body(
      '{ oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] }',
      'components: { schemas: { A: { type: object, properties: { n: { type: string, maxLength: 1 } } }, B: { type: object, properties: { n: { type: string, maxLength: 2 } } } } }',
    ),
    head: body(
      '{ oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] }',
      'components: { schemas: { B: { type: object, properties: { n: { type: string, maxLength: 1 } } }, A: { type: object, properties: { n: { type: string, maxLength: 2 } } } } }',
    ),
  },
  {
    name: 'the variants of a union are reordered',
    base: body('{ anyOf: [{ type: string, maxLength: 1 }, { type: string, maxLength: 9, format: uri }, { type: integer, maximum: 5 }] }'),
    head: body('{ anyOf: [{ type: integer, maximum: 5 }, { type: string, maxLength: 9, format: uri }, { type: string, maxLength: 1 }] }'),
  },
  {
    name: 'one variant of a union is removed',
    base: body(
      '{ oneOf: [{ type: object, properties: { a: { type: string, maxLength: 5 } } }, { type: object, properties: { b: { type: string, maxLength: 5 } } }] }',
    ),
    head: body('{ oneOf: [{ type: object, properties: { b: { type: string, maxLength: 5 } } }] }'),
  },
  {
    name: 'a variant of another shape is added',
    base: body(
      '{ oneOf: [{ type: object, properties: { a: { type: string, maxLength: 5 } } }, { type: object, properties: { b: { type: string, maxLength: 5 } } }] }',
    ),
    head: body(
      '{ oneOf: [{ type: object, properties: { a: { type: string, maxLength: 5 } } }, { type: object, properties: { c: { type: string } } }, { type: object, properties: { b: { type: string, maxLength: 5 } } }] }',
    ),
  },
  {
    name: 'a property without a bound is added',
    base: property('{ type: string, maxLength: 9 }'),
    head: body('{ type: object, properties: { name: { type: string, maxLength: 9 }, note: { type: string } } }'),
  },
  { name: 'a property is removed', base: property('{ type: string, maxLength: 9 }'), head: body('{ type: object, properties: {} }') },
  {
    name: 'a parameter is removed and another added',
    base: query('{ type: string, maxLength: 9 }'),
    head: query('{ type: string }').replace('name: q', 'name: search'),
  },
  {
    name: 'the parameter moves to the path item',
    base: query('{ type: string, maxLength: 9 }'),
    head: 'paths: { /pets: { parameters: [{ name: q, in: query, schema: { type: string, maxLength: 9 } }], get: { responses: {} } } }',
  },
  {
    name: 'a required parameter becomes optional',
    base: query('{ type: string, maxLength: 9 }\n          required: true'),
    head: query('{ type: string, maxLength: 9 }'),
  },
  {
    name: 'another content type is added',
    base: property('{ type: string, maxLength: 9 }'),
    head: property('{ type: string, maxLength: 9 }').replace(
      '          application/json:',
      '          application/xml: { schema: { type: object } }\n          application/json:',
    ),
  },
  {
    name: 'responses',
    base: 'paths: { /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { type: string, maxLength: 9 } } } } } } } }',
    head: 'paths: { /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { type: string } } } } } } } }',
  },
  {
    name: 'what a webhook sends',
    base: 'webhooks: { paid: { post: { requestBody: { content: { application/json: { schema: { type: string, maxLength: 9 } } } }, responses: {} } } }',
    head: 'webhooks: { paid: { post: { requestBody: { content: { application/json: { schema: { type: string } } } }, responses: {} } } }',
  },
  {
    name: 'a component that nothing uses',
    base: 'components: { schemas: { A: { type: string, maxLength: 9 } } }',
    head: 'components: { schemas: { A: { type: string } } }',
  },
  {
    name: 'a field that only responses carry',
    base: body('{ type: object, properties: { id: { type: string, readOnly: true, maxLength: 9 } } }'),
    head: body('{ type: object, properties: { id: { type: string, readOnly: true } } }'),
  },
  {
    name: 'additionalProperties: true is left out',
    base: body('{ type: object, additionalProperties: true, properties: { a: { type: boolean } } }'),
    head: body('{ type: object, properties: { a: { type: boolean } } }'),
  },
  {
    name: 'additionalProperties: false becomes unevaluatedProperties: false',
    base: body('{ type: object, additionalProperties: false }'),
    head: body('{ type: object, unevaluatedProperties: false }'),
  },
  {
    name: '2.0 to 3.0: parameters, body and form',
    base: swagger(
      '[{ name: q, in: query, type: string, maxLength: 9 }, { name: b, in: body, schema: { $ref: "#/definitions/Pet" } }]',
      'definitions: { Pet: { type: object, additionalProperties: false, properties: { n: { type: integer, maximum: 9 } } } }',
    ),
    head: 'openapi: 3.0.3\npaths: { /pets: { post: { parameters: [{ name: q, in: query, schema: { type: string, maxLength: 9 } }], requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Dog" } } } }, responses: {} } } }\ncomponents: { schemas: { Dog: { type: object, additionalProperties: false, properties: { n: { type: integer, maximum: 9 } } } } }',
  },
  {
    name: '2.0 to 3.1: a form with a file',
    base: swagger('[{ name: f, in: formData, type: file }, { name: t, in: formData, type: string, maxLength: 9 }]'),
    head: 'paths: { /pets: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { f: { type: string, contentMediaType: application/octet-stream }, t: { type: string, maxLength: 9 } } } } } }, responses: {} } } }',
  },
]);
