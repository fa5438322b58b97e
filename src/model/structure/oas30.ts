/** OpenAPI 3.0, after the schema that the OpenAPI Initiative publishes for it. */
import {
  bearerOnly,
  contact,
  externalDocs,
  flow,
  mapOfTexts,
  pathsOf,
  responsesOf,
  schemaTypes,
  securityRequirement,
  styles,
  texts,
} from './common.ts';
import { sameName, sameParameter, sameValue } from './identity.ts';
import {
  any,
  count,
  discriminated,
  either,
  exactlyOne,
  exclusive,
  flag,
  form,
  list,
  map,
  mustBeTrue,
  notBeside,
  number,
  type ObjectShape,
  object,
  oneOf,
  positive,
  type ReferenceShape,
  text,
} from './types.ts';

const orReference = (target: ReferenceShape['target']): ReferenceShape => ({ kind: 'reference', target, reference });

/** It may have siblings, which tools ignore. */
const reference = object('Reference Object', () => ({ fields: { $ref: text }, required: ['$ref'], open: true }));

const info = object('Info Object', () => ({
  fields: { title: text, description: text, termsOfService: text, contact, license, version: text },
  required: ['title', 'version'],
}));

const license = object('License Object', () => ({ fields: { name: text, url: text }, required: ['name'] }));

const server = object('Server Object', () => ({
  fields: { url: text, description: text, variables: map(serverVariable) },
  required: ['url'],
}));

const serverVariable = object('Server Variable Object', () => ({
  fields: { enum: texts, default: text, description: text },
  required: ['default'],
}));

const tag = object('Tag Object', () => ({ fields: { name: text, description: text, externalDocs }, required: ['name'] }));

const components = object('Components Object', () => ({
  fields: {
    schemas: map(orReference(schema)),
    responses: map(orReference(response)),
    parameters: map(orReference(parameter)),
    examples: map(orReference(example)),
    requestBodies: map(orReference(requestBody)),
    headers: map(orReference(header)),
    securitySchemes: map(orReference(securityScheme)),
    links: map(orReference(link)),
    callbacks: map(orReference(callback)),
  },
}));

const schema: ObjectShape = object('Schema Object', () => {
  const schemas = list(orReference(schema));
  return {
    fields: {
      title: text,
      multipleOf: positive,
      maximum: number,
      exclusiveMaximum: flag,
      minimum: number,
      exclusiveMinimum: flag,
      maxLength: count,
      minLength: count,
      pattern: text,
      maxItems: count,
      minItems: count,
      uniqueItems: flag,
      maxProperties: count,
      minProperties: count,
      required: list(text, { nonEmpty: true, identity: sameValue }),
      enum: list(any, { nonEmpty: true }),
      type: oneOf(...schemaTypes.filter((type) => type !== 'null')),
      not: orReference(schema),
      allOf: schemas,
      oneOf: schemas,
      anyOf: schemas,
      items: orReference(schema),
      properties: map(orReference(schema)),
      additionalProperties: either('true, false or a Schema Object', (value) => (typeof value === 'boolean' ? flag : orReference(schema))),
      description: text,
      format: text,
      default: any,
      nullable: flag,
      discriminator,
      readOnly: flag,
      writeOnly: flag,
      example: any,
      externalDocs,
      deprecated: flag,
      xml,
    },
  };
});

const discriminator = object('Discriminator Object', () => ({
  fields: { propertyName: text, mapping: mapOfTexts },
  required: ['propertyName'],
  open: true,
}));

const xml = object('XML Object', () => ({ fields: { name: text, namespace: text, prefix: text, attribute: flag, wrapped: flag } }));

const response = object('Response Object', () => ({
  fields: { description: text, headers: map(orReference(header)), content: map(mediaType), links: map(orReference(link)) },
  required: ['description'],
}));

const example = object('Example Object', () => ({ fields: { summary: text, description: text, value: any, externalValue: text } }));
const examples = map(orReference(example));

const mediaType = object('Media Type Object', () => ({
  fields: { schema: orReference(schema), example: any, examples, encoding: map(encoding) },
  rules: [exclusive('example', 'examples')],
}));

const described = {
  description: text,
  deprecated: flag,
  allowEmptyValue: flag,
  explode: flag,
  allowReserved: flag,
  example: any,
  examples,
};
const describedRules = [
  exactlyOne('schema', 'content'),
  exclusive('example', 'examples'),
  notBeside('content', 'schema', 'style', 'explode', 'allowReserved', 'example', 'examples'),
];

