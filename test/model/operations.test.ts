import { describe, expect, test } from 'vitest';
import type { Api } from '../../src/model/api.ts';
import { apiOf } from '../support/rules.ts';

const labels = (api: Api): string[] => api.operations.map(({ label, origin }) => (origin === 'path' ? label : `${label} (${origin})`));

interface PathsCase {
  readonly name: string;
  readonly document: string;
  readonly operations: readonly string[];
}

const pathsCases: readonly PathsCase[] = [
  {
    name: 'a component that nothing refers to is read, after the rest',
    document: `
openapi: 3.1.0
components:
  pathItems:
    A: {post: {callbacks: {c: {'http://x': {put: {}}}}}}
webhooks: {w: {post: {}}}
paths: {/a: {get: {}}}
`,
    operations: ['GET /a', 'POST w (webhook)', 'POST pathItems/A', 'PUT http://x (callback)'],
  },
  {
    name: 'a component that something refers to is not read again',
    document: `
openapi: 3.1.0
paths:
  /a: {$ref: '#/components/pathItems/A'}
  /b: {get: {callbacks: {c: {'http://x': {$ref: '#/components/pathItems/C'}}}}}
webhooks: {w: {$ref: '#/components/pathItems/W'}}
components:
  pathItems: {A: {get: {}}, W: {post: {}}, C: {put: {}}, Alias: {$ref: '#/components/pathItems/A'}}
`,
    operations: ['GET /a', 'GET /b', 'POST w (webhook)', 'PUT http://x (callback)'],
  },
  {
    name: 'of a component beside a used one only its own is read',
    document: `
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A'}}
components:
  pathItems: {A: {get: {}}, B: {$ref: '#/components/pathItems/A', post: {}}}
`,
    operations: ['GET /a', 'POST pathItems/B'],
  },
  {
    name: 'every link of a chain of references has its say',
    document: `
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A', get: {}}}
components:
  pathItems:
    A: {$ref: '#/components/pathItems/B', post: {}}
    B: {$ref: '#/components/pathItems/C'}
    C: {put: {}}
`,
    operations: ['GET /a', 'POST /a', 'PUT /a'],
  },
  {
    name: 'what stands beside a dead reference is read',
    document: 'openapi: 3.0.3\npaths: {/a: {$ref: "#/none", post: {}}, /b: {$ref: "#/none"}}\n',
    operations: ['POST /a'],
  },
  {
    name: 'a circle ends',
    document: `
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A'}}
components: {pathItems: {A: {$ref: '#/components/pathItems/B', get: {}}, B: {$ref: '#/components/pathItems/A', put: {}}}}
`,
    operations: ['GET /a', 'PUT /a'],
  },
  {
    name: "Azure's paths with query strings",
    document: "swagger: '2.0'\npaths: {/a: {get: {}}}\nx-ms-paths: {'/a?b=c': {post: {}}, x-note: {put: {}}}\n",
    operations: ['GET /a', 'POST /a?b=c'],
  },
  {
    name: 'junk',
    document: 'openapi: 3.2.0\npaths: {/a: 5, /b: [], /c: {$ref: 5}, $ref: x}\ncomponents: {pathItems: {A: 5, B: {$ref: []}, C: null}}\n',
    operations: [],
  },
];

test.each(pathsCases)('$name', ({ document, operations }) => {
  expect(labels(apiOf(document))).toEqual(operations);
});

test('dead and circular references between path items are told', () => {
  const api = apiOf(`
openapi: 3.1.0
paths: {/a: {$ref: '#/none', get: {}}, /b: {$ref: '#/components/pathItems/A'}}
components: {pathItems: {A: {$ref: '#/components/pathItems/B', get: {}}, B: {$ref: '#/components/pathItems/A', put: {}}}}
`);
  expect(api.brokenRefs.map(({ place, reason }) => `${place.pointer} ${reason}`)).toEqual([
    '/paths/~1a/$ref missing',
    '/components/pathItems/B/$ref circular',
  ]);
});

test('an unused component shares what its reference leads to', () => {
  const [operation] = apiOf(`
openapi: 3.1.0
servers: [{url: https://root}]
paths: {}
webhooks: {w: {$ref: '#/components/pathItems/A'}}
components:
  pathItems:
    A: {servers: [{url: https://a}], parameters: [{name: p, in: query}]}
    B: {$ref: '#/components/pathItems/A', get: {}}
`).operations;
  expect(operation?.parameters.map(({ name }) => name)).toEqual(['p']);
  expect(operation?.servers.map(({ url }) => url)).toEqual(['https://a']);
});

interface ServersCase {
  readonly name: string;
  readonly document: string;
  /** The label and the servers in force of each operation. */
  readonly effective: readonly string[];
  readonly all: readonly string[];
}

