/** Applications and modules of NestJS: what holds for every controller. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asBoolean,
  asString,
  asStrings,
  type CallSite,
  type ClassValue,
  type CodePlace,
  type Dialect,
  externalName,
  fieldOf,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import type { TypeDeclaration } from '../../syntax/unit.ts';
import { pathText, WILDCARD } from '../path-text.ts';

/** Something that is set for a whole application, and where. */
export interface Setting {
  readonly value: Value;
  readonly place: CodePlace;
}

/** `NestFactory.create(...)` with what is set on it. */
export class NestApp implements Host {
  readonly root: ClassValue | undefined;
  prefix = '';
  /** Paths that the prefix does not stand before. */
  readonly excluded: string[] = [];
  readonly guards: Setting[] = [];
  /** Express middleware of the whole application. */
  readonly middleware: Setting[] = [];
  /** URI versioning: what stands before the number; undefined for other kinds, which paths do not show. */
  versionPrefix: string | undefined;
  defaultVersions: readonly string[] = [];
  /** It answers requests; an application that is made for something else (to write a schema) does not. */
  listens = false;

  constructor(root: ClassValue | undefined) {
    this.root = root;
  }

  call(method: string, { arguments: args, place }: CallSite): Value | undefined {
    const [first, second] = args.map(({ value }) => value);
    switch (method) {
      case 'setGlobalPrefix':
        this.prefix = pathText(first) ?? WILDCARD;
        this.excluded.push(...excludedPaths(fieldOf(second, 'exclude')));
        break;
      case 'useGlobalGuards':
        this.guards.push(...args.map(({ value }) => ({ value, place })));
        break;
      case 'use':
        this.middleware.push(...args.map(({ value, place: at }) => ({ value, place: at })));
        break;
      case 'listen':
        this.listens = true;
        break;
      case 'enableVersioning':
        this.#versioning(first);
        break;
      default:
    }
    return undefined;
  }

  #versioning(options: Value | undefined): void {
    const kind = fieldOf(options, 'type');
    const name = kind === undefined ? 'VersioningType.URI' : (externalName(kind)?.name ?? '');
    if (!name.endsWith('.URI')) return;
    const prefix = fieldOf(options, 'prefix');
    this.versionPrefix = prefix === undefined ? 'v' : asBoolean(prefix) === false ? '' : (asString(prefix) ?? WILDCARD);
    this.defaultVersions = asStrings(fieldOf(options, 'defaultVersion')) ?? [];
  }
}

function excludedPaths(value: Value | undefined): string[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => asString(item) ?? asString(fieldOf(item, 'path')) ?? []);
}

/** Calls on `MiddlewareConsumer`. */
export interface MiddlewareUse {
  readonly values: readonly Setting[];
  readonly routes: readonly Value[];
  readonly excluded: readonly Value[];
  readonly conditional: boolean;
}

class Consumer implements Host {
  readonly fluent = true;
  readonly #uses: MiddlewareUse[];
  readonly #values: readonly Setting[];
  readonly #excluded: readonly Value[];

  constructor(uses: MiddlewareUse[], values: readonly Setting[] = [], excluded: readonly Value[] = []) {
    this.#uses = uses;
    this.#values = values;
    this.#excluded = excluded;
  }

  call(method: string, { arguments: args, conditional }: CallSite): Value | undefined {
    const values = args.flatMap(({ value }) => (value.kind === 'list' ? [...value.items] : [value]));
    if (method === 'apply')
      return host(
        new Consumer(
          this.#uses,
          args.map(({ value, place }) => ({ value, place })),
          [],
        ),
      );
    if (method === 'exclude') return host(new Consumer(this.#uses, this.#values, [...this.#excluded, ...values]));
    if (method !== 'forRoutes') return undefined;
    this.#uses.push({ values: this.#values, routes: values, excluded: this.#excluded, conditional });
    return host(new Consumer(this.#uses));
  }
}

export function dialect(apps: NestApp[]): Dialect {
  return {
    external({ module, name }, { arguments: [root] }) {
      if (!module.startsWith('@nestjs/core') || !/^NestFactory\.(?:create|createApplicationContext)$/.test(name)) return undefined;
      if (name.endsWith('Context')) return undefined;
      const app = new NestApp(root?.value.kind === 'class' ? root.value : undefined);
      apps.push(app);
      return host(app);
    },
  };
}

/** A class with `@Module`, and what its decorator says. */
export interface NestModule {
  readonly type: ClassValue;
  readonly imports: readonly Value[];
  readonly controllers: readonly Value[];
  readonly guards: readonly Setting[];
  readonly middleware: readonly MiddlewareUse[];
}

/** The module of a class; undefined when it is none. */
export function moduleOf(type: ClassValue, interpreter: Interpreter): NestModule | undefined {
  const decorator = type.type.decorators.find(({ name }) => name === 'Module');
  if (decorator === undefined) return undefined;
  const options = interpreter.argumentsIn(decorator.arguments, type.unit)[0]?.value;
  const providers = items(fieldOf(options, 'providers'));
  const place = { file: type.unit.file, span: decorator.at };
  return {
    type,
    imports: items(fieldOf(options, 'imports')),
    controllers: items(fieldOf(options, 'controllers')),
    guards: providers.flatMap((provider) => guardOfProvider(provider, place)),
    middleware: middlewareOf(type, interpreter),
  };
}

function items(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

/** `{ provide: APP_GUARD, useClass: X }`. */
function guardOfProvider(provider: Value, place: CodePlace): Setting[] {
  const token = fieldOf(provider, 'provide');
  if (token === undefined || externalName(token)?.name !== 'APP_GUARD') return [];
  const value = fieldOf(provider, 'useClass') ??
    fieldOf(provider, 'useExisting') ??
    fieldOf(provider, 'useValue') ?? { kind: 'unknown' as const };
  return [{ value, place: (provider.kind === 'object' ? provider.places.get('provide') : undefined) ?? place }];
}

function middlewareOf(type: ClassValue, interpreter: Interpreter): MiddlewareUse[] {
  const configure = interpreter.methodOf(type, 'configure');
  const [parameter] = configure?.function.parameters ?? [];
  if (configure === undefined || parameter === undefined) return [];
  const uses: MiddlewareUse[] = [];
  const place = { file: type.unit.file, span: parameter.at };
  const consumer = host(new Consumer(uses));
  interpreter.enter(configure, [{ value: consumer, expression: { kind: 'null', at: parameter.at }, place }]);
  return uses;
}

/** Classes that an application reaches by `imports`, its root included; dynamic modules by the class that they name. */
export function reachable(
  root: ClassValue,
  modules: ReadonlyMap<TypeDeclaration, NestModule>,
  interpreter: Interpreter,
): Set<TypeDeclaration> {
  const seen = new Set<TypeDeclaration>();
  const pending: Value[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value.kind === 'choice') pending.push(...value.options);
    // `forwardRef(() => X)`.
    if (value.kind === 'result') for (const { value: given } of value.arguments) pending.push(given);
    if (value.kind === 'closure') pending.push(interpreter.enter(value, []));
    if (value.kind === 'object')
      pending.push(...[fieldOf(value, 'module')].filter((each) => each !== undefined), ...items(fieldOf(value, 'imports')));
    if (value.kind !== 'class' || seen.has(value.type)) continue;
    seen.add(value.type);
    pending.push(...(modules.get(value.type)?.imports ?? []));
  }
  return seen;
}
