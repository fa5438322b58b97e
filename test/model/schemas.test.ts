import { describe, expect, test } from 'vitest';
import { bundleOf } from '../../src/documents/load.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import type { Api, Schema } from '../../src/model/api.ts';
import { buildApi } from '../../src/model/build.ts';
import { apiOf } from '../support/rules.ts';

/** The API whose one component `A` is written in YAML flow style, with more components beside it. */
function apiWith(a: string, more = '', version = '3.1.0'): Api {
  return apiOf(`openapi: ${version}\npaths: {}\ncomponents:\n  schemas:\n    A: ${a}\n${more.replace(/^(?=.)/gm, '    ')}\n`);
}

function schemaA(a: string, more = '', version = '3.1.0'): Schema {
  const found = apiWith(a, more, version).schemas.find(({ name }) => name === 'A');
  if (found === undefined) throw new Error('no schema A');
  return found;
}

const property = (schema: Schema | undefined, name: string): Schema | undefined => schema?.properties.get(name)?.schema;
const names = (schema: Schema | undefined): string[] => [...(schema?.properties.keys() ?? [])];
const pointers = (api: Api): string[] => api.schemas.map(({ place }) => place.pointer.replace('/components/schemas', ''));

describe('what several parts define is one child', () => {
  test('a property: its own properties, bounds and marks', () => {
    const schema = schemaA(`
      type: object
      allOf:
        - properties: {user: {type: object}, n: {type: string}, role: {type: string}, one: {type: string}}
        - properties: {user: {properties: {ssn: {type: string}}}, n: {maxLength: 5}, role: {readOnly: true}}
          required: [n]`);
    expect(names(property(schema, 'user'))).toEqual(['ssn']);
    expect(property(schema, 'n')).toMatchObject({ types: ['string'], maxLength: 5, holder: 'n' });
    expect(property(schema, 'one')?.parts).toHaveLength(1);
    expect([...schema.properties.values()].map((each) => [each.name, each.required, each.readOnly])).toEqual([
      ['user', false, false],
      ['n', true, false],
      ['role', false, true],
      ['one', false, false],
    ]);
  });

  test('a property that all parts take from one definition stays that schema', () => {
    const api = apiWith(
      '{allOf: [{properties: {p: {$ref: "#/components/schemas/P"}}}, {properties: {p: {$ref: "#/components/schemas/P"}}}]}',
      'P: {type: string}',
    );
    expect(pointers(api)).toEqual(['/A', '/P']);
  });

  test('the narrower of two schemas stands for both', () => {
    const schema = schemaA(
      '{allOf: [{properties: {p: {$ref: "#/components/schemas/Pet"}}}, {properties: {p: {$ref: "#/components/schemas/Dog"}}}]}',
      'Pet: {type: object}\nDog: {allOf: [{$ref: "#/components/schemas/Pet"}], properties: {bark: {type: string}}}',
    );
    expect(property(schema, 'p')?.name).toBe('Dog');
  });

  test('the same two definitions are merged once, wherever they meet', () => {
    const api = apiWith(
      '{properties: {x: {$ref: "#/components/schemas/X"}, y: {$ref: "#/components/schemas/Y"}}}',
      `B: {properties: {p: {type: string}}}
C: {properties: {p: {maxLength: 5}}}
X: {allOf: [{$ref: "#/components/schemas/B"}, {$ref: "#/components/schemas/C"}]}
Y: {allOf: [{$ref: "#/components/schemas/C"}, {$ref: "#/components/schemas/B"}]}`,
    );
    const [x, y] = ['X', 'Y'].map((name) =>
      property(
        api.schemas.find((schema) => schema.name === name),
        'p',
      ),
    );
    expect(x).toBe(y);
    expect(x).toMatchObject({ types: ['string'], maxLength: 5 });
  });

  test('definitions that recur end', () => {
    const api = apiWith(
      '{allOf: [{$ref: "#/components/schemas/B"}, {$ref: "#/components/schemas/C"}]}',
      'B: {properties: {p: {$ref: "#/components/schemas/B"}}}\nC: {properties: {p: {$ref: "#/components/schemas/C"}}}',
    );
    const merged = property(api.schemas[0], 'p');
    expect(property(merged, 'p')).toBe(merged);
    expect(merged?.recursive).toBe(true);
  });

  test.each<[string, string, (schema: Schema) => unknown, unknown]>([
    [
      'items',
      '{allOf: [{items: {type: string}}, {items: {maxLength: 5}}]}',
      ({ items }) => [items?.types, items?.maxLength],
      [['string'], 5],
    ],
    [
      'additional',
      '{allOf: [{additionalProperties: {type: string}}, {additionalProperties: {maxLength: 5}}]}',
      ({ additional }) => typeof additional === 'object' && [additional.types, additional.maxLength],
      [['string'], 5],
    ],
    ['pattern properties', '{allOf: [{patternProperties: {a: {}}}, {patternProperties: {b: {}}}]}', (a) => a.patternProperties.length, 2],
    ['prefix items', '{allOf: [{prefixItems: [{}, {}]}, {items: [{}]}]}', (a) => a.prefixItems.length, 3],
    ['unevaluated items', '{prefixItems: [{}], unevaluatedItems: {type: string}}', ({ items }) => items?.types, ['string']],
    ['items before unevaluated ones', '{items: {type: string}, unevaluatedItems: {type: object}}', ({ items }) => items?.types, ['string']],
    [
      'a property that one part refuses',
      '{allOf: [{properties: {p: {}}}, {properties: {p: false}}]}',
      (a) => property(a, 'p')?.never,
      true,
    ],
  ])('%s', (_, text, read, expected) => {
    expect(read(schemaA(text))).toEqual(expected);
  });
});

