/** Every setting changes what a real rule finds in a real document. */
import { describe, expect, test } from 'vitest';
import { completeExample } from '../../../src/engine/example.ts';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { loadPolicy } from '../../../src/policy/config/load.ts';
import { optionsFor } from '../../../src/policy/resolve.ts';
import { assignments, MAPPED_SETTINGS, optionsOfSetting } from '../../../src/policy/settings.ts';
import { allRules, rulesByConcern } from '../../../src/rules/index.ts';
import { hits } from '../../support/rules.ts';

const load = (config: string) => loadPolicy({ workspace: new MemoryWorkspace({ '.apiward.yml': config }), rulesByConcern });

interface Case {
  readonly setting: string;
  readonly config: string;
  readonly rule: string;
  readonly document: string;
  /** How many findings without the setting, and with it. */
  readonly findings: readonly [before: number, after: number];
}

const OPEN = `
security: [{ token: [] }]
paths:
  /catalogue/items:
    get:
      operationId: listItems
      tags: [shop]
      security: []
      responses: { '200': { description: Items } }
    post:
      security: []
      responses: { '201': { description: Created } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;

const PERSON = `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties: { employeeNumber: { type: string }, ssn: { type: string } }
`;

const bodyWith = (schema: string, type = 'application/json'): string => `
paths:
  /things:
    post:
      requestBody:
        content:
          ${type}:
            schema: ${schema}
      responses:
        '201': { description: Created }
`;

const operation = (lines: string, method = 'get', path = '/pets'): string => `
paths:
  ${path}:
    ${method}:
${lines.replace(/^/gm, '      ')}
`;

const scheme = (lines: string): string => `
components:
  securitySchemes:
    login: ${lines}
