/** Where an application of Laravel says which middleware it has and which files hold routes. */
import type { ExtractorContext } from '../../extractor.ts';
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asString, type CallSite, type ClassValue, type Host, host, type Value } from '../../interpret/value.ts';
import { expressionsOf, typesOf } from '../../syntax/walk.ts';
import { WILDCARD } from '../path-text.ts';
import type { Kernel } from './middleware.ts';
import { type MiddlewareName, middlewareNames } from './middleware-names.ts';
import type { RouteCollector } from './route-collector.ts';

export class ApplicationSetup implements Host {
  readonly aliases = new Map<string, string>();
  readonly groups = new Map<string, MiddlewareName[]>();
  readonly global: MiddlewareName[] = [];
  /** Route files were named. */
  routed = false;
  readonly #collector: RouteCollector;

  constructor(collector: RouteCollector) {
    this.#collector = collector;
  }

  get kernel(): Kernel {
    return { aliases: this.aliases, groups: this.groups, global: this.global };
  }

  /** `Application::configure()` of bootstrap/app.php. */
  call(method: string, site: CallSite): Value | undefined {
    if (method === 'withRouting') this.#routing(site);
    else if (method === 'withMiddleware') this.#run(site.arguments[0]?.value, host(new MiddlewareConfiguration(this)), site);
    return host(this);
  }

  #routing(site: CallSite): void {
    const argument = (name: string): Value | undefined => argumentOf(site.arguments, 99, name)?.value;
    const { place } = site;
    this.routed = true;
    const web = argument('web');
    if (web !== undefined)
      this.#collector.within({ ...this.#collector.current, middleware: [{ name: 'web', place }] }, web, site.conditional);
    const api = argument('api');
    const prefix = asString(argument('apiPrefix')) ?? 'api';
    if (api !== undefined)
      this.#collector.within(
        { ...this.#collector.current, prefixes: [prefix], middleware: [{ name: 'api', place }] },
        api,
        site.conditional,
      );
    const then = argument('then') ?? argument('using');
    if (then !== undefined) this.#collector.within(this.#collector.current, then, site.conditional);
  }

  #run(callback: Value | undefined, given: Value, site: CallSite): void {
    if (callback?.kind !== 'closure') return;
    this.#collector.interpreter?.enter(callback, [{ value: given, expression: { kind: 'null', at: site.place.span }, place: site.place }]);
  }
}

/** `Middleware $middleware` of bootstrap/app.php. */
class MiddlewareConfiguration implements Host {
  readonly #setup: ApplicationSetup;

  constructor(setup: ApplicationSetup) {
    this.#setup = setup;
  }

  call(method: string, { arguments: args, place }: CallSite): Value | undefined {
    const [first, second] = args;
    if (method === 'alias') aliasesOf(first?.value, this.#setup.aliases);
    else if (method === 'append' || method === 'prepend' || method === 'use')
      this.#setup.global.push(...args.flatMap((each) => middlewareNames(each.value, each.place)));
    else if (method === 'api' || method === 'web') {
      const added = args
        .filter(({ name }) => name !== 'remove' && name !== 'replace')
        .flatMap((each) => middlewareNames(each.value, each.place));
      this.#group(method, added);
    } else if (/^(?:appendToGroup|prependToGroup|group)$/.test(method)) {
      this.#group(asString(first?.value) ?? '', second === undefined ? [] : middlewareNames(second.value, second.place));
    } else if (method === 'throttleApi') this.#group('api', [{ name: 'throttle:api', place }]);
    return host(this);
  }

  #group(name: string, added: readonly MiddlewareName[]): void {
    this.#setup.groups.set(name, [...(this.#setup.groups.get(name) ?? []), ...added]);
  }
}

function aliasesOf(value: Value | undefined, aliases: Map<string, string>): void {
  if (value?.kind !== 'object') return;
  for (const [alias, each] of value.fields) {
    const [name] = middlewareNames(each, { file: '', span: { start: 0, end: 0 } });
    if (name?.name !== undefined) aliases.set(alias, name.name);
  }
}