describe('unknown properties', () => {
  test.each([
    ['closed', '{additionalProperties: false}', false],
    ['closed in one part', '{allOf: [{additionalProperties: true}, {additionalProperties: false}]}', false],
    ['open', '{additionalProperties: true}', true],
    ['nothing said', '{type: object}', undefined],
    ['unevaluated refused', '{allOf: [{properties: {a: {}}}], unevaluatedProperties: false}', false],
    ['unevaluated admitted', '{unevaluatedProperties: true}', true],
    ['admitted before unevaluated', '{additionalProperties: true, unevaluatedProperties: false}', true],
    ['admitted in another part', '{unevaluatedProperties: false, allOf: [{additionalProperties: true}]}', true],
    ['described before unevaluated', '{additionalProperties: {type: string}, unevaluatedProperties: false}', ['string']],
    ['described in another part', '{unevaluatedProperties: false, allOf: [{additionalProperties: {type: string}}]}', ['string']],
    ['described, not overwritten', '{additionalProperties: {type: string}, unevaluatedProperties: {type: integer}}', ['string']],
    ['described and open', '{allOf: [{additionalProperties: true}, {additionalProperties: {type: string}}]}', ['string']],
    ['refused by reference', '{additionalProperties: {$ref: "#/components/schemas/No"}}', 'never'],
    ['unevaluated described', '{unevaluatedProperties: {type: integer}}', ['integer']],
  ])('%s', (_, text, expected) => {
    const { additional } = schemaA(text, 'No: false');
    const found = typeof additional === 'object' && !additional.never ? additional.types : additional;
    expect(typeof found === 'object' && !Array.isArray(found) ? 'never' : found).toEqual(expected);
  });
});

describe('bounds', () => {
  test.each<[string, string, Partial<Schema>]>([
    [
      'infinite ones are none',
      '{maxLength: .inf, minimum: -.inf, maximum: .nan}',
      { maxLength: undefined, minimum: undefined, maximum: undefined },
    ],
    ['beside an infinite one', '{allOf: [{maxLength: .inf}, {maxLength: 5}]}', { maxLength: 5 }],
    ['names of properties', '{propertyNames: {enum: [a, b]}}', { maxProperties: 2 }],
    ['names of properties by reference', '{propertyNames: {$ref: "#/components/schemas/N"}}', { maxProperties: 3 }],
    ['names of properties and a number', '{propertyNames: {enum: [a, b]}, maxProperties: 1}', { maxProperties: 1 }],
    ['names of properties without a list', '{propertyNames: {pattern: "^a"}}', { maxProperties: undefined }],
    ['an integer is a number', '{allOf: [{type: number}, {type: integer}]}', { types: ['integer'] }],
    [
      'of many parts',
      `{allOf: [${'{maxLength: 9}, '.repeat(9)}{maxLength: 5}, {enum: [a]}]}`,
      { maxLength: 5, values: ['a'], empty: false },
    ],
  ])('%s', (_, text, expected) => {
    expect(schemaA(text, 'N: {enum: [a, b, c]}')).toMatchObject(expected);
  });
});

