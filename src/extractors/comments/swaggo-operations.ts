/** Directives of swag as OpenAPI 2.0. */

import { type CodeTree, leaf, list, node } from '../openapi/code-tree.ts';
import type { CodePlace } from '../route.ts';
import { table } from '../table.ts';
import type { Directive } from './go-comments.ts';
import type { SwaggoSchemas } from './swaggo-schemas.ts';

export interface CommentedOperation {
  readonly path: string;
  /** Lower case. */
  readonly method: string;
  readonly tree: CodeTree;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = table({
  json: 'application/json',
  xml: 'text/xml',
  plain: 'text/plain',
  html: 'text/html',
  mpfd: 'multipart/form-data',
  'x-www-form-urlencoded': 'application/x-www-form-urlencoded',
  'json-api': 'application/vnd.api+json',
  'json-stream': 'application/x-json-stream',
  'octet-stream': 'application/octet-stream',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
});

/** The operations that one comment describes: one a `@Router`. */
export function operationsOf(block: readonly Directive[], schemas: SwaggoSchemas): CommentedOperation[] {
  const routers = block.filter(({ name }) => name === 'router' || name === 'deprecatedrouter');
  return routers.flatMap((router) => {
    const [, path, method] = /^(\S+)\s+\[(\w+)\]/.exec(router.rest) ?? [];
    if (path === undefined || method === undefined) return [];
    return [{ path, method: method.toLowerCase(), tree: operationTree(block, router, schemas) }];
  });
}

function operationTree(block: readonly Directive[], router: Directive, schemas: SwaggoSchemas): CodeTree {
  const { place } = router;
  const text = (name: string): CodeTree | undefined => {
    const found = block.find((each) => each.name === name);
    return found === undefined ? undefined : leaf(found.rest, found.place);
  };
  const medias = (name: string): CodeTree | undefined => {
    const found = block.find((each) => each.name === name);
    if (found === undefined) return undefined;
    const types = found.rest.split(',').map((each) => each.trim());
    return list(
      found.place,
      types.map((type) => leaf(MEDIA_TYPES[type] ?? type, found.place)),
    );
  };
  const parameters = block.filter(({ name }) => name === 'param').flatMap((each) => parameterTrees(each, schemas));
  const securities = block.filter(({ name }) => name === 'security');
  const security = securities.flatMap(requirements);
  const deprecated = block.find(({ name }) => name === 'deprecated' || name === 'deprecatedrouter');
  return node(place, {
    summary: text('summary'),
    operationId: text('id'),
    consumes: medias('accept'),
    produces: medias('produce'),
    ...(parameters.length > 0 && { parameters: list(place, parameters) }),
    responses: responsesTree(block, place, schemas),
    // `@Security` without a name is `security: []`.
    ...(securities.length > 0 && { security: list(securities[0]?.place ?? place, security) }),
    ...(deprecated !== undefined && { deprecated: leaf(true, deprecated.place) }),
  });
}

/** `A && B[read, write] || C`: alternatives, each of schemes with their scopes. */
function requirements({ rest, place }: Directive): CodeTree[] {
  if (rest.trim() === '') return [];
  return rest.split('||').map((alternative) => {
    const schemes = alternative.split('&&').flatMap((each): [string, CodeTree][] => {
      const [, name, scopes = ''] = /^\s*([\w.-]+)\s*(?:\[([^\]]*)\])?/.exec(each) ?? [];
      if (name === undefined) return [];
      const listed = scopes
        .split(',')
        .map((scope) => scope.trim())
        .filter((scope) => scope !== '');
      return [
        [
          name,
          list(
            place,
            listed.map((scope) => leaf(scope, place)),
          ),
        ],
      ];
    });
    return { place, entries: new Map(schemes) };
  });
}

/** `name in type required "description" attribute(value)...`; a struct outside of the body stands for a parameter a field. */
function parameterTrees({ rest, place, package: pack }: Directive, schemas: SwaggoSchemas): CodeTree[] {
  const [, name, location, after = ''] = /^(\S+)\s+(\w+)\s+(.*)$/.exec(rest) ?? [];
  const type = typeAtStart(after);
  if (name === undefined || location === undefined || type === '') return [];
  const [, required, tail = ''] = /^\s*(\w+)?\s*(.*)$/.exec(after.slice(type.length)) ?? [];
  const where = location.toLowerCase() === 'formdata' ? 'formData' : location.toLowerCase();
  const isRequired = /^(?:true|required)$/i.test(required ?? '');
  const fields = where === 'body' || where === 'path' ? undefined : schemas.parameterFields(type, pack);
  if (fields !== undefined) {
    return fields.map((field) =>
      node(field.place, {
        name: leaf(field.name, field.place),
        in: leaf(where, field.place),
        ...(field.required && { required: leaf(true, field.place) }),
        ...Object.fromEntries(field.schema.entries ?? []),
      }),
    );
  }
  const schema = schemas.typeTree(type, pack, place);
  const bounds = Object.fromEntries(attributes(tail).map(([key, value]) => [key, leaf(value, place)]));
  return [
    node(place, {
      name: leaf(name, place),
      in: leaf(where, place),
      ...(isRequired && { required: leaf(true, place) }),
      // Only a body has a schema in 2.0; other parameters are typed themselves.
      ...(where === 'body' ? { schema } : { ...Object.fromEntries(schema.entries ?? []), ...bounds }),
    }),
  ];
}

/** A type may hold blanks inside of brackets: `Page[model.User, model.Post]`. */
function typeAtStart(text: string): string {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    else if (depth === 0 && /\s/.test(character)) return text.slice(0, index);
  }
  return text;
}

