import { get, getObject, getString, isObject, type JsonObject } from '../../documents/tree.ts';
import type { Api, Operation } from '../../model/api.ts';
import { hasWords, splitWords } from '../../model/words.ts';

/**
 * Whether an extension of a gateway states a rate limit for an operation: on the operation, its path or the document, as the gateway
 * itself reads it. Switched-off plugins, `Unlimited` tiers and empty values state none.
 */
export function hasGatewayLimit(operation: Operation, api: Api): boolean {
  return [operation.raw, operation.pathItem.raw, api.raw].some(holdsLimit) || inContainer(operation, api);
}

const known = new WeakMap<JsonObject, boolean>();

function holdsLimit(raw: JsonObject): boolean {
  let holds = known.get(raw);
  if (holds === undefined) {
    holds = Object.keys(raw).some((key) => isLimitKey(key) && states(get(raw, key))) || azure(raw);
    known.set(raw, holds);
  }
  return holds;
}

/**
 * Kong `x-kong-plugin-rate-limiting` and `-rate-limiting-advanced` (developer.konghq.com/deck/file/openapi2kong), Google
 * `x-google-quota` (cloud.google.com/endpoints/docs/openapi/quotas-configure), WSO2 `x-throttling-tier` and
 * `x-wso2-throttling-tier`, Yandex `x-yc-apigateway-rate-limit` (yandex.cloud/docs/api-gateway/concepts/extensions/rate-limit), Huawei
 * `x-apigateway-ratelimit` (support.huaweicloud.com/intl/en-us/usermanual-apig/apig_03_0098.html), and any `x-rate-limit` of a house style.
 * Google's `x-google-management` only names limits: without `x-google-quota` they hold for no operation.
 */
function isLimitKey(key: string): boolean {
  if (!key.startsWith('x-') || key.startsWith('x-google-management')) return false;
  const words = splitWords(key);
  if (words.some((word) => NEGATIONS.has(word))) return false;
  // Definitions that operations refer to by name, in the plural of Huawei and Yandex.
  if (/-rate-?limits$/.test(key) && key.includes('apigateway')) return false;
  return (
    words.some((word) => LIMIT_WORDS.has(word)) ||
    hasWords(words, 'rate limit') ||
    hasWords(words, 'rate limiting') ||
    words.at(-1) === 'quota'
  );
}

const LIMIT_WORDS: ReadonlySet<string> = new Set(['ratelimit', 'ratelimiting', 'throttle', 'throttling', 'throttled']);

const NEGATIONS: ReadonlySet<string> = new Set([
  'no',
  'not',
  'without',
  'disable',
  'disabled',
  'exempt',
  'exempted',
  'skip',
  'bypass',
  'ignore',
  'unlimited',
]);

/** Whether the value of such a key sets a limit. A bare `true` names none. */
function states(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return value > 0;
  if (typeof value === 'string') return !/^\s*(?:|0|-1|none|no|off|false|disabled|unlimited)\s*$/i.test(value);
  if (depth > 4) return false;
  if (Array.isArray(value)) return value.some((item) => states(item, depth + 1));
  if (!isObject(value) || get(value, 'enabled') === false || get(value, 'disabled') === true) return false;
  return Object.values(value).some((item) => states(item, depth + 1));
}

function inContainer(operation: Operation, api: Api): boolean {
  return zuplo(operation) || tyk(operation, api) || yandex(api) || amazon(operation, api);
}

/** Zuplo names the policies of a route (zuplo.com/docs/policies/rate-limit-inbound); their settings stand elsewhere. */
function zuplo(operation: Operation): boolean {
  const inbound = get(getObject(getObject(operation.raw, 'x-zuplo-route'), 'policies'), 'inbound');
  return Array.isArray(inbound) && inbound.some((name) => typeof name === 'string' && isLimitKey(`x-${name}`));
}

/** Tyk keeps limits by operationId under `middleware`, and for the whole API under `upstream` (tyk.io/docs/api-management/rate-limit). */
function tyk(operation: Operation, api: Api): boolean {
  const tyk = getObject(api.raw, 'x-tyk-api-gateway');
  const limits = [
    get(getObject(tyk, 'upstream'), 'rateLimit'),
    get(getObject(getObject(getObject(tyk, 'middleware'), 'operations'), operation.operationId ?? ''), 'rateLimit'),
  ];
  return limits.some((limit) => get(limit, 'enabled') === true && states(get(limit, 'rate')));
}

/** Yandex applies the limit named on the gateway to every path. */
function yandex(api: Api): boolean {
  return states(get(getObject(api.raw, 'x-yc-apigateway'), 'rateLimit'));
}

/** Amazon throttles by usage plan the methods that require an API key, once the document says where the key comes from. */
function amazon(operation: Operation, api: Api): boolean {
  // docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-api-key-source.html
  if (getString(api.raw, 'x-amazon-apigateway-api-key-source') === undefined) return false;
  const { alternatives } = operation.security;
  return (
    alternatives.length > 0 &&
    alternatives.every(({ requirements }) =>
      requirements.some(({ scheme }) => scheme?.type === 'apiKey' && scheme.parameterName?.toLowerCase() === 'x-api-key'),
    )
  );
}

/** Azure has no extension of its own; policy XML that a document carries along names `rate-limit`, `rate-limit-by-key` or `quota`. */
function azure(raw: JsonObject): boolean {
  const policy = getString(getObject(raw, 'x-azure-api-management'), 'policy');
  return policy !== undefined && /<(?:rate-limit|quota)(?:-by-key)?\s/.test(policy);
}
