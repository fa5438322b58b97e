import type { Place } from '../documents/place.ts';
import { get, getArray, getObject, getString, type JsonObject } from '../documents/tree.ts';
import type { Body, Header, MediaType, OasVersion, Operation, Parameter, Property, Response, Server } from './api.ts';
import type { References } from './references.ts';
import type { Direction, Schemas } from './schemas.ts';
import { readServer } from './servers.ts';
import { splitWords } from './words.ts';

/** Media types of HTML forms, the only ones that 2.0 formData can travel in. */
const FORM_TYPES = ['multipart/form-data', 'application/x-www-form-urlencoded'];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Builds what travels: parameters, bodies, media types, responses and headers, each once at its definition. */
export class Messages {
  readonly parameters: Parameter[] = [];
  readonly bodies: Body[] = [];
  readonly mediaTypes: MediaType[] = [];
  readonly responses: Response[] = [];
  readonly headers: Header[] = [];
  readonly linkServers: Server[] = [];
  readonly #references: References;
  readonly #schemas: Schemas;
  readonly #version: OasVersion;
  readonly #root: JsonObject;
  readonly #parameterByObject = new Map<object, Parameter>();
  readonly #bodyByObject = new Map<object, Body>();
  readonly #responseByObject = new Map<object, Response>();
  readonly #headerObjects = new Set<object>();

  constructor(references: References, schemas: Schemas, version: OasVersion, root: JsonObject) {
    this.#references = references;
    this.#schemas = schemas;
    this.#version = version;
    this.#root = root;
  }

  /** A parameter behind its reference; undefined for anything else, 2.0 body and formData included. */
  parameter(value: unknown, site: Place, direction: Direction): Parameter | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const location = getString(raw, 'in') ?? '';
    if (this.#version === '2.0' && (location === 'body' || location === 'formData')) return undefined;
    const known = this.#parameterByObject.get(raw);
    const name = getString(raw, 'name') ?? '';
    if (known !== undefined) return known;
    const content = this.#content(raw, place, 'parameter', direction, 'parameter', name);
    const own = this.#version === '2.0' ? this.#schemas.use(raw, place, direction, 'parameter', name) : undefined;
    const parameter: Parameter = {
      kind: 'parameter',
      place,
      raw,
      name,
      location,
      required: get(raw, 'required') === true,
      words: splitWords(name),
      schema: own ?? this.#schemas.use(get(raw, 'schema'), place.at('schema'), direction, 'parameter', name) ?? content[0]?.schema,
      content,
      description: getString(raw, 'description') ?? '',
      usedBy: [],
    };
    this.#parameterByObject.set(raw, parameter);
    this.parameters.push(parameter);
    return parameter;
  }

