import { describe, expect, test } from 'vitest';
import type { Api, Operation } from '../../src/model/api.ts';
import { apiOf } from '../support/rules.ts';

/** `in`, `out` or `in out` of the schema at a pointer; `none` where the model has none. */
function direction(api: Api, pointer: string): string {
  const nodes = api.schemas.filter(({ place }) => place.pointer === pointer);
  if (nodes.length === 0) return 'none';
  return [nodes.some(({ request }) => request) && 'in', nodes.some(({ response }) => response) && 'out'].filter(Boolean).join(' ');
}

const operation = (api: Api, label: string): Operation | undefined => api.operations.find((item) => item.label === label);

interface DirectionCase {
  readonly name: string;
  /** Where the component `C` of the section is used: in a path, in a webhook, or both, in that order. */
  readonly uses: readonly ('path' | 'webhook')[];
  readonly use: string;
  readonly components: string;
  readonly pointer: string;
  readonly expected: string;
}

const sections: readonly Pick<DirectionCase, 'use' | 'components' | 'pointer'>[] = [
  {
    use: "requestBody: {$ref: '#/components/requestBodies/C'}",
    components: 'requestBodies: {C: {content: {a/b: {schema: {type: string}}}}}',
    pointer: '/components/requestBodies/C/content/a~1b/schema',
  },
  {
    use: "requestBody: {$ref: '#/components/requestBodies/C'}",
    components: 'requestBodies: {C: {content: {a/b: {itemSchema: {type: string}}}}}',
    pointer: '/components/requestBodies/C/content/a~1b/itemSchema',
  },
  {
    use: "requestBody: {$ref: '#/components/requestBodies/C'}",
    components: 'requestBodies: {C: {content: {a/b: {encoding: {p: {headers: {H: {schema: {type: string}}}}}}}}}',
    pointer: '/components/requestBodies/C/content/a~1b/encoding/p/headers/H/schema',
  },
  {
    use: "parameters: [{$ref: '#/components/parameters/C'}]",
    components: 'parameters: {C: {name: c, in: query, schema: {type: string}}}',
    pointer: '/components/parameters/C/schema',
  },
  {
    use: "parameters: [{$ref: '#/components/parameters/C'}]",
    components: 'parameters: {C: {name: c, in: query, content: {a/b: {schema: {type: string}}}}}',
    pointer: '/components/parameters/C/content/a~1b/schema',
  },
];

const answers: readonly Pick<DirectionCase, 'use' | 'components' | 'pointer'>[] = [
  {
    use: "responses: {'200': {$ref: '#/components/responses/C'}}",
    components: 'responses: {C: {content: {a/b: {schema: {type: object, properties: {p: {type: string}}}}}}}',
    pointer: '/components/responses/C/content/a~1b/schema/properties/p',
  },
  {
    use: "responses: {'200': {$ref: '#/components/responses/C'}}",
    components: 'responses: {C: {headers: {H: {schema: {type: string}}}}}',
    pointer: '/components/responses/C/headers/H/schema',
  },
  {
    use: "responses: {'200': {headers: {H: {$ref: '#/components/headers/C'}}}}",
    components: 'headers: {C: {content: {a/b: {schema: {type: string}}}}}',
    pointer: '/components/headers/C/content/a~1b/schema',
  },
];

const directionCases = [...sections, ...answers].flatMap((section): DirectionCase[] => {
  const [path, webhook] = answers.includes(section) ? ['out', 'in'] : ['in', 'out'];
  const both = { ...section, uses: ['path', 'webhook'], expected: 'in out' } as const;
  return [
    { ...section, uses: ['path'], expected: path ?? '', name: `path: ${section.components}` },
    { ...section, uses: ['webhook'], expected: webhook ?? '', name: `webhook: ${section.components}` },
    { ...both, name: `path, webhook: ${section.components}` },
  ];
});

describe('a shared component counts in every direction in which it is used, and in no other', () => {
  test.each(directionCases)('$name', ({ uses, use, components, pointer, expected }) => {
    const paths = uses.includes('path') ? `paths: {/a: {post: {${use}}}, /again: {post: {${use}}}}` : 'paths: {}';
    const webhooks = uses.includes('webhook') ? `webhooks: {w: {post: {${use}}}}` : 'webhooks: {}';
    const api = apiOf(`openapi: 3.2.0\n${paths}\n${webhooks}\ncomponents: {${components}}\n`);
    expect(direction(api, pointer)).toBe(expected);
  });

  test('an operation written once and used in a path and a callback', () => {
    const api = apiOf(`
openapi: 3.1.0
paths:
  /a: &item
    post:
      requestBody: {content: {a/b: {schema: {type: string}}}}
      responses: {'200': {content: {a/b: {schema: {type: string}}}}}
webhooks: {w: *item}
`);
    expect(direction(api, '/paths/~1a/post/requestBody/content/a~1b/schema')).toBe('in out');
    expect(direction(api, '/paths/~1a/post/responses/200/content/a~1b/schema')).toBe('in out');
  });
});

