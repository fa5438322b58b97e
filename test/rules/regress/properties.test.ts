/** What must hold of changes to any document: one real one, and generated ones. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check.ts';
import type { Api } from '../../../src/model/api.ts';
import { rulesByConcern } from '../../../src/rules/index.ts';
import { apiOf } from '../../support/rules.ts';
import { harmless, type Random } from './transforms.ts';

const rules = rulesByConcern['regress'] ?? [];
const real = JSON.parse(readFileSync(new URL('../../fixtures/github-api.json', import.meta.url), 'utf8')) as Record<string, unknown>;

function findings(base: Api, head: Api): string[] {
  return rules.flatMap((rule) =>
    check(rule, head, undefined, base).map(({ problem, place }) => `${rule.id} ${place.pointer} ${problem.message}`),
  );
}

/** The same numbers for the same seed (a linear congruential generator). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const scalar = fc.oneof(
  fc.record({ type: fc.constant('string'), maxLength: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^[a-z]{1,9}$', '^[0-9]+$') }),
  fc.record({ type: fc.constant('string'), enum: fc.constant(['a', 'b']) }),
  fc.record({ type: fc.constant('integer'), minimum: fc.constant(0), maximum: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ type: fc.constant('array'), maxItems: fc.integer({ min: 1, max: 9 }), items: fc.constant({ type: 'boolean' }) }),
);
const names = ['name', 'ssn', 'password', 'role', 'child'];
const object = fc.record({
  type: fc.constant('object'),
  properties: fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(scalar, fc.constantFrom(...['A', 'B', 'C'].map((name) => ({ $ref: `#/components/schemas/${name}` })))),
  ),
});
const security: fc.Arbitrary<object[]> = fc.constantFrom<object[]>(
  [{ token: [] }],
  [{ login: ['read'] }],
  [{ token: [], key: [] }],
  [{ key: [] }, { login: ['write'] }],
);
const content = fc.oneof(object, fc.constant({ $ref: '#/components/schemas/A' }), fc.record({ type: fc.constant('array'), items: object }));
const operation = fc.record({
  security,
  parameters: fc.array(
    scalar.map((schema) => ({ name: 'q', in: 'query', schema })),
    { maxLength: 1 },
  ),
  requestBody: content.map((schema) => ({ content: { 'application/json': { schema } } })),
  responses: content.map((schema) => ({
    '200': { description: 'ok', headers: { RateLimit: {}, 'RateLimit-Policy': {} }, content: { 'application/json': { schema } } },
    '429': { description: 'busy', headers: { 'Retry-After': {} } },
  })),
});
const document = fc.record({
  openapi: fc.constantFrom('3.0.3', '3.1.1', '3.2.0'),
  info: fc.constant({ title: 'A', version: '1' }),
  servers: fc.constant<object[]>([{ url: 'https://api.acme.com' }]),
  security,
  paths: fc.dictionary(fc.constantFrom('/a', '/b/{id}', '/c'), fc.record({ get: operation, post: operation }), { minKeys: 1 }),
  components: fc.record({
    schemas: fc.record({ A: object, B: object, C: object }),
    securitySchemes: fc.constant({
      token: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      login: { type: 'openIdConnect', openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' },
    }),
  }),
});

test.each(Object.keys(harmless))('%s changes nothing', (name) => {
  const transform = harmless[name] as (typeof harmless)[string];
  const base = apiOf(JSON.stringify(real));
  for (let seed = 1; seed <= 3; seed++) {
    const head = transform(real, randomFrom(seed));
    expect(findings(base, apiOf(JSON.stringify(head)))).toEqual([]);
  }
  fc.assert(
    fc.property(document, fc.integer(), (generated, seed) => {
      const head = transform(generated as unknown as Record<string, unknown>, randomFrom(seed));
      expect(findings(apiOf(JSON.stringify(generated)), apiOf(JSON.stringify(head)))).toEqual([]);
    }),
    { numRuns: 30, seed: 7 },
  );
});

type Generated = (typeof document extends fc.Arbitrary<infer Value> ? Value : never) & Record<string, unknown>;

/** Takes a protection away; says which rule must tell, and undefined where there was none to take. */
const removals: Readonly<Record<string, (head: Generated) => string | undefined>> = {
  'the security of an operation': (head) => {
    const [item] = Object.values(head.paths);
    if (item === undefined) return undefined;
    item.get.security = [];
    return 'regress-security';
  },
  'a scheme': (head) => {
    const { securitySchemes } = head.components as unknown as { securitySchemes: Record<string, object> };
    const isUsed = Object.values(head.paths).some(({ get, post }) =>
      [get, post].some((each) => JSON.stringify(each.security) === '[{"token":[]}]'),
    );
    securitySchemes['token'] = { type: 'http', scheme: 'basic' };
    return isUsed ? 'regress-security' : undefined;
  },
  'the scopes': (head) => {
    const text = JSON.stringify(head.paths);
    head.paths = JSON.parse(text.replaceAll('"login":["read"]', '"login":[]'));
    return text.includes('"login":["read"]') ? 'regress-scope' : undefined;
  },
  TLS: (head) => {
    head.servers = [{ url: 'http://api.acme.com' }];
    return 'regress-tls';
  },
  'the bound of a parameter': (head) => {
    for (const { get } of Object.values(head.paths)) {
      for (const parameter of get.parameters as { schema: object }[]) {
        parameter.schema = {};
        return 'regress-bound';
      }
    }
    return undefined;
  },
  'the silence of a response': (head) => {
    const [item] = Object.values(head.paths);
    const schema = item?.get.responses['200'].content['application/json'].schema as { properties?: Record<string, object> } | undefined;
    if (schema?.properties === undefined) return undefined;
    schema.properties['cvv'] = { type: 'string' };
    return 'regress-exposure';
  },
  '429': (head) => {
    const [item] = Object.values(head.paths);
    if (item === undefined) return undefined;
    delete (item.post.responses as Partial<typeof item.post.responses>)['429'];
    return 'regress-ratelimit';
  },
};

test.each(Object.keys(removals))('%s is missed when it is gone', (name) => {
  const remove = removals[name] as (typeof removals)[string];
  let taken = 0;
  fc.assert(
    fc.property(document, (generated) => {
      const head = structuredClone(generated) as unknown as Generated;
      const expected = remove(head);
      if (expected === undefined) return;
      taken++;
      const found = findings(apiOf(JSON.stringify(generated)), apiOf(JSON.stringify(head)));
      expect(found.map((text) => text.split(' ')[0])).toContain(expected);
      expect(found.filter((text) => !text.startsWith(expected))).toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(taken).toBeGreaterThan(5);
});
