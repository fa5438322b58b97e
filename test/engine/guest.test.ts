/** Our rules as Spectral's own CLI runs them: parsed, resolved and reported by Spectral. */
import { createRequire } from 'node:module';
import { Document, type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import { Resolver } from '@stoplight/spectral-ref-resolver';
import { describe, expect, test } from 'vitest';
import { defineRule, type Rule } from '../../src/engine/define-rule.ts';
import { presetDefinition } from '../../src/engine/preset-definition.ts';
import { allRules } from '../../src/rules/index.ts';

/** The parser that Spectral itself uses. */
const { Yaml } = createRequire(createRequire(import.meta.url).resolve('@stoplight/spectral-core'))('@stoplight/spectral-parsers');

/** `line path: message` of what Spectral reports, of the rules asked for. */
async function report(definition: RulesetDefinition, files: Record<string, string>, ...roots: string[]): Promise<string[]> {
  const file = {
    resolve: async (uri: { path(): string }) => {
      const text = files[decodeURIComponent(uri.path())];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
  };
  const spectral = new Spectral({ resolver: new Resolver({ resolvers: { file } }) });
  spectral.setRuleset(definition);
  const results = [];
  for (const root of roots.length > 0 ? roots : ['/apis/openapi.yaml']) {
    results.push(...(await spectral.run(new Document(files[root] ?? '', Yaml, root))));
  }
  return results
    .filter(({ code }) => code !== 'invalid-ref')
    .map(({ code, path, range, message }) => `${range.start.line + 1} ${code} ${path.join('.')}: ${message}`);
}

const rulesOf = (...ids: string[]): RulesetDefinition =>
  presetDefinition(
    allRules.filter(({ id }) => ids.includes(id)),
    'recommended',
  ) as RulesetDefinition;

const KEY = 'components: {securitySchemes: {key: {type: http, scheme: bearer}}}\n';

const HEAD = `openapi: 3.1.0
info: {title: shop, version: '1'}
servers: [{url: https://api.shop.test}]
`;

describe('references', () => {
  test('to another file: its findings stand at the reference that leads there', async () => {
    const found = await report(rulesOf('input-string-length'), {
      '/apis/openapi.yaml': `${HEAD}paths:
  /a:
    put:
      requestBody: {$ref: 'lib.yaml#/Other'}
      responses: {'204': {description: done}}
  /b:
    put:
      requestBody: {$ref: 'lib.yaml#/Body'}
      responses: {'204': {description: done}}
`,
      '/apis/lib.yaml': `Body: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
Other: {content: {application/json: {schema: {type: boolean}}}}
`,
    });
    expect(found).toEqual([
      expect.stringMatching(
        /^11 input-string-length paths\.\/b\.put\.requestBody: `.*name`.*\(in lib\.yaml#\/Body\/content\/application~1json\/schema\/properties\/name\)$/,
      ),
    ]);
  });

  test('through several files, to a whole path item', async () => {
    const found = await report(rulesOf('auth-write-secured', 'input-string-length'), {
      '/apis/openapi.yaml': `${HEAD}${KEY}paths:\n  /a: {$ref: paths/a.yaml}\n`,
      '/apis/paths/a.yaml': `post:
  requestBody: {content: {application/json: {schema: {$ref: '../../common/s.yaml'}}}}
  responses: {'204': {description: done}}
`,
      '/common/s.yaml': '{type: object, properties: {name: {type: string}}}\n',
    });
    expect(found).toEqual([
      expect.stringMatching(/^6 auth-write-secured paths\.\/a: `POST \/a` /),
      expect.stringMatching(/^6 input-string-length paths\.\/a: .*\(in \/common\/s\.yaml#\/properties\/name\)$/),
    ]);
  });

  test('to an anchor', async () => {
    const found = await report(rulesOf('input-string-length'), {
      '/apis/openapi.yaml': `${HEAD}paths:
  /a:
    put:
      requestBody: {content: {application/json: {schema: {$ref: '#name'}}}}
      responses: {'204': {description: done}}
components:
  schemas:
    Name: {$anchor: name, type: string}
    Bounded: {type: string, maxLength: 3}
`,
    });
    expect(found).toEqual([expect.stringMatching(/^11 input-string-length components\.schemas\.Name: /)]);
  });

  test('of another document of the same run are no concern of this one', async () => {
    const files = {
      '/apis/openapi.yaml': `${HEAD}paths:\n  /a: {$ref: a.yaml}\n`,
      '/apis/a.yaml': "get: {description: '<script>x</script>', responses: {'200': {description: done}}}\n",
      '/apis/other.yaml': `${HEAD}paths: {}\n`,
    };
    const found = await report(rulesOf('inventory-unsafe-markdown'), files, '/apis/openapi.yaml', '/apis/other.yaml');
    expect(found).toEqual([expect.stringMatching(/^5 inventory-unsafe-markdown paths\.\/a: .*\(in a\.yaml#\/get\/description\)$/)]);
  });

  test('to a file that cannot be read costs nothing else', async () => {
    const found = await report(rulesOf('auth-write-secured'), {
      '/apis/openapi.yaml': `${HEAD}paths:\n  /a: {$ref: none.yaml}\n  /b: {post: {responses: {'204': {description: done}}}}\n${KEY}`,
    });
    expect(found).toEqual([expect.stringMatching(/^6 auth-write-secured paths\.\/b\.post: /)]);
  });
});

const make = (id: string, check: Rule['check']): Rule =>
  defineRule({ id, title: 'Test', severity: 'warn', why: 'w', fix: 'f', examples: { bad: '', good: '' }, visit: 'api', check });

test('a rule of ours that throws says so and ends nothing', async () => {
  const bad = make('test-bad', () => {
    throw new TypeError('boom');
  });
  const good = make('test-good', function* (api) {
    yield { message: 'seen', at: ['info'], place: api.place.at('info') };
  });
  expect(await report(presetDefinition([bad, good], 'recommended') as RulesetDefinition, { '/apis/openapi.yaml': HEAD })).toEqual([
    "1 test-bad : apiward's rule test-bad failed on this document (boom): please report this bug",
    '2 test-good info: seen',
  ]);
});

test('names in a document are no placeholders of Spectral', async () => {
  const echo = make('test-echo', function* (api) {
    yield { message: `\`${api.raw['x-name']}\``, place: api.place };
  });
  const found = await report(presetDefinition([echo], 'recommended') as RulesetDefinition, {
    '/apis/openapi.yaml': `${HEAD}x-name: '{{description}} #{{print("value")}}'\n`,
  });
  expect(found).toEqual(['1 test-echo openapi: `{ {description}} #{ {print("value")}}`']);
});

test('what is no OpenAPI document has no findings', async () => {
  expect(await report(rulesOf('tls-server'), { '/apis/openapi.yaml': 'asyncapi: 3.0.0\nservers: [{url: http://a.test}]\n' })).toEqual([]);
});