describe('alternatives', () => {
  const leaves = (schema: Schema): Schema[] => (schema.alternatives.length === 0 ? [schema] : schema.alternatives.flatMap(leaves));

  test('are read in their context at any depth', () => {
    const nested = `${'{oneOf: ['.repeat(8)}{title: x, format: a}${'], format: b}'.repeat(8)}`;
    expect(leaves(schemaA(`{type: string, maxLength: 5, oneOf: [${nested}]}`)).map(({ maxLength }) => maxLength)).toEqual([5]);
  });

  test.each<[string, string, unknown[]]>([
    [
      'the first list bounds all',
      '{type: string, allOf: [{oneOf: [{maxLength: 5}, {maxLength: 6}]}, {anyOf: [{minLength: 1}, {minLength: 2}]}]}',
      [5, 5, 6, 6],
    ],
    [
      'the second list bounds all',
      '{type: string, anyOf: [{minLength: 1}, {minLength: 2}], oneOf: [{maxLength: 5}, {maxLength: 6}]}',
      [5, 5, 6, 6],
    ],
    ['neither does', '{type: string, oneOf: [{maxLength: 5}, {pattern: a}], anyOf: [{maxLength: 6}, {pattern: b}]}', [5, 5, 6, undefined]],
    ['one member of a list does not', '{type: string, oneOf: [{maxLength: 5}, {pattern: a}]}', [5, undefined]],
  ])('%s', (_, text, expected) => {
    expect(schemaA(text).alternatives.map(({ maxLength }) => maxLength)).toEqual(expected);
  });

  test('too many ways to choose are judged one by one', () => {
    const list = `{oneOf: [${'{maxLength: 5}, '.repeat(20)}]}`;
    expect(schemaA(`{type: string, allOf: [${list}, ${list}]}`).alternatives).toHaveLength(40);
  });

  test.each([
    ['differ in what they require', '{type: object, oneOf: [{required: [a]}, {required: [b], description: x}]}', 0],
    ['differ in shape', '{type: object, oneOf: [{required: [a]}, {properties: {b: {}}}]}', 2],
    ['hold itself', '{type: object, oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}', 1],
  ])('that %s', (_, text, count) => {
    const schema = schemaA(text, 'B: {type: object}');
    expect(schema.alternatives).toHaveLength(count);
    expect(schema.recursive).toBe(false);
  });

  test('that inherit from what offers them are themselves', () => {
    const api = apiWith(
      '{type: object, oneOf: [{$ref: "#/components/schemas/Dog"}, {$ref: "#/components/schemas/Cat"}]}',
      'Dog: {allOf: [{$ref: "#/components/schemas/A"}], properties: {x: {}}}\nCat: {allOf: [{$ref: "#/components/schemas/A"}], properties: {x: {}}}',
    );
    expect(api.schemas.map(({ name, alternatives }) => [name, alternatives.map((each) => each.name)])).toEqual([
      ['A', ['Dog', 'Cat']],
      ['Dog', []],
      ['Cat', []],
      [undefined, []],
      [undefined, []],
    ]);
    expect(api.schemas.filter(({ recursive }) => recursive)).toEqual([]);
  });

  test('are shared when nothing encloses them, wrappers included', () => {
    const api = apiWith(
      '{allOf: [{$ref: "#/components/schemas/U"}], description: x}',
      'U: {oneOf: [{$ref: "#/components/schemas/P"}, {type: string}]}\nP: {type: integer}',
    );
    expect(pointers(api)).toEqual(['/A', '/P', '/U/oneOf/1']);
  });
});