`;

const CASES: readonly Case[] = [
  { setting: 'public', config: 'public: { paths: [/catalogue/**] }', rule: 'auth-read-secured', document: OPEN, findings: [1, 0] },
  { setting: 'public', config: 'public: { paths: ["/catalogue/*"] }', rule: 'auth-write-secured', document: OPEN, findings: [1, 0] },
  { setting: 'public', config: 'public: { paths: [/other] }', rule: 'auth-read-secured', document: OPEN, findings: [1, 1] },
  { setting: 'public', config: 'public: { paths: ["GET /catalogue/**"] }', rule: 'auth-read-secured', document: OPEN, findings: [1, 0] },
  { setting: 'public', config: 'public: { paths: ["GET /catalogue/**"] }', rule: 'auth-write-secured', document: OPEN, findings: [1, 1] },
  {
    setting: 'public',
    config: 'public: { paths: [/catalogue/**], methods: [POST] }',
    rule: 'auth-write-secured',
    document: OPEN,
    findings: [1, 0],
  },
  {
    setting: 'public',
    config: 'public: { paths: [/catalogue/**], methods: [POST] }',
    rule: 'auth-read-secured',
    document: OPEN,
    findings: [1, 1],
  },
  { setting: 'public', config: 'public: { operations: [listItems] }', rule: 'auth-read-secured', document: OPEN, findings: [1, 0] },
  {
    setting: 'public',
    config: 'public: { operations: [POST /catalogue/items] }',
    rule: 'auth-write-secured',
    document: OPEN,
    findings: [1, 0],
  },
  { setting: 'public', config: 'public: { operations: [listitems] }', rule: 'auth-read-secured', document: OPEN, findings: [1, 1] },
  { setting: 'public', config: 'public: { tags: [shop] }', rule: 'auth-read-secured', document: OPEN, findings: [1, 0] },
  {
    setting: 'sensitive-words.add',
    config: 'sensitive-words: { add: [employee number] }',
    rule: 'data-sensitive-response',
    document: PERSON,
    findings: [1, 2],
  },
  {
    setting: 'sensitive-words.add',
    config: 'sensitive-words: { add: [employee number] }',
    rule: 'data-password-format',
    document: bodyWith('{ type: object, properties: { employeeNumber: { type: string } } }'),
    findings: [0, 0],
  },
  {
    setting: 'sensitive-words.remove',
    config: 'sensitive-words: { remove: [ssn] }',
    rule: 'data-sensitive-response',
    document: PERSON,
    findings: [1, 0],
  },
  {
    setting: 'sensitive-words.remove',
    config: 'sensitive-words: { remove: [password] }',
    rule: 'data-password-format',
    document: bodyWith('{ type: object, properties: { password: { type: string } } }'),
    findings: [1, 0],
  },
  {
    setting: 'evidence.masking',
    config: 'evidence: { masking: [x-acme-masked] }',
    rule: 'data-sensitive-response',
    document: PERSON.replace('ssn: { type: string }', 'ssn: { type: string, x-acme-masked: true }'),
    findings: [1, 0],
  },
  {
    setting: 'evidence.sanitising',
    config: 'evidence: { sanitising: [x-acme-clean] }',
    rule: 'input-sanitised',
    document: bodyWith('{ type: object, properties: { text: { type: string, x-acme-clean: html } } }'),
    findings: [1, 0],
  },
  {
    setting: 'evidence.upload-size',
    config: 'evidence: { upload-size: [x-acme-max] }',
    rule: 'input-upload-size',
    document: bodyWith('{ type: object, properties: { photo: { type: string, format: binary, x-acme-max: 5MB } } }', 'multipart/form-data'),
    findings: [1, 0],
  },
  {
    setting: 'evidence.upload-types',
    config: 'evidence: { upload-types: [x-acme-types] }',
    rule: 'input-upload-type',
    document: bodyWith(
      '{ type: object, properties: { photo: { type: string, format: binary, x-acme-types: [image/png] } } }',
      'multipart/form-data',
    ),
    findings: [1, 0],
  },
  {
    setting: 'evidence.nesting-depth',
    config: 'evidence: { nesting-depth: [x-acme-depth] }',
    rule: 'input-recursive',
    document:
      "components: { schemas: { Folder: { type: object, x-acme-depth: 5, properties: { folders: { type: array, items: { $ref: '#/components/schemas/Folder' } } } } } }\n",
    findings: [1, 0],
  },
  {
    setting: 'evidence.url-hosts',
    config: 'evidence: { url-hosts: [x-acme-hosts] }',
    rule: 'input-url',
    document: operation(
      "parameters: [{ name: imageUrl, in: query, schema: { type: string, format: uri, x-acme-hosts: [img.acme.io] } }]\nresponses: { '200': { description: ok } }",
      'post',
      '/previews',
    ),
    findings: [1, 0],
  },
  {
    setting: 'evidence.audit',
    config: 'evidence: { audit: [x-acme-audit] }',
    rule: 'log-audit',
    document: operation("x-acme-audit: true\nresponses: { '201': { description: Created } }", 'post'),
    findings: [1, 0],
  },
  {
    setting: 'evidence.key-rotation',
    config: 'evidence: { key-rotation: [x-acme-vault] }',
    rule: 'token-rotation',
    document: scheme('{ type: apiKey, in: header, name: X-Key, x-acme-vault: prod }'),
    findings: [1, 0],
  },
  {
    setting: 'evidence.pkce',
    config: 'evidence: { pkce: [x-acme-pkce] }',
    rule: 'oauth-pkce',
    document: scheme(
      "{ type: oauth2, x-acme-pkce: S256, flows: { authorizationCode: { authorizationUrl: 'https://id.acme.com/a', tokenUrl: 'https://id.acme.com/t', scopes: {} } } }",
    ),
    findings: [1, 0],
  },
  {
    setting: 'evidence.refresh-tokens',
    config: 'evidence: { refresh-tokens: [x-acme-rotation] }',
    rule: 'oauth-refresh-protected',
    document: scheme(
      "{ type: oauth2, x-acme-rotation: true, flows: { clientCredentials: { tokenUrl: 'https://id.acme.com/t', refreshUrl: 'https://id.acme.com/r', scopes: {} } } }",
    ),
    findings: [1, 0],
  },
  {
    setting: 'evidence.sunset',
    config: 'evidence: { sunset: [x-acme-end] }',
    rule: 'inventory-sunset',
    document: operation("deprecated: true\nx-acme-end: 2030-01-01\nresponses: { '200': { description: Pets } }"),
    findings: [1, 0],
  },
  {
    setting: 'evidence.throttling',
    config: 'evidence: { throttling: [x-acme-parallel] }',
    rule: 'throttle-policy',
    document: operation("x-acme-parallel: 10\nresponses: { '200': { description: Pets } }"),
    findings: [1, 0],
  },
  {
    setting: 'evidence.webhook-signature',
    config: 'evidence: { webhook-signature: [x-acme-signature] }',
    rule: 'webhook-auth',
    document: "webhooks: { payment: { post: { x-acme-signature: ed25519, responses: { '204': { description: Taken } } } } }\n",
    findings: [1, 0],
  },
  {
    setting: 'allowed.schemes',
    config: 'allowed: { schemes: [https, wss, http] }',
    rule: 'tls-server',
    document: 'servers: [{ url: http://api.acme.io }]\n',
    findings: [1, 0],
  },
  {
    setting: 'allowed.schemes',
    config: 'allowed: { schemes: [https] }',
    rule: 'tls-server',
    document: 'servers: [{ url: wss://api.acme.io }]\n',
    findings: [0, 1],
  },
  {
    setting: 'allowed.auth-types',
    config: 'allowed: { auth-types: [apiKey:header] }',
    rule: 'auth-allowed-types',
    document: scheme('{ type: apiKey, in: header, name: X-Key }'),
    findings: [1, 0],
  },
  {
    setting: 'allowed.auth-types',
    config: 'allowed: { auth-types: [mutualTLS] }',
    rule: 'auth-allowed-types',
    document: scheme("{ type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }"),
    findings: [0, 1],
  },
  {
    setting: 'allowed.http-schemes',
    config: 'allowed: { http-schemes: [AWS4-HMAC-SHA256] }',
    rule: 'token-scheme-unregistered',
    document: scheme('{ type: http, scheme: aws4-hmac-sha256 }'),
    findings: [1, 0],
  },
  {
    setting: 'allowed.hosts',
    config: 'allowed: { hosts: [api.example.com] }',
    rule: 'inventory-placeholder-host',
    document: 'servers: [{ url: https://api.example.com/v1 }]\n',
    findings: [1, 0],
  },
  {
    setting: 'allowed.host-suffixes',
    config: 'allowed: { host-suffixes: [.acme.io] }',
    rule: 'inventory-host-variable',
    document: "servers: [{ url: 'https://{region}.acme.io/v1', variables: { region: { default: eu } } }]\n",
    findings: [1, 0],
  },
  {
    setting: 'allowed.error-media-types',
    config: 'allowed: { error-media-types: [application/vnd.api+json] }',
    rule: 'error-media-type',
    document: operation("responses: { '400': { description: Bad, content: { application/vnd.api+json: { schema: { type: object } } } } }"),
    findings: [1, 0],
  },
  {
    setting: 'allowed.headers.rate-limit',
    config: 'allowed: { headers: { rate-limit: [x-acme-limit] } }',
    rule: 'ratelimit-headers',
    document: operation("responses: { '200': { description: ok, headers: { X-Acme-Limit: { schema: { type: integer } } } } }"),
    findings: [1, 0],
  },
  {
    setting: 'allowed.headers.request-id',
    config: 'allowed: { headers: { request-id: [X-Acme-Call] } }',
    rule: 'log-correlation-id',
    document: operation("responses: { '200': { description: ok, headers: { X-Acme-Call: { schema: { type: string } } } } }"),
    findings: [1, 0],
  },
  {
    setting: 'allowed.headers.csrf-token',
    config: 'allowed: { headers: { csrf-token: [X-Acme-Form] } }',
    rule: 'token-cookie-csrf',
    document: `${operation("security: [{ login: [] }]\nparameters: [{ name: X-Acme-Form, in: header, required: true, schema: { type: string } }]\nresponses: { '201': { description: ok } }", 'post')}${scheme('{ type: apiKey, in: cookie, name: sid }')}`,
    findings: [1, 0],
  },
  {
    setting: 'allowed.headers.idempotency-key',
    config: 'allowed: { headers: { idempotency-key: [X-Acme-Once] } }',
    rule: 'input-idempotency',
    document: operation(
      "parameters: [{ name: X-Acme-Once, in: header, required: true, schema: { type: string } }]\nresponses: { '201': { description: Paid } }",
      'post',
      '/payments',
    ),
    findings: [1, 0],
  },
  {
    setting: 'external-refs',
    config: "external-refs: ['*.acme.dev']",
    rule: 'inventory-external-ref',
    document: operation(
      "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'https://schemas.acme.dev/pets.yaml#/Pets' } } } } }",
    ),
    findings: [1, 0],
  },
  {
    setting: 'limits.page-size',
    config: 'limits: { page-size: 50 }',
    rule: 'input-page-size',
    document: operation(
      "parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 100 } }]\nresponses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { type: object } } } } } }",
    ),
    findings: [0, 1],
  },
  {
    setting: 'limits.batch-size',
    config: 'limits: { batch-size: 50 }',
    rule: 'input-batch',
    document: operation(
      "requestBody: { content: { application/json: { schema: { type: array, maxItems: 100, items: { type: object } } } } }\nresponses: { '200': { description: Done } }",
      'post',
      '/pets/batch',
    ),
    findings: [0, 1],
  },
  {
    setting: 'limits.key-days',
    config: 'limits: { key-days: 30 }',
    rule: 'token-rotation',
    document: scheme('{ type: apiKey, in: header, name: X-Key, x-key-rotation-days: 60 }'),
    findings: [0, 1],
  },
  {
    setting: 'limits.pattern-steps',
    config: 'limits: { pattern-steps: 1000 }',
    rule: 'input-pattern-redos',
    document: bodyWith("{ type: object, properties: { name: { type: string, maxLength: 200, pattern: '^a*a*b$' } } }"),
    findings: [0, 1],
  },
];

describe('every setting has an effect', () => {
  test.each(CASES)('$config on $rule', async ({ config, rule: id, document, findings }) => {
    const rule = allRules.find((known) => known.id === id);
    if (rule === undefined) throw new Error(`no rule ${id}`);
    const text = completeExample(document);
    const [before, after] = [await load('preset: recommended'), await load(config)].map((policy) =>
      hits(rule, text, optionsFor(policy, id, { file: 'openapi.yaml' })),
    );
    expect([before?.length, after?.length], JSON.stringify([before, after])).toEqual(findings);
  });

  test('none is missing from the table', () => {
    expect([...new Set(CASES.filter(({ findings }) => findings[0] !== findings[1]).map(({ setting }) => setting))].sort()).toEqual(
      [...MAPPED_SETTINGS].sort(),
    );
  });
});

test('a setting reaches every rule that has its option', () => {
  const reached = Object.fromEntries(MAPPED_SETTINGS.map((setting) => [setting, optionsOfSetting(setting, allRules)]));
  for (const [setting, options] of Object.entries(reached)) expect(options, setting).not.toEqual([]);
  expect(reached['public']).toEqual(
    expect.arrayContaining(['auth-read-secured.public', 'auth-schemes-defined.public', 'auth-write-weaker-than-read.public']),
  );
  expect(reached['public']).not.toContain('inventory-internal-host.public');
  expect(reached['sensitive-words.add']).not.toContain('data-password-format.add');
  expect(reached['sensitive-words.remove']).toContain('data-password-format.remove');
});

describe('sources are joined', () => {
  test('lists grow, with house names first, and the narrower setting of a rule replaces', async () => {
    const files = {
      '.apiward.yml':
        'extends: base.yml\npublic: { paths: [/b] }\nevidence: { audit: [x-b] }\nlimits: { page-size: 20 }\nrules: { auth-read-secured: { public: { paths: [/c] } } }',
      'base.yml':
        'public: { paths: [/a], methods: [GET], tags: [t] }\nevidence: { audit: [x-a] }\nlimits: { page-size: 10 }\nallowed: { schemes: [https] }',
    };
    const policy = await loadPolicy({ workspace: new MemoryWorkspace(files), rulesByConcern });
    const options = (id: string) => optionsFor(policy, id, { file: 'openapi.yaml' });
    expect(options('auth-write-secured')['public']).toEqual({ paths: ['/b', 'GET /a'], operationIds: [], tags: ['t'] });
    expect(options('auth-read-secured')['public']).toEqual({ paths: ['/c'] });
    expect(options('log-audit')['keys']).toEqual(['x-b', 'x-a', 'x-audit', 'x-audit-event', 'x-audit-log']);
    expect(options('input-page-size')['maximum']).toBe(20);
    expect(options('tls-server')['schemes']).toEqual(['https']);
  });

  test('an empty config assigns nothing', () => expect(assignments({}, allRules)).toEqual([]));
});

describe('settings of the run', () => {
  test.each<[string, object]>([
    [
      'preset: strict',
      { include: [], exclude: [], rulesets: [], failOn: 'error', scope: 'auto', thresholds: {}, waiverDays: {}, noticeDays: 14 },
    ],
    ['include: [a/**]\nexclude: [b]', { include: ['a/**'], exclude: ['b'] }],
    ['waivers: w.yml\nbaseline: b.yml', { waivers: 'w.yml', baseline: 'b.yml' }],
    ['fail-on: warn\nscope: all\nthresholds: { warn: 0, info: 5 }', { failOn: 'warn', scope: 'all', thresholds: { warn: 0, info: 5 } }],
    ['waiver-limits: { max-days: { error: 90, info: 1 }, notice-days: 0 }', { waiverDays: { error: 90, info: 1 }, noticeDays: 0 }],
  ])('%s', async (config, settings) => expect((await load(config)).settings).toMatchObject(settings));

  test('of an extended policy hold too, lists together', async () => {
    const files = {
      '.apiward.yml': 'extends: a.yml\nexclude: [x]\nscope: new',
      'a.yml': 'exclude: [y]\nscope: all\nfail-on: warn\nthresholds: { error: 3 }',
    };
    const { settings } = await loadPolicy({ workspace: new MemoryWorkspace(files), rulesByConcern });
    expect(settings).toMatchObject({ exclude: ['y', 'x'], scope: 'new', failOn: 'warn', thresholds: { error: 3 } });
  });

  test('flags win', async () => {
    const workspace = new MemoryWorkspace({ '.apiward.yml': 'fail-on: warn\nrulesets: [a.yaml]', 'a.yaml': '' });
    const { settings } = await loadPolicy({ workspace, rulesByConcern, flags: { failOn: 'none', scope: 'all', rulesets: ['b.yaml'] } });
    expect(settings).toMatchObject({ failOn: 'none', scope: 'all', rulesets: ['a.yaml', 'b.yaml'] });
  });
});
