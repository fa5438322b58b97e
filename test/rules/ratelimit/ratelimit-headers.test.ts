import { describe } from 'vitest';
import rule from '../../../src/rules/ratelimit/ratelimit-headers.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** The response stands on line 8. */
const response = (headers: readonly string[], status = '200') => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /a:
      get:
        operationId: getA
        responses:
          '${status}': {description: ok, headers: {${headers.map((name) => `${name}: {schema: {type: string}}`).join(', ')}}}
`;

const operation = (extension: string, root = '', path = '') => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  ${root}
  paths:
    /a:
      ${path}
      get:
        operationId: getA
        ${extension}
        security: [{key: []}]
        responses: {'200': {description: ok}}
  components: {securitySchemes: {key: {type: apiKey, in: header, name: x-api-key}}}
`;

const FAMILIES = [
  ['RateLimit'],
  ['RateLimit', 'RateLimit-Policy'],
  ['ratelimit-policy'],
  ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
  ['X-RateLimit-Limit'],
  ['x-ratelimit-remaining-minute'],
  ['X-Rate-Limit-Limit'],
  ['X-RATE-LIMIT-RESET'],
  ['RateLimit', 'X-RateLimit-Limit'],
];

const GATEWAYS = [
  'x-google-quota: {metricCosts: {read-requests: 1}}',
  'x-kong-plugin-rate-limiting: {config: {minute: 5}}',
  'x-kong-plugin-rate-limiting-advanced: {config: {limit: [5], window_size: [60]}}',
  'x-throttling-tier: 10KPerMin',
  'x-wso2-throttling-tier: Gold',
  'x-yc-apigateway-rate-limit: {allRequests: {rps: 10}}',
  'x-apigateway-ratelimit: basic',
  'x-zuplo-route: {policies: {inbound: [api-key-auth, rate-limit-inbound]}}',
  'x-rate-limit: 100/min',
  'x-ratelimit: {requests: 100, window: 60}',
  'x-azure-api-management: {policy: \'<inbound><rate-limit calls="20" renewal-period="90" /></inbound>\'}',
];

const NO_LIMIT = [
  'x-google-quota: {metricCosts: {}}',
  'x-kong-plugin-rate-limiting: {enabled: false, config: {minute: 5}}',
  'x-kong-plugin-key-auth: {config: {minute: 5}}',
  'x-throttling-tier: Unlimited',
  'x-zuplo-route: {policies: {inbound: [api-key-auth]}}',
  'x-rate-limit: none',
  'x-rate-limit: 0',
  'x-rate-limit: true',
  'x-no-rate-limit: 5',
  'x-rate-limit-exempt: internal',
  'x-azure-api-management: {policy: <inbound><base /></inbound>}',
];

const many = (count: number, responses: (index: number) => string) =>
  `openapi: 3.1.0\npaths:\n${Array.from({ length: count }, (_, at) => `  /a${at}: {get: {responses: ${responses(at)}}}\n`).join('')}`;