describe('what else a value may hold', () => {
  test.each([
    ['then', '{type: object, if: {}, then: {properties: {x: {type: string}}}}'],
    ['else', '{type: object, if: {}, else: {properties: {x: {type: string}}}}'],
    ['dependentSchemas', '{type: object, dependentSchemas: {a: {properties: {x: {type: string}}}}}'],
    ['a condition in allOf', '{type: object, allOf: [{if: {}, then: {$ref: "#/components/schemas/X"}}]}'],
    ['a condition in a condition', '{type: object, then: {then: {properties: {x: {type: string}}}}}'],
    ['contentSchema', '{type: string, contentMediaType: application/json, contentSchema: {properties: {x: {type: string}}}}'],
    ['contains', '{type: array, contains: {properties: {x: {type: string}}}}'],
    ['contains beside items', '{type: array, items: {type: object}, contains: {properties: {x: {type: string}}}}'],
    ['a mapping', '{type: object, discriminator: {mapping: {x: X}}}'],
    ['a mapping by reference', '{type: object, discriminator: {mapping: {x: "#/components/schemas/X"}}}'],
  ])('%s', (_, text) => {
    const api = apiOf(`
openapi: 3.1.0
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}
components:
  schemas:
    A: ${text}
    X: {properties: {x: {type: string}}}
`);
    const found = api.schemas.filter((schema) => property(schema, 'x') !== undefined && schema.response && !schema.request);
    expect(found.length).toBeGreaterThan(0);
    const x = property(found[0], 'x');
    expect([x?.request, x?.response]).toEqual([false, true]);
    expect(names(api.schemas[0])).toEqual([]);
    expect(api.schemas[0]?.recursive).toBe(false);
  });

  test('a condition adds to the schema and takes nothing away', () => {
    const schema = schemaA(
      '{type: object, properties: {a: {type: string, maxLength: 5}}, then: {properties: {a: {minLength: 1}}, maxProperties: 3}}',
    );
    const [under] = schema.extra;
    expect([under?.place, under?.raw, under?.role]).toEqual([schema.place, schema.raw, schema.role]);
    expect(property(under, 'a')).toMatchObject({ types: ['string'], maxLength: 5, minLength: 1 });
    expect([schema.maxProperties, property(schema, 'a')?.minLength]).toEqual([undefined, undefined]);
  });

  test('a condition keeps the alternatives', () => {
    const schema = schemaA('{type: string, oneOf: [{maxLength: 5}, {enum: [a]}], then: {pattern: a}}');
    expect(schema.alternatives).toHaveLength(2);
    expect(schema.extra[0]?.alternatives).toEqual(schema.alternatives);
  });

  test('a condition that only requires is none', () => {
    expect(schemaA('{type: object, if: {properties: {a: {const: 1}}}, then: {required: [b]}, else: {not: {required: [b]}}}').extra).toEqual(
      [],
    );
  });

  test('what is only tested is not held', () => {
    expect(schemaA('{type: object, if: {properties: {x: {}}}, not: {properties: {y: {}}}}').extra).toEqual([]);
  });
});

describe('subtypes of a discriminator', () => {
  const pets = (text: string): Api =>
    apiOf(`
openapi: 3.0.3
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: ${text}}}}}}}}
components:
  schemas:
    Pet: {type: object, discriminator: {propertyName: t, mapping: {dog: Dog, cat: '#/components/schemas/Cat', poodle: Poodle, none: Nobody, pet: Pet}}}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {bark: {type: string}}}
    Poodle: {allOf: [{$ref: '#/components/schemas/Dog'}], properties: {curls: {type: string}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {purr: {type: string}}}
`);
  const extra = (api: Api): unknown[] => api.operations[0]?.responses[0]?.response.content[0]?.schema?.extra.map(({ name }) => name) ?? [];

  test.each([
    ['the base', '{$ref: "#/components/schemas/Pet"}', ['Dog', 'Cat', 'Poodle']],
    ['what wraps the base', '{allOf: [{$ref: "#/components/schemas/Pet"}], description: x}', ['Dog', 'Cat', 'Poodle', 'Pet']],
    ['a subtype that has its own', '{$ref: "#/components/schemas/Dog"}', ['Poodle']],
    ['a subtype that has none', '{$ref: "#/components/schemas/Cat"}', []],
    ['alternatives that name them all', '{oneOf: [{$ref: "#/components/schemas/Dog"}], discriminator: {mapping: {dog: Dog}}}', []],
  ])('of %s', (_, text, expected) => {
    expect(extra(pets(text))).toEqual(expected);
  });

  test('have the direction of the base and are not unused', () => {
    const api = pets('{$ref: "#/components/schemas/Pet"}');
    expect(api.schemas.filter(({ name }) => name !== undefined).map(({ name, request, role }) => [name, request, role])).toEqual([
      ['Pet', false, 'body'],
      ['Dog', false, 'alternative'],
      ['Cat', false, 'alternative'],
      ['Poodle', false, 'alternative'],
    ]);
    expect(api.brokenRefs).toEqual([]);
  });
});

