import type { Value } from '../interpret/value.ts';

/** Stands for a part of a path that nobody knows: compared with a document it may be anything. */
export const WILDCARD = '{*}';

/** The path that a value is: unknown parts become {@link WILDCARD}. Undefined for what is no path at all. */
export function pathText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind === 'text') return value.parts.map((part) => part ?? WILDCARD).join('');
  return undefined;
}

/** `:id`, `:id(\d+)`, `:id?`, `*` and `*rest` as templates: `{id}`, `{*}`. For routers of the path-to-regexp kind. */
export function colonTemplate(path: string): string {
  return path
    .replaceAll(/\\:|::/g, LITERAL_COLON)
    .replaceAll(/:([A-Za-z_]\w*)(?:\([^()]*\))?[?+*]?/g, '{$1}')
    .replaceAll(/(^|[^{])\*\w*(?!\})/g, '$1{*}')
    .replaceAll(/\{\/([^{}]*\{\w+\})\}/g, '/$1')
    .replaceAll(LITERAL_COLON, ':');
}

/** Stands for a colon that is meant as one: `\:` of Express, `::` of Fastify. */
const LITERAL_COLON = '\0';

/** Names of the parameters in a template. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([A-Za-z_][\w-]*)\}/g)].map(([, name]) => name ?? '');
}
