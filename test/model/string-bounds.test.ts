import { expect, test } from 'vitest';
import { isBinary, isBoundedString } from '../../src/model/string-bounds.ts';
import { apiOf } from '../support/rules.ts';

function schemaOf(text: string) {
  const schema = apiOf(`openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\ncomponents: { schemas: { A: ${text} } }\n`).schemas[0];
  if (schema === undefined) throw new Error('no schema');
  return schema;
}

test.each([
  ['{ type: string, maxLength: 3 }', true],
  ['{ type: string, format: DATE-TIME }', true],
  ['{ type: string, format: hostname }', true],
  ['{ type: string, format: email }', false],
  ['{ type: string, format: uri }', false],
  ['{ type: string, format: byte }', false],
  ['{ type: string, format: duration }', false],
  ['{ type: string, pattern: "^a{1,3}$" }', true],
  ['{ type: string, pattern: "(" }', false],
  ['{ type: string }', false],
])('%s is bounded: %s', (text, bounded) => {
  expect(isBoundedString(schemaOf(text))).toBe(bounded);
});

test('formats of a policy', () => {
  expect(isBoundedString(schemaOf('{ type: string, format: sku }'), ['sku'])).toBe(true);
});

test.each([
  ['{ type: string, format: binary }', true],
  ['{ type: string, contentMediaType: image/png }', true],
  ['{ type: string, contentMediaType: image/png, contentEncoding: base64 }', false],
  ['{ type: string, contentMediaType: application/json }', false],
  ['{ type: string }', false],
])('%s is binary: %s', (text, binary) => {
  expect(isBinary(schemaOf(text))).toBe(binary);
});
