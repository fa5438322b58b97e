/** OpenAPI 3.1 and 3.2, after the schemas that the OpenAPI Initiative publishes for them. */
import { get, getString } from '../../documents/tree.ts';
import {
  bearerOnly,
  componentName,
  contact,
  externalDocs,
  flow,
  mapOfTexts,
  pathsOf,
  responsesOf,
  securityRequirement,
  styles,
  texts,
  token,
} from './common.ts';
import { sameName, sameParameter } from './identity.ts';
import { schemaShapes } from './json-schema.ts';
import {
  any,
  discriminated,
  exactlyOne,
  exclusive,
  flag,
  form,
  list,
  map,
  notBeside,
  type ObjectRule,
  type ObjectShape,
  object,
  oneOf,
  type ReferenceShape,
  type Shape,
  text,
} from './types.ts';

function build(version: '3.1' | '3.2') {
  const is32 = version === '3.2';
  const { schema, anySchema, discriminator, xml } = schemaShapes(version);

  /** It may have siblings, which are ignored but for two. */
  const reference = object('Reference Object', () => ({
    fields: { $ref: text, summary: text, description: text },
    required: ['$ref'],
    open: true,
  }));
  const orReference = (target: ReferenceShape['target']): ReferenceShape => ({ kind: 'reference', target, reference });

  const info = object('Info Object', () => ({
    fields: { title: text, summary: text, description: text, termsOfService: text, contact, license, version: text },
    required: ['title', 'version'],
  }));
  const license = object('License Object', () => ({
    fields: { name: text, identifier: text, url: text },
    required: ['name'],
    rules: [exclusive('identifier', 'url')],
  }));
  const server = object('Server Object', () => ({
    fields: { url: text, description: text, variables: map(serverVariable), ...(is32 && { name: text }) },
    required: ['url'],
  }));
  const serverVariable = object('Server Variable Object', () => ({
    fields: { enum: list(text, { nonEmpty: true }), default: text, description: text },
    required: ['default'],
  }));
  const tag = object('Tag Object', () => ({
    fields: { name: text, description: text, externalDocs, ...(is32 && { summary: text, parent: text, kind: text }) },
    required: ['name'],
  }));

  const component = (values: Shape) => map(values, { keys: componentName });
  const components = object('Components Object', () => ({
    fields: {
      schemas: component(anySchema),
      responses: component(orReference(response)),
      parameters: component(orReference(parameter)),
      examples: component(orReference(example)),
      requestBodies: component(orReference(requestBody)),
      headers: component(orReference(header)),
      securitySchemes: component(orReference(securityScheme)),
      links: component(orReference(link)),
      callbacks: component(orReference(callback)),
      pathItems: component(pathItem),
      ...(is32 && { mediaTypes: component(orReference(mediaType)) }),
    },
  }));

  const pathItem: ObjectShape = object('Path Item Object', () => ({
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
      ...(is32 && { query: operation, additionalOperations: map(operation, { keys: furtherMethod }) }),
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
  }));

  const example = object('Example Object', () => ({
    fields: { summary: text, description: text, value: any, externalValue: text, ...(is32 && { dataValue: any, serializedValue: text }) },
    rules: [
      exclusive('value', 'externalValue'),
      ...(is32
        ? [exclusive('value', 'dataValue'), exclusive('value', 'serializedValue'), exclusive('serializedValue', 'externalValue')]
        : []),
    ],
  }));
  const examples = map(orReference(example));

  const content = map(
    is32
      ? orReference({ kind: 'union', name: 'Media Type Object', pick: () => mediaType })
      : { kind: 'union', name: 'Media Type Object', pick: () => mediaType },
  );
  const oneContent = { ...content, single: true };
  const headers = map(orReference({ kind: 'union', name: 'Header Object', pick: () => header }), is32 ? { keys: token } : {});
  const mediaType: ObjectShape = object('Media Type Object', () => ({
    fields: {
      schema: anySchema,
      example: any,
      examples,
      encoding: map(encoding),
      ...(is32 && { description: text, itemSchema: anySchema, prefixEncoding: list(encoding), itemEncoding: encoding }),
    },
    rules: [exclusive('example', 'examples'), ...positional],
  }));
  const encoding: ObjectShape = object('Encoding Object', () => ({
    fields: {
      contentType: text,
      headers,
      style: styles.query,
      explode: flag,
      allowReserved: flag,
      ...(is32 && { encoding: map(encoding), prefixEncoding: list(encoding), itemEncoding: encoding }),
    },
    rules: positional,
  }));
  const positional = is32 ? [exclusive('encoding', 'prefixEncoding'), exclusive('encoding', 'itemEncoding')] : [];

  // 3.1 allows examples beside a schema alone; 3.2 beside content too.
  const besideSchema = ['style', 'explode', 'allowReserved', ...(is32 ? [] : ['example', 'examples'])];
  const valueRules = [exactlyOne('schema', 'content'), exclusive('example', 'examples'), notBeside('content', 'schema', ...besideSchema)];
  const header: ObjectShape = object('Header Object', () => ({
    fields: {
      description: text,
      required: flag,
      deprecated: flag,
      schema: anySchema,
      content: oneContent,
      style: styles.simple,
      explode: flag,
      example: any,
      examples,
    },
    rules: valueRules,
  }));
  const parameter = discriminated(
    'Parameter Object',
    'in',
    {
      fields: { name: text, description: text, required: flag, deprecated: flag, example: any, examples, explode: flag },
      required: ['name'],
    },
    () => {
      const value = { schema: anySchema, content: oneContent };
      const reserved = is32 ? { allowReserved: flag } : {};
      return {
        query: { fields: { ...value, style: styles.query, allowReserved: flag, allowEmptyValue: flag }, rules: valueRules },
        header: { fields: { ...value, style: styles.simple, ...(is32 && { name: token }) }, rules: valueRules },
        path: {
          fields: { ...value, ...reserved, style: styles.path, name: form('hold no braces', (name) => /^[^{}]+$/.test(name)) },
          rules: [...valueRules, requiredInPath],
        },
        cookie: {
          fields: { ...value, ...reserved, style: is32 ? oneOf('form', 'cookie') : styles.form },
          rules: [...valueRules, ...(is32 ? [reservedInForm] : [])],
        },
        ...(is32 && {
          querystring: {
            fields: { ...value, style: any, explode: any, allowReserved: any },
            rules: [contentInQuerystring, ...valueRules.slice(1)],
          },
        }),
      };
    },
  );
  const parameters = list(orReference(parameter), { identity: sameParameter, ...(is32 && { rule: oneQuerystring }) });

  const requestBody = object('Request Body Object', () => ({
    fields: { description: text, content, required: flag },
    required: ['content'],
  }));
  const response = object('Response Object', () => ({
    fields: { description: text, headers, content, links: map(orReference(link)), ...(is32 && { summary: text }) },
    required: is32 ? [] : ['description'],
  }));
  const callback = object('Callback Object', () => ({
    patterned: { test: () => true, shape: pathItem, says: (key) => `\`${key}\` is not an expression` },
  }));
  const link = object('Link Object', () => ({
    fields: { operationRef: text, operationId: text, parameters: mapOfTexts, requestBody: any, description: text, server },
    rules: [exactlyOne('operationRef', 'operationId')],
  }));

  const securityScheme = discriminated(
    'Security Scheme Object',
    'type',
    { fields: { description: text, ...(is32 && { deprecated: flag }) }, required: [] },
    () => ({
      apiKey: { fields: { name: text, in: oneOf('query', 'header', 'cookie') }, required: ['name', 'in'] },
      http: { fields: { scheme: text, bearerFormat: text }, required: ['scheme'], rules: [bearerOnly] },
      mutualTLS: { fields: {} },
      oauth2: { fields: { flows, ...(is32 && { oauth2MetadataUrl: text }) }, required: ['flows'] },
      openIdConnect: { fields: { openIdConnectUrl: text }, required: ['openIdConnectUrl'] },
    }),
  );
  const flows = object('OAuth Flows Object', () => ({
    fields: {
      implicit: flow('authorizationUrl'),
      password: flow('tokenUrl'),
      clientCredentials: flow('tokenUrl'),
      authorizationCode: flow('authorizationUrl', 'tokenUrl'),
      ...(is32 && { deviceAuthorization: flow('deviceAuthorizationUrl', 'tokenUrl') }),
    },
  }));

  const document = object('OpenAPI Object', () => ({
    fields: {
      openapi: is32
        ? form('be a version such as `3.2.0`', (text) => /^3\.2\.\d+(?:-.+)?$/.test(text))
        : form('be a version such as `3.1.1`', (text) => /^3\.1\.\d+(?:-.+)?$/.test(text)),
      info,
      jsonSchemaDialect: text,
      servers: list(server),
      paths: pathsOf(pathItem),
      webhooks: map(pathItem),
      components,
      security: list(securityRequirement),
      tags: list(tag, { identity: sameName }),
      externalDocs,
      ...(is32 && { $self: form('have no fragment', (uri) => !uri.includes('#')) }),
    },
    required: ['openapi', 'info'],
    rules: [
      (raw, name) =>
        ['paths', 'components', 'webhooks'].some((key) => Object.hasOwn(raw, key))
          ? undefined
          : { message: `${name} needs \`paths\`, \`webhooks\` or \`components\`: add one of them` },
    ],
  }));

  return {
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
      '#/components/pathItems/': 'Path Item Object',
      ...(is32 && { '#/components/mediaTypes/': 'Media Type Object' }),
    },
  };
}

