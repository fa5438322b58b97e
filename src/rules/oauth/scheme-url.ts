import type { Api } from '../../model/api.ts';
import { urlScheme } from '../../model/transport.ts';

/** A URL with its `{templates}` filled by a word, so that it can be parsed. */
function filled(url: string): string {
  return url.replaceAll(/\{[^{}]*\}/g, 'x');
}

/** Parses an absolute URL, templates included; undefined when it is none. */
export function absoluteUrl(value: string): URL | undefined {
  if (urlScheme(value) === undefined || !/^[^\s:]+:\/\/[^/?#\s]/.test(value) || !isUrlText(value)) return undefined;
  return parse(filled(value));
}

/** Resolves a relative URL against the first server (OAS 3.x section 4.6); a relative server stays on the host that serves the document. */
export function resolvedUrl(value: string, { servers }: Api): URL | undefined {
  if (value === '' || !isUrlText(value)) return undefined;
  const [server] = servers;
  const base = server?.url.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => server.variables.get(name)?.default ?? 'x') ?? '/';
  const host = parse(base, 'https://document.invalid');
  return host === undefined ? undefined : parse(filled(value), host.href);
}

/** RFC 3986 section 2: characters that no URL holds as they are; braces stand for templates. */
function isUrlText(value: string): boolean {
  return !/[\s<>"\\^`|]/.test(value);
}

function parse(value: string, base?: string): URL | undefined {
  try {
    return new URL(value, base);
  } catch {
    return undefined;
  }
}

/** `auth.acme.com/token`, `localhost:8080/token`: a host without its scheme, which reads as a relative path. */
export function looksLikeHost(value: string): boolean {
  const [first = ''] = value.split(/[/?#]/, 1);
  return /^(?:[\w{}-]+\.)+[a-z{}]{2,}(?::\d+)?$/i.test(first) || /^[\w.{}-]+:\d+$/.test(first);
}