describe('references', () => {
  test.each<[string, string, number | undefined]>([
    ['3.0.3', '{$ref: "#/components/schemas/T", maxLength: 5}', undefined],
    ['3.0.3', '{allOf: [{$ref: "#/components/schemas/T", maxLength: 5}]}', undefined],
    ['3.1.0', '{$ref: "#/components/schemas/T", maxLength: 5}', 5],
    ['3.1.0', '{allOf: [{$ref: "#/components/schemas/T", maxLength: 5}]}', 5],
    ['3.2.0', '{$ref: "#/components/schemas/T", maxLength: 5}', 5],
  ])('%s, keywords beside $ref: %s', (version, text, expected) => {
    const api = apiWith(`{properties: {p: ${text}}}`, 'T: {type: string}', version);
    expect(property(api.schemas[0], 'p')).toMatchObject({ types: ['string'], maxLength: expected });
  });

  test.each([
    ['3.1.0', '3.0.0', undefined, ['string']],
    ['3.0.0', '3.1.0', 5, ['string']],
    ['3.1.0', undefined, 5, ['string']],
    ['3.0.0', undefined, undefined, ['string']],
  ])('a %s document that refers to a %s one', (root, other, maxLength, types) => {
    const version = other === undefined ? '' : `openapi: ${other}\n`;
    const [first] = parseDocuments(
      'a.yaml',
      `openapi: ${root}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'b.yaml#/components/schemas/U'}}}\n`,
    );
    const [second] = parseDocuments(
      'b.yaml',
      `${version}components: {schemas: {U: {$ref: '#/components/schemas/N', maxLength: 5}, N: {type: string}}}\n`,
    );
    if (first === undefined || second === undefined) throw new Error('not parsed');
    const api = buildApi(bundleOf([first, second]));
    expect(api?.schemas.map((schema) => [schema.maxLength, schema.types])).toEqual([[maxLength, types]]);
  });

  test('$dynamicRef leads to its anchor', () => {
    const api = apiWith('{type: array, items: {$dynamicRef: "#T"}, $defs: {T: {$dynamicAnchor: T, properties: {x: {type: string}}}}}');
    expect(names(api.schemas[0]?.items)).toEqual(['x']);
    const node = apiWith('{$dynamicAnchor: node, properties: {c: {$dynamicRef: "#node"}}}').schemas[0];
    expect(property(node, 'c')).toBe(node);
    expect(node?.recursive).toBe(true);
  });

  test('a $dynamicRef without an anchor is broken, where it stands', () => {
    const { brokenRefs } = apiWith('{properties: {p: {$dynamicRef: "#T"}}}');
    expect(brokenRefs.map(({ place, ref }) => [place.pointer, ref])).toEqual([['/components/schemas/A/properties/p/$dynamicRef', '#T']]);
  });

  test.each([
    ['3.0.3', '{$ref: "#/components/schemas/B"}'],
    ['3.0.3', '{$ref: "#/components/schemas/B", description: x}'],
    ['3.1.0', '{$ref: "#/components/schemas/B"}'],
    ['3.1.0', '{$ref: "#/components/schemas/B", description: x}'],
  ])('%s, a component that stands for another: %s', (version, text) => {
    const api = apiOf(`
openapi: ${version}
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}
components: {schemas: {A: ${text}, B: {type: string}}}
`);
    expect(api.schemas.map((schema) => [schema.name, schema.request, schema.response])).toEqual([['B', false, true]]);
    expect(api.schemas[0]?.uses.map(({ pointer }) => pointer)).toContain('/paths/~1a/get/responses/200/content/application~1json/schema');
  });

  test('a mark beside the reference of a component is kept', () => {
    const schema = schemaA(
      '{properties: {p: {$ref: "#/components/schemas/B"}}}',
      'B: {$ref: "#/components/schemas/C", writeOnly: true}\nC: {type: string}',
    );
    expect(schema.properties.get('p')).toMatchObject({ writeOnly: true, schema: { types: ['string'] } });
  });

  test('a discriminator beside a reference is kept', () => {
    const schema = schemaA('{$ref: "#/components/schemas/B", discriminator: {mapping: {c: C}}}', 'B: {type: object}\nC: {type: object}');
    expect(schema.extra.map(({ name }) => name)).toEqual(['C']);
  });

  test('a circle of annotated references is reported', () => {
    const { brokenRefs } = apiWith(
      '{$ref: "#/components/schemas/B", description: x}',
      'B: {$ref: "#/components/schemas/A", description: x}',
    );
    expect(brokenRefs.map(({ reason }) => reason)).toContain('circular');
  });
});

