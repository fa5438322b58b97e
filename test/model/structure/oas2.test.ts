import { type Edit, edits, removed } from './edits.ts';

const get = ['paths', '/p/{id}', 'get'] as const;
const at = '/paths/~1p~1{id}/get';
const parameter = ['parameters', 'new'] as const;
const schema = ['definitions', 'S'] as const;
const scheme = ['securityDefinitions', 'new'] as const;

const table: Edit[] = [
  [['swagger'], 2, '/swagger: `swagger` must be `2.0`, not `2`'],
  [['info'], removed, ': OpenAPI Object needs `info`: add it'],
  [['host'], 'https://a.io', '/host: `host` must be a host name with an optional port, without scheme or path, not `https://a.io`'],
  [['host'], 'a.io:8080'],
  [['basePath'], 'v1', '/basePath: `basePath` must begin with `/`, not `v1`'],
  [['schemes'], ['https', 'ftp'], '/schemes/1: `schemes[1]` must be one of `http`, `https`, `ws`, `wss`, not the string `ftp`'],
  [['schemes'], ['https', 'https'], '/schemes/1: `schemes[1]` repeats `https`: remove one of the two'],
  [
    ['components'],
    {},
    '/components: `components` is not a field of an OpenAPI Object in OpenAPI 2.0, though it is in 3.0: remove it or name it `x-components`',
  ],
  [['security'], [{ b: [] }, { b: [] }], '/security/1: `security[1]` repeats item 1: remove one of the two'],
  [['security', 0, 'b'], ['a', 'a'], '/security/0/b/1: `b[1]` repeats `a`: remove one of the two'],
  [['paths', 'p'], {}, '/paths/p: the path `p` must begin with `/`'],
  [
    ['paths', '/p/{id}', 'trace'],
    {},
    '/paths/~1p~1{id}/trace: `trace` is not a field of a Path Item Object in OpenAPI 2.0, though it is in 3.0: remove it or name it `x-trace`',
  ],
  [
    [...get, 'requestBody'],
    {},
    `${at}/requestBody: \`requestBody\` is not a field of an Operation Object in OpenAPI 2.0, though it is in 3.0: remove it or name it \`x-requestBody\``,
  ],
  [
    [...get, 'responses', '4XX'],
    { description: '' },
    `${at}/responses/4XX: \`4XX\` is not a response code: name a code such as \`200\` or \`default\``,
  ],
  [[...get, 'responses', '600'], { description: '' }],
  [
    [...get, 'responses', '200', 'descripion'],
    'x',
    `${at}/responses/200/descripion: \`descripion\` is not a field of a Response Object: did you mean \`description\`?`,
  ],
  [
    [...get, 'responses', '200'],
    { descripion: 'one mistake, one finding' },
    `${at}/responses/200/descripion: \`descripion\` is not a field of a Response Object: did you mean \`description\`?`,
  ],
  [
    [...get, 'responses', '200', 'content'],
    {},
    `${at}/responses/200/content: \`content\` is not a field of a Response Object in OpenAPI 2.0, though it is in 3.0: remove it or name it \`x-content\``,
  ],
  [
    [...get, 'responses', '404'],
    { $ref: '#/responses/R', description: 'x', schema: {} },
    `${at}/responses/404/description: a \`$ref\` stands alone in OpenAPI 2.0: remove \`description\`, \`schema\` beside it`,
  ],
  [
    [...get, 'responses', '404', '$ref'],
    '#/definitions/S',
    `${at}/responses/404/$ref: \`$ref\` leads to \`#/definitions/S\`, a Schema Object, where a Response Object belongs`,
  ],
  [[...get, 'responses', '200', 'headers', 'X', 'type'], removed, `${at}/responses/200/headers/X: Header Object needs \`type\`: add it`],
  [['responses', 'new'], { $ref: '#/responses/R' }, '/responses/new/$ref: `$ref` cannot stand here: write the Response Object itself'],
  [
    parameter,
    { name: 'a', in: 'cookie' },
    '/parameters/new/in: `in` must be one of `query`, `header`, `path`, `formData`, `body`, not the string `cookie`',
  ],
  [parameter, { name: 'a', in: 'query' }, '/parameters/new: Parameter Object `a` needs `type`: add it'],
  [parameter, { name: 'a', in: 'body', required: true }, '/parameters/new: Parameter Object `a` needs `schema`: add it'],
  [
    parameter,
    { name: 'a', in: 'body', schema: {}, type: 'string' },
    '/parameters/new/type: `type` goes only with `in: query` or `header` or `path` or `formData`: remove it here',
  ],
  [
    parameter,
    { name: 'a', in: 'query', type: 'object' },
    '/parameters/new/type: `type` must be one of `string`, `number`, `boolean`, `integer`, `array`, not the string `object`',
  ],
  [parameter, { name: 'a', in: 'formData', type: 'file' }],
  [
    parameter,
    { name: 'a', in: 'header', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
    '/parameters/new/collectionFormat: `collectionFormat` must be one of `csv`, `ssv`, `tsv`, `pipes`, not the string `multi`',
  ],
  [parameter, { name: 'a', in: 'path', type: 'string' }, '/parameters/new: Parameter Object `a` needs `required: true`: add it'],
  [
    [...schema, 'oneOf'],
    [{}],
    '/definitions/S/oneOf: `oneOf` is not a field of a Schema Object in OpenAPI 2.0, though it is in 3.0: remove it or name it `x-oneOf`',
  ],
  [
    [...schema, 'properties', 'a', 'type'],
    ['string', 'null'],
  ],
  [
    [...schema, 'properties', 'a', 'type'],
    'file',
    '/definitions/S/properties/a/type: `type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string`, not the string `file`',
  ],
  [
    [...schema, 'properties', 'a', 'enum'],
    [
      { b: 1, c: 2 },
      { c: 2, b: 1 },
    ],
    '/definitions/S/properties/a/enum/1: `enum[1]` repeats item 1: remove one of the two',
  ],
  [
    [...schema, 'properties', 'a', 'enum'],
    [1, '1', true, 'true', null],
  ],
  [[...schema, 'properties', 'a'], { $ref: '#/definitions/S', description: 'fine here' }],
  [[...schema, 'discriminator'], { propertyName: 'a' }, '/definitions/S/discriminator: `discriminator` must be a string, not an object'],
  [
    scheme,
    { type: 'http', scheme: 'bearer' },
    '/securityDefinitions/new/type: `type` must be one of `basic`, `apiKey`, `oauth2`, not the string `http`',
  ],
  [
    scheme,
    { type: 'apiKey', name: 'a', in: 'cookie' },
    '/securityDefinitions/new/in: `in` must be one of `header`, `query`, not the string `cookie`',
  ],
  [
    scheme,
    { type: 'oauth2', flow: 'implicit', authorizationUrl: 'a', tokenUrl: 'b' },
    '/securityDefinitions/new/tokenUrl: `tokenUrl` goes only with `flow: password` or `application` or `accessCode`: remove it here',
  ],
  [
    scheme,
    { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'a' },
    '/securityDefinitions/new: Security Scheme Object needs `tokenUrl`: add it',
  ],
  [scheme, { type: 'oauth2' }, '/securityDefinitions/new: Security Scheme Object needs `flow`: add it'],
];

edits('2.0', table);