const requiredInPath: ObjectRule = (raw) => {
  if (!Object.hasOwn(raw, 'schema')) return undefined;
  if (!Object.hasOwn(raw, 'required')) return { message: 'a path parameter needs `required: true`: add it' };
  return raw['required'] === false ? { key: 'required', message: '`required` must be `true` for a path parameter' } : undefined;
};

const reservedInForm: ObjectRule = (raw) =>
  Object.hasOwn(raw, 'allowReserved') && getString(raw, 'style') === 'cookie'
    ? { key: 'allowReserved', message: '`allowReserved` goes only with `style: form`, not with `style: cookie`: remove it' }
    : undefined;

const contentInQuerystring: ObjectRule = (raw) => {
  if (Object.hasOwn(raw, 'content')) return exclusive('content', 'schema')(raw, '');
  return {
    ...(Object.hasOwn(raw, 'schema') && { key: 'schema' }),
    message: 'a `querystring` parameter needs `content`, which says how the whole query is written',
  };
};

function oneQuerystring(items: readonly unknown[]): { index: number; message: string } | undefined {
  const places = items.map((item) => get(item, 'in'));
  const whole = places.indexOf('querystring');
  if (whole < 0) return undefined;
  const second = places.indexOf('querystring', whole + 1);
  if (second >= 0) return { index: second, message: 'there can be only one `querystring` parameter: merge them' };
  return places.includes('query')
    ? { index: whole, message: 'a `querystring` parameter excludes `query` parameters: describe them in its `content`' }
    : undefined;
}

const methods = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY']);
const furtherMethod = form(
  'be a method that has no field of its own, such as `LINK`',
  (name) => token.form?.test(name) === true && !methods.has(name),
);

/** Every object type of 3.1. */
export const oas31 = build('3.1');
/** Every object type of 3.2. */
export const oas32 = build('3.2');
