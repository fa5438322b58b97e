import { type Edit, edits, removed } from './edits.ts';

const get = ['paths', '/p/{id}', 'get'] as const;
const component = ['components', 'parameters', 'new'] as const;
const schema = ['components', 'schemas', 'J'] as const;
const at = '/components/schemas/J';

const table: Edit[] = [
  [['openapi'], '3.1', '/openapi: `openapi` must be a version such as `3.1.1`, not `3.1`'],
  [['paths'], removed],
  [
    ['info', 'license'],
    { name: 'a', identifier: 'MIT', url: 'b' },
    '/info/license/url: `identifier` and `url` exclude each other: keep one of them',
  ],
  [['servers', 0, 'variables', 'h', 'enum'], [], '/servers/0/variables/h/enum: `enum` must not be empty: fill it or remove it'],
  [
    ['components', 'schemas', 'odd name'],
    {},
    '/components/schemas/odd name: the name `odd name` must be made of letters, digits, `.`, `-` and `_`',
  ],
  [
    ['components', 'mediaTypes'],
    {},
    '/components/mediaTypes: `mediaTypes` is not a field of a Components Object in OpenAPI 3.1, though it is in 3.2: remove it or name it `x-mediaTypes`',
  ],
  [['webhooks', 'w', 'post', 'responses'], removed],
  [['webhooks', 'w', 'send'], {}, '/webhooks/w/send: `send` is not a field of a Path Item Object: remove it or name it `x-send`'],
  [
    [...get, 'responses'],
    { 'x-a': 1 },
    '/paths/~1p~1{id}/get/responses: Responses Object needs at least one response: document the success response',
  ],
  [
    [...get, 'responses', '200', 'links', 'l'],
    {},
    '/paths/~1p~1{id}/get/responses/200/links/l: Link Object needs `operationRef` or `operationId`: add one of them',
  ],
  [
    [...get, 'responses', '200', 'links', 'l', 'parameters', 'a'],
    5,
    '/paths/~1p~1{id}/get/responses/200/links/l/parameters/a: `a` must be a string, not `5`',
  ],
  [
    ['components', 'examples', 'E', 'externalValue'],
    'x',
    '/components/examples/E/externalValue: `value` and `externalValue` exclude each other: keep one of them',
  ],
  [
    component,
    { name: 'a', in: 'header', schema: {}, allowEmptyValue: true },
    '/components/parameters/new/allowEmptyValue: `allowEmptyValue` goes only with `in: query`: remove it here',
  ],
  [component, { name: 'a', in: 'path', schema: {} }, '/components/parameters/new: a path parameter needs `required: true`: add it'],
  [
    component,
    { name: 'a', in: 'path', required: false, schema: {} },
    '/components/parameters/new/required: `required` must be `true` for a path parameter',
  ],
  [
    component,
    { name: '{a}', in: 'path', required: true, schema: {} },
    '/components/parameters/new/name: `name` must hold no braces, not `{a}`',
  ],
  [
    component,
    { name: 'a', in: 'query', content: { 'a/b': {} }, example: 1 },
    '/components/parameters/new/example: `example` goes only with `schema`, not with `content`: remove it or put it into the media type',
  ],
  [
    component,
    { name: 'a', in: 'querystring', content: { 'a/b': {} } },
    '/components/parameters/new/in: `in` must be one of `query`, `header`, `path`, `cookie`, not the string `querystring`',
  ],
  [component, { $ref: '#/components/parameters/q', description: 'a', other: 1 }],
  [
    component,
    { $ref: '#/components/parameters/q', description: 5 },
    '/components/parameters/new/description: `description` must be a string, not `5`',
  ],
  [
    ['components', 'securitySchemes', 'm', 'flows'],
    {},
    '/components/securitySchemes/m/flows: `flows` goes only with `type: oauth2`: remove it here',
  ],
  [schema, true],
  [schema, 'string', '/components/schemas/J: `J` must be an object (Schema Object), true or false, not the string `string`'],
  [[...schema, 'anything'], { $ref: 5 }],
  [[...schema, 'nullable'], 'yes'],
  [
    [...schema, 'type'],
    ['string', 'strng'],
    `${at}/type/1: \`type[1]\` must be one of \`array\`, \`boolean\`, \`integer\`, \`null\`, \`number\`, \`object\`, \`string\`, not the string \`strng\`: did you mean \`string\`?`,
  ],
  [
    [...schema, 'type'],
    { type: 'string' },
    `${at}/type: \`type\` must be one of \`array\`, \`boolean\`, \`integer\`, \`null\`, \`number\`, \`object\`, \`string\`, not an object`,
  ],
  [[...schema, 'type'], [], `${at}/type: \`type\` must not be empty: fill it or remove it`],
  [[...schema, 'exclusiveMinimum'], true, `${at}/exclusiveMinimum: \`exclusiveMinimum\` must be a number, not \`true\``],
  [[...schema, 'examples'], { a: 1 }, `${at}/examples: \`examples\` must be a list, not an object`],
  [[...schema, 'pattern'], 0, `${at}/pattern: \`pattern\` must be a string, not \`0\``],
  [[...schema, 'items'], [{}], `${at}/items: \`items\` must be an object (Schema Object), true or false, not a list`],
  [
    [...schema, 'properties'],
    { deep: { not: { anyOf: [] } } },
    `${at}/properties/deep/not/anyOf: \`anyOf\` must not be empty: fill it or remove it`,
  ],
  [[...schema, 'dependentRequired'], { a: ['b', 'b'] }, `${at}/dependentRequired/a/1: \`a[1]\` repeats \`b\`: remove one of the two`],
  [
    [...schema, '$anchor'],
    '#a',
    `${at}/$anchor: \`$anchor\` must begin with a letter or \`_\` and hold letters, digits, \`-\`, \`_\` and \`.\`, not \`#a\``,
  ],
  [[...schema, 'discriminator'], {}, `${at}/discriminator: Discriminator Object needs \`propertyName\`: add it`],
  // Another dialect has other keywords.
  [[...schema, '$schema'], 'http://json-schema.org/draft-04/schema#'],
  [[...schema, 'exclusiveMinimum'], 5],
  [['components', 'schemas', 'K'], { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 1, exclusiveMinimum: true }],
  [
    ['components', 'schemas', 'K'],
    { $schema: 'https://json-schema.org/draft/2020-12/schema', exclusiveMinimum: true },
    '/components/schemas/K/exclusiveMinimum: `exclusiveMinimum` must be a number, not `true`',
  ],
];

edits('3.1', table);