/** Kernel and route providers of Laravel up to 10; bootstrap/app.php after it; the files themselves where nothing names them. */
export function startApplication(
  setup: ApplicationSetup,
  collector: RouteCollector,
  interpreter: Interpreter,
  { module, allFiles, program }: ExtractorContext,
): void {
  const at = (path: string): string => (module === '' ? path : `${module}/${path}`);
  for (const file of allFiles) {
    const text = program.text(file);
    if (/\$(?:routeMiddleware|middlewareAliases|middlewareGroups)\b/.test(text))
      for (const type of classesOf(file, interpreter)) kernelOf(type, setup, interpreter);
  }
  if (program.has(at('bootstrap/app.php'))) interpreter.read(at('bootstrap/app.php'));
  for (const file of allFiles) {
    const text = program.text(file);
    // A provider may have any name, and call the facade by any.
    const isProvider = /Provider\.php$/.test(file) || /\bextends\s+\w*Provider\b/.test(text);
    if (!isProvider || !/\bRoute::|Facades\\Route\b/.test(text)) continue;
    for (const type of classesOf(file, interpreter)) providerOf(type, setup, interpreter);
  }
  const place = { file: at('routes/api.php'), span: { start: 0, end: 0 } };
  if (!setup.routed) {
    if (program.has(at('routes/web.php')))
      collector.load(at('routes/web.php'), { middleware: [{ name: 'web', place: { ...place, file: at('routes/web.php') } }] });
    if (program.has(at('routes/api.php')))
      collector.load(at('routes/api.php'), { prefixes: ['api'], middleware: [{ name: 'api', place }] });
  }
  // Files of routes whose loading was not seen: what stands before them is not known.
  for (const file of allFiles) {
    if (!file.startsWith(at('routes/')) || collector.loaded.has(file) || !/\bRoute::/.test(program.text(file))) continue;
    if (/(?:console|channels)\.php$/.test(file)) continue;
    collector.load(file, { prefixes: [WILDCARD], middleware: [{ name: undefined, place: { file, span: { start: 0, end: 0 } } }] });
  }
}

function classesOf(file: string, interpreter: Interpreter): ClassValue[] {
  const unit = interpreter.program.unit(file);
  return unit === undefined
    ? []
    : [...typesOf(unit)].map((type): ClassValue => ({ kind: 'class', type, unit, scope: interpreter.rootScope(unit) }));
}

function kernelOf(type: ClassValue, setup: ApplicationSetup, interpreter: Interpreter): void {
  for (const { name, value, at } of type.type.fields) {
    if (value === undefined) continue;
    const place = { file: type.unit.file, span: at };
    const read = interpreter.evaluateIn(value, type.unit, interpreter.scopeIn(type));
    if (name === 'routeMiddleware' || name === 'middlewareAliases') aliasesOf(read, setup.aliases);
    if (name === 'middleware') setup.global.push(...middlewareNames(read, place));
    if (name === 'middlewareGroups' && read.kind === 'object')
      for (const [group, each] of read.fields) setup.groups.set(group, middlewareNames(each, place));
  }
}

/** `boot()` and `map()` of a provider, and what it hands to `$this->routes(...)`. */
function providerOf(type: ClassValue, setup: ApplicationSetup, interpreter: Interpreter): void {
  setup.routed = true;
  const receiver: Value = { kind: 'object', fields: new Map(), type, places: new Map(), open: true };
  for (const { name, value } of type.type.fields) {
    if (value !== undefined) receiver.fields.set(name, interpreter.evaluateIn(value, type.unit, interpreter.scopeIn(type)));
  }
  const scope = interpreter.scopeIn(type);
  for (const method of type.type.methods) {
    if (!/^(?:register|boot|map)$/.test(method.name)) continue;
    interpreter.enter({ kind: 'closure', function: method, unit: type.unit, scope, receiver }, []);
    for (const each of expressionsOf(method.body ?? [])) {
      if (each.kind !== 'call' || each.callee.kind !== 'member' || each.callee.name !== 'routes') continue;
      const callback = each.arguments[0]?.value;
      if (callback?.kind === 'function')
        interpreter.enter({ kind: 'closure', function: callback.function, unit: type.unit, scope, receiver }, []);
    }
  }
}
