/** What decorators and hooks of Flask applications do about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asBoolean, asStrings, type CodePlace, externalName, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { dependsOnPath } from '../function-guards.ts';
import { guardOfWrapper } from '../python/decorators.ts';

interface Known {
  readonly kind: 'required' | 'authorizes' | 'optional';
  readonly scheme: string;
}

/** Decorators of packages, as `package:last name`. */
const GUARDS: readonly (readonly [RegExp, Known])[] = [
  [/^flask_login:(?:login_required|fresh_login_required)$/, { kind: 'required', scheme: 'session' }],
  [/^flask_jwt_extended:(?:jwt_required|fresh_jwt_required|jwt_refresh_token_required)$/, { kind: 'required', scheme: 'bearer' }],
  [/^flask_jwt_extended:jwt_optional$/, { kind: 'optional', scheme: 'bearer' }],
  [/^flask_jwt:jwt_required$/, { kind: 'required', scheme: 'bearer' }],
  [/^flask_jwt_router:/, { kind: 'required', scheme: 'bearer' }],
  [/^flask_httpauth:login_required$/, { kind: 'required', scheme: 'http' }],
  [/^flask_basicauth:required$/, { kind: 'required', scheme: 'basic' }],
  [
    /^flask_security(?:\.\w+)*:(?:auth_required|auth_token_required|http_auth_required|login_required)$/,
    { kind: 'required', scheme: 'token' },
  ],
  [
    /^flask_security(?:\.\w+)*:(?:roles_required|roles_accepted|permissions_required|permissions_accepted)$/,
    { kind: 'authorizes', scheme: 'session' },
  ],
  [/^flask_praetorian(?:\.\w+)*:(?:auth_required)$/, { kind: 'required', scheme: 'bearer' }],
  [/^flask_praetorian(?:\.\w+)*:(?:roles_required|roles_accepted)$/, { kind: 'authorizes', scheme: 'bearer' }],
  [/^flask_praetorian(?:\.\w+)*:auth_accepted$/, { kind: 'optional', scheme: 'bearer' }],
  [/^flask_user(?:\.\w+)*:(?:login_required|roles_required)$/, { kind: 'required', scheme: 'session' }],
  [/^flask_oidc:(?:require_login|accept_token)$/, { kind: 'required', scheme: 'oidc' }],
  [/^flask_principal:require$/, { kind: 'authorizes', scheme: 'session' }],
  [/^flask_simplelogin:login_required$/, { kind: 'required', scheme: 'session' }],
  [/^authlib(?:\.\w+)*:ResourceProtector$/, { kind: 'required', scheme: 'oauth2' }],
  [/^apifairy(?:\.\w+)*:authenticate$/, { kind: 'required', scheme: 'http' }],
  [/^apiflask(?:\.\w+)*:auth_required$/, { kind: 'required', scheme: 'http' }],
];

const SCHEMES: Readonly<Record<string, string>> = table({
  HTTPBasicAuth: 'basic',
  HTTPTokenAuth: 'bearer',
  HTTPDigestAuth: 'digest',
  MultiAuth: 'http',
});

/** Packages whose decorators have nothing to do with access. */
const HARMLESS =
  /^(?:flask_caching|flask_cache|flask_limiter|flasgger|flask_apispec|apispec|webargs|flask_cors|functools|contextlib|flask_restx|flask_restplus|flask_restful|flask_smorest|apiflask|apifairy|marshmallow|flask_wtf|flask_compress|flask_pydantic|flask_expects_json|flask_parameter_validation|spectree|celery|prometheus_\w+|opentelemetry|sentry_sdk|newrelic|cachetools|typing|abc|deprecated|retry|tenacity|flask_sqlalchemy|flask_accepts|flask_classful|flask$|flask_marshmallow|flask_babel|werkzeug)/;

/** Decides by something else than who asks. */
const OTHER_REQUESTS = new Set(['blueprint', 'url_rule', 'view_args', 'method', 'blueprints']);

/** What a decorator, or a function that runs before requests, does about access. */
export function guardOfValue(value: Value, place: CodePlace, interpreter: Interpreter): Guard {
  if (value.kind === 'closure') {
    // A hook that is decorated itself: `@bp.before_request` above `@jwt_required()`.
    const outer = (value.decorators ?? []).map((each) => guardOfValue(each, place, interpreter));
    const asking = outer.find(({ kind }) => kind !== 'harmless');
    if (asking !== undefined) return { ...asking, place };
    return { ...guardOfWrapper(value, interpreter, exempts), place };
  }
  if (value.kind === 'choice') {
    const guards = value.options.map((option) => guardOfValue(option, place, interpreter));
    const [first] = guards;
    if (first !== undefined && guards.every(({ kind }) => kind === first.kind)) return first;
    return { kind: 'unknown', note: 'one of several decorators, and nobody can tell which', place };
  }
  const called = externalName(value);
  if (called === undefined) return { kind: 'unknown', note: 'a decorator that could not be found in this code may guard', place };
  const last = called.name.slice(called.name.lastIndexOf('.') + 1);
  const key = `${called.module}:${last}`;
  const known = GUARDS.find(([pattern]) => pattern.test(key))?.[1];
  if (known !== undefined) return ofPackage(value, known, last, called.name, place);
  if (HARMLESS.test(called.module)) return { kind: 'harmless', note: `\`${last}\` has nothing to do with access`, place };
  return {
    kind: 'unknown',
    note: `\`${last || called.module}\` of ${called.module || 'an unknown place'} is not known and may guard`,
    place,
  };
}

function ofPackage(value: Value, { kind, scheme }: Known, last: string, path: string, place: CodePlace): Guard {
  const args = value.kind === 'result' ? value.arguments : [];
  const named = (name: string): Value | undefined => args.find((each) => each.name === name)?.value;
  const schemes = [SCHEMES[path.split('.')[0] ?? ''] ?? scheme];
  const optional = named('optional');
  if (optional !== undefined && asBoolean(optional) === undefined)
    return { kind: 'unknown', note: `\`${last}\` refuses by a setting (\`optional\`)`, place, schemes };
  if (asBoolean(optional) === true || kind === 'optional')
    return { kind: 'optional', note: `\`${last}\` reads a credential if there is one`, place, schemes };
  const positional =
    kind === 'authorizes' ? args.filter(({ name }) => name === undefined).flatMap((each) => asStrings(each.value) ?? []) : [];
  const scopes = [...positional, ...(asStrings(named('role')) ?? []), ...(asStrings(named('roles')) ?? [])];
  return {
    kind: scopes.length > 0 ? 'authorizes' : 'required',
    note: `\`${last}\` refuses requests without a credential`,
    place,
    schemes,
    scopes,
  };
}

function exempts(declared: FunctionDeclaration): boolean {
  if (dependsOnPath(declared)) return true;
  return [...expressionsOf(declared.body ?? [])].some(
    (each) => each.kind === 'member' && each.object.kind === 'name' && each.object.name === 'request' && OTHER_REQUESTS.has(each.name),
  );
}
