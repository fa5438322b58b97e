/** OpenAPI 2.0 (Swagger), after the schema that the OpenAPI Initiative publishes for it. */
import { get } from '../../documents/tree.ts';
import { contact, externalDocs, isList, mapOfTexts, pathsOf, responsesOf, typeOrTypes } from './common.ts';
import { sameName, sameParameter, sameValue } from './identity.ts';
import {
  any,
  count,
  discriminated,
  either,
  flag,
  form,
  list,
  map,
  mustBeTrue,
  number,
  type ObjectRule,
  object,
  oneOf,
  positive,
  type ReferenceShape,
  type Shape,
  text,
} from './types.ts';

const info = object('Info Object', () => ({
  fields: { title: text, version: text, description: text, termsOfService: text, contact, license },
  required: ['title', 'version'],
}));

const license = object('License Object', () => ({ fields: { name: text, url: text }, required: ['name'] }));

const tag = object('Tag Object', () => ({ fields: { name: text, description: text, externalDocs }, required: ['name'] }));

const reference = object('Reference Object', () => ({ fields: { $ref: text }, required: ['$ref'], open: true, rules: [alone] }));

/** Nothing may stand beside a `$ref`. */
const alone: ObjectRule = (raw) => {
  const others = Object.keys(raw).filter((key) => key !== '$ref');
  const [key] = others;
  if (key === undefined) return undefined;
  return {
    key,
    message: `a \`$ref\` stands alone in OpenAPI 2.0: remove ${others
      .slice(0, 5)
      .map((other) => `\`${other}\``)
      .join(', ')} beside it`,
  };
};

const uniqueTexts = list(text, { identity: sameValue });
const schemes = list(oneOf('http', 'https', 'ws', 'wss'), { identity: sameValue });
const security = list(map(uniqueTexts), { identity: sameValue });
const values = list(any, { nonEmpty: true, identity: sameValue });
const requiredNames = list(text, { nonEmpty: true, identity: sameValue });

/** The keywords that limit a value, in schemas, parameters, headers and items alike. */
const limits: Readonly<Record<string, Shape>> = {
  default: any,
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
  enum: values,
  multipleOf: positive,
};

const separators = ['csv', 'ssv', 'tsv', 'pipes'];

const items = object('Items Object', () => ({
  fields: {
    ...limits,
    type: oneOf('string', 'number', 'integer', 'boolean', 'array'),
    format: text,
    items,
    collectionFormat: oneOf(...separators),
  },
}));

const header = object('Header Object', () => ({
  fields: {
    ...limits,
    description: text,
    type: oneOf('string', 'number', 'integer', 'boolean', 'array'),
    format: text,
    items,
    collectionFormat: oneOf(...separators),
  },
  required: ['type'],
}));

const schema = object('Schema Object', () => ({
  fields: {
    ...limits,
    $ref: text,
    format: text,
    title: text,
    description: text,
    maxProperties: count,
    minProperties: count,
    required: requiredNames,
    additionalProperties: either('true, false or a Schema Object', (value) => (typeof value === 'boolean' ? flag : schema)),
    type: typeOrTypes,
    items: either('a Schema Object or a list of them', (value) => (isList(value) ? schemaList : schema)),
    allOf: list(schema, { nonEmpty: true }),
    properties: map(schema),
    discriminator: text,
    readOnly: flag,
    xml,
    externalDocs,
    example: any,
  },
  refersToOwnType: true,
}));

const schemaList = list(schema, { nonEmpty: true });

const fileSchema = object('Schema Object of a file', () => ({
  fields: {
    type: oneOf('file'),
    format: text,
    title: text,
    description: text,
    default: any,
    required: requiredNames,
    readOnly: flag,
    externalDocs,
    example: any,
  },
}));

const xml = object('XML Object', () => ({ fields: { name: text, namespace: text, prefix: text, attribute: flag, wrapped: flag } }));

const parameter = discriminated('Parameter Object', 'in', { fields: { name: text, description: text }, required: ['name'] }, () => {
  const plain = (types: readonly string[], formats: readonly string[]) => ({
    ...limits,
    type: oneOf(...types),
    format: text,
    items,
    collectionFormat: oneOf(...formats),
  });
  const types = ['string', 'number', 'boolean', 'integer', 'array'];
  return {
    query: {
      fields: { ...plain(types, [...separators, 'multi']), required: flag, allowEmptyValue: flag },
      required: ['type'],
    },
    header: { fields: { ...plain(types, separators), required: flag }, required: ['type'] },
    path: { fields: { ...plain(types, separators), required: mustBeTrue }, required: ['type', 'required'] },
    formData: {
      fields: { ...plain([...types, 'file'], [...separators, 'multi']), required: flag, allowEmptyValue: flag },
      required: ['type'],
    },
    body: { fields: { schema, required: flag }, required: ['schema'] },
  };
});

const response = object('Response Object', () => ({
  fields: {
    description: text,
    schema: either('a Schema Object', (value) => (get(value, 'type') === 'file' ? fileSchema : schema)),
    headers: map(header),
    examples: map(any),
  },
  required: ['description'],
}));

const orReference = (target: ReferenceShape['target']): ReferenceShape => ({ kind: 'reference', target, reference });
const parameters = list(orReference(parameter), { identity: sameParameter });

const operation = object('Operation Object', () => ({
  fields: {
    tags: uniqueTexts,
    summary: text,
    description: text,
    externalDocs,
    operationId: text,
    produces: uniqueTexts,
    consumes: uniqueTexts,
    parameters,
    responses: responsesOf(orReference(response), /^(?:[0-9]{3}|default)$/, false),
    schemes,
    deprecated: flag,
    security,
  },
  required: ['responses'],
}));

const pathItem = object('Path Item Object', () => ({
  fields: {
    $ref: text,
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
    parameters,
  },
  refersToOwnType: true,
}));

const oauthCommon = { description: text, scopes: mapOfTexts, type: text };

const securityScheme = discriminated('Security Scheme Object', 'type', { fields: { description: text }, required: [] }, () => ({
  basic: { fields: {} },
  apiKey: { fields: { name: text, in: oneOf('header', 'query') }, required: ['name', 'in'] },
  oauth2: { fields: { flow: text, scopes: mapOfTexts, authorizationUrl: text, tokenUrl: text }, required: ['flow'] },
}));

const oauth2Scheme = discriminated('Security Scheme Object', 'flow', { fields: oauthCommon, required: ['type'] }, () => ({
  implicit: { fields: { authorizationUrl: text }, required: ['authorizationUrl'] },
  password: { fields: { tokenUrl: text }, required: ['tokenUrl'] },
  application: { fields: { tokenUrl: text }, required: ['tokenUrl'] },
  accessCode: { fields: { authorizationUrl: text, tokenUrl: text }, required: ['authorizationUrl', 'tokenUrl'] },
}));

const document = object('OpenAPI Object', () => ({
  fields: {
    swagger: oneOf('2.0'),
    info,
    host: form('be a host name with an optional port, without scheme or path', (host) => /^[^{}/ :\\]+(?::\d+)?$/.test(host)),
    basePath: form('begin with `/`', (path) => path.startsWith('/')),
    schemes,
    consumes: uniqueTexts,
    produces: uniqueTexts,
    paths: pathsOf(pathItem),
    definitions: map(schema),
    parameters: map(parameter),
    responses: map(response),
    security,
    securityDefinitions: map({
      kind: 'union',
      name: 'Security Scheme Object',
      pick: (raw) => (get(raw, 'type') === 'oauth2' ? oauth2Scheme : securityScheme).pick(raw),
    }),
    tags: list(tag, { identity: sameName }),
    externalDocs,
  },
  required: ['swagger', 'info', 'paths'],
}));

/** Every object type of 2.0. */
export const oas2 = {
  document,
  shapes: { info, license, tag, items, header, schema, xml, parameter, response, operation, pathItem },
  homes: { '#/definitions/': 'Schema Object', '#/parameters/': 'Parameter Object', '#/responses/': 'Response Object' },
};