const serversCases: readonly ServersCase[] = [
  {
    name: 'those of a path and of the path item behind its reference: the nearer ones hold, all are judged',
    document: `
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A', servers: [{url: https://near}]}}
components: {pathItems: {A: {servers: [{url: http://far}], get: {}}}}
`,
    effective: ['GET /a: https://near'],
    all: ['path https://near', 'path http://far'],
  },
  {
    name: 'an empty list or one of junk inherits',
    document: `
openapi: 3.1.0
servers: [{url: https://root}]
paths:
  /a: {servers: [], get: {servers: []}}
  /b: {servers: [{url: https://b}], get: {servers: [5]}, put: {servers: {}}}
`,
    effective: ['GET /a: https://root', 'GET /b: https://b', 'PUT /b: https://b'],
    all: ['root https://root', 'path https://b'],
  },
  {
    name: 'those of a shared path item are listed once',
    document: `
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A'}, /b: {$ref: '#/components/pathItems/A'}}
components: {pathItems: {A: {servers: [{url: https://a}], get: {servers: [{url: https://get}]}}}}
`,
    effective: ['GET /a: https://get', 'GET /b: https://get'],
    all: ['path https://a', 'operation https://get'],
  },
  {
    name: '2.0: schemes of an operation, and none',
    document:
      "swagger: '2.0'\nhost: h\nschemes: [https]\npaths: {/a: {get: {schemes: [http]}, put: {schemes: []}, servers: [{url: 'http://x'}]}}\n",
    effective: ['GET /a: http://h', 'PUT /a: https://h'],
    all: ['root https://h', 'operation http://h'],
  },
  {
    name: 'links, used or not, each once',
    document: `
openapi: 3.1.0
paths: {/a: {get: {responses: {'200': {links: {l: {$ref: '#/components/links/Used'}, m: {$ref: '#/components/links/Used'}}}}}}}
components: {links: {Used: {server: {url: http://used}}, Unused: {server: {url: http://unused}}, None: {}, Junk: 5}}
`,
    effective: ['GET /a: '],
    all: ['link http://used', 'link http://unused'],
  },
];

describe('servers', () => {
  test.each(serversCases)('$name', ({ document, effective, all }) => {
    const api = apiOf(document);
    expect(api.operations.map(({ label, servers }) => `${label}: ${servers.map(({ url }) => url).join(' ')}`)).toEqual(effective);
    expect(api.allServers.map(({ level, url }) => `${level} ${url}`)).toEqual(all);
  });
});

test('operations that share a path item share its security, and schemes know them all', () => {
  const api = apiOf(`
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A'}, /b: {$ref: '#/components/pathItems/A'}}
components:
  securitySchemes: {k: {type: mutualTLS}}
  pathItems: {A: {get: {security: [{k: []}]}}}
`);
  expect(api.operations[0]?.security).toBe(api.operations[1]?.security);
  expect(api.schemes.get('k')?.usedBy.map(({ path }) => path)).toEqual(['/a', '/b']);
});

test('a 2.0 flow named like a property of every object is only a name', () => {
  const api = apiOf(`swagger: '2.0'\nsecurityDefinitions: {o: {type: oauth2, flow: constructor}, p: {type: oauth2, flow: application}}\n`);
  expect(api.allSchemes.flatMap(({ flows }) => flows.map(({ flow }) => flow))).toEqual(['constructor', 'clientCredentials']);
});

const map = (count: number, key: string, value: (index: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${key}${index}`, value(index)]));
const shared = (pathItem: object, paths: number): string =>
  JSON.stringify({
    openapi: '3.2.0',
    paths: map(paths, '/p', () => ({ $ref: '#/components/pathItems/A' })),
    components: { pathItems: { A: pathItem } },
  });
const list = (count: number): unknown[] => Array.from({ length: count }, (_, index) => ({ name: `p${index}`, in: 'query' }));

describe('what sharing multiplies is bounded, and the bound is told', { timeout: 60_000 }, () => {
  test.each([
    ['operations', shared({ additionalOperations: map(700, 'M', () => ({})) }, 700), 'more than 200,000 operations'],
    [
      'parameters',
      shared({ parameters: list(3_000), get: {}, put: {} }, 3_000),
      'share parameters and responses more than 5,000,000 times',
    ],
    ['responses', shared({ get: { responses: map(3_000, '', () => ({})) } }, 3_000), 'share parameters and responses'],
    ['tags', shared({ get: { tags: Object.keys(map(3_000, 't', () => 1)) } }, 3_000), 'share parameters and responses'],
    ['what is no operation', shared({ additionalOperations: map(3_000, 'M', () => 1) }, 3_000), 'share parameters and responses'],
  ])('%s', (_, text, message) => {
    const { limits, operations } = apiOf(text);
    expect(limits.map((limit) => limit.message)).toEqual([expect.stringContaining(message)]);
    expect(limits[0]?.place.pointer).not.toBe('');
    expect(operations.length).toBeLessThanOrEqual(200_000);
  });

  test('a large honest document meets none', () => {
    const paths = map(20_000, '/p', () => ({ get: { parameters: list(10), responses: { 200: {}, 400: {} } } }));
    const api = apiOf(JSON.stringify({ openapi: '3.1.0', paths }));
    expect([api.operations.length, api.limits]).toEqual([20_000, []]);
  });

  test('200,000 servers of one path', () => {
    const servers = Array.from({ length: 200_000 }, (_, index) => ({ url: `https://s${index}` }));
    const api = apiOf(JSON.stringify({ openapi: '3.1.0', paths: { '/a': { servers, get: { servers } } } }));
    expect(api.allServers).toHaveLength(400_000);
  });

  test('20,000 operations under 20,000 alternatives of the root', () => {
    const securitySchemes = map(20_000, 's', () => ({ type: 'mutualTLS' }));
    const security = Object.keys(securitySchemes).map((name) => ({ [name]: [] }));
    const api = apiOf(
      JSON.stringify({ openapi: '3.1.0', security, components: { securitySchemes }, paths: map(20_000, '/p', () => ({ get: {} })) }),
    );
    expect(new Set(api.allSchemes.map(({ usedBy }) => usedBy)).size).toBe(1);
    expect(api.allSchemes[0]?.usedBy).toHaveLength(20_000);
  });
});
