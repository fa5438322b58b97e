import { expect, test } from 'vitest';
import { bundleOf } from '../../../src/documents/load.ts';
import { parseDocuments } from '../../../src/documents/parse.ts';
import { FaultList } from '../../../src/model/structure/fault-list.ts';
import { validateStructure } from '../../../src/model/structure/validate.ts';
import { faultsIn } from './edits.ts';

const head = { openapi: '3.0.3', info: { title: 't', version: '1' } };

function inFiles(files: Readonly<Record<string, string>>): { faults: string[]; broken: string[] } {
  const documents = Object.entries(files).flatMap(([file, text]) => parseDocuments(file, text));
  const list = new FaultList();
  const broken = validateStructure(bundleOf(documents), '3.0', list);
  return {
    faults: list.finish().map(({ place, message }) => `${place.document.file}#${place.pointer}: ${message}`),
    broken: broken.map(({ place, ref, reason }) => `${place.document.file}#${place.pointer}: ${ref} ${reason}`),
  };
}

const root = `openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /a: { $ref: 'a.yaml' }
  /b:
    get:
      parameters: [{ $ref: 'parts.yaml#/limit' }]
      responses:
        '200':
          description: fine
          content:
            application/json: { schema: { $ref: 'parts.yaml#/Pet' } }
    put:
      parameters: [{ $ref: 'parts.yaml#/limit' }]
      responses: { '200': { description: fine } }
components:
  schemas:
    Local: { tpye: object }
    Other: { $ref: 'parts.yaml#/Pet' }
`;

test('what a reference leads to in another file is checked as what it stands for, once', () => {
  const files = {
    'openapi.yaml': root,
    'a.yaml': 'get: { response: {} }',
    'parts.yaml': `limit: { name: limit, in: query, schema: { type: int } }
Pet: { properties: { tag: { $ref: '#/Tag' }, back: { $ref: 'openapi.yaml#/components/schemas/Local' } } }
Tag: { type: string, max: 5, properties: { pet: { $ref: '#/Pet' } } }
Unused: { tpye: nobody asks }
`,
  };
  expect(inFiles(files)).toEqual({
    faults: [
      'a.yaml#/get/response: `response` is not a field of an Operation Object: did you mean `responses`?',
      'parts.yaml#/limit/schema/type: `type` must be one of `array`, `boolean`, `integer`, `number`, `object`, `string`, not the string `int`',
      'parts.yaml#/Tag/max: `max` is not a field of a Schema Object: remove it or name it `x-max`',
      'openapi.yaml#/components/schemas/Local/tpye: `tpye` is not a field of a Schema Object: did you mean `type`?',
    ],
    broken: [],
  });
});

test('a reference outside of components is checked where it leads', () => {
  const document = {
    ...head,
    paths: { '/a': { get: { responses: { 200: { $ref: '#/x-shared/ok' } } } } },
    'x-shared': { ok: {}, other: 5 },
  };
  expect(faultsIn(document, '3.0')).toEqual(['/x-shared/ok: Response Object needs `description`: add it']);
});

test('dead references are met wherever one may stand, examples and links included', () => {
  const found = inFiles({
    'openapi.yaml': `openapi: 3.0.3
info: { title: t, version: '1' }
paths: {}
components:
  examples: { a: { $ref: '#/components/examples/none' } }
  links: { a: { $ref: 'none.yaml#/x' } }
  schemas:
    a: { $ref: '#/components/schemas/a' }
    b: { example: { $ref: '#/nowhere' }, x-c: { $ref: '#/nowhere' } }
  responses: { a: { $ref: 'https://acme.io/r.yaml' } }
`,
  });
  expect(found).toEqual({
    faults: [],
    broken: [
      'openapi.yaml#/components/examples/a/$ref: #/components/examples/none missing',
      'openapi.yaml#/components/links/a/$ref: none.yaml#/x missing',
      'openapi.yaml#/components/schemas/a/$ref: #/components/schemas/a circular',
      'openapi.yaml#/components/responses/a/$ref: https://acme.io/r.yaml remote',
    ],
  });
});

test('twenty of a sort are listed, the last says how many more', () => {
  const schemas = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`s${index}`, { tpye: 'x', other: 1 }]));
  const faults = faultsIn({ ...head, paths: {}, components: { schemas } }, '3.0');
  expect(faults).toHaveLength(40);
  expect(faults[0]).toBe('/components/schemas/s0/tpye: `tpye` is not a field of a Schema Object: did you mean `type`?');
  expect(faults[38]).toContain(
    '/components/schemas/s19/tpye: `tpye` is not a field of a Schema Object: did you mean `type`? (and 30 more like it)',
  );
});

test('two hundred are listed of a document that is no OpenAPI at all', () => {
  const faults = faultsIn(
    { ...head, paths: {}, ...Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index])) },
    '3.0',
  );
  expect(faults).toHaveLength(201);
  expect(faults.at(-1)).toBe(': 800 further mistakes are not listed: mend those that are, then check again');
});

test('any JSON value may stand anywhere', () => {
  for (const junk of [null, 5, 'text', true, [], {}, [null], [[]], { $ref: 5 }, { $ref: '#' }, { __proto__: null, constructor: [] }]) {
    for (const version of ['2.0', '3.0', '3.1', '3.2'] as const) {
      faultsIn(junk, version);
      faultsIn({ paths: junk, components: junk, definitions: junk, parameters: junk, securityDefinitions: { a: junk } }, version);
      const inside = {
        schema: junk,
        content: junk,
        parameters: junk,
        responses: junk,
        in: junk,
        type: junk,
        requestBody: junk,
        callbacks: { a: junk },
      };
      faultsIn(
        {
          paths: { '/a': { get: inside, parameters: [inside] } },
          components: { schemas: { a: junk, b: { ...inside, properties: junk, required: junk } } },
        },
        version,
      );
    }
  }
});

test('deep and wide documents end', () => {
  let deep: object = { type: 'string' };
  for (let depth = 0; depth < 400; depth++) deep = { type: 'array', items: deep };
  const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`desciption${index}`, index]));
  const faults = faultsIn({ ...head, paths: {}, components: { schemas: { deep, wide: unknown } } }, '3.0');
  expect(faults.length).toBeGreaterThan(0);
});

test('YAML aliases are walked once, not expanded', () => {
  const lines = ['a0: &a0 { type: strng }'];
  for (let level = 1; level < 12; level++) lines.push(`a${level}: &a${level} { allOf: [*a${level - 1}, *a${level - 1}, *a${level - 1}] }`);
  const text = `openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n${lines.map((line) => `    ${line}\n`).join('')}`;
  expect(inFiles({ 'openapi.yaml': text }).faults).toHaveLength(1);
});
