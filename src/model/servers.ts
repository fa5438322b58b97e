import type { Place } from '../documents/place.ts';
import { get, getArray, getObject, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { Server, ServerVariable } from './api.ts';

/** The `servers` of OAS 3 on any level; undefined when there are none, so that those of the level above hold. */
export function readServers(holder: JsonObject, place: Place, level: Server['level']): Server[] | undefined {
  const list = get(holder, 'servers');
  if (!Array.isArray(list)) return undefined;
  const servers = list.flatMap((raw, index) => readServer(raw, place.at('servers', index), level) ?? []);
  return servers.length === 0 ? undefined : servers;
}

/** One Server Object (OAS 3.x section 4.5); undefined when it is no object. */
export function readServer(raw: unknown, place: Place, level: Server['level']): Server | undefined {
  if (!isObject(raw)) return undefined;
  const variables = new Map<string, ServerVariable>();
  for (const [name, value] of Object.entries(getObject(raw, 'variables') ?? {})) {
    variables.set(name, {
      name,
      default: getString(value, 'default'),
      enum: getArray(value, 'enum')?.filter((item) => typeof item === 'string'),
      place: place.at('variables', name),
    });
  }
  return { kind: 'server', place, raw, url: getString(raw, 'url') ?? '', level, urlPlace: place.at('url'), variables };
}

/** 2.0: one server a scheme, on the root (`host`, `basePath`) or an operation (`schemes` alone); undefined when nothing is said. */
export function readSchemes(holder: JsonObject, place: Place, root: JsonObject, level: 'root' | 'operation'): Server[] | undefined {
  const host = getString(root, 'host') ?? '';
  const rest = host === '' ? '' : `${host}${getString(root, 'basePath') ?? ''}`;
  const make = (url: string, urlPlace: Place): Server => ({
    kind: 'server',
    place: urlPlace,
    raw: {},
    url,
    level,
    urlPlace,
    variables: new Map(),
  });
  const schemes = getArray(holder, 'schemes')?.filter((scheme) => typeof scheme === 'string');
  if (schemes !== undefined && schemes.length > 0) {
    return schemes.map((scheme, index) => make(`${scheme}://${rest}`, place.at('schemes', index)));
  }
  return level === 'root' && host !== '' ? [make(`//${rest}`, place.at('host'))] : undefined;
}
