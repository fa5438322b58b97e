import { describe } from 'vitest';
import variable from '../../../src/rules/inventory/inventory-host-variable.ts';
import internal from '../../../src/rules/inventory/inventory-internal-host.ts';
import placeholder from '../../../src/rules/inventory/inventory-placeholder-host.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';

const server = (url: string, variables = '{}'): string => `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers:
  - url: '${url}'
    variables: ${variables}
paths: {}
`;
const swagger = (host: string): string => `swagger: '2.0'
info: { title: Pets, version: '1' }
host: ${host}
schemes: [https, wss]
paths:
  /pets: { get: { schemes: [https], responses: { '200': { description: ok } } } }
`;
const urls = (message: string, list: readonly string[]): RuleCase[] =>
  list.map((url) => ({ name: url, document: server(url), hits: [`4: ${message}`] }));
const fine = (list: readonly string[]): RuleCase[] => list.map((url) => ({ name: `${url} is fine`, document: server(url), hits: [] }));

describe('inventory-placeholder-host', () =>
  cases(placeholder, [
    ...everyVersion3({
      name: 'example.com',
      document: server('https://api.example.com/v1'),
      hits: ['4: `api.example.com` is a placeholder (RFC 2606)'],
    }),
    ...urls('', [
      'https://example.org',
      'HTTPS://EXAMPLE.NET',
      'https://api.example',
      'https://pets.test',
      'https://pets.invalid',
      'https://example.acme.io',
    ]),
    ...urls('`', [
      'http://localhost:8080',
      'https://api.localhost',
      'http://127.0.0.1',
      'http://0.0.0.0:3000',
      'http://[::1]:80',
      'localhost:3000',
    ]),
    ...urls('`', [
      'https://your-domain.com',
      'https://api.yourcompany.io',
      'https://my_server.io',
      'https://<host>/v1',
      'https://your-domain.atlassian.net',
      'https://changeme/v1',
    ]),
    { name: '2.0, once for all schemes', document: swagger('localhost:8080'), hits: ['3: `localhost`'] },
    {
      name: 'on a path and an operation',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    servers: [{ url: http://localhost }]
    get: { servers: [{ url: 'https://example.com' }], responses: { '200': { description: ok } } }
`,
      hits: ['5: `localhost`', '6: `example.com`'],
    },
    { name: 'a default', document: server('https://{host}/v1', '{ host: { default: localhost } }'), hits: ['5: `localhost`'] },
    {
      name: 'an enum',
      document: server('https://{host}/v1', '{ host: { default: api.acme.io, enum: [api.acme.io, example.com] } }'),
      hits: ['5: `example.com`'],
    },
    { name: 'the default of a tenant', document: server('https://{tenant}.acme.io', '{ tenant: { default: your-domain } }'), hits: [] },
    { name: 'allowed', document: server('http://localhost'), options: { allowed: ['localhost'] }, hits: [] },
    ...fine([
      'https://api.acme.io',
      '/v1',
      '/',
      '//acme.io/v1',
      'https://acme.io/example.com',
      'https://examples.io',
      'https://mydomain-registrar.io',
      'https://testing.io',
      'https://acme.io?host=localhost',
    ]),
    { name: '2.0 with a host', document: swagger('api.acme.io'), hits: [] },
  ]));

describe('inventory-host-variable', () =>
  cases(variable, [
    ...everyVersion3({
      name: 'an open subdomain',
      document: server('https://{region}.acme.io/v1', '{ region: { default: eu } }'),
      hits: ['5: `{region}` lets any host stand'],
    }),
    { name: 'an undeclared variable', document: server('https://{host}/v1'), hits: ['4: `{host}`'] },
    { name: 'an empty enum', document: server('https://{host}:8443', '{ host: { default: a, enum: [] } }'), hits: ['5: `{host}`'] },
    { name: 'a whole URL', document: server('{baseUrl}/v1', "{ baseUrl: { default: 'https://acme.io' } }"), hits: ['5: `{baseUrl}`'] },
    { name: 'two', document: server('https://{a}.{B}.io', '{ a: { default: x }, B: { default: y } }'), hits: ['5: `{a}`', '5: `{B}`'] },
    {
      name: 'behind an open scheme',
      document: server('{scheme}://{host}/v1', '{ scheme: { default: https, enum: [https] }, host: { default: a } }'),
      hits: ['5: `{host}`'],
    },
    { name: 'an enum', document: server('https://{region}.acme.io', '{ region: { default: eu, enum: [eu, us] } }'), hits: [] },
    { name: 'a port', document: server('https://acme.io:{port}/v1', "{ port: { default: '443' } }"), hits: [] },
    { name: 'a path', document: server('https://acme.io/{version}', '{ version: { default: v1 } }'), hits: [] },
    { name: 'a relative path', document: server('{base}/v1', '{ base: { default: /api } }'), hits: [] },
    {
      name: 'tenants at home',
      document: server('https://{tenant}.acme.io/v1', '{ tenant: { default: a } }'),
      options: { allowedSuffixes: ['.acme.io'] },
      hits: [],
    },
    {
      name: 'tenants elsewhere',
      document: server('https://{tenant}.acme.io.evil.io', '{ tenant: { default: a } }'),
      options: { allowedSuffixes: ['.acme.io'] },
      hits: ['5: `{tenant}`'],
    },
    { name: '2.0 has no variables', document: swagger('api.acme.io'), hits: [] },
  ]));

const published = { public: true };

describe('inventory-internal-host', () =>
  cases(internal, [
    ...everyVersion3({
      name: 'a private address',
      document: server('https://10.1.2.3/v1'),
      options: published,
      hits: ['4: `10.1.2.3` is a private address'],
    }),
    ...urls('`', [
      'https://192.168.0.1',
      'https://172.31.0.1',
      'https://169.254.1.1',
      'https://[fd00::1]/',
      'https://pets.local',
      'https://pets.svc.cluster.local',
      'https://pets.acme.internal',
      'http://pets-service:8080',
      'https://staging.acme.io',
      'https://api-qa2.acme.io',
      'https://pets.dev.acme.io',
      'https://internal-api.acme.io',
    ]).map((item) => ({ ...item, options: published })),
    ...fine([
      'https://api.acme.io',
      'https://172.32.0.1',
      'https://11.0.0.1',
      'https://test.io',
      'https://sandbox.acme.io',
      'https://developer.acme.io',
      'https://contest.acme.io',
      '/v1',
      'http://localhost',
    ]).map((item) => ({ ...item, options: published })),
    { name: '2.0', document: swagger('pets.staging.acme.io'), options: published, hits: ['3: a `staging` host'] },
    {
      name: 'an enum',
      document: server('https://{env}.acme.io', '{ env: { default: api, enum: [api, uat] } }'),
      options: published,
      hits: ['5: `uat.acme.io`'],
    },
    {
      name: 'the document says that it is public',
      document: server('https://10.1.2.3').replace("version: '1'", "version: '1', x-audience: external-public"),
      hits: ['4: `10.1.2.3`'],
    },
    { name: 'nobody calls it public', document: server('https://10.1.2.3'), hits: [] },
    {
      name: 'it is for the company',
      document: server('https://10.1.2.3').replace("version: '1'", "version: '1', x-audience: company-internal"),
      hits: [],
    },
    {
      name: "the policy's stages",
      document: server('https://canary.acme.io'),
      options: { public: true, stages: ['canary'] },
      hits: ['4: a `canary` host'],
    },
  ]));
