/** The official schemas as oracle: what they reject, the validator reports; what they let pass, it lets pass but for what is told here. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Path } from '../../../src/documents/document.ts';
import type { OasVersion } from '../../../src/model/api.ts';
import { faultsIn } from './edits.ts';
import { officialSchema } from './official-schemas.ts';

const MUTATIONS = 400;

const FIELDS = [
  ...['name', 'in', 'required', 'schema', 'type', 'examples', 'example', 'content', 'description', 'x-any', '$ref', 'nullable', 'style'],
  ...['explode', 'items', 'enum', 'default', 'flows', 'scheme', 'url', 'summary', 'tags', 'unknown', 'allowReserved', 'allowEmptyValue'],
  ...['value', 'externalValue', 'const', 'bearerFormat', '200', '2XX', 'itemSchema', 'encoding', 'query', 'additionalProperties', 'format'],
  ...[
    'mapping',
    'discriminator',
    'xml',
    'readOnly',
    'flow',
    'tokenUrl',
    'headers',
    'links',
    'callbacks',
    'parameters',
    'server',
    'servers',
  ],
  ...['dataValue', 'serializedValue', 'prefixEncoding', 'itemEncoding', 'nodeType'],
];

const VALUES: readonly unknown[] = [
  ...['text', '', 5, -1, 0, 1.5, true, false, null, [], {}, ['a'], ['a', 'a'], [{}], { a: 1 }, 'query', 'path', 'header', 'cookie'],
  ...['string', 'object', 'http', 'oauth2', 'apiKey', 'bearer', 'simple', 'form', 'body', 'formData', 'file', 'querystring', 'mutualTLS'],
  ...[{ $ref: '#/components/schemas/none' }, { type: 'string' }, [{ type: 'string' }], { description: 'x' }, { 'application/json': {} }],
];

/**
 * What the official schemas let pass and the validator does not, since the specification forbids it in words: a reference to another kind
 * of object, a name or identity given twice, `responses` that hold extensions alone, and (in 3.0) what stands under a component name that
 * the schema does not match.
 */
const STRICTER = [
  /^\S*: .* leads to `.*`, an? .* Object, where an? .* Object belongs$/,
  /^\S*: .* repeats /,
  /^\S*: Responses Object needs at least one response/,
  /^\/components\/\w+\/[^/]*[^/\w.-]/,
];

const operation = ['paths', '/p/{id}', 'get'] as const;

const ALONE: readonly (readonly [OasVersion, Path, unknown, string])[] = [
  ['3.0', [...operation, 'responses', '404'], { $ref: '#/components/schemas/S' }, 'where a Response Object belongs'],
  ['3.1', [...operation, 'parameters', 0], { $ref: '#/components/schemas/S' }, 'where a Parameter Object belongs'],
  ['3.2', ['tags'], [{ name: 'a' }, { name: 'a', description: 'b' }], 'repeats `a`'],
  ['3.1', ['paths', '/p/{id}', 'parameters', 1], { name: 'id', in: 'path', required: true, schema: {} }, 'repeats `id` in path'],
  ['3.0', [...operation, 'responses'], { 'x-any': 1 }, 'needs at least one response'],
  ['3.0', ['components', 'headers', 'a b'], {}, 'Header Object needs'],
];

type Holder = Record<string, unknown> | unknown[];

describe.each(['2.0', '3.0', '3.1', '3.2'] as const)('OpenAPI %s', (version) => {
  const isValid = officialSchema(version);
  const text = fixture(version);

  test(`${MUTATIONS} mutations`, () => {
    const random = generator(version);
    const tally = { valid: 0, invalid: 0 };
    for (let count = 0; count < MUTATIONS; count++) {
      const document = JSON.parse(text);
      const change = mutate(document, random);
      const faults = faultsIn(document, version);
      if (isValid(document)) {
        tally.valid++;
        expect(
          faults.filter((fault) => !STRICTER.some((pattern) => pattern.test(fault))),
          change,
        ).toEqual([]);
      } else {
        tally.invalid++;
        expect(faults, change).not.toEqual([]);
      }
    }
    expect(Math.min(tally.valid, tally.invalid)).toBeGreaterThan(MUTATIONS / 10);
  });
});

test.each(ALONE)('the validator alone: %s %j = %j', (version, path, value, message) => {
  const document = JSON.parse(fixture(version));
  put(document, path, value);
  expect(officialSchema(version)(document)).toBe(true);
  expect(faultsIn(document, version).join()).toContain(message);
});

test('the official schema alone: an extension of a Callback Object, which OAS 3.1 section 4.8.18 allows', () => {
  const document = JSON.parse(fixture('3.1'));
  put(document, ['paths', '/p/{id}', 'post', 'callbacks', 'cb', 'x-any'], 0);
  expect(officialSchema('3.1')(document)).toBe(false);
  expect(faultsIn(document, '3.1')).toEqual([]);
});

function fixture(version: OasVersion): string {
  return readFileSync(new URL(`../../fixtures/structure/complete-${version}.json`, import.meta.url), 'utf8');
}

/** Numbers from 0 to below `limit`, the same every time (Numerical Recipes' linear congruential generator). */
function generator(seed: string): (limit: number) => number {
  let state = [...seed].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function put(document: unknown, path: Path, value: unknown): void {
  let holder = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  holder[path.at(-1) as string | number] = value;
}

/** Changes a document in one place and tells how. */
function mutate(document: unknown, random: (limit: number) => number): string {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const holders = holdersIn(document);
  const [holder, place] = pick(holders);
  const keys = Object.keys(holder);
  const key = pick(keys);
  if (Array.isArray(holder)) {
    const value = pick([holder[0], pick(VALUES)]);
    switch (random(3)) {
      case 0:
        holder.splice(Number(key), 1);
        return `${place}/${key} removed`;
      case 1:
        holder[Number(key)] = value;
        return `${place}/${key} = ${JSON.stringify(value)}`;
      default:
        holder.push(value);
        return `${place}/- = ${JSON.stringify(value)}`;
    }
  }
  const other = pick([`${key}s`, pick(FIELDS)]);
  const value = pick(VALUES);
  switch (random(5)) {
    case 0:
      delete holder[key];
      return `${place}/${key} removed`;
    case 1:
      holder[other] = holder[key];
      delete holder[key];
      return `${place}/${key} renamed to ${other}`;
    case 2:
      holder[key] = value;
      return `${place}/${key} = ${JSON.stringify(value)}`;
    case 3:
      holder[other] = value;
      return `${place}/${other} = ${JSON.stringify(value)}`;
    default: {
      const from = pick(keys);
      holder[key] = structuredClone(holder[from]);
      return `${place}/${key} = what stands at ${from}`;
    }
  }
}

/** Objects and lists that hold something and are no example data, with their pointers. */
function holdersIn(root: unknown): [Holder, string][] {
  const found: [Holder, string][] = [];
  const queue: [unknown, string][] = [[root, '']];
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
    const [value, place] = item;
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) continue;
    found.push([value as Holder, place]);
    for (const [key, child] of Object.entries(value)) {
      if (!['example', 'default', 'enum'].includes(key) && !key.startsWith('x-')) queue.push([child, `${place}/${key}`]);
    }
  }
  return found;
}