describe('unused components, whatever their order', () => {
  const texts = [
    'Base: {type: object, properties: {b: {type: string}}}',
    'Dog: {allOf: [{$ref: "#/components/schemas/Base"}]}',
    'Deep: {type: object, properties: {x: {allOf: [{$ref: "#/components/schemas/Inner"}]}}}',
    'Inner: {type: string}',
    'Ring: {allOf: [{$ref: "#/components/schemas/Gnir"}]}',
    'Gnir: {allOf: [{$ref: "#/components/schemas/Ring"}]}',
    'Itself: {allOf: [{$ref: "#/components/schemas/Itself"}], type: string}',
  ];
  test.each([
    ['as written', texts],
    ['reversed', texts.toReversed()],
  ])('%s', (_, list) => {
    const api = apiOf(`openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n${list.map((text) => `    ${text}\n`).join('')}`);
    const found = api.schemas.flatMap(({ name }) => name ?? []);
    expect(found.filter((name) => !/Ring|Gnir/.test(name)).sort()).toEqual(['Deep', 'Dog', 'Itself']);
    // Of a circle, one is enough: it holds the other.
    expect(found.filter((name) => /Ring|Gnir/.test(name))).toHaveLength(1);
  });
});

describe('size', () => {
  const many = 20_000;
  const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const named = (count: number, prefix: string, make: (index: number) => unknown) =>
    Object.fromEntries(range(count, (index) => [prefix + index, make(index)]));
  const build = (schemas: object, body?: object): Api => {
    const paths = body === undefined ? {} : { '/a': { post: { requestBody: { content: { 'application/json': { schema: body } } } } } };
    const text = JSON.stringify({ openapi: '3.1.0', paths, components: { schemas } });
    const api = buildApi(bundleOf(parseDocuments('a.json', text)));
    if (api === undefined) throw new Error('not an OpenAPI document');
    return api;
  };
  const chain = named(many, 'S', (index) => (index === many - 1 ? { type: 'string' } : { allOf: [ref(`S${index + 1}`)] }));
  const reversed = Object.fromEntries(Object.entries(chain).reverse());
  const allOfThem = { properties: Object.fromEntries(Object.keys(chain).map((name) => [name, ref(name)])) };
  const bases = named(2000, 'P', () => ({ maxLength: 5 }));

  test.each<[string, number, number, () => Api]>([
    ['a long oneOf', 200_001, 0, () => build({}, { oneOf: range(200_000, () => ({ type: 'boolean' })) })],
    ['a long prefixItems', 200_001, 0, () => build({}, { prefixItems: range(200_000, () => ({ type: 'boolean' })) })],
    ['a long allOf', 1, 0, () => build({}, { allOf: range(200_000, () => ({ type: 'boolean' })) })],
    ['a long chain', 1, 0, () => build(chain)],
    ['a long chain from its end', 1, 0, () => build(reversed)],
    ['a long chain, each link used', many + 1, 1, () => build(chain, allOfThem)],
    [
      'one base with many parts, used by many',
      2001,
      1,
      () =>
        build(
          { ...bases, Base: { allOf: Object.keys(bases).map(ref) } },
          { properties: named(2000, 'q', () => ({ allOf: [ref('Base')], title: 'q' })) },
        ),
    ],
    [
      'alternatives of each other',
      100,
      0,
      () =>
        build(
          named(50, 'S', () => ({ type: 'object', properties: { a: {} }, oneOf: range(50, (index) => ref(`S${index}`)) })),
          ref('S0'),
        ),
    ],
    [
      'references to references',
      2,
      0,
      () =>
        build(
          named(many, 'S', (index) => (index === many - 1 ? {} : ref(`S${index + 1}`))),
          { items: ref('S0') },
        ),
    ],
  ])(
    '%s',
    (_, schemas, limits, make) => {
      const api = make();
      expect([api.schemas.length, api.limits.length]).toEqual([schemas, limits]);
      expect(api.schemas.reduce((sum, { parts }) => sum + parts.length, 0)).toBeLessThan(1_300_000);
    },
    30_000,
  );

  test.each<[string, RegExp, () => Api]>([
    [
      'alternatives that multiply',
      /nested in each other in too many ways/,
      () =>
        build(
          named(100, 'S', (index) => ({ properties: { a: {} }, oneOf: range(20, (next) => ref(`S${Math.min(99, index + next + 1)}`)) })),
          ref('S0'),
        ),
    ],
    [
      'properties that many inherit',
      /merge each other more than 1,000,000 times/,
      () =>
        build(
          { Base: { properties: named(2000, 'p', () => true) } },
          { properties: named(2000, 'q', () => ({ allOf: [ref('Base')], properties: { own: {} } })) },
        ),
    ],
  ])(
    '%s are cut short, and this is said once',
    (_, message, make) => {
      const { limits } = make();
      expect(limits).toEqual([{ place: expect.anything(), message: expect.stringMatching(message) }]);
    },
    30_000,
  );
});
