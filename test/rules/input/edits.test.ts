import { describe } from 'vitest';
import inputObjectOpen from '../../../src/rules/input/input-object-open.ts';
import inputStringLength from '../../../src/rules/input/input-string-length.ts';
import { editCases } from '../../support/edits.ts';

const body = (schema: string, rest = '', response = '{description: ok}') => `openapi: 3.1.0
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'201': ${response}}
components:
  schemas:
    Pet: ${schema}
${rest}`;
const change = (before: string, after: string) => [`-    Pet: ${before}`, `+    Pet: ${after}`];
const REF = "{content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}, description: ok}";

describe('input-object-open', () => {
  const options = { absent: true };
  const closed = (name: string, before: string, after: string) => ({ name, options, document: body(before), diff: change(before, after) });
  const open = (name: string, document: string) => ({ name, options, document, diff: [] });
  const plain = '{type: object, properties: {a: {type: string}}}';
  editCases(inputObjectOpen, [
    closed('a body', plain, '{type: object, properties: {a: {type: string}}, additionalProperties: false}'),
    {
      ...closed(
        'an object in it',
        '{type: object, properties: {a: {type: object, properties: {b: {}}}}}',
        '{type: object, properties: {a: {type: object, properties: {b: {}}, additionalProperties: false}}, additionalProperties: false}',
      ),
    },
    open('said on purpose', body('{type: object, additionalProperties: true, properties: {a: {type: string}}}')),
    open('in responses too', body(plain, '', REF)),
    open('without a type', body('{properties: {a: {type: string}}}')),
    open('of two types', body('{type: [object, "null"], properties: {a: {type: string}}}')),
    open('combined', body('{type: object, properties: {a: {type: string}}, allOf: [{required: [a]}]}')),
    open('a condition', body('{type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {required: [b]}}')),
    open('a discriminator', body('{type: object, properties: {a: {type: string}}, discriminator: {propertyName: a}}')),
    open('patterns', body("{type: object, properties: {a: {type: string}}, patternProperties: {'^x-': {type: string}}}")),
    {
      ...open(
        'a part of another',
        body(plain, "    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {b: {type: string}}}\n"),
      ),
    },
    {
      ...open(
        'a choice',
        `openapi: 3.1.0
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}}}}
      responses: {'201': {description: ok}}
components:
  schemas:
    A: {type: object, properties: {a: {type: string}}}
    B: {type: object, properties: {b: {type: string}}}
`,
      ),
    },
  ]);
});

describe('input-string-length', () => {
  const text = (schema: string) => body(`{type: object, properties: {a: ${schema}}}`);
  const bound = (format: string, longest: number) => ({
    name: format,
    document: text(`{type: string, format: ${format}}`),
    diff: change(
      `{type: object, properties: {a: {type: string, format: ${format}}}}`,
      `{type: object, properties: {a: {type: string, format: ${format}, maxLength: ${longest}}}}`,
    ),
  });
  editCases(inputStringLength, [
    bound('email', 254),
    bound('idn-email', 254),
    bound('idn-hostname', 253),
    { name: 'a format that nothing bounds', document: text('{type: string, format: uri}'), diff: [] },
    { name: 'no format', document: text('{type: string}'), diff: [] },
    { name: 'a bound that is none', document: text('{type: string, format: email, maxLength: 2147483647}'), diff: [] },
    { name: 'a minimum beyond it', document: text('{type: string, format: email, minLength: 300}'), diff: [] },
    { name: 'combined', document: text('{type: string, format: email, allOf: [{minLength: 3}]}'), diff: [] },
    {
      name: '2.0: a parameter',
      document: "swagger: '2.0'\npaths:\n  /a:\n    get:\n      parameters:\n        - {name: a, in: query, type: string, format: email}\n",
      diff: [
        '-        - {name: a, in: query, type: string, format: email}',
        '+        - {name: a, in: query, type: string, format: email, maxLength: 254}',
      ],
    },
  ]);
});
