/** What Express middleware does about access, by the package that it comes from or by its own body. */
import type { Interpreter } from '../interpret/interpreter.ts';
import {
  argumentOf,
  asBoolean,
  asNumber,
  asString,
  asStrings,
  type CodePlace,
  externalName,
  fieldOf,
  type ResultValue,
  type Value,
} from '../interpret/value.ts';
import type { RouteRateLimit } from '../route.ts';
import type { Guard } from '../security.ts';
import { guardOfFunction } from './function-guards.ts';

/** Packages whose middleware has nothing to do with access. */
const HARMLESS = new Set(
  'express,body-parser,cors,helmet,morgan,compression,cookie-parser,cookie-session,express-session,multer,method-override,connect-flash,response-time,serve-static,serve-favicon,hpp,xss-clean,express-mongo-sanitize,express-validator,celebrate,joi,zod,express-zod-api,express-fileupload,connect-timeout,i18next-http-middleware,express-winston,pino-http,express-pino-logger,express-status-monitor,swagger-ui-express,express-http-context,express-request-id,nocache,csurf,express-useragent,errorhandler,express-async-errors,response-time,prom-client,express-prom-bundle,swagger-jsdoc,connect-history-api-fallback,vhost,path,fs,feature-policy,permissions-policy,express-robots-txt,express-security.txt,i18n,serve-index'.split(
    ',',
  ),
);

const RATE_LIMITERS = new Set(['express-rate-limit', 'express-slow-down', 'rate-limiter-flexible', 'express-brute', 'express-limiter']);

interface Known {
  readonly module: RegExp;
  /** Of the external name; `''` is the package's own default. */
  readonly name: RegExp;
  guard(call: ResultValue | undefined, place: CodePlace): Guard;
}

function required(note: string, scheme: string) {
  return (_: ResultValue | undefined, place: CodePlace): Guard => ({ kind: 'required', note, place, schemes: [scheme] });
}

function optionOf(call: ResultValue | undefined, name: string): Value | undefined {
  return call?.arguments.map(({ value }) => fieldOf(value, name)).find((value) => value !== undefined);
}

/** Packages that authenticate. */
const KNOWN: readonly Known[] = [
  {
    module: /^passport$/,
    name: /(?:^|\.)(?:initialize|session|use|serializeUser|deserializeUser)$/,
    guard: (_, place) => ({ kind: 'harmless', note: 'passport is set up', place }),
  },
  { module: /^passport$/, name: /(?:^|\.)(?:authenticate|authorize)$/, guard: passport },
  { module: /^express-jwt$/, name: /^(?:|expressjwt|jwt)$/, guard: expressJwt },
  {
    module: /^express-jwt-permissions$|^express-jwt-authz$/,
    name: /./,
    guard: (_, place) => ({ kind: 'authorizes', note: 'permissions of the token are asked for', place }),
  },
  {
    module: /^express-oauth2-jwt-bearer$/,
    name: /^auth$/,
    guard: (call, place) => byOption(call, place, 'authRequired', '`auth()` of express-oauth2-jwt-bearer', 'jwt'),
  },
  { module: /^express-oauth2-jwt-bearer$/, name: /^(?:requiredScopes|claim)/, guard: scopes },
  {
    module: /^express-openid-connect$/,
    name: /^auth$/,
    guard: (call, place) => byOption(call, place, 'authRequired', '`auth()` of express-openid-connect', 'openIdConnect'),
  },
  {
    module: /^express-openid-connect$/,
    name: /^requiresAuth$/,
    guard: required('`requiresAuth()` of express-openid-connect', 'openIdConnect'),
  },
  { module: /^express-openid-connect$/, name: /^claim/, guard: scopes },
  {
    module: /^connect-ensure-login$/,
    name: /ensureLoggedIn$/,
    guard: required('`ensureLoggedIn()` redirects who is not logged in', 'session'),
  },
  { module: /^express-basic-auth$|^basic-auth-connect$/, name: /^$/, guard: required('HTTP Basic authentication', 'basic') },
  { module: /^keycloak-connect$/, name: /protect$|enforcer$/, guard: keycloak },
  {
    module: /^supertokens-node/,
    name: /verifySession$/,
    guard: (call, place) => byOption(call, place, 'sessionRequired', '`verifySession()` of SuperTokens', 'session'),
  },
  {
    module: /^@clerk\//,
    name: /^(?:requireAuth|ClerkExpressRequireAuth)$/,
    guard: required('Clerk refuses requests without a session', 'session'),
  },
  {
    module: /^@clerk\//,
    name: /^(?:clerkMiddleware|ClerkExpressWithAuth)$/,
    guard: (_, place) => ({ kind: 'optional', note: 'Clerk reads the session', place }),
  },
  { module: /^firebase-admin/, name: /verifyIdToken$/, guard: required('Firebase verifies the token', 'jwt') },
];

