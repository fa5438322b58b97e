/** Route templates of ASP.NET Core. */
import { WILDCARD } from '../path-text.ts';

export interface RouteTokens {
  readonly controller: string;
  readonly action: string;
  readonly area: string | undefined;
  /** A transformer turns `OrderItems` to `order-items`. */
  readonly kebab: boolean;
}

/** Prefix and template of an action; a template that begins with `/` or `~/` stands alone. */
export function joinTemplates(prefix: string, own: string): string {
  if (own.startsWith('~/')) return own.slice(1);
  if (own.startsWith('/')) return own;
  return `${prefix}/${own}`;
}

/** `[controller]`, `[action]`, `[area]` filled in. */
export function fillTokens(template: string, tokens: RouteTokens): string {
  const cased = (text: string): string => (tokens.kebab ? text.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase() : text);
  return template.replaceAll(/\[(\w+)\]/g, (whole, token: string) => {
    const key = token.toLowerCase();
    if (key === 'controller') return cased(tokens.controller);
    if (key === 'action') return cased(tokens.action);
    if (key === 'area') return tokens.area === undefined ? WILDCARD : cased(tokens.area);
    return whole;
  });
}

/** One slash between parts, and parameters without constraints, defaults and marks: `{id:int?}` is `{id}`. */
export function pathTemplate(template: string, { lower }: { readonly lower: boolean }): string {
  const parts = template.split('/').filter((part) => part !== '');
  const plain = parts.map((part) => (part === WILDCARD ? part : withoutConstraints(part, lower)));
  return `/${plain.join('/')}`;
}

function withoutConstraints(part: string, lower: boolean): string {
  let read = '';
  let depth = 0;
  let name = '';
  for (const character of part) {
    if (character === '{') {
      depth++;
      if (depth === 1) name = '';
    } else if (character === '}') {
      if (depth === 1) read += `{${parameterName(name)}}`;
      depth = Math.max(0, depth - 1);
    } else if (depth > 0) name += character;
    else read += lower ? character.toLowerCase() : character;
  }
  return read;
}

function parameterName(text: string): string {
  const [, name] = /^\*{0,2}([\w-]+)/.exec(text) ?? [];
  return name ?? text;
}

/** Constraints of a template's parameters: `{id:int:min(1)}` → `id: ['int', 'min(1)']`; names are lower case, for routing is not case sensitive. */
export function constraintsOf(template: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', rest = ''] of template.matchAll(/\{\*{0,2}([A-Za-z_][\w-]*)((?::[^{}:]+)*)/g)) {
    found.set(
      name.toLowerCase(),
      rest
        .split(':')
        .filter((each) => each !== '')
        .map((each) => each.replace(/[?=].*$/, '')),
    );
  }
  return found;
}

/** `{version:apiVersion}` with a version in its place, as versions are written in paths: `1.0` is `1`. */
export function withVersion(template: string, version: string): string {
  return template.replaceAll(/\{\w+:apiVersion\}/gi, version.replace(/\.0$/, ''));
}

export function hasVersion(template: string): boolean {
  return /\{\w+:apiVersion\}/i.test(template);
}
