import { type Edit, edits, removed } from './edits.ts';

const query = ['paths', '/p/{id}', 'query'] as const;
const queryString = ['paths', '/qs', 'get', 'parameters'] as const;
const media = ['components', 'mediaTypes', 'M'] as const;
const component = ['components', 'parameters', 'new'] as const;

const table: Edit[] = [
  [['openapi'], '3.2.11'],
  [['$self'], 'https://a.io/b#c', '/$self: `$self` must have no fragment, not `https://a.io/b#c`'],
  [['servers', 0, 'nam'], 'x', '/servers/0/nam: `nam` is not a field of a Server Object: did you mean `name`?'],
  [[...query, 'responses'], 5, '/paths/~1p~1{id}/query/responses: `responses` must be an object (Responses Object), not `5`'],
  [[...query, 'responses', '200'], {}],
  [
    ['paths', '/p/{id}', 'additionalOperations', 'POST'],
    {},
    '/paths/~1p~1{id}/additionalOperations/POST: the name `POST` must be a method that has no field of its own, such as `LINK`',
  ],
  [['paths', '/p/{id}', 'additionalOperations', 'COPY'], {}],
  [
    ['paths', '/p/{id}', 'additionalOperations', 'COPY'],
    { parametrs: [] },
    '/paths/~1p~1{id}/additionalOperations/COPY/parametrs: `parametrs` is not a field of an Operation Object: did you mean `parameters`?',
  ],
  [
    [...queryString, 1],
    { name: 'a', in: 'query', schema: {} },
    '/paths/~1qs/get/parameters/0: a `querystring` parameter excludes `query` parameters: describe them in its `content`',
  ],
  [
    [...queryString, 1],
    { name: 'b', in: 'querystring', content: { 'a/b': {} } },
    '/paths/~1qs/get/parameters/1: there can be only one `querystring` parameter: merge them',
  ],
  [[...queryString, 1], { name: 'b', in: 'header', schema: {} }],
  [
    [...queryString, 0, 'content'],
    removed,
    '/paths/~1qs/get/parameters/0: a `querystring` parameter needs `content`, which says how the whole query is written',
  ],
  [
    [...queryString, 0],
    { name: 'w', in: 'querystring', schema: {} },
    '/paths/~1qs/get/parameters/0/schema: a `querystring` parameter needs `content`, which says how the whole query is written',
  ],
  [
    [...queryString, 0, 'style'],
    'form',
    '/paths/~1qs/get/parameters/0/style: `style` goes only with `schema`, not with `content`: remove it or put it into the media type',
  ],
  [component, { name: 'a', in: 'query', content: { 'a/b': {} }, example: 1 }],
  [
    component,
    { name: 'bad name', in: 'header', schema: {} },
    "/components/parameters/new/name: `name` must be a token (RFC 9110): letters, digits and `!#$%&'*+.^_|~-`, not `bad name`",
  ],
  [
    component,
    { name: 'a', in: 'cookie', style: 'cookie', allowReserved: true, schema: {} },
    '/components/parameters/new/allowReserved: `allowReserved` goes only with `style: form`, not with `style: cookie`: remove it',
  ],
  [[...media, 'encoding'], {}],
  [
    [...media, 'itemSchema'],
    5,
    '/components/mediaTypes/M/itemSchema: `itemSchema` must be an object (Schema Object), true or false, not `5`',
  ],
  [
    media,
    { encoding: {}, prefixEncoding: [] },
    '/components/mediaTypes/M/prefixEncoding: `encoding` and `prefixEncoding` exclude each other: keep one of them',
  ],
  [media, { $ref: '#/components/mediaTypes/N' }],
  [
    ['components', 'examples', 'D', 'value'],
    1,
    '/components/examples/D/dataValue: `value` and `dataValue` exclude each other: keep one of them',
    '/components/examples/D/serializedValue: `value` and `serializedValue` exclude each other: keep one of them',
  ],
  [
    ['components', 'securitySchemes', 'o', 'flows', 'deviceAuthorization', 'deviceAuthorizationUrl'],
    removed,
    '/components/securitySchemes/o/flows/deviceAuthorization: OAuth Flow Object needs `deviceAuthorizationUrl`: add it',
  ],
  [
    ['components', 'securitySchemes', 'h', 'oauth2MetadataUrl'],
    'x',
    '/components/securitySchemes/h/oauth2MetadataUrl: `oauth2MetadataUrl` goes only with `type: oauth2`: remove it here',
  ],
  [
    ['components', 'schemas', 'X', 'xml', 'attribute'],
    true,
    '/components/schemas/X/xml/attribute: `nodeType` and `attribute` exclude each other: keep one of them',
  ],
  [
    ['components', 'headers', 'new'],
    { schema: {}, style: 'form' },
    '/components/headers/new/style: `style` must be `simple`, not the string `form`',
  ],
];

edits('3.2', table);
