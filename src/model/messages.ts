import { raise } from '../documents/limits.ts';
import type { Place } from '../documents/place.ts';
import { get, getArray, getObject, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { Api, Body, Header, MediaType, OasVersion, Operation, Parameter, Property, Response, Server } from './api.ts';
import { Budget } from './budget.ts';
import type { Link, References } from './references.ts';
import type { SchemaNode } from './schema-node.ts';
import type { Direction, Schemas } from './schemas.ts';
import { readServer } from './servers.ts';
import { splitWords } from './words.ts';

/** Media types of HTML forms, the only ones that 2.0 formData can travel in. */
const FORM_TYPES = ['multipart/form-data', 'application/x-www-form-urlencoded'];

const ENCODINGS = ['encoding', 'prefixEncoding', 'itemEncoding'];

const NO_TYPES: readonly unknown[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A media type or an Encoding Object, in which headers may be defined. */
interface EncodingHolder extends Link {
  readonly direction: Direction;
}

/** What the definitions that are shared by reference have in common. */
interface Shared {
  readonly schema?: MediaType['schema'];
  readonly content: readonly MediaType[];
  readonly headers?: Response['headers'];
}

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
  readonly #listedTypes: Budget;
  readonly #parameterByObject = new Map<object, Parameter>();
  readonly #bodyByObject = new Map<object, Body>();
  readonly #responseByObject = new Map<object, Response>();
  /** By the header and by the `$ref` to it. */
  readonly #headerByObject = new Map<object, Header>();
  /** Links, fields of 2.0 forms, and (3.2) media types behind a reference: what is no node, or one for each use. */
  readonly #parts = new Set<object>();
  readonly #encodingHolders: EncodingHolder[] = [];
  readonly #marked = { request: new Set<object>(), response: new Set<object>() };
  /** 2.0: what a body or response that is used again has taken in, by list and by media type. */
  readonly #taken = new Map<object, { readonly lists: Set<unknown>; readonly types: Set<string> }>();

  constructor(references: References, schemas: Schemas, version: OasVersion, root: JsonObject, limits: Api['limits'][number][]) {
    this.#references = references;
    this.#schemas = schemas;
    this.#version = version;
    this.#root = root;
    this.#listedTypes = new Budget(
      references.limits.mediaTypes,
      (most) => `more than ${most} media types of bodies and responses: the rest is not judged; ${raise('mediaTypes')}`,
      limits,
    );
  }

  /** A parameter behind its reference; undefined for anything else, 2.0 body and formData included. */
  parameter(value: unknown, site: Place, direction: Direction): Parameter | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const location = getString(raw, 'in') ?? '';
    if (this.#version === '2.0' && (location === 'body' || location === 'formData')) return undefined;
    const known = this.#parameterByObject.get(raw);
    if (known !== undefined) return this.#again(known, direction);
    const name = getString(raw, 'name') ?? '';
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
    return this.#first(parameter, direction);
  }

  /** OAS 3 request body. */
  body(value: unknown, site: Place, direction: Direction): Body | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const known = this.#bodyByObject.get(raw);
    if (known !== undefined) return this.#again(known, direction);
    const required = get(raw, 'required') === true;
    const content = this.#content(raw, place, 'request', direction, 'body');
    return this.#addBody({ kind: 'body', place, raw, required, content, usedBy: [] }, direction);
  }

  /** 2.0: the body parameter, or the form that the formData parameters make up. Own ones come after those of the path and replace them. */
  body2(
    parameters: readonly { value: unknown; place: Place }[],
    operation: JsonObject,
    place: Place,
    direction: Direction,
  ): Body | undefined {
    const targets = parameters.flatMap(({ value, place: site }) => this.#references.follow(value, site) ?? []);
    const types = this.#types(operation, 'consumes');
    const body = targets.findLast(({ raw }) => getString(raw, 'in') === 'body');
    if (body !== undefined) {
      const known = this.#bodyByObject.get(body.raw);
      if (known !== undefined) {
        this.#takeTypes(known, types);
        return this.#again(known, direction);
      }
      const schema = this.#schemas.use(get(body.raw, 'schema'), body.place.at('schema'), direction, 'body');
      const content = this.#typeNames(types, body.place).map((type) => this.#mediaType(type, body, 'request', schema));
      const required = get(body.raw, 'required') === true;
      return this.#addBody({ kind: 'body', place: body.place, raw: body.raw, required, content, usedBy: [] }, direction);
    }
    const isField = ({ raw }: Link): boolean => getString(raw, 'in') === 'formData';
    const fields = new Map(targets.filter(isField).map((target) => [getString(target.raw, 'name') ?? '', target]));
    if (fields.size === 0) return undefined;
    const properties = new Map<string, Property>();
    const required = new Set<string>();
    for (const [name, { raw, place: at }] of fields) {
      this.#parts.add(raw);
      if (get(raw, 'required') === true) required.add(name);
      const property = this.#schemas.property(name, raw, at, required.has(name));
      if (property !== undefined) properties.set(name, property);
    }
    const schema = this.#schemas.synthetic(place.at('parameters'), properties, required);
    this.#schemas.mark(schema, direction);
    const hasFile = [...fields.values()].some(({ raw }) => getString(raw, 'type') === 'file');
    const named = this.#typeNames(types, place).filter((type) => FORM_TYPES.includes(bareType(type)));
    const actual = named.length > 0 ? named : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
    const implied: Link = { raw: {}, place: schema.place };
    const content = actual.map((type) => this.#mediaType(type, implied, 'request', schema));
    return this.#addBody({ kind: 'body', ...implied, required: required.size > 0, content, usedBy: [] }, direction);
  }

  /** @param operation 2.0: the one that uses it, whose `produces` counts */
  response(value: unknown, site: Place, direction: Direction, operation: JsonObject = {}): Response | undefined {
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const { raw, place } = target;
    const isSwagger = this.#version === '2.0';
    const known = this.#responseByObject.get(raw);
    if (known !== undefined) {
      if (isSwagger) this.#takeTypes(known, this.#types(operation, 'produces'));
      return this.#again(known, direction);
    }
    const headers = new Map<string, Header>();
    for (const [name, header] of Object.entries(getObject(raw, 'headers') ?? {})) {
      const built = this.header(name, header, place.at('headers', name), direction);
      if (built !== undefined) headers.set(name.toLowerCase(), built);
    }
    for (const [name, link] of Object.entries(getObject(raw, 'links') ?? {})) this.link(link, place.at('links', name));
    const content = isSwagger
      ? this.#content2(target, direction, this.#types(operation, 'produces'))
      : this.#content(raw, place, 'response', direction, 'body');
    const description = getString(raw, 'description') ?? '';
    const response: Response = { kind: 'response', place, raw, headers, content, description, usedBy: [] };
    this.#responseByObject.set(raw, response);
    this.responses.push(response);
    return this.#first(response, direction);
  }

  /** A header under the name that it has at its site; what its definition holds is built once. */
  header(name: string, value: unknown, site: Place, direction: Direction): Header | undefined {
    if (!isObject(value)) return undefined;
    const met = this.#headerByObject.get(value);
    if (met?.name === name) return this.#again(met, direction);
    const target = this.#references.follow(value, site);
    if (target === undefined) return undefined;
    const known = this.#headerByObject.get(target.raw);
    const header = known === undefined ? this.#newHeader(name, target, direction) : { ...this.#again(known, direction), name };
    this.#headerByObject.set(value, header);
    this.headers.push(header);
    return header;
  }

  /** A Link Object, whose server is all that matters. */
  link(value: unknown, site: Place): void {
    const target = this.#references.follow(value, site);
    if (target === undefined || this.#parts.has(target.raw)) return;
    this.#parts.add(target.raw);
    const server = readServer(get(target.raw, 'server'), target.place.at('server'), 'link');
    if (server !== undefined) this.linkServers.push(server);
  }

  /** A 3.2 media type component that nothing took in: its schemas count for both directions, and its type is not known. */
  unusedMediaType(value: unknown, site: Place): void {
    const target = this.#references.follow(value, site);
    if (target === undefined) return;
    this.#parts.add(target.raw);
    for (const direction of ['request', 'response'] as const) this.#schemasOf(target, direction, 'body');
  }

  /** Whether a component was built, or taken in by something that was. */
  has(value: unknown, site: Place): boolean {
    const target = this.#references.follow(value, site);
    if (target === undefined) return false;
    const built = [this.#parameterByObject, this.#bodyByObject, this.#responseByObject, this.#headerByObject, this.#parts];
    return built.some((definitions) => definitions.has(target.raw));
  }

  /** Works off the headers of encodings, which may nest and refer in circles. */
  settle(): void {
    // The list grows while it is walked.
    for (const { raw, place, direction } of this.#encodingHolders) {
      if (!this.#isNew(raw, direction)) continue;
      for (const encoding of this.#encodings(raw, place)) {
        for (const [name, header] of Object.entries(getObject(encoding.raw, 'headers') ?? {})) {
          this.header(name, header, encoding.place.at('headers', name), direction);
        }
        if (this.#version === '3.2') this.#readEncodings(encoding, direction);
      }
    }
    this.#encodingHolders.length = 0;
  }

  #readEncodings({ raw, place }: Link, direction: Direction): void {
    if (ENCODINGS.some((field) => Object.hasOwn(raw, field))) this.#encodingHolders.push({ raw, place, direction });
  }

  /** Encodings of a media type, or (3.2) of another encoding: by name, by position, and for every further item. */
  *#encodings(raw: JsonObject, place: Place): Generator<Link> {
    for (const [part, value] of Object.entries(getObject(raw, 'encoding') ?? {})) {
      if (isObject(value)) yield { raw: value, place: place.at('encoding', part) };
    }
    if (this.#version !== '3.2') return;
    for (const [index, value] of getArray(raw, 'prefixEncoding')?.entries() ?? []) {
      if (isObject(value)) yield { raw: value, place: place.at('prefixEncoding', index) };
    }
    const item = getObject(raw, 'itemEncoding');
    if (item !== undefined) yield { raw: item, place: place.at('itemEncoding') };
  }

  #newHeader(name: string, { raw, place }: Link, direction: Direction): Header {
    const content = this.#content(raw, place, 'header', direction, 'header', name);
    const schema =
      this.#version === '2.0'
        ? this.#schemas.use(raw, place, direction, 'header', name)
        : this.#schemas.use(get(raw, 'schema'), place.at('schema'), direction, 'header', name);
    const header: Header = { kind: 'header', place, raw, name, schema: schema ?? content[0]?.schema, content };
    this.#headerByObject.set(raw, header);
    return this.#first(header, direction);
  }

  #addBody(body: Body, direction: Direction): Body {
    this.#bodyByObject.set(body.raw, body);
    this.bodies.push(body);
    return this.#first(body, direction);
  }

  /** True once for each direction. */
  #isNew(key: object, direction: Direction): boolean {
    const marked = this.#marked[direction];
    if (marked.has(key)) return false;
    marked.add(key);
    return true;
  }

  /** Building has marked what the definition holds. The content is the key, for headers share it under several names. */
  #first<Definition extends Shared>(definition: Definition, direction: Direction): Definition {
    this.#isNew(definition.content, direction);
    return definition;
  }

  /** Marks what a shared definition holds when it turns out to be used in the other direction too. */
  #again<Definition extends Shared>(definition: Definition, direction: Direction): Definition {
    if (!this.#isNew(definition.content, direction)) return definition;
    const schemas = [definition.schema, ...definition.content.flatMap(({ schema, itemSchema }) => [schema, itemSchema])];
    for (const schema of schemas) if (schema !== undefined) this.#schemas.mark(schema as SchemaNode, direction);
    for (const mediaType of definition.content) this.#readEncodings(mediaType, direction);
    for (const header of definition.headers?.values() ?? []) this.#again(header, direction);
    return definition;
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
      if (target.via !== undefined) this.#parts.add(target.raw);
      const { schema, item } = this.#schemasOf(target, direction, role, name);
      return [this.#mediaType(type, target, owner, schema, item)];
    });
  }

  #schemasOf({ raw, place }: Link, direction: Direction, role: 'body' | 'parameter' | 'header', name?: string) {
    const schema = this.#schemas.use(get(raw, 'schema'), place.at('schema'), direction, role, name);
    const item = this.#schemas.use(get(raw, 'itemSchema'), place.at('itemSchema'), direction, role, name);
    this.#readEncodings({ raw, place }, direction);
    return { schema, item };
  }

  /** 2.0: a response with a schema has one media type for each that is produced. */
  #content2(target: Link, direction: Direction, types: readonly unknown[]): MediaType[] {
    const schema = this.#schemas.use(get(target.raw, 'schema'), target.place.at('schema'), direction, 'body');
    if (schema === undefined) return [];
    return this.#typeNames(types, target.place).map((type) => this.#mediaType(type, target, 'response', schema));
  }

  #mediaType(
    type: string,
    { raw, place }: Link,
    owner: MediaType['owner'],
    schema: MediaType['schema'],
    item?: MediaType['schema'],
  ): MediaType {
    const mediaType: MediaType = { kind: 'mediaType', place, raw, type: bareType(type), owner, schema, itemSchema: item };
    this.mediaTypes.push(mediaType);
    return mediaType;
  }

  /** 2.0 `consumes` or `produces` of the operation, else of the root. */
  #types(operation: JsonObject, field: 'consumes' | 'produces'): readonly unknown[] {
    return getArray(operation, field) ?? getArray(this.#root, field) ?? NO_TYPES;
  }

  #typeNames(types: readonly unknown[], place: Place): readonly string[] {
    if (!this.#listedTypes.take(types.length, place)) return [];
    const names = types.filter((type) => typeof type === 'string');
    return names.length > 0 ? names : ['application/json'];
  }

  /** 2.0: the media types of a later operation that shares a body or response. */
  #takeTypes(shared: Body | Response, list: readonly unknown[]): void {
    const [first] = shared.content;
    if (first === undefined) return;
    const taken = this.#taken.get(shared) ?? { lists: new Set(), types: new Set(shared.content.map(({ type }) => type)) };
    this.#taken.set(shared, taken);
    if (taken.lists.has(list)) return;
    taken.lists.add(list);
    for (const type of this.#typeNames(list, shared.place)) {
      if (taken.types.has(bareType(type))) continue;
      taken.types.add(bareType(type));
      (shared.content as MediaType[]).push(this.#mediaType(type, shared, first.owner, first.schema));
    }
  }
}

/** Lower case, without parameters. */
function bareType(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
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