const header = object('Header Object', () => ({
  fields: { ...described, required: flag, style: styles.simple, schema: orReference(schema), content: map(mediaType, { single: true }) },
  rules: describedRules,
}));

const parameter = discriminated(
  'Parameter Object',
  'in',
  { fields: { ...described, name: text, required: flag }, required: ['name'], rules: describedRules },
  () => {
    const value = { schema: orReference(schema), content: map(mediaType, { single: true }) };
    return {
      query: { fields: { ...value, style: styles.query } },
      header: { fields: { ...value, style: styles.simple } },
      path: { fields: { ...value, style: styles.path, required: mustBeTrue }, required: ['required'] },
      cookie: { fields: { ...value, style: styles.form } },
    };
  },
);
const parameters = list(orReference(parameter), { identity: sameParameter });

const pathItem = object('Path Item Object', () => ({
  fields: {
    $ref: text,
    summary: text,
    description: text,
    servers: list(server),
    parameters,
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
    trace: operation,
  },
  refersToOwnType: true,
}));

const operation = object('Operation Object', () => ({
  fields: {
    tags: texts,
    summary: text,
    description: text,
    externalDocs,
    operationId: text,
    parameters,
    requestBody: orReference(requestBody),
    responses: responsesOf(orReference(response), /^[1-5](?:[0-9]{2}|XX)$/, true),
    callbacks: map(orReference(callback)),
    deprecated: flag,
    security: list(securityRequirement),
    servers: list(server),
  },
  required: ['responses'],
}));

const requestBody = object('Request Body Object', () => ({
  fields: { description: text, content: map(mediaType), required: flag },
  required: ['content'],
}));

const callback = object('Callback Object', () => ({
  patterned: { test: () => true, shape: pathItem, says: (key) => `\`${key}\` is not an expression` },
}));

const link = object('Link Object', () => ({
  fields: { operationId: text, operationRef: text, parameters: map(any), requestBody: any, description: text, server },
  rules: [exclusive('operationId', 'operationRef')],
}));

const encoding = object('Encoding Object', () => ({
  fields: { contentType: text, headers: map(orReference(header)), style: styles.query, explode: flag, allowReserved: flag },
  extensions: false,
}));

const securityScheme = discriminated('Security Scheme Object', 'type', { fields: { description: text }, required: [] }, () => ({
  apiKey: { fields: { name: text, in: oneOf('header', 'query', 'cookie') }, required: ['name', 'in'] },
  http: { fields: { scheme: text, bearerFormat: text }, required: ['scheme'], rules: [bearerOnly] },
  oauth2: { fields: { flows }, required: ['flows'] },
  openIdConnect: { fields: { openIdConnectUrl: text }, required: ['openIdConnectUrl'] },
}));

const flows = object('OAuth Flows Object', () => ({
  fields: {
    implicit: flow('authorizationUrl'),
    password: flow('tokenUrl'),
    clientCredentials: flow('tokenUrl'),
    authorizationCode: flow('authorizationUrl', 'tokenUrl'),
  },
}));

const document = object('OpenAPI Object', () => ({
  fields: {
    openapi: form('be a version such as `3.0.3`', (version) => /^3\.0\.\d(?:-.+)?$/.test(version)),
    info,
    externalDocs,
    servers: list(server),
    security: list(securityRequirement),
    tags: list(tag, { identity: sameName }),
    paths: pathsOf(pathItem),
    components,
  },
  required: ['openapi', 'info', 'paths'],
}));

/** Every object type of 3.0. */
export const oas30 = {
  document,
  shapes: {
    info,
    license,
    server,
    serverVariable,
    tag,
    components,
    schema,
    discriminator,
    xml,
    response,
    mediaType,
    example,
    header,
    pathItem,
    operation,
    parameter,
    requestBody,
    callback,
    link,
    encoding,
    flows,
  },
  homes: {
    '#/components/schemas/': 'Schema Object',
    '#/components/responses/': 'Response Object',
    '#/components/parameters/': 'Parameter Object',
    '#/components/examples/': 'Example Object',
    '#/components/requestBodies/': 'Request Body Object',
    '#/components/headers/': 'Header Object',
    '#/components/securitySchemes/': 'Security Scheme Object',
    '#/components/links/': 'Link Object',
    '#/components/callbacks/': 'Callback Object',
  },
};
