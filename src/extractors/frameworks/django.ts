import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { type CodePlace, type Dialect, externalName, host, type Value } from '../interpret/value.ts';
import type { Route, RouteRateLimit } from '../route.ts';
import { type Guard, securityOf } from '../security.ts';
import { type Handler, handlersOf } from './django/handlers.ts';
import { packagedView } from './django/packaged-views.ts';
import { Requests } from './django/requests.ts';
import { isRouter, RouterHost } from './django/routers.ts';
import { DjangoSecurity } from './django/security.ts';
import { isSerializer, SerializerHost, serializerBuilder } from './django/serializers.ts';
import { DjangoSettings } from './django/settings.ts';
import { moduleNamed, type UrlPattern, UrlPatterns } from './django/urls.ts';
import { attributeOf } from './django/view-sets.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';

/** Django with Django REST framework; of plain Django the views that answer with data. */
export default {
  id: 'django',
  languages: ['python'],
  words: ['django.urls', 'django.conf.urls', 'rest_framework'],
  extract,
} satisfies Extractor;

function extract({ program, module, files, moduleOf }: ExtractorContext): Extraction {
  const interpreter: Interpreter = new Interpreter(program, dialect());
  const configurations = files.filter((file) => /\burlpatterns\b/.test(program.text(file)));
  if (configurations.length === 0) return NOTHING;
  const settings = new DjangoSettings(program, interpreter, (file) => moduleOf(file) === module);
  const urls = new UrlPatterns(program, interpreter);
  for (const { name, file } of settings.roots) {
    const unit = moduleNamed(program, name, file);
    if (unit !== undefined) urls.read(unit, '');
  }
  const rooted = urls.patterns.length;
  readDetached(configurations, urls, interpreter);
  const builder = serializerBuilder(interpreter);
  const reader = new Views(interpreter, new DjangoSecurity(interpreter, settings), new Requests(builder, settings), settings);
  const routes = urls.patterns.flatMap((pattern, index) => reader.routes(pattern, index >= rooted));
  if (routes.length === 0) return NOTHING;
  const certain = !urls.incomplete && !reader.incomplete && routes.every(({ path, method }) => !path.includes(WILDCARD) && method !== '*');
  return {
    routes,
    schemas: builder.schemas,
    notes: unknownSecurityNote('django', routes),
    complete: certain && !interpreter.exhausted,
    cut: interpreter.exhausted,
  };
}

/** Configurations that no other includes, as far as was read: what stands before them nobody knows. */
function readDetached(configurations: readonly string[], urls: UrlPatterns, interpreter: Interpreter): void {
  // Those that name others come first, for they may include them.
  const text = (file: string): string => interpreter.program.text(file);
  const sorted = [...configurations].sort((a, b) => Number(text(b).includes('include(')) - Number(text(a).includes('include(')));
  for (const file of sorted) {
    const unit = urls.wasRead(file) ? undefined : interpreter.program.unit(file);
    if (unit === undefined) continue;
    const before = urls.patterns.length;
    urls.read(unit, `${WILDCARD}/`);
    urls.withoutRepeats(before);
  }
}

function dialect(): Dialect {
  return {
    external(callee, site) {
      const kind = isRouter(callee.name);
      return kind === undefined || callee.module === '' ? undefined : host(new RouterHost(site, kind === 'nested'));
    },
    instance(type, site, reader) {
      for (const each of reader.lineage(type)) {
        for (const reference of each.type.supertypes) {
          const kind = reader.typeNamed(reference, each) === undefined ? isRouter(reference.name) : undefined;
          if (kind !== undefined) return host(new RouterHost(site, kind === 'nested'));
        }
      }
      return isSerializer(type, reader) ? host(new SerializerHost(type, site.arguments, site.place)) : undefined;
    },
    inherited(type, method, site) {
      if (method !== 'as_view') return undefined;
      return { kind: 'result', callee: { kind: 'property', object: type, name: method }, arguments: site.arguments, place: site.place };
    },
  };
}

class Views {
  /** Something below a path is not in this code. */
  incomplete = false;
  readonly #interpreter: Interpreter;
  readonly #security: DjangoSecurity;
  readonly #requests: Requests;
  readonly #settings: DjangoSettings;

