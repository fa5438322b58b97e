import { describe, expect, test } from 'vitest';
import { bundleOf } from '../../../src/documents/load.ts';
import { parseDocuments } from '../../../src/documents/parse.ts';
import { check } from '../../../src/engine/check.ts';
import { buildApi } from '../../../src/model/build.ts';
import rule from '../../../src/rules/inventory/structure-valid.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';

const head = `
openapi: 3.0.3
info: { title: t, version: '1' }
`;
const ok = `responses: { '200': { description: fine } }`;
const id = '{ name: id, in: path, required: true, schema: { type: string } }';

/** Lines of `paths`, from line 4 on. */
const paths = (name: string, lines: string, hits: readonly string[]): RuleCase[] =>
  everyVersion3({ name, document: `${head.slice(1)}paths:\n${lines}`, hits });

describe('structure-valid', () =>
  cases(rule, [
    ...paths('a misspelt field, and no second finding about what it holds', `  /a/{id}:\n    get:\n      parametrs: [${id}]\n      ${ok}`, [
      '6: `parametrs` is not a field of an Operation Object: did you mean `parameters`?',
    ]),
    ...paths(
      'a dead reference with its likely target',
      `  /a:\n    get:\n      responses:\n        '200': { $ref: '#/components/responses/Pet' }\ncomponents:\n  responses:\n    Pets: { description: fine }`,
      ['7: `#/components/responses/Pet` leads nowhere: did you mean `#/components/responses/Pets`?'],
    ),
    ...paths('a dead reference without one', `  /a:\n    get:\n      responses:\n        '200': { $ref: '#/nothing/like/it' }`, [
      '7: `#/nothing/like/it` leads nowhere',
    ]),
    ...paths(
      'references that go in a circle',
      `  /a:\n    get: { ${ok} }\ncomponents:\n  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }`,
      ['8: leads back to itself', '9: leads back to itself'],
    ),
    ...paths('a file that is not there, and one outside', `  /a: { $ref: 'a.yaml' }\n  /b: { $ref: '../../b.yaml' }`, [
      '4: names the file `a.yaml`',
      '5: leads out of the workspace',
    ]),
    ...paths('a remote reference is said by inventory-external-ref', `  /a: { $ref: 'https://acme.io/a.yaml' }`, []),
    ...paths(
      'but not one that the model has no use for',
      `  /a:\n    get: { ${ok} }\ncomponents:\n  examples:\n    A: { $ref: 'https://acme.io/a.yaml' }`,
      ['8: `https://acme.io/a.yaml` is not in the workspace'],
    ),
    ...paths('a declared path parameter', `  /a/{id}:\n    parameters: [${id}]\n    get: { ${ok} }\n    put: { ${ok} }`, []),
    ...paths('undeclared by one operation', `  /a/{id}:\n    get: { parameters: [${id}], ${ok} }\n    put: { ${ok} }`, [
      '6: `{id}` of the path is not declared by `PUT /a/{id}`: add a parameter `id` with `in: path`',
    ]),
    ...paths('undeclared by all: one finding on the path', `  /a/{id}:\n    get: { ${ok} }\n    put: { ${ok} }`, [
      '4: `{id}` is not declared by any operation of `/a/{id}`',
    ]),
    ...paths(
      'declared elsewhere than in the path',
      `  /a/{id}:\n    get:\n      parameters: [{ name: id, in: query, schema: { type: string } }]\n      ${ok}`,
      ['5: parameter `id` has `in: query`, set `in: path`'],
    ),
    ...paths(
      'declared by another name',
      `  /a/{petId}:\n    get:\n      parameters: [{ name: petID, in: path, required: true, schema: { type: string } }]\n      ${ok}`,
      ['6: path parameter `petID` is not in the path `/a/{petId}`: did you mean `petId`?'],
    ),
    ...paths(
      'declared without an expression, once for the whole path',
      `  /a:\n    parameters: [${id}]\n    get: { ${ok} }\n    put: { ${ok} }`,
      ['5: path parameter `id` is not in the path `/a`: remove it'],
    ),
    {
      name: 'a component that nothing refers to has no path',
      document: `openapi: 3.1.1\ninfo: { title: t, version: '1' }\ncomponents:\n  pathItems:\n    A: { parameters: [${id}], get: { ${ok} } }`,
      hits: [],
    },
    ...paths(
      'a shared one where it does not belong',
      `  /a/{id}:\n    get: { parameters: [{ $ref: '#/components/parameters/id' }], ${ok} }\n  /b:\n    get: { parameters: [{ $ref: '#/components/parameters/id' }], ${ok} }\ncomponents:\n  parameters: { id: ${id} }`,
      ['7: path parameter `id` is not in the path `/b`'],
    ),
    ...paths(
      'a parameter behind a dead reference may be the missing one',
      `  /a/{id}:\n    get: { parameters: [{ $ref: '#/components/parameters/id' }], ${ok} }`,
      ['5: `#/components/parameters/id` leads nowhere'],
    ),
    ...paths('a misspelt location is one mistake', `  /a/{id}:\n    get: { parameters: [{ name: id, in: pth, schema: {} }], ${ok} }`, [
      '5: `in` must be one of',
    ]),
    ...paths(
      'dialects of gateways',
      `  '/a/{proxy+}': { get: { parameters: [{ name: proxy, in: path, required: true, schema: {} }], ${ok} } }\n  '/b/{id:[0-9]{3}}': { get: { parameters: [${id}], ${ok} } }`,
      [],
    ),
    ...paths(
      'what stands in a query string is not part of the path',
      `  '/a?x={x}': { get: { parameters: [{ name: x, in: query, schema: {} }], ${ok} } }\n  '/a#{y}': { get: { ${ok} } }`,
      [],
    ),
    ...paths('a repeated key, at the key', `  /a:\n    get: { ${ok} }\n  /b:\n    get: { ${ok} }\n  /a:\n    put: { ${ok} }`, [
      '8: Key `/a` is repeated in this object',
    ]),
    ...paths(
      'security schemes have a rule of their own, but for unknown fields',
      `  /a:\n    get: { ${ok} }\ncomponents:\n  securitySchemes:\n    a: { type: bearer }\n    b: { type: apiKey }\n    c: { type: oauth2, flows: { code: {} } }\n    d: { $ref: '#/components/securitySchemes/none' }\n    e: { type: apiKey, in: header, name: X, schem: 1 }`,
      ['12: `schem` is not a field of a Security Scheme Object'],
    ),
    ...paths('what is no path', `  a: {}\n  x-a: 5`, ['4: the path `a` must begin with `/`']),
    { name: 'no paths in 3.1', document: `openapi: 3.1.0\ninfo: { title: t, version: '1' }\nwebhooks: {}`, hits: [] },
    {
      name: 'nothing at all in 3.1',
      document: `openapi: 3.1.0\ninfo: { title: t, version: '1' }`,
      hits: ['1: needs `paths`, `webhooks` or `components`'],
    },
    {
      name: 'webhooks have no path to fill',
      document: `openapi: 3.1.0\ninfo: { title: t, version: '1' }\nwebhooks:\n  '{a}': { post: { ${ok} } }`,
      hits: [],
    },
    {
      name: 'Swagger 2.0',
      document: `
        swagger: "2.0"
        info: { title: t, version: '1' }
        paths:
          /a/{id}:
            get:
              parameters:
                - { name: id, in: path, required: true, type: string }
                - { $ref: '#/parameters/limt' }
                - { name: q, in: query, schema: { type: string } }
              responses: { '200': { description: fine, schema: { $ref: '#/definitions/A' } } }
            put: { responses: { '200': { description: fine } } }
        parameters:
          limit: { name: limit, in: query, type: integer }
        securityDefinitions:
          key: { type: apiKey }
      `,
      hits: [
        '8: `#/parameters/limt` leads nowhere: did you mean `#/parameters/limit`?',
        '9: Parameter Object `q` needs `type`: add it',
        '9: `schema` goes only with `in: body`: remove it here',
        '10: `#/definitions/A` leads nowhere',
        '11: `{id}` of the path is not declared by `PUT /a/{id}`',
      ],
    },
    {
      name: 'essential: what hides nothing',
      document: `${head.slice(1)}paths:\n  /a/{id}:\n    get: { responses: { '200': {} } }\ntags: [{ x: 1 }]\ncomponents:\n  schemas:\n    A: { xml: { example: a }, pattern: 0 }`,
      options: { harmless: false },
      hits: [],
    },
    {
      name: 'essential: what hides something',
      document: `${head.slice(1)}paths:\n  /a:\n    get:\n      securty: []\n      parameters: {}\n      responses: { '200': { $ref: '#/none' } }\n      responses: { '200': { $ref: '#/none' } }`,
      options: { harmless: false },
      hits: ['6: `securty`', '7: `parameters`', '9: Key `responses` is repeated', '9: `#/none` leads nowhere'],
    },
  ]));

test('findings sit in the file in which the mistake is', () => {
  const files = {
    'openapi.yaml': `openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a: { $ref: 'paths/a.yaml' }\n`,
    'paths/a.yaml': `get:\n  summry: x\n  responses:\n    '200': { $ref: '#/none' }\n  summry: y\n`,
  };
  const api = buildApi(bundleOf(Object.entries(files).flatMap(([file, text]) => parseDocuments(file, text))));
  if (api === undefined) throw new Error('no API');
  const found = check(rule, api).map(({ place, problem }) => `${place.document.file}#${place.pointer} ${problem.message}`);
  expect(found).toEqual([
    expect.stringMatching(/^paths\/a\.yaml#\/get\/summry `summry` is not a field .* did you mean `summary`\?$/),
    expect.stringMatching(/^paths\/a\.yaml#\/get\/responses\/200\/\$ref `#\/none` leads nowhere/),
    expect.stringMatching(/^paths\/a\.yaml# Key `summry` is repeated/),
  ]);
});
