import { OpenAPIV3 } from 'openapi-types';
import { raise } from '../documents/limits.ts';
import type { Place } from '../documents/place.ts';
import { get, getArray, getObject, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { Api, OasVersion, Operation, Parameter, PathItem, ResponseUse, Security, Server } from './api.ts';
import { Budget } from './budget.ts';
import type { Messages } from './messages.ts';
import type { References } from './references.ts';
import type { Direction } from './schemas.ts';
import { type SecuritySchemes, security } from './security.ts';
import { readSchemes, readServers } from './servers.ts';
import { splitWords } from './words.ts';

/** Fields of a Path Item Object that are operations in every version. */
const METHODS: readonly string[] = Object.values(OpenAPIV3.HttpMethods);
/** RFC 9110 section 9.2.1, and QUERY of draft-ietf-httpbis-safe-method-w-body. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

/** Words of an operation that cost nothing; no real one has more. */
const FREE_WORDS = 100;

interface Context {
  readonly references: References;
  readonly messages: Messages;
  readonly schemes: SecuritySchemes;
  readonly version: OasVersion;
  readonly root: JsonObject;
  readonly place: Place;
  readonly rootSecurity: Security | undefined;
  readonly servers: readonly Server[];
  readonly limits: Api['limits'][number][];
}

/** A path item where it is used. */
interface Site {
  readonly path: string;
  /** What comes after the method in a label. */
  readonly label: string;
  readonly value: unknown;
  readonly place: Place;
  readonly origin: Operation['origin'];
}

/** What a path item gives to its operations. */
interface Setting {
  readonly pathItem: PathItem;
  readonly label: string;
  readonly words: readonly string[];
  readonly listed: readonly Listed[];
  readonly servers: readonly Server[];
  /** The parameters of operations that have none of their own. */
  parameters?: readonly Parameter[];
}

/** Reads every path item, webhook and callback into operations. */
export class Operations {
  readonly operations: Operation[] = [];
  readonly pathItems: PathItem[] = [];
  readonly nestedServers: Server[] = [];
  readonly #context: Context;
  readonly #callbacksSeen = new Set<object>();
  readonly #pathItemsSeen = new Set<object>();
  readonly #responsesByOperation = { request: new Map<object, ResponseUse[]>(), response: new Map<object, ResponseUse[]>() };
  readonly #serversByHolder = new Map<object, readonly Server[] | undefined>();
  /** Callback and webhook path items wait until the paths are read, so that operations keep their order. */
  readonly #later: (() => void)[] = [];
  readonly #count: Budget;
  readonly #uses: Budget;

  constructor(context: Context) {
    this.#context = context;
    const { references, limits } = context;
    const remedy = 'the rest is not judged; let fewer paths share one path item, or';
    this.#count = new Budget(
      references.limits.operations,
      (most) => `more than ${most} operations: ${remedy} ${raise('operations')}`,
      limits,
    );
    this.#uses = new Budget(
      references.limits.sharedParts,
      (most) => `operations share parameters and responses more than ${most} times: ${remedy} ${raise('sharedParts')}`,
      limits,
    );
  }

  read(): void {
    const { root, place } = this.#context;
    const components = getObject(root, 'components');
    // `x-ms-paths` holds Azure's paths with query strings; `x-webhooks` is what 3.0 documents use where 3.1 has `webhooks`.
    for (const field of ['paths', 'x-ms-paths']) {
      for (const [path, value] of Object.entries(getObject(root, field) ?? {})) {
        if (!path.startsWith('x-')) this.#pathItem({ path, label: path, value, place: place.at(field, path), origin: 'path' });
      }
    }
    for (const field of ['webhooks', 'x-webhooks']) {
      for (const [name, value] of Object.entries(getObject(root, field) ?? {})) {
        this.#pathItem({ path: name, label: name, value, place: place.at(field, name), origin: 'webhook' });
      }
    }
    for (const [name, value] of Object.entries(getObject(components, 'callbacks') ?? {})) {
      this.#callback(value, place.at('components', 'callbacks', name));
    }
    this.#settle();
    for (const [name, value] of Object.entries(getObject(components, 'pathItems') ?? {})) {
      if (!isObject(value) || this.#pathItemsSeen.has(value)) continue;
      const at = place.at('components', 'pathItems', name);
      this.#pathItem({ path: name, label: `pathItems/${name}`, value, place: at, origin: 'path' }, true);
    }
    this.#settle();
  }

  #settle(): void {
    // The list grows while it is walked.
    for (const next of this.#later) next();
    this.#later.length = 0;
  }

  /** @param unused read only what no other path item has led to */
  #pathItem({ path, label, value, place: site, origin }: Site, unused = false): void {
    if (this.#count.isSpent || this.#uses.isSpent) return;
    const sources = this.#context.references.chain(value, site);
    const own = unused ? sources.filter(({ raw }) => !this.#pathItemsSeen.has(raw)) : sources;
    const last = sources.at(-1);
    if (last === undefined || own.length === 0) return;
    const operations: Operation[] = [];
    const pathItem: PathItem = { kind: 'pathItem', place: last.place, raw: last.raw, path, origin, operations };
    this.pathItems.push(pathItem);
    const listed = sources.flatMap(({ raw, place }) => listParameters(raw, place));
    const servers = sources.map(({ raw, place }) => this.#servers(raw, place, 'path')).find((found) => found !== undefined);
    if (!this.#uses.take(sources.length + listed.length, site)) return;
    const setting: Setting = { pathItem, label, words: splitWords(path), listed, servers: servers ?? this.#context.servers };
    for (const { raw, place } of own) {
      this.#pathItemsSeen.add(raw);
      for (const method of METHODS) this.#operation(method, get(raw, method), place.at(method), setting);
      if (this.#context.version !== '3.2') continue;
      this.#operation('query', get(raw, 'query'), place.at('query'), setting);
      const more = Object.entries(getObject(raw, 'additionalOperations') ?? {});
      if (!this.#uses.take(more.length, place)) return;
      for (const [method, operation] of more) this.#operation(method, operation, place.at('additionalOperations', method), setting);
    }
  }

  #operation(key: string, raw: unknown, place: Place, setting: Setting): void {
    if (!isObject(raw) || !this.#count.take(1, place)) return;
    const { messages, schemes, version, rootSecurity } = this.#context;
    const { pathItem } = setting;
    const { path, origin } = pathItem;
    const operationId = getString(raw, 'operationId');
    const tags = (getArray(raw, 'tags') ?? []).filter((tag) => typeof tag === 'string');
    const words = [...setting.words, ...[operationId ?? '', ...tags].flatMap((text) => splitWords(text))];
    const own = listParameters(raw, place);
    const responses = Object.entries(getObject(raw, 'responses') ?? {});
    const uses = setting.listed.length + own.length + responses.length + Math.max(0, words.length - FREE_WORDS);
    if (!this.#uses.take(uses, place)) return;
    // What the API sends in a webhook or callback is its output; what comes back is its input.
    const [incoming, outgoing]: [Direction, Direction] = origin === 'path' ? ['request', 'response'] : ['response', 'request'];
    const listed = own.length === 0 ? setting.listed : [...setting.listed, ...own];
    const method = METHODS.includes(key) || key === 'query' ? key.toUpperCase() : key;
    const operation: Operation = {
      kind: 'operation',
      place,
      raw,
      method,
      path,
      origin,
      label: `${method} ${setting.label}`,
      operationId,
      tags,
      deprecated: get(raw, 'deprecated') === true,
      safe: SAFE.has(method),
      words,
      pathItem,
      security: schemes.read(raw, place, 'operation') ?? rootSecurity ?? security('none', place, []),
      parameters: own.length === 0 ? this.#sharedParameters(setting, incoming) : this.#parameters(listed, incoming),
      body:
        version === '2.0'
          ? messages.body2(listed, raw, place, incoming)
          : messages.body(get(raw, 'requestBody'), place.at('requestBody'), incoming),
      responses: this.#responses(raw, place.at('responses'), responses, outgoing),
      servers: this.#servers(raw, place, 'operation') ?? setting.servers,
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
        if (expression.startsWith('x-')) continue;
        this.#pathItem({ path: expression, label: expression, value: item, place: target.place.at(expression), origin: 'callback' });
      }
    });
  }

  /** The same list for all operations of a path item that have none of their own. */
  #sharedParameters(setting: Setting, direction: Direction): readonly Parameter[] {
    setting.parameters ??= this.#parameters(setting.listed, direction);
    return setting.parameters;
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

  /** Each operation's once, however many paths share it. */
  #responses(
    operation: JsonObject,
    place: Place,
    responses: readonly (readonly [string, unknown])[],
    direction: Direction,
  ): readonly ResponseUse[] {
    const known = this.#responsesByOperation[direction].get(operation);
    if (known !== undefined) return known;
    const uses = responses.flatMap(([status, value]): ResponseUse[] => {
      if (status.startsWith('x-')) return [];
      const at = place.at(status);
      const response = this.#context.messages.response(value, at, direction, operation);
      return response === undefined ? [] : [{ status: status === 'default' ? status : status.toUpperCase(), place: at, response }];
    });
    this.#responsesByOperation[direction].set(operation, uses);
    return uses;
  }

  /** Servers that hold here instead of the outer ones (2.0: `schemes` of an operation), each list once. */
  #servers(holder: JsonObject, place: Place, level: 'path' | 'operation'): readonly Server[] | undefined {
    const { version, root } = this.#context;
    const isSwagger = version === '2.0';
    if (!Object.hasOwn(holder, isSwagger ? 'schemes' : 'servers') || (isSwagger && level === 'path')) return undefined;
    if (this.#serversByHolder.has(holder)) return this.#serversByHolder.get(holder);
    const servers = isSwagger ? readSchemes(holder, place, root, 'operation') : readServers(holder, place, level);
    this.#serversByHolder.set(holder, servers);
    for (const server of servers ?? []) this.nestedServers.push(server);
    return servers;
  }
}

interface Listed {
  readonly value: unknown;
  readonly place: Place;
}

function listParameters(holder: JsonObject, place: Place): Listed[] {
  const at = place.at('parameters');
  return (getArray(holder, 'parameters') ?? []).map((value, index) => ({ value, place: at.at(index) }));
}
