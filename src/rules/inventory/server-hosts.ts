import type { Place } from '../../documents/place.ts';
import type { Api, Server } from '../../model/api.ts';
import { urlHost } from '../../model/transport.ts';

interface ServerHost {
  /** Lower case, without port; templates that nothing fills stay. */
  readonly host: string;
  readonly place: Place;
  /** The variable whose value makes this host; undefined when the URL alone does. */
  readonly variable: string | undefined;
}

/** Values taken of one variable. */
const MAX_VALUES = 100;

/** Every host that a server names, by its URL and by the default and enum of each variable. Nothing for relative URLs. */
export function serverHosts(server: Server, api: Api): ServerHost[] {
  if (api.version === '2.0') {
    // All schemes share one `host`, so they share one place too.
    const host = urlHost(server.url);
    return host === '' ? [] : [{ host, place: api.place.at('host'), variable: undefined }];
  }
  const template = hostTemplate(server.url);
  const names = variableNames(template);
  if (names.length === 0) return template === '' ? [] : [{ host: hostOf(template), place: server.urlPlace, variable: undefined }];
  const defaults = fill(template, names, server);
  const found: ServerHost[] = [];
  for (const name of names) {
    const variable = server.variables.get(name);
    if (variable === undefined) continue;
    const others = names.filter((other) => other !== name);
    const add = (value: string, place: Place): void => {
      const host = hostOf(
        fill(
          template.replaceAll(`{${name}}`, () => value),
          others,
          server,
        ),
      );
      if (host !== '' && !found.some((known) => known.host === host)) found.push({ host, place, variable: name });
    };
    if (variable.default !== undefined) add(variable.default, variable.place.at('default'));
    for (const [index, value] of (variable.enum ?? []).slice(0, MAX_VALUES).entries()) add(value, variable.place.at('enum', index));
  }
  return found.length > 0 ? found : [{ host: hostOf(defaults), place: server.urlPlace, variable: undefined }];
}

/** `scheme://authority` of a URL as written, variables included; a leading variable may stand for all of it. `''` for a relative URL. */
function hostTemplate(url: string): string {
  const text = url.trim();
  const start = text.indexOf('//');
  if (start >= 0) return `//${text.slice(start + 2).split(/[/?#]/, 1)[0]}`;
  if (/^localhost(?:[:/]|$)/i.test(text)) return '//localhost';
  return text.startsWith('{') ? (text.split(/[/?#]/, 1)[0] ?? '') : '';
}

/** Names of the variables in the host of a server's URL, ports left out. */
export function hostVariables(url: string): string[] {
  const template = hostTemplate(url);
  const port = /:(?:\{[^{}]*\}|\d*)$/.exec(template);
  return variableNames(port === null ? template : template.slice(0, port.index));
}

/** What stands behind the last variable of the host: `.acme.io` of `https://{tenant}.acme.io/v1`. */
export function hostSuffix(url: string): string {
  const template = hostTemplate(url).toLowerCase();
  return template.slice(template.lastIndexOf('}') + 1);
}

function variableNames(template: string): string[] {
  return [...new Set([...template.matchAll(/\{([^{}]{1,200})\}/g)].map(([, name]) => name ?? ''))].slice(0, 10);
}

function fill(template: string, names: readonly string[], server: Server): string {
  return names.reduce((text, name) => text.replaceAll(`{${name}}`, () => server.variables.get(name)?.default ?? `{${name}}`), template);
}

function hostOf(filled: string): string {
  return urlHost(filled.includes('//') ? filled.slice(filled.lastIndexOf('//')) : filled);
}
