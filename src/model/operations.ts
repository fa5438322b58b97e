import { OpenAPIV3 } from 'openapi-types';
import type { Place } from '../documents/place.ts';
import { get, getArray, getObject, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { OasVersion, Operation, Parameter, PathItem, ResponseUse, Security, Server } from './api.ts';
import type { Messages } from './messages.ts';
import type { References, Target } from './references.ts';
import type { Direction } from './schemas.ts';
import { type SecuritySchemes, security } from './security.ts';
import { readSchemes, readServers } from './servers.ts';
import { splitWords } from './words.ts';

/** Fields of a Path Item Object that are operations in every version. */
const METHODS: readonly string[] = Object.values(OpenAPIV3.HttpMethods);
/** RFC 9110 section 9.2.1, and QUERY of draft-ietf-httpbis-safe-method-w-body. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

interface Context {
  readonly references: References;
  readonly messages: Messages;
  readonly schemes: SecuritySchemes;
  readonly version: OasVersion;
  readonly root: JsonObject;
  readonly place: Place;
  readonly rootSecurity: Security | undefined;
  readonly servers: readonly Server[];
}

type Origin = Operation['origin'];

/** Reads every path item, webhook and callback into operations. */
export class Operations {
  readonly operations: Operation[] = [];
  readonly pathItems: PathItem[] = [];
  readonly nestedServers: Server[] = [];
  readonly #context: Context;
  readonly #callbacksSeen = new Set<object>();
  /** Callback and webhook path items wait until the paths are read, so that operations keep their order. */
  readonly #later: (() => void)[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  read(): void {
    const { root, place } = this.#context;
    for (const [path, value] of Object.entries(getObject(root, 'paths') ?? {})) {
      if (!path.startsWith('x-')) this.#pathItem(path, value, place.at('paths', path), 'path');
    }
    // `x-webhooks` is what 3.0 documents use where 3.1 has `webhooks`.
    for (const field of ['webhooks', 'x-webhooks']) {
      for (const [name, value] of Object.entries(getObject(root, field) ?? {})) {
        this.#pathItem(name, value, place.at(field, name), 'webhook');
      }
    }
    for (const [name, value] of Object.entries(getObject(getObject(root, 'components'), 'callbacks') ?? {})) {
      this.#callback(value, place.at('components', 'callbacks', name));
    }
    for (let next = this.#later.shift(); next !== undefined; next = this.#later.shift()) next();
  }

  #pathItem(path: string, value: unknown, site: Place, origin: Origin): void {
    const { references, version, root } = this.#context;
    const target = references.follow(value, site);
    if (target === undefined) return;
    // A path item may hold fields beside its `$ref`; both sides then count.
    const sources: Target[] = target.via === undefined ? [target] : [{ raw: value as JsonObject, place: site, via: undefined }, target];
    const operations: Operation[] = [];
    const pathItem: PathItem = { kind: 'pathItem', place: target.place, raw: target.raw, path, origin, operations };
    this.pathItems.push(pathItem);
    const servers = sources.map(({ raw, place }) => readServers(raw, place, 'path')).find((found) => found !== undefined);
    if (servers !== undefined) this.nestedServers.push(...servers);
    const shared = sources.flatMap(({ raw, place }) => listParameters(raw, place));
    for (const { raw, place } of sources) {
      for (const method of METHODS) this.#operation(method, get(raw, method), place.at(method), pathItem, shared, servers);
      if (version !== '3.2') continue;
      this.#operation('query', get(raw, 'query'), place.at('query'), pathItem, shared, servers);
      const more = getObject(raw, 'additionalOperations') ?? {};
      for (const [method, operation] of Object.entries(more)) {
        this.#operation(method, operation, place.at('additionalOperations', method), pathItem, shared, servers);
      }
    }
    if (version === '2.0') for (const operation of operations) this.#swaggerServers(operation, root);
  }

  #operation(
    key: string,
    raw: unknown,
    place: Place,
    pathItem: PathItem,
    shared: readonly Listed[],
    pathServers: readonly Server[] | undefined,
  ): void {
    if (!isObject(raw)) return;
    const { messages, schemes, version, rootSecurity, servers } = this.#context;
    const { path, origin } = pathItem;
    // What the API sends in a webhook or callback is its output; what comes back is its input.
    const [incoming, outgoing]: [Direction, Direction] = origin === 'path' ? ['request', 'response'] : ['response', 'request'];
    const listed = [...shared, ...listParameters(raw, place)];
    const own = readServers(raw, place, 'operation');
    if (own !== undefined) this.nestedServers.push(...own);
    const method = METHODS.includes(key) || key === 'query' ? key.toUpperCase() : key;
    const operationId = getString(raw, 'operationId');
    const tags = (getArray(raw, 'tags') ?? []).filter((tag) => typeof tag === 'string');
    const operation: Operation = {
      kind: 'operation',
      place,
      raw,
      method,
      path,
      origin,
      label: `${method} ${path}`,
      operationId,
      tags,
      deprecated: get(raw, 'deprecated') === true,
      safe: SAFE.has(method),
      words: [path, operationId ?? '', ...tags].flatMap((text) => splitWords(text)),
      pathItem,
      security: schemes.read(raw, place, 'operation') ?? rootSecurity ?? security('none', place, []),
      parameters: this.#parameters(listed, incoming),
      body:
        version === '2.0' ? messages.body2(listed, raw, place) : messages.body(get(raw, 'requestBody'), place.at('requestBody'), incoming),
      responses: this.#responses(raw, place, outgoing),
      servers: own ?? pathServers ?? servers,
    };
    this.operations.push(operation);
    (pathItem.operations as Operation[]).push(operation);
    for (const [name, callback] of Object.entries(getObject(raw, 'callbacks') ?? {})) {
      this.#callback(callback, place.at('callbacks', name));
    }
  }

  #callback(value: unknown, site: Place): void {
    const target = this.#context.references.follow(value, site);
    if (target === undefined || this.#callbacksSeen.has(target.raw)) return;
    this.#callbacksSeen.add(target.raw);
    this.#later.push(() => {
      for (const [expression, item] of Object.entries(target.raw)) {
        if (!expression.startsWith('x-')) this.#pathItem(expression, item, target.place.at(expression), 'callback');
      }
    });
  }

  /** Own parameters replace path-level ones of the same name and location (OAS 3.x section 4.8.10, 2.0 likewise). */
  #parameters(listed: readonly Listed[], direction: Direction): Parameter[] {
    const merged = new Map<string, Parameter>();
    for (const { value, place } of listed) {
      const parameter = this.#context.messages.parameter(value, place, direction);
      if (parameter !== undefined) merged.set(`${parameter.location}:${parameter.name}`, parameter);
    }
    return [...merged.values()];
  }

  #responses(raw: JsonObject, place: Place, direction: Direction): ResponseUse[] {
    return Object.entries(getObject(raw, 'responses') ?? {}).flatMap(([status, value]) => {
      if (status.startsWith('x-')) return [];
      const at = place.at('responses', status);
      const response = this.#context.messages.response(value, at, direction, raw);
      if (response === undefined) return [];
      return [{ status: status === 'default' ? status : status.toUpperCase(), place: at, response }];
    });
  }

  #swaggerServers(operation: Operation, root: JsonObject): void {
    const servers = readSchemes(operation.raw, operation.place, root, 'operation');
    if (servers === undefined) return;
    this.nestedServers.push(...servers);
    (operation as { servers: readonly Server[] }).servers = servers;
  }
}

interface Listed {
  readonly value: unknown;
  readonly place: Place;
}

function listParameters(holder: JsonObject, place: Place): Listed[] {
  return (getArray(holder, 'parameters') ?? []).map((value, index) => ({ value, place: place.at('parameters', index) }));
}
