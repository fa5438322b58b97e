import type { CodePlace, Route } from '../route.ts';
import { table } from '../table.ts';
import { type CodeTree, leaf, list, node } from './code-tree.ts';

/** Stands for security that could not be told: nobody may read it as a lack. */
const UNKNOWN = 'unknown';
/** Stands for `public` where the code says so. */
const DECLARED = 'declaredPublic';
/** Stands for a scheme that the code does not name. */
const UNNAMED = 'code';

/** `security` of an operation. */
export function securityTree({ security, place }: Route, publicRoutes: 'open' | 'declared'): CodeTree {
  const at = security.evidence[0]?.place ?? place;
  const empty = node(at, {});
  const requirement = (names: readonly string[]): CodeTree =>
    node(
      at,
      Object.fromEntries(names.map((name, index) => [name, list(at, index === 0 ? security.scopes.map((scope) => leaf(scope, at)) : [])])),
    );
  const asked = requirement(names(security.schemes));
  switch (security.enforced) {
    case 'required':
      return list(at, [asked]);
    case 'optional':
      return list(at, [asked, empty]);
    case 'unknown':
      return list(at, [requirement([UNKNOWN])]);
    case 'public':
      return list(at, publicRoutes === 'open' ? [] : [requirement([DECLARED])]);
    case 'none':
      return list(at, []);
  }
}

function names(schemes: readonly string[]): string[] {
  const known = schemes.map(schemeName).filter((name) => name !== '');
  return known.length === 0 ? [UNNAMED] : known.slice(0, 1);
}

/** A name that a component may have (OAS 3.1 section 4.8.7.1). */
function schemeName(scheme: string): string {
  return scheme.replaceAll(/[^\w.-]/g, '_');
}

/** Scheme objects by what a name says; anything else is a bearer token. */
const KINDS: readonly (readonly [pattern: RegExp, scheme: Readonly<Record<string, unknown>>])[] = [
  [/^basic$/i, { type: 'http', scheme: 'basic' }],
  [/^digest$/i, { type: 'http', scheme: 'digest' }],
  [/session|cookie|local/i, { type: 'apiKey', in: 'cookie', name: 'session' }],
  [/api_?-?key.*query/i, { type: 'apiKey', in: 'query', name: 'api_key' }],
  [/api_?-?key/i, { type: 'apiKey', in: 'header', name: 'X-API-Key' }],
  [/^mutualTLS$/i, { type: 'mutualTLS' }],
];

/** `components/securitySchemes` for all names that {@link securityTree} uses. */
export function schemeTree(routes: readonly Route[], publicRoutes: 'open' | 'declared'): CodeTree | undefined {
  const entries = new Map<string, CodeTree>();
  for (const { security, place } of routes) {
    const at = security.evidence[0]?.place ?? place;
    for (const name of namesFor(security, publicRoutes)) if (!entries.has(name)) entries.set(name, scheme(name, at));
  }
  // Rules about a lack of security ask whether there is any: code that has none at all is no exception.
  const [first] = routes;
  if (entries.size === 0 && publicRoutes === 'declared' && first !== undefined) entries.set(UNNAMED, scheme(UNNAMED, first.place));
  return entries.size === 0 ? undefined : { place: routes[0]?.place, entries };
}

function namesFor({ enforced, schemes }: Route['security'], publicRoutes: 'open' | 'declared'): string[] {
  if (enforced === 'unknown') return [UNKNOWN];
  if (enforced === 'required' || enforced === 'optional') return names(schemes);
  return enforced === 'public' && publicRoutes === 'declared' ? [DECLARED] : [];
}

const DESCRIPTIONS: Readonly<Record<string, string>> = table({
  [UNKNOWN]: 'Who may call these operations could not be told from the code.',
  [DECLARED]: 'The code declares these operations public.',
  [UNNAMED]: 'The code asks for a credential and does not name its kind.',
});

function scheme(name: string, place: CodePlace): CodeTree {
  const known = KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };
  const description = DESCRIPTIONS[name];
  return node(
    place,
    Object.fromEntries(
      Object.entries({ ...known, ...(description !== undefined && { description }) }).map(([key, value]) => [key, leaf(value, place)]),
    ),
  );
}