  /** OAS 3 request body. */
  body(value: unknown, site: Place, direction: Direction): Body | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const known = this.#bodyByObject.get(raw);
    if (known !== undefined) return known;
    return this.#addBody(raw, {
      kind: 'body',
      place,
      raw,
      required: get(raw, 'required') === true,
      content: this.#content(raw, place, 'request', direction, 'body'),
      usedBy: [],
    });
  }

  /** 2.0: the body parameter, or the form that the formData parameters make up. */
  body2(parameters: readonly { value: unknown; place: Place }[], operation: JsonObject, place: Place): Body | undefined {
    const targets = parameters.flatMap(({ value, place: site }) => this.#references.follow(value, site) ?? []);
    const types = this.#types(operation, 'consumes');
    const body = targets.find(({ raw }) => getString(raw, 'in') === 'body');
    if (body !== undefined) {
      const known = this.#bodyByObject.get(body.raw);
      if (known !== undefined) return known;
      const schema = this.#schemas.use(get(body.raw, 'schema'), body.place.at('schema'), 'request', 'body');
      const content = (types ?? ['application/json']).map((type) => this.#mediaType(type, body.raw, body.place, 'request', schema));
      const required = get(body.raw, 'required') === true;
      return this.#addBody(body.raw, { kind: 'body', place: body.place, raw: body.raw, required, content, usedBy: [] });
    }
    const fields = targets.filter(({ raw }) => getString(raw, 'in') === 'formData');
    if (fields.length === 0) return undefined;
    const properties = new Map<string, Property>();
    const required = new Set<string>();
    for (const { raw, place: at } of fields) {
      const name = getString(raw, 'name') ?? '';
      if (get(raw, 'required') === true) required.add(name);
      const property = this.#schemas.property(name, raw, at, required.has(name));
      if (property !== undefined) properties.set(name, property);
    }
    const schema = this.#schemas.synthetic(place.at('parameters'), properties, required);
    this.#schemas.mark(schema, 'request');
    const hasFile = fields.some(({ raw }) => getString(raw, 'type') === 'file');
    const formTypes = types?.filter((type) => FORM_TYPES.includes(type)) ?? [];
    const actual = formTypes.length > 0 ? formTypes : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
    const content = actual.map((type) => this.#mediaType(type, {}, schema.place, 'request', schema));
    return this.#addBody({}, { kind: 'body', place: schema.place, raw: {}, required: required.size > 0, content, usedBy: [] });
  }

  response(value: unknown, site: Place, direction: Direction, operation?: JsonObject): Response | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const known = this.#responseByObject.get(raw);
    if (known !== undefined) return known;
    const headers = new Map<string, Header>();
    for (const [name, header] of Object.entries(getObject(raw, 'headers') ?? {})) {
      const built = this.header(name, header, place.at('headers', name), direction);
      if (built !== undefined) headers.set(name.toLowerCase(), built);
    }
    for (const [name, link] of Object.entries(getObject(raw, 'links') ?? {})) {
      const at = this.#references.follow(link, place.at('links', name));
      const server = at === undefined ? undefined : readServer(get(at.raw, 'server'), at.place.at('server'), 'link');
      if (server !== undefined) this.linkServers.push(server);
    }
    const content =
      this.#version === '2.0'
        ? this.#content2(raw, place, direction, operation ?? {})
        : this.#content(raw, place, 'response', direction, 'body');
    const description = getString(raw, 'description') ?? '';
    const response: Response = { kind: 'response', place, raw, headers, content, description, usedBy: [] };
    this.#responseByObject.set(raw, response);
    this.responses.push(response);
    return response;
  }

  header(name: string, value: unknown, site: Place, direction: Direction): Header | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const content = this.#content(raw, place, 'header', direction, 'header', name);
    const schema =
      this.#version === '2.0'
        ? this.#schemas.use(raw, place, direction, 'header', name)
        : this.#schemas.use(get(raw, 'schema'), place.at('schema'), direction, 'header', name);
    this.#headerObjects.add(raw);
    const header: Header = { kind: 'header', place, raw, name, schema: schema ?? content[0]?.schema, content };
    this.headers.push(header);
    return header;
  }

  /** A header component, unless a response already took it in. */
  unusedHeader(name: string, value: unknown, site: Place): void {
    const target = this.#references.follow(value, site);
    if (target !== undefined && !this.#headerObjects.has(target.raw)) this.header(name, value, site, 'response');
  }

  #addBody(raw: JsonObject, body: Body): Body {
    this.#bodyByObject.set(raw, body);
    this.bodies.push(body);
    return body;
  }

  #content(
    holder: JsonObject,
    place: Place,
    owner: MediaType['owner'],
    direction: Direction,
    role: 'body' | 'parameter' | 'header',
    name?: string,
  ): MediaType[] {
    const map = getObject(holder, 'content');
    if (map === undefined) return [];
    return Object.entries(map).flatMap(([type, value]) => {
      const target = this.#references.follow(value, place.at('content', type));
      if (target === undefined) return [];
      const { raw, place: at } = target;
      const schema = this.#schemas.use(get(raw, 'schema'), at.at('schema'), direction, role, name);
      const item = this.#schemas.use(get(raw, 'itemSchema'), at.at('itemSchema'), direction, role, name);
      const encoding = getObject(raw, 'encoding') ?? {};
      for (const [part, value] of Object.entries(encoding)) {
        for (const [header, definition] of Object.entries(getObject(value, 'headers') ?? {})) {
          this.header(header, definition, at.at('encoding', part, 'headers', header), direction);
        }
      }
      return [this.#mediaType(type, raw, at, owner, schema, item)];
    });
  }

  #content2(raw: JsonObject, place: Place, direction: Direction, operation: JsonObject): MediaType[] {
    const schema = this.#schemas.use(get(raw, 'schema'), place.at('schema'), direction, 'body');
    if (schema === undefined) return [];
    const types = this.#types(operation, 'produces') ?? ['application/json'];
    return types.map((type) => this.#mediaType(type, raw, place, 'response', schema));
  }

  #mediaType(
    type: string,
    raw: JsonObject,
    place: Place,
    owner: MediaType['owner'],
    schema: MediaType['schema'],
    itemSchema?: MediaType['itemSchema'],
  ): MediaType {
    const bare = (type.split(';', 1)[0] ?? '').trim().toLowerCase();
    const mediaType: MediaType = { kind: 'mediaType', place, raw, type: bare, owner, schema, itemSchema };
    this.mediaTypes.push(mediaType);
    return mediaType;
  }

  /** 2.0 `consumes`/`produces` of the operation, else of the root; undefined when neither names a type. */
  #types(operation: JsonObject, field: 'consumes' | 'produces'): string[] | undefined {
    const list = getArray(operation, field) ?? getArray(this.#root, field);
    const types = list?.filter((type) => typeof type === 'string').map((type) => type.toLowerCase());
    return types === undefined || types.length === 0 ? undefined : types;
  }
}

/** Tells parameters, bodies and responses which operations use them. */
export function linkMessages(operations: readonly Operation[]): void {
  for (const operation of operations) {
    for (const parameter of operation.parameters) (parameter.usedBy as Operation[]).push(operation);
    if (operation.body !== undefined) (operation.body.usedBy as Operation[]).push(operation);
    for (const { status, place, response } of operation.responses) {
      (response.usedBy as Mutable<Response['usedBy'][number]>[]).push({ operation, status, place });
    }
  }
}