  constructor(interpreter: Interpreter, security: DjangoSecurity, requests: Requests, settings: DjangoSettings) {
    this.#interpreter = interpreter;
    this.#security = security;
    this.#requests = requests;
    this.#settings = settings;
  }

  routes(pattern: UrlPattern, detached: boolean): Route[] {
    const path = `/${pattern.path}`.replaceAll(/\/{2,}/g, '/');
    const packaged = packagedView(pattern.view);
    if (packaged?.kind === 'page') return [];
    if (packaged?.kind === 'sign-in') return [this.#signIn(packaged.name, path, pattern, detached)];
    const handlers = handlersOf(pattern, this.#interpreter);
    if (handlers === undefined) {
      // The admin's pages are no operations.
      if (!isAdmin(pattern.view)) this.incomplete = true;
      return [];
    }
    return handlers.map((handler): Route => {
      const place = placeOf(handler) ?? pattern.place;
      const guards = this.#security.guards(handler, path, place);
      return {
        framework: 'django',
        method: handler.method,
        path,
        handler: handler.type === undefined ? handler.action : `${handler.type.type.name}.${handler.action}`,
        place,
        ...this.#requests.of(handler, path, pattern.converters, place),
        security: securityOf([...detachedGuard(detached, pattern.place), ...guards], undefined),
        rateLimit: this.#rateLimit(handler),
      };
    });
  }

  /** A packaged view that hands out tokens, which says itself that anybody may call it. */
  #signIn(name: string, path: string, { place }: UrlPattern, detached: boolean): Route {
    const guard: Guard = { kind: 'public', note: `\`${name}\` of the package lets everybody through`, place };
    const security = securityOf([...detachedGuard(detached, place), ...this.#security.before, guard], undefined);
    return { framework: 'django', method: 'POST', path, handler: name, place, parameters: [], security, rateLimit: { kind: 'unknown' } };
  }

  #rateLimit({ type, decorators, isRest }: Handler): RouteRateLimit {
    const decorator = decorators.find(({ value }) => /(?:^|\.)(?:ratelimit|throttle_classes)$/.test(externalName(value)?.name ?? ''));
    if (decorator !== undefined)
      return { kind: 'limited', note: externalName(decorator.value)?.name ?? 'ratelimit', place: decorator.place };
    const own = type === undefined ? undefined : attributeOf(type, 'throttle_classes', this.#interpreter);
    if (own !== undefined) return isEmpty(own.value) ? { kind: 'none' } : { kind: 'limited', note: 'throttle_classes', place: own.place };
    const { value, place } = this.#settings.rest('DEFAULT_THROTTLE_CLASSES');
    // Throttles of a scope hold for views that name one.
    const scoped = type === undefined ? undefined : attributeOf(type, 'throttle_scope', this.#interpreter);
    if (!isRest || value === undefined || place === undefined || isEmpty(value)) return { kind: 'none' };
    const texts = value.kind === 'list' ? value.items.map((item) => (item.kind === 'literal' ? String(item.value) : '')) : [];
    if (texts.every((text) => text.endsWith('ScopedRateThrottle')) && texts.length > 0 && scoped === undefined) return { kind: 'none' };
    return { kind: 'limited', note: 'DEFAULT_THROTTLE_CLASSES', place };
  }
}

function isEmpty(value: Value): boolean {
  return value.kind === 'list' && value.items.length === 0 && !value.open;
}

function isAdmin(view: Value): boolean {
  return view.kind === 'property' || /(?:^|\.)site\.urls$/.test(externalName(view)?.name ?? '');
}

/** Where the operation is written: its method, else its class. */
function placeOf({ function: closure, type }: Handler): CodePlace | undefined {
  if (closure !== undefined) return { file: closure.unit.file, span: closure.function.at };
  return type === undefined ? undefined : { file: type.unit.file, span: type.type.at };
}

function detachedGuard(detached: boolean, place: CodePlace): Guard[] {
  return detached ? [{ kind: 'unknown', note: 'where this URL configuration is included was not found', place }] : [];
}
