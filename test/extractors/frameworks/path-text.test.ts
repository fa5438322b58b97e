import { expect, test } from 'vitest';
import { colonTemplate } from '../../../src/extractors/frameworks/path-text.ts';

test.each<[path: string, template: string]>([
  ['/a/:id', '/a/{id}'],
  ['/a/:id(\\d+)/:rest*', '/a/{id}/{rest}'],
  ['/a/:id?', '/a/{id}'],
  ['/a/*', '/a/{*}'],
  ['/a/*rest', '/a/{*}'],
  ['/a{/:b}', '/a/{b}'],
  ['/a\\:b/:c', '/a:b/{c}'],
  ['/a::b/:c', '/a:b/{c}'],
  ['/a/{b}', '/a/{b}'],
])('%s', (path, template) => {
  expect(colonTemplate(path)).toBe(template);
});