test.each([
  ['requestBodies', 'U: {content: {a/b: {schema: {type: string}}}}', '/content/a~1b/schema', 'in'],
  ['responses', 'U: {content: {a/b: {schema: {type: string}}}}', '/content/a~1b/schema', 'out'],
  ['parameters', 'U: {name: u, in: query, schema: {type: string}}', '/schema', 'in'],
  ['headers', 'U: {schema: {type: string}}', '/schema', 'out'],
  ['mediaTypes', 'U: {schema: {type: string}}', '/schema', 'in out'],
  ['mediaTypes', 'U: {itemSchema: {type: string}}', '/itemSchema', 'in out'],
  ['mediaTypes', 'U: {itemEncoding: {headers: {H: {schema: {type: string}}}}}', '/itemEncoding/headers/H/schema', 'in out'],
])('components.%s that nothing uses: %s', (section, text, below, expected) => {
  const api = apiOf(`openapi: 3.2.0\npaths: {}\ncomponents: {${section}: {${text}, Junk: 5, Dead: {$ref: '#/none'}}}\n`);
  expect(direction(api, `/components/${section}/U${below}`)).toBe(expected);
});

test('a 3.2 media type that something uses has the direction of its use', () => {
  const api = apiOf(`
openapi: 3.2.0
paths: {/a: {get: {responses: {'200': {content: {a/b: {$ref: '#/components/mediaTypes/M'}}}}}}}
components: {mediaTypes: {M: {schema: {type: string}}}}
`);
  expect(direction(api, '/components/mediaTypes/M/schema')).toBe('out');
  expect(api.mediaTypes.map(({ type, owner }) => `${owner} ${type}`)).toEqual(['response a/b']);
});

describe('headers of encodings', () => {
  const header = '{schema: {type: string}}';
  test.each([
    ['3.2.0', `encoding: {x: {headers: {A: ${header}}}}`, ['A']],
    ['3.2.0', `itemEncoding: {headers: {A: ${header}}}`, ['A']],
    ['3.2.0', `prefixEncoding: [5, {headers: {A: ${header}}}, {headers: {B: ${header}}}]`, ['A', 'B']],
    ['3.2.0', `encoding: {x: {encoding: {y: {headers: {A: ${header}}, itemEncoding: {headers: {B: ${header}}}}}}}`, ['A', 'B']],
    ['3.2.0', 'encoding: 5, itemEncoding: [], prefixEncoding: {a: {}}', []],
    ['3.1.0', `encoding: {x: {headers: {A: ${header}}}}`, ['A']],
    ['3.1.0', `itemEncoding: {headers: {A: ${header}}}, prefixEncoding: [{headers: {B: ${header}}}]`, []],
    ['3.1.0', `encoding: {x: {encoding: {y: {headers: {A: ${header}}}}}}`, []],
  ])('%s %s', (version, mediaType, expected) => {
    const api = apiOf(`openapi: ${version}\npaths: {/a: {post: {requestBody: {content: {multipart/form-data: {${mediaType}}}}}}}\n`);
    expect(api.headers.map(({ name }) => name)).toEqual(expected);
    expect(api.headers.every(({ schema }) => schema?.request === true)).toBe(true);
  });

  test('a header that contains itself through its encodings', () => {
    const api = apiOf(`
openapi: 3.2.0
paths: {}
components:
  headers: {H: {content: {a/b: {schema: {type: string}, encoding: {x: {headers: {I: {$ref: '#/components/headers/H'}}}}}}}}
`);
    expect(api.headers.map(({ name }) => name)).toEqual(['H', 'I']);
  });

  test('a header under two names is built once', () => {
    const api = apiOf(`
openapi: 3.1.0
paths: {/a: {get: {responses: {'200': {headers: {A: {$ref: '#/components/headers/H'}, B: {$ref: '#/components/headers/H'}}}}}}}
components: {headers: {H: {content: {a/b: {schema: {type: string}}}}}}
`);
    expect(api.headers.map(({ name, place }) => `${name} ${place.pointer}`)).toEqual([
      'A /components/headers/H',
      'B /components/headers/H',
    ]);
    expect(api.mediaTypes).toHaveLength(1);
    expect([...(api.responses[0]?.headers.keys() ?? [])]).toEqual(['a', 'b']);
  });
});