const ATTRIBUTES: Readonly<Record<string, string>> = table({
  minlength: 'minLength',
  maxlength: 'maxLength',
  minimum: 'minimum',
  maximum: 'maximum',
  mininum: 'minimum',
  maxinum: 'maximum',
  format: 'format',
});

function attributes(text: string): [string, unknown][] {
  const found: [string, unknown][] = [];
  for (const [, name = '', value = ''] of text.replace(/^"(?:[^"\\]|\\.)*"/, '').matchAll(/(\w+)\(([^)]*)\)/g)) {
    const keyword = ATTRIBUTES[name.toLowerCase()];
    if (keyword !== undefined) found.push([keyword, keyword === 'format' ? value.trim() : Number(value)]);
    if (/^enums?$/i.test(name)) found.push(['enum', value.split(',').map((each) => each.trim())]);
  }
  return found.filter(([, value]) => !Number.isNaN(value));
}

function responsesTree(block: readonly Directive[], place: CodePlace, schemas: SwaggoSchemas): CodeTree {
  const entries = new Map<string, CodeTree>();
  for (const { name, rest, place: at, package: pack } of block) {
    if (name === 'success' || name === 'failure' || name === 'response') {
      const [, codes, kind, after = ''] = /^([\w,]+)(?:\s+\{(\w+)\}\s+(.*))?/.exec(rest) ?? [];
      const type = kind === undefined ? undefined : typeAtStart(after);
      for (const code of (codes ?? '').split(',')) {
        const typed = type === undefined || type.startsWith('"') ? undefined : schemas.typeTree(type, pack, at);
        const schema = typed === undefined ? undefined : kind === 'array' ? node(at, { type: leaf('array', at), items: typed }) : typed;
        if (!entries.has(code)) entries.set(code, node(at, { description: leaf('', at), schema }));
      }
    } else if (name === 'header') addHeaders(rest, at, entries);
  }
  if (entries.size === 0) entries.set('200', node(place, { description: leaf('', place) }));
  return { place, entries };
}

/** `200,429 {string} X-RateLimit-Limit "description"`. */
function addHeaders(rest: string, place: CodePlace, entries: Map<string, CodeTree>): void {
  const [, codes = '', type = 'string', header] = /^([\w,]+)\s+\{(\w+)\}\s+([\w-]+)/.exec(rest) ?? [];
  if (header === undefined) return;
  const wanted = codes === 'all' ? [...entries.keys()] : codes.split(',');
  for (const code of wanted) {
    const response = entries.get(code);
    if (response?.entries === undefined) continue;
    const headers = new Map(response.entries.get('headers')?.entries ?? []);
    headers.set(header, node(place, { type: leaf(type, place) }));
    entries.set(code, { place: response.place, entries: new Map(response.entries).set('headers', { place, entries: headers }) });
  }
}

/** Root fields: title, version, host, base path, schemes and security definitions. */
export function apiTree(api: readonly Directive[], place: CodePlace): Record<string, CodeTree | undefined> {
  const text = (name: string): CodeTree | undefined => {
    const found = api.find((each) => each.name === name);
    return found === undefined ? undefined : leaf(found.rest, found.place);
  };
  const schemes = api.find(({ name }) => name === 'schemes');
  const security = api.filter(({ name }) => name === 'security').flatMap(requirements);
  return {
    info: node(place, { title: text('title') ?? leaf('API', place), version: text('version') ?? leaf('0', place) }),
    host: text('host'),
    basePath: text('basepath'),
    ...(schemes !== undefined && {
      schemes: list(
        schemes.place,
        schemes.rest.split(/\s+/).map((each) => leaf(each, schemes.place)),
      ),
    }),
    securityDefinitions: definitionsTree(api),
    ...(security.length > 0 && { security: list(security[0]?.place ?? place, security) }),
  };
}

const FLOWS: Readonly<Record<string, string>> = table({
  application: 'application',
  implicit: 'implicit',
  password: 'password',
  accesscode: 'accessCode',
});

/** `@securityDefinitions.apikey Name`, with the lines that follow it. */
function definitionsTree(api: readonly Directive[]): CodeTree | undefined {
  const entries = new Map<string, CodeTree>();
  for (const [index, { name, rest, place }] of api.entries()) {
    const [, kind, flow] = /^securitydefinitions\.(\w+)(?:\.(\w+))?$/.exec(name) ?? [];
    if (kind === undefined) continue;
    const end = api.findIndex((each, at) => at > index && each.name.startsWith('securitydefinitions.'));
    const own = api.slice(index + 1, end === -1 ? undefined : end);
    const value = (key: string): CodeTree | undefined => {
      const found = own.find((each) => each.name === key);
      return found === undefined ? undefined : leaf(found.rest, found.place);
    };
    const scopes = own.filter((each) => each.name.startsWith('scope.'));
    entries.set(
      rest.trim(),
      kind === 'basic'
        ? node(place, { type: leaf('basic', place) })
        : kind === 'apikey'
          ? node(place, { type: leaf('apiKey', place), in: value('in'), name: value('name') })
          : node(place, {
              type: leaf('oauth2', place),
              flow: leaf(FLOWS[flow ?? ''] ?? flow, place),
              tokenUrl: value('tokenurl'),
              authorizationUrl: value('authorizationurl'),
              scopes: { place, entries: new Map(scopes.map((each) => [each.name.slice('scope.'.length), leaf(each.rest, each.place)])) },
            }),
    );
  }
  return entries.size === 0 ? undefined : { place: [...entries.values()][0]?.place, entries };
}