describe('ratelimit-headers', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'no headers at all',
      document: response([]).replace(', headers: {}', ''),
      hits: ['8: `GET /a` succeeds without rate-limit headers'],
    }),
    ...everyVersion3({
      name: 'other headers',
      document: response(['X-Request-Id', 'Retry-After', 'X-Limit', 'X-RateLimited']),
      hits: ['8: `GET /a`'],
    }),
    ...['201', '204', '2XX', '2xx', 'default'].map((status) => ({
      name: `${status} is a success`,
      document: response(['X-A'], status),
      hits: ['8: `GET /a`'],
    })),
    ...FAMILIES.map((names) => ({ name: names.join(' + '), document: response(names), hits: [] })),
    { name: 'the name of the policy', document: response(['x-app-rate']), options: { headers: ['X-App-Rate'] }, hits: [] },
    {
      name: 'a header behind a reference',
      document: `${response([]).replace('headers: {}', "headers: {X-RateLimit-Limit: {$ref: '#/components/headers/L'}}")}\n  components: {headers: {L: {schema: {type: integer}}}}\n`,
      hits: [],
    },
    ...GATEWAYS.map((extension) => ({ name: `gateway: ${extension}`, document: operation(extension), hits: [] })),
    { name: 'gateway on the document', document: operation('', 'x-kong-plugin-rate-limiting: {config: {minute: 5}}'), hits: [] },
    { name: 'gateway on the path', document: operation('', '', 'x-kong-plugin-rate-limiting: {config: {minute: 5}}'), hits: [] },
    { name: 'Yandex gateway', document: operation('', 'x-yc-apigateway: {rateLimit: {allRequests: {rps: 5}}}'), hits: [] },
    { name: 'Amazon usage plan', document: operation('', 'x-amazon-apigateway-api-key-source: HEADER'), hits: [] },
    {
      name: 'Tyk, whole API',
      document: operation('', 'x-tyk-api-gateway: {upstream: {rateLimit: {enabled: true, rate: 5, per: 10s}}}'),
      hits: [],
    },
    {
      name: 'Tyk, this operation',
      document: operation('', 'x-tyk-api-gateway: {middleware: {operations: {getA: {rateLimit: {enabled: true, rate: 5, per: 10s}}}}}'),
      hits: [],
    },
    ...NO_LIMIT.map((extension) => ({ name: `no limit: ${extension}`, document: operation(extension), hits: ['11: `GET /a`'] })),
    {
      name: 'Tyk, another operation',
      document: operation('', 'x-tyk-api-gateway: {middleware: {operations: {getB: {rateLimit: {enabled: true, rate: 5}}}}}'),
      hits: ['11: `GET /a`'],
    },
    {
      name: 'Google limits that no operation draws on',
      document: operation('', 'x-google-management: {quota: {limits: [{name: l, metric: m, values: {STANDARD: 5}}]}}'),
      hits: ['11: `GET /a`'],
    },
    {
      name: 'Amazon without a required key',
      document: operation('', 'x-amazon-apigateway-api-key-source: HEADER').replace('security: [{key: []}]', 'security: []'),
      hits: ['11: `GET /a`'],
    },
    {
      name: 'one success with headers is enough; errors, redirects and webhooks are not judged',
      document: `
        openapi: 3.1.0
        paths:
          /a:
            get: {responses: {'204': {description: none}, '200': {description: ok, headers: {ratelimit: {schema: {type: string}}}}, default: {description: bad}}}
            put: {responses: {'302': {description: go}, default: {description: bad}}}
            post: {responses: {'400': {description: bad}}}
            delete: {}
        webhooks:
          w: {post: {responses: {'200': {description: ok}}}}
      `,
      hits: [],
    },
    {
      name: 'a shared response once',
      document: `
        openapi: 3.1.0
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/Ok'}}}}
          /b: {get: {responses: {'200': {$ref: '#/components/responses/Ok'}}}}
        components:
          responses:
            Ok: {description: ok}
      `,
      hits: ['7: `GET /a` and 1 more succeed without'],
    },
    {
      name: 'nine of nine',
      document: many(9, () => "{'200': {description: ok}}"),
      hits: Array.from({ length: 9 }, (_, at) => `${at + 3}: \`GET /a${at}\``),
    },
    {
      name: 'ten of ten: one finding on the document',
      document: many(10, () => "{'200': {description: ok}}"),
      hits: ['1: none of the 10 operations documents rate-limit headers'],
    },
    {
      name: 'nine of ten',
      document: many(10, (at) => (at === 4 ? "{'200': {description: ok, headers: {RateLimit: {}}}}" : "{'200': {description: ok}}")),
      hits: [0, 1, 2, 3, 5, 6, 7, 8, 9].map((at) => `${at + 3}: \`GET /a${at}\``),
    },
    {
      name: 'swagger 2',
      document:
        "swagger: '2.0'\npaths:\n  /a:\n    get: {responses: {200: {description: ok}}}\n    put: {responses: {200: {description: ok, headers: {X-RateLimit-Limit: {type: integer}}}}}\n",
      hits: ['4: `GET /a`'],
    },
  ]));