describe('2.0 bodies and responses', () => {
  const types = (api: Api, label: string): (string | undefined)[] => operation(api, label)?.body?.content.map(({ type }) => type) ?? [];

  test('a shared body has the media types of all its operations', () => {
    const api = apiOf(`
swagger: '2.0'
consumes: [application/json]
parameters: {B: {name: b, in: body, schema: {type: object}}}
paths:
  /a: {post: {parameters: [{$ref: '#/parameters/B'}]}}
  /b: {post: {consumes: [application/xml, 'application/JSON; charset=utf-8'], parameters: [{$ref: '#/parameters/B'}]}}
  /c: {post: {consumes: [application/zip, 5, application/xml], parameters: [{$ref: '#/parameters/B'}]}}
`);
    expect(types(api, 'POST /a')).toEqual(['application/json', 'application/xml', 'application/zip']);
    expect(api.mediaTypes.map(({ type, owner, schema }) => `${owner} ${type} ${schema?.types}`)).toEqual([
      'request application/json object',
      'request application/xml object',
      'request application/zip object',
    ]);
    expect(api.bodies).toHaveLength(1);
  });

  test('a shared response has the media types of all its operations', () => {
    const api = apiOf(`
swagger: '2.0'
responses: {R: {schema: {type: object}}, Bare: {}}
paths:
  /a: {get: {produces: [text/html], responses: {'200': {$ref: '#/responses/R'}, '400': {$ref: '#/responses/Bare'}}}}
  /b: {get: {responses: {'200': {$ref: '#/responses/R'}, '400': {$ref: '#/responses/Bare'}}}}
`);
    expect(api.responses.map(({ content }) => content.map(({ type }) => type))).toEqual([['text/html', 'application/json'], []]);
  });

  test('a component does not take in what only the root consumes', () => {
    const api = apiOf(`
swagger: '2.0'
consumes: [application/xml]
parameters: {B: {name: b, in: body, schema: {type: object}}}
paths: {/a: {post: {consumes: [application/json], parameters: [{$ref: '#/parameters/B'}]}}}
`);
    expect(types(api, 'POST /a')).toEqual(['application/json']);
  });

  test("an operation's own body replaces that of its path", () => {
    const api = apiOf(`
swagger: '2.0'
paths:
  /a:
    parameters: [{name: b, in: body, schema: {type: array}}]
    post: {parameters: [{name: b, in: body, schema: {type: object}}]}
    put: {}
`);
    expect(operation(api, 'POST /a')?.body?.content[0]?.schema?.types).toEqual(['object']);
    expect(operation(api, 'PUT /a')?.body?.content[0]?.schema?.types).toEqual(['array']);
  });

  test('own form fields replace those of the path by name', () => {
    const api = apiOf(`
swagger: '2.0'
paths:
  /a:
    parameters:
      - {name: f, in: formData, type: file, required: true}
      - {name: g, in: formData, type: string, required: true}
    post: {parameters: [{name: f, in: formData, type: string, maxLength: 5}]}
`);
    const [form] = operation(api, 'POST /a')?.body?.content ?? [];
    expect(form?.type).toBe('application/x-www-form-urlencoded');
    expect([...(form?.schema?.required ?? [])]).toEqual(['g']);
    expect(Array.from(form?.schema?.properties.values() ?? [], ({ name, schema }) => [name, schema.types, schema.maxLength])).toEqual([
      ['f', ['string'], 5],
      ['g', ['string'], undefined],
    ]);
  });

  test('a field that a form uses makes no form of its own', () => {
    const used = "paths: {/a: {post: {parameters: [{$ref: '#/parameters/F'}]}}}";
    const bodies = (paths: string): number =>
      apiOf(`swagger: '2.0'\nparameters: {F: {name: f, in: formData, type: file}}\n${paths}\n`).bodies.length;
    expect([bodies(used), bodies('paths: {}')]).toEqual([1, 1]);
  });

  test('lists of media types are bounded, and the bound is told', { timeout: 30_000 }, () => {
    const consumes = Array.from({ length: 2_000 }, (_, index) => `a/t${index}`);
    const post = { parameters: [{ name: 'b', in: 'body', schema: {} }] };
    const paths = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`/p${index}`, { post: structuredClone(post) }]));
    const api = apiOf(JSON.stringify({ swagger: '2.0', consumes, paths }));
    expect(api.limits.map(({ message }) => message)).toEqual([
      'more than 1,000,000 media types of bodies and responses: the rest is not judged; if it is meant, raise `limits.media-types` in the policy',
    ]);
    expect([api.operations.length, api.bodies.length, api.mediaTypes.length]).toEqual([2_000, 2_000, 1_000_000]);
  });
});
