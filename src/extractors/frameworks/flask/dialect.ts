import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type CallSite, type ClassValue, type Dialect, externalName, host, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { made } from '../python/made.ts';
import { FlaskRouter, type Registry } from './hosts.ts';
import { isSchemaClass, SchemaHost } from './marshmallow.ts';

/** Kinds of what holds routes, by the name that the packages give them. */
const KINDS: Readonly<Record<string, 'app' | 'blueprint' | 'api'>> = table({
  Flask: 'app',
  APIFlask: 'app',
  OpenAPI: 'app',
  Blueprint: 'blueprint',
  APIBlueprint: 'blueprint',
  Namespace: 'blueprint',
  Api: 'api',
});

const PACKAGES = /^(?:flask|flask_smorest|flask_restx|flask_restplus|flask_restful|apiflask|flask_openapi3|flask_rest_api)(?:\.|$)/;

/** Answers for what Flask and its extensions bring. */
export function dialect(registry: Registry, interpreter: () => Interpreter): Dialect {
  const create = (kind: FlaskRouter['kind'], from: string, site: CallSite, type?: ClassValue): Value =>
    made(new FlaskRouter(kind, from, registry, interpreter, type), site, interpreter(), type);
  return {
    external(callee, site) {
      const last = callee.name.slice(callee.name.lastIndexOf('.') + 1);
      if (callee.module.startsWith('flask_limiter') && last === 'Limiter') {
        const limits = site.arguments.find(({ name }) => name === 'default_limits' || name === 'application_limits');
        const note = asStrings(limits?.value)?.join(', ');
        if (limits !== undefined)
          registry.limits.push({ note: `flask-limiter${note === undefined ? '' : ` ${note}`}`, place: limits.place });
        return undefined;
      }
      const kind = PACKAGES.test(callee.module) && Object.hasOwn(KINDS, last) ? KINDS[last] : undefined;
      return kind === undefined ? undefined : create(kind, callee.module, site);
    },
    instance(type, site, reader) {
      for (const each of reader.lineage(type)) {
        for (const { name } of each.type.supertypes) {
          const base = reader.lookup(each.unit, name, each.scope);
          const called = base?.kind === 'external' ? externalName(base) : undefined;
          const last = called?.name.slice(called.name.lastIndexOf('.') + 1) ?? '';
          const kind = called !== undefined && PACKAGES.test(called.module) && Object.hasOwn(KINDS, last) ? KINDS[last] : undefined;
          if (called !== undefined && kind !== undefined) return create(kind, called.module, site, type);
        }
      }
      return isSchemaClass(type, reader) ? host(new SchemaHost(type, site.arguments)) : undefined;
    },
    inherited(type, method, site) {
      if (method !== 'as_view') return undefined;
      return { kind: 'result', callee: { kind: 'property', object: type, name: method }, arguments: site.arguments, place: site.place };
    },
  };
}
