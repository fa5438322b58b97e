/** What stands where in an OpenAPI document, as far as it may be a reference: enough to tell what a referenced file holds. */
export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'response'
  | 'mediaType'
  | 'encoding'
  | 'schema'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme';

/** `maps` hold free names, whose values are of the kind. */
export interface Child {
  readonly kind: Kind;
  readonly shape: 'one' | 'list' | 'map';
}

const one = (kind: Kind): Child => ({ kind, shape: 'one' });
const list = (kind: Kind): Child => ({ kind, shape: 'list' });
const map = (kind: Kind): Child => ({ kind, shape: 'map' });

const VALUE = { schema: one('schema'), content: map('mediaType'), examples: map('example'), items: one('schema') };

const GRAMMAR: { readonly [Name in Kind]: Readonly<Record<string, Child>> } = {
  document: {
    paths: map('pathItem'),
    webhooks: map('pathItem'),
    'x-webhooks': map('pathItem'),
    'x-ms-paths': map('pathItem'),
    components: one('components'),
    // OAS 2.0 section "Swagger Object".
    definitions: map('schema'),
    parameters: map('parameter'),
    responses: map('response'),
    securityDefinitions: map('securityScheme'),
  },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples: map('example'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
  },
  pathItem: {
    parameters: list('parameter'),
    additionalOperations: map('operation'),
    ...Object.fromEntries(
      ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'].map((method) => [method, one('operation')]),
    ),
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: map('response'),
    callbacks: map('callback'),
  },
  parameter: VALUE,
  header: VALUE,
  requestBody: { content: map('mediaType') },
  response: { headers: map('header'), content: map('mediaType'), links: map('link'), schema: one('schema') },
  mediaType: { schema: one('schema'), itemSchema: one('schema'), examples: map('example'), encoding: map('encoding') },
  encoding: { headers: map('header') },
  schema: {
    ...Object.fromEntries(
      ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'].map((keyword) => [keyword, map('schema')]),
    ),
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((keyword) => [keyword, list('schema')])),
    ...Object.fromEntries(
      ['items', 'additionalItems', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties', 'propertyNames', 'contains']
        .concat('not', 'if', 'then', 'else')
        .map((keyword) => [keyword, one('schema')]),
    ),
  },
  example: {},
  link: {},
  callback: {},
  securityScheme: {},
};

/** What a key of a kind of object holds; undefined for anything that holds no references. */
export function childOf(kind: Kind, key: string): Child | undefined {
  // The keys of a callback are expressions (OAS 3.0 section 4.7.18).
  if (kind === 'callback') return one('pathItem');
  return Object.hasOwn(GRAMMAR[kind], key) ? GRAMMAR[kind][key] : undefined;
}

const SECTIONS: Readonly<Partial<Record<Kind, readonly [version3: string, version2?: string]>>> = {
  schema: ['schemas', 'definitions'],
  response: ['responses', 'responses'],
  parameter: ['parameters', 'parameters'],
  example: ['examples'],
  requestBody: ['requestBodies'],
  header: ['headers'],
  securityScheme: ['securitySchemes', 'securityDefinitions'],
  link: ['links'],
  callback: ['callbacks'],
  pathItem: ['pathItems'],
  mediaType: ['mediaTypes'],
};

/** Where a document that is one file would define a thing of this kind; undefined when only its place can tell. */
export function sectionOf(kind: Kind, isVersion2: boolean): readonly string[] | undefined {
  const sections = SECTIONS[kind];
  if (sections === undefined) return undefined;
  if (!isVersion2) return ['components', sections[0]];
  return sections[1] === undefined ? undefined : [sections[1]];
}