function passport(call: ResultValue | undefined, place: CodePlace): Guard {
  const strategies = asStrings(call?.arguments[0]?.value) ?? [];
  const note = `passport authenticates${strategies.length > 0 ? ` by \`${strategies.join('`, `')}\`` : ''}`;
  const callback = call?.arguments.slice(1).some(({ value }) => value.kind === 'closure') === true;
  if (callback) return { kind: 'unknown', note: `${note} with a callback of its own`, place };
  if (strategies.includes('anonymous'))
    return { kind: 'optional', note, place, schemes: strategies.filter((each) => each !== 'anonymous') };
  return { kind: 'required', note, place, schemes: strategies };
}

function expressJwt(call: ResultValue | undefined, place: CodePlace): Guard {
  return byOption(call, place, 'credentialsRequired', 'express-jwt verifies the token', 'jwt');
}

/** Required, unless an option says false; unknown when nobody can tell what it says. */
function byOption(call: ResultValue | undefined, place: CodePlace, option: string, note: string, scheme: string): Guard {
  const value = optionOf(call, option);
  const decided = value === undefined ? true : asBoolean(value);
  const kind = decided === undefined ? 'unknown' : decided ? 'required' : 'optional';
  return { kind, note: decided === false ? `${note}, if there is one (\`${option}: false\`)` : note, place, schemes: [scheme] };
}

function scopes(call: ResultValue | undefined, place: CodePlace): Guard {
  const asked = call?.arguments.flatMap(({ value }) => asStrings(value) ?? []) ?? [];
  return {
    kind: 'authorizes',
    note: `asks for ${asked.map((scope) => `\`${scope}\``).join(', ') || 'claims'}`,
    place,
    scopes: asked.flatMap((each) => each.split(' ')),
  };
}

function keycloak(call: ResultValue | undefined, place: CodePlace): Guard {
  const role = asString(argumentOf(call?.arguments ?? [], 0)?.value);
  return { kind: 'required', note: 'Keycloak protects it', place, schemes: ['keycloak'], scopes: role === undefined ? [] : [role] };
}

/** What a value that is used as middleware does about access. */
export function guardOf(value: Value, place: CodePlace, interpreter: Interpreter): Guard {
  switch (value.kind) {
    case 'closure':
      // Four parameters make an error handler, which no ordinary request passes.
      if (value.function.parameters.length === 4) return { kind: 'harmless', note: 'an error handler', place };
      return { ...guardOfFunction(value, interpreter), place };
    case 'external':
    case 'result':
    case 'property':
      return external(value, place, interpreter);
    case 'choice': {
      const guards = value.options.map((option) => guardOf(option, place, interpreter));
      const [first] = guards;
      const same = first !== undefined && guards.every(({ kind }) => kind === first.kind);
      return same ? first : { kind: 'unknown', note: 'one of several things, and nobody can tell which', place };
    }
    case 'list':
      return { kind: 'unknown', note: 'a list of middleware of which not all is known', place };
    default:
      return { kind: 'unknown', note: 'middleware that could not be found in this code', place };
  }
}

function external(value: Value, place: CodePlace, interpreter: Interpreter): Guard {
  const called = externalName(value);
  if (called === undefined) return { kind: 'unknown', note: 'middleware that could not be found in this code', place };
  const module = called.module.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1');
  const call = value.kind === 'result' ? value : undefined;
  const known = KNOWN.find((each) => each.module.test(called.module) && each.name.test(called.name));
  if (known !== undefined) return known.guard(call, place);
  if (HARMLESS.has(module) || RATE_LIMITERS.has(module))
    return { kind: 'harmless', note: `${module} has nothing to do with access`, place };
  // A wrapper of a package (`asyncHandler(fn)`): what it wraps decides, when nothing in its name speaks of access.
  const wrapped = call?.arguments.find((each) => each.value.kind === 'closure')?.value;
  if (wrapped?.kind === 'closure' && /async|wrap|catch|promis/i.test(`${called.module} ${called.name}`))
    return guardOf(wrapped, place, interpreter);
  const name = called.module === '' ? called.name : called.name === '' ? called.module : `${called.name} of ${called.module}`;
  return { kind: 'unknown', note: `\`${name}\` is not known and may guard`, place };
}

/** The limit that a value used as middleware sets; undefined when it sets none. */
export function rateLimitOf(value: Value, place: CodePlace): RouteRateLimit | undefined {
  const called = externalName(value);
  if (called === undefined || !RATE_LIMITERS.has(called.module)) return undefined;
  const call = value.kind === 'result' ? value : undefined;
  const most = asNumber(optionOf(call, 'limit') ?? optionOf(call, 'max'));
  const window = asNumber(optionOf(call, 'windowMs'));
  const rate = most === undefined ? '' : `, ${most} requests${window === undefined ? '' : ` in ${window / 1000} s`}`;
  return { kind: 'limited', note: `${called.module}${rate}`, place };
}
