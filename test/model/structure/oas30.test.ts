import { type Edit, edits, removed } from './edits.ts';

const get = ['paths', '/p/{id}', 'get'] as const;
const post = ['paths', '/p/{id}', 'post'] as const;
const schema = ['components', 'schemas', 'S'] as const;
const scheme = ['components', 'securitySchemes'] as const;
const component = ['components', 'parameters', 'new'] as const;

const at = (...path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const root: Edit[] = [
  [['openapi'], '3.0.10', '/openapi: `openapi` must be a version such as `3.0.3`, not `3.0.10`'],
  [['openapi'], '3.0.0-rc1'],
  [['openapi'], 3.0, '/openapi: `openapi` must be a string, not `3`'],
  [['info'], removed, ': OpenAPI Object needs `info`: add it'],
  [['paths'], removed, ': OpenAPI Object needs `paths`: add it'],
  [['info', 'version'], removed, '/info: Info Object needs `version`: add it'],
  [['info', 'version'], 1, '/info/version: `version` must be a string, not `1`'],
  [
    ['info', 'summary'],
    'x',
    '/info/summary: `summary` is not a field of an Info Object in OpenAPI 3.0, though it is in 3.1: remove it or name it `x-summary`',
  ],
  [['info', 'x-logo'], { url: 5 }],
  [['info', 'titel'], 'x', '/info/titel: `titel` is not a field of an Info Object: did you mean `title`?'],
  [['source'], 'x', '/source: `source` is not a field of an OpenAPI Object: remove it or name it `x-source`'],
  [
    ['definitions'],
    {},
    '/definitions: `definitions` is not a field of an OpenAPI Object in OpenAPI 3.0, though it is in 2.0: remove it or name it `x-definitions`',
  ],
  [
    ['webhooks'],
    {},
    '/webhooks: `webhooks` is not a field of an OpenAPI Object in OpenAPI 3.0, though it is in 3.1: remove it or name it `x-webhooks`',
  ],
  [['constructor'], {}, '/constructor: `constructor` is not a field of an OpenAPI Object: remove it or name it `x-constructor`'],
  [['servers'], {}, '/servers: `servers` must be a list, not an object'],
  [['servers', 0], 'https://a.io', '/servers/0: `servers[0]` must be an object (Server Object), not the string `https://a.io`'],
  [['servers', 0, 'variables', 'h', 'default'], removed, '/servers/0/variables/h: Server Variable Object needs `default`: add it'],
  [['servers', 0, 'variables', 'h', 'enum'], []],
  [['tags', 1], { name: 'a' }, '/tags/1: `tags[1]` repeats `a`: remove one of the two'],
  [['paths', 'pets'], {}, '/paths/pets: the path `pets` must begin with `/`'],
  [['paths', 'x-pets'], 5],
  [['paths', '/q'], null, '/paths/~1q: `/q` must be an object (Path Item Object), not empty (null): fill it or remove it'],
  [['components', 'schemas', 'odd name'], {}],
  [
    ['components', 'pathItems'],
    {},
    '/components/pathItems: `pathItems` is not a field of a Components Object in OpenAPI 3.0, though it is in 3.1: remove it or name it `x-pathItems`',
  ],
];

const operations: Edit[] = [
  [[...get, 'parametrs'], [], `${at(...get)}/parametrs: \`parametrs\` is not a field of an Operation Object: did you mean \`parameters\`?`],
  [[...get, 'responses'], removed, `${at(...get)}: Operation Object needs \`responses\`: add it`],
  [[...get, 'responses'], {}, `${at(...get)}/responses: Responses Object needs at least one response: document the success response`],
  [[...get, 'responses', '2xx'], { description: '' }, `${at(...get)}/responses/2xx: \`2xx\` is not a response code: write \`2XX\``],
  [
    [...get, 'responses', '600'],
    { description: '' },
    `${at(...get)}/responses/600: \`600\` is not a response code: name a code such as \`200\`, a range such as \`2XX\` or \`default\``,
  ],
  [[...get, 'responses', '200', 'description'], removed, `${at(...get)}/responses/200: Response Object needs \`description\`: add it`],
  [[...get, 'deprecated'], 'true', `${at(...get)}/deprecated: \`deprecated\` must be true or false, not the string \`true\``],
  [[...get, 'tags'], [5], `${at(...get)}/tags/0: \`tags[0]\` must be a string, not \`5\``],
  [[...get, 'security'], { key: [] }, `${at(...get)}/security: \`security\` must be a list, not an object`],
  [[...get, 'security'], [{ key: 'read' }], `${at(...get)}/security/0/key: \`key\` must be a list, not the string \`read\``],
  [['paths', '/p/{id}', 'gett'], {}, '/paths/~1p~1{id}/gett: `gett` is not a field of a Path Item Object: did you mean `get`?'],
  [
    ['paths', '/p/{id}', 'query'],
    {},
    '/paths/~1p~1{id}/query: `query` is not a field of a Path Item Object in OpenAPI 3.0, though it is in 3.2: remove it or name it `x-query`',
  ],
  [[...post, 'requestBody', 'content'], removed, `${at(...post)}/requestBody: Request Body Object needs \`content\`: add it`],
  [
    [...post, 'callbacks', 'cb', '{$url}'],
    5,
    `${at(...post)}/callbacks/cb/{$url}: \`{$url}\` must be an object (Path Item Object), not \`5\``,
  ],
  [
    [...get, 'responses', '200', 'links', 'l', 'operationRef'],
    'x',
    `${at(...get)}/responses/200/links/l/operationRef: \`operationId\` and \`operationRef\` exclude each other: keep one of them`,
  ],
];

const parameters: Edit[] = [
  [
    component,
    {},
    '/components/parameters/new: Parameter Object needs `in`: add it',
    '/components/parameters/new: Parameter Object needs `name`: add it',
    '/components/parameters/new: Parameter Object needs `schema` or `content`: add one of them',
  ],
  [
    component,
    { name: 'a', in: 'querry', schema: {} },
    '/components/parameters/new/in: `in` must be one of `query`, `header`, `path`, `cookie`, not the string `querry`: did you mean `query`?',
  ],
  [
    component,
    { name: 'a', in: ['query'], schema: {} },
    '/components/parameters/new/in: `in` must be one of `query`, `header`, `path`, `cookie`, not a list',
  ],
  [component, { name: 'a', in: 'path', schema: {} }, '/components/parameters/new: Parameter Object `a` needs `required: true`: add it'],
  [
    component,
    { name: 'a', in: 'path', required: false, schema: {} },
    '/components/parameters/new/required: `required` must be `true`, not `false`',
  ],
  [component, { name: 'a', in: 'query' }, '/components/parameters/new: Parameter Object needs `schema` or `content`: add one of them'],
  [
    component,
    { name: 'a', in: 'query', shema: {} },
    '/components/parameters/new/shema: `shema` is not a field of a Parameter Object: did you mean `schema`?',
  ],
  [
    component,
    { name: 'a', in: 'query', schema: {}, content: { 'a/b': {} } },
    '/components/parameters/new/content: `schema` and `content` exclude each other: keep one of them',
  ],
  [component, { name: 'a', in: 'query', content: {} }, '/components/parameters/new/content: `content` must have exactly one entry, not 0'],
  [
    component,
    { name: 'a', in: 'query', content: { 'a/b': {}, 'c/d': {} } },
    '/components/parameters/new/content: `content` must have exactly one entry, not 2',
  ],
  [
    component,
    { name: 'a', in: 'query', content: { 'a/b': {} }, style: 'form' },
    '/components/parameters/new/style: `style` goes only with `schema`, not with `content`: remove it or put it into the media type',
  ],
  [
    component,
    { name: 'a', in: 'header', schema: {}, style: 'form' },
    '/components/parameters/new/style: `style` must be `simple`, not the string `form`',
  ],
  [
    component,
    { name: 'a', in: 'query', schema: {}, example: 1, examples: {} },
    '/components/parameters/new/examples: `example` and `examples` exclude each other: keep one of them',
  ],
  [
    component,
    { name: 'a', in: 'query', type: 'string', schema: {} },
    '/components/parameters/new/type: `type` is not a field of a Parameter Object: move it into `schema`',
  ],
  [component, { $ref: '#/components/parameters/q', description: 'fine beside it' }],
  [component, { $ref: 5 }, '/components/parameters/new/$ref: `$ref` must be a string, not `5`'],
  [
    component,
    { $ref: '#/components/schemas/S' },
    '/components/parameters/new/$ref: `$ref` leads to `#/components/schemas/S`, a Schema Object, where a Parameter Object belongs',
  ],
  [
    [...get, 'parameters', 4],
    { name: 'h', in: 'header', schema: {} },
    `${at(...get)}/parameters/4: \`parameters[4]\` repeats \`h\` in header: remove one of the two`,
  ],
  [[...get, 'parameters', 4], { name: 'h', in: 'query', schema: {} }],
  [
    ['components', 'headers', 'new'],
    { schema: {}, name: 'x' },
    '/components/headers/new/name: `name` is not a field of a Header Object: remove it or name it `x-name`',
  ],
];

const schemas: Edit[] = [
  [
    [...schema, 'type'],
    ['string', 'null'],
    `${at(...schema)}/type: \`type\` must be one of \`array\`, \`boolean\`, \`integer\`, \`number\`, \`object\`, \`string\`, not a list`,
  ],
  [
    [...schema, 'type'],
    'strng',
    `${at(...schema)}/type: \`type\` must be one of \`array\`, \`boolean\`, \`integer\`, \`number\`, \`object\`, \`string\`, not the string \`strng\`: did you mean \`string\`?`,
  ],
  [
    [...schema, 'const'],
    5,
    `${at(...schema)}/const: \`const\` is not a field of a Schema Object in OpenAPI 3.0, though it is in 3.1: remove it or name it \`x-const\``,
  ],
  [[...schema, 'required'], true, `${at(...schema)}/required: \`required\` must be a list, not \`true\``],
  [[...schema, 'required'], [], `${at(...schema)}/required: \`required\` must not be empty: fill it or remove it`],
  [[...schema, 'required'], ['a', 'a'], `${at(...schema)}/required/1: \`required[1]\` repeats \`a\`: remove one of the two`],
  [
    [...schema, 'properties', 'b', 'minItems'],
    -1,
    `${at(...schema)}/properties/b/minItems: \`minItems\` must be a whole number, zero or more, not \`-1\``,
  ],
  [
    [...schema, 'properties', 'b', 'minItems'],
    1.5,
    `${at(...schema)}/properties/b/minItems: \`minItems\` must be a whole number, zero or more, not \`1.5\``,
  ],
  [
    [...schema, 'properties', 'n', 'multipleOf'],
    0,
    `${at(...schema)}/properties/n/multipleOf: \`multipleOf\` must be a number above zero, not \`0\``,
  ],
  [
    [...schema, 'properties', 'n', 'exclusiveMinimum'],
    5,
    `${at(...schema)}/properties/n/exclusiveMinimum: \`exclusiveMinimum\` must be true or false, not \`5\``,
  ],
  [[...schema, 'properties', 'c'], true, `${at(...schema)}/properties/c: \`c\` must be an object (Schema Object), not \`true\``],
  // Properties may have any name, those of keywords too.
  [[...schema, 'properties', 'parameters'], { type: 'object', properties: { in: { type: 'string' } } }],
  [[...schema, 'properties', '$ref'], { type: 'string' }],
  [[...schema, 'additionalProperties'], true],
  [
    [...schema, 'additionalProperties'],
    'no',
    `${at(...schema)}/additionalProperties: \`additionalProperties\` must be true, false or a Schema Object, not the string \`no\``,
  ],
  [[...schema, 'example'], { $ref: 5, required: true }],
  [[...schema, 'properties', 'a', 'enum'], [], `${at(...schema)}/properties/a/enum: \`enum\` must not be empty: fill it or remove it`],
  [
    [...schema, 'properties', 'a', 'enum'],
    ['x', 'x'],
  ],
  [
    [...schema, 'discriminator'],
    'a',
    `${at(...schema)}/discriminator: \`discriminator\` must be an object (Discriminator Object), not the string \`a\``,
  ],
  [
    [...schema, 'properties', 'b', 'items'],
    [{}],
    `${at(...schema)}/properties/b/items: \`items\` must be an object (Schema Object), not a list`,
  ],
  [[...schema, 'properties', 'n'], { $ref: '#/components/schemas/O', description: 'ignored' }],
];

const schemes: Edit[] = [
  [
    [...scheme, 'new'],
    { type: 'basic' },
    '/components/securitySchemes/new/type: `type` must be one of `apiKey`, `http`, `oauth2`, `openIdConnect`, not the string `basic`',
  ],
  [[...scheme, 'new'], { type: 'apiKey', in: 'header' }, '/components/securitySchemes/new: Security Scheme Object needs `name`: add it'],
  [
    [...scheme, 'new'],
    { type: 'http', scheme: 'basic', bearerFormat: 'JWT' },
    '/components/securitySchemes/new/bearerFormat: `bearerFormat` goes only with `scheme: bearer`: remove it',
  ],
  [[...scheme, 'new'], { type: 'http', scheme: 'BEARER', bearerFormat: 'JWT' }],
  [
    [...scheme, 'new'],
    { type: 'http', scheme: 'bearer', flows: {} },
    '/components/securitySchemes/new/flows: `flows` goes only with `type: oauth2`: remove it here',
  ],
  [
    [...scheme, 'o', 'flows', 'implicit', 'tokenUrl'],
    'x',
    '/components/securitySchemes/o/flows/implicit/tokenUrl: `tokenUrl` is not used by this flow: remove it here',
  ],
  [
    [...scheme, 'o', 'flows', 'password', 'scopes'],
    removed,
    '/components/securitySchemes/o/flows/password: OAuth Flow Object needs `scopes`: add it',
  ],
  [
    [...scheme, 'o', 'flows', 'password', 'scopes'],
    ['a'],
    '/components/securitySchemes/o/flows/password/scopes: `scopes` must be an object, not a list',
  ],
];

edits('3.0', [...root, ...operations, ...parameters, ...schemas, ...schemes]);
