import { expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { foreign } from '../../src/model/foreign.ts';

const READ = 'apiward reads OpenAPI 2.0, 3.0, 3.1 and 3.2';

test.each([
  ['openapi: 4.0.0', ['openapi'], `this says \`openapi: 4.0.0\`, a version that cannot be judged: ${READ}`],
  ['openapi: 3', ['openapi'], `this says \`openapi: 3\`, a version that cannot be judged: ${READ}`],
  ['swagger: "1.2"', ['swagger'], `this says \`swagger: 1.2\`, a version that cannot be judged: ${READ}`],
  ['openapi:', ['openapi'], '`openapi` holds no version: write for example `openapi: 3.1.0`'],
  ['openapi: []', ['openapi'], '`openapi` holds no version: write for example `openapi: 3.1.0`'],
  ['swaggerVersion: 1.2', ['swaggerVersion'], `this is Swagger 1, which cannot be judged: ${READ}, so convert it first`],
  ['asyncapi: 2.6.0', ['asyncapi'], `this is an AsyncAPI document: ${READ}`],
  ['OpenAPI: 3.1.0', ['OpenAPI'], 'this is not an OpenAPI document: did you mean `openapi` by `OpenAPI`?'],
  ['opanapi: 3.1.0', ['opanapi'], 'this is not an OpenAPI document: did you mean `openapi` by `opanapi`?'],
  ['- 1', [], 'this is not an OpenAPI document: it holds a list where an object with `openapi` or `swagger` belongs'],
  ['hello', [], 'this is not an OpenAPI document: it holds only `hello` where an object with `openapi` or `swagger` belongs'],
  [
    'name: x',
    [],
    'this is not an OpenAPI document: its root has neither `openapi` nor `swagger`. Name the document that refers to it, or leave it out',
  ],
])('%s', (text, at, message) => {
  const [document] = parseDocuments('a.yaml', text);
  if (document === undefined) throw new Error('no document');
  expect(foreign(document)).toEqual({ message, at });
});

test('a later document of a stream says which it is', () => {
  const [, second] = parseDocuments('a.yaml', 'openapi: 3.1.0\n---\nname: x\n');
  if (second === undefined) throw new Error('no document');
  expect(foreign(second).message).toMatch(/^document 2 of this file is not an OpenAPI document/);
});
