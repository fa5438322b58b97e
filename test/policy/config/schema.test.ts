/** The JSON schema that editors use says what the parser says. */
import { readFileSync } from 'node:fs';
import { schema as judge } from '@stoplight/spectral-functions';
import { expect, test } from 'vitest';
import { parseDocuments } from '../../../src/documents/parse.ts';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { CONFIG } from '../../../src/policy/config/fields.ts';
import { loadPolicy } from '../../../src/policy/config/load.ts';
import type { Fields } from '../../../src/policy/config/shape.ts';
import { rulesByConcern } from '../../../src/rules/index.ts';

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const { definitions, $id: _, $schema: __, ...root } = JSON.parse(read('docs/apiward.schema.json')) as Record<string, unknown>;

/** What AJV says of each config. Compiling the schema takes a second, so all of them are judged at once. */
function bySchema(texts: readonly string[]): string[][] {
  const values = texts.map((text) => parseDocuments('.apiward.yml', text)[0]?.value);
  const context = { document: { formats: null }, documentInventory: {}, path: [], rule: {} };
  const options = { schema: { definitions, type: 'array', items: root }, allErrors: true };
  const found = judge(values as never, options as never, context as never) as readonly { message: string; path?: unknown[] }[] | undefined;
  return texts.map((__, index) => (found ?? []).filter(({ path }) => Number(path?.[0]) === index).map(({ message }) => message));
}

async function byParser(text: string): Promise<string | undefined> {
  const files = { '.apiward.yml': text, 'rulesets/house.yaml': 'rules: {}' };
  const fetchPolicy = async () => ({ text: 'fail-on: warn', sha: '0123456789abcdef0123456789abcdef01234567' });
  return loadPolicy({ workspace: new MemoryWorkspace(files), rulesByConcern, fetchPolicy }).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** Every example of the table, in its place. */
function examples(fields: Fields, wrap: (value: unknown, name: string) => object): [string, string][] {
  return Object.entries(fields).flatMap(([name, { shape, example }]) => {
    const own: [string, string][] = example === undefined ? [] : [[name, JSON.stringify(wrap(example, name))]];
    const inner = shape.kind === 'list' ? shape.of : shape;
    if (inner.kind !== 'group') return own;
    const isOverride = shape.kind === 'list';
    const within = (value: unknown, key: string): object =>
      wrap(
        isOverride
          ? [{ files: ['a.yaml'], rules: { 'tls-server': 'warn' }, [key]: value }]
          : { [key]: value, ...(key === 'methods' && { paths: ['/a'] }) },
        name,
      );
    return [...own, ...examples(inner.fields, within)];
  });
}

const EXAMPLES = examples(CONFIG, (value, name) => ({ [name]: value }));

test('there are examples', () => expect(EXAMPLES.length).toBeGreaterThan(60));

test.each(EXAMPLES)('the parser takes the example of %s: %s', async (_, text) => expect(await byParser(text)).toBeUndefined());

test('the schema takes every example', () => {
  const texts = EXAMPLES.map(([, text]) => text);
  expect(bySchema(texts)).toEqual(texts.map(() => []));
});

const REFUSED = [
  'presett: strict',
  'preset: recomended',
  'rules: [tls-server]',
  'rules: { tls-server: warning }',
  'rules: { tls-server: {} }',
  'rules: { tls-server: { severty: error } }',
  'rules: { tls-server: { loopback: never } }',
  'rules: { input-page-size: { maximum: many } }',
  'rules: { auth-read-secured: { public: [/health] } }',
  'rules: { data-no-store: { classes: [passwords] } }',
  'rules: { input-object-open: { absent: "yes" } }',
  'rules: { tls/*: { severity: error, loopback: deny } }',
  'public: { paths: /health }',
  'public: { paths: [health] }',
  'public: { methods: [FETCH], paths: [/a] }',
  'evidence: { audit: [audited] }',
  'evidence: { auditing: [x-a] }',
  'allowed: { host-suffixes: [acme.io] }',
  'allowed: { auth-types: [oauth] }',
  'allowed: { headers: { request-id: ["X A"] } }',
  'external-refs: [acme.io/x]',
  'limits: { page-size: 0 }',
  'limits: { page-size: 1.5 }',
  'overrides: [{ files: [a.yaml] }]',
  'overrides: { files: [a.yaml], rules: {} }',
  'thresholds: { warn: -1 }',
  'fail-on: true',
  'exclude: [""]',
  '- preset: strict',
];

test.each(REFUSED)('the parser refuses %s', async (text) => expect(await byParser(text)).toBeDefined());

test('the schema refuses them too', () => {
  const passed = bySchema(REFUSED).flatMap((messages, index) => (messages.length === 0 ? [REFUSED[index]] : []));
  expect(passed).toEqual([]);
});

const TAKEN = [
  'x-owner: team\npreset: strict',
  '$schema: ./docs/apiward.schema.json\nextends: strict',
  'extends: [strict, acme/policy/x.yml@v1]',
  "rules: { '*': info, tls/*: error, tls-server: { severity: warn, schemes: [https] } }",
  'rulesets: [rulesets/house.yaml]\nrules: { my-own-rule: warn }',
  // What the page shows.
  ...[...read('docs/policy.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text),
];

test.each(TAKEN)('the parser takes %s', async (text) => expect(await byParser(text)).toBeUndefined());

test('the schema takes them too', () => expect(bySchema(TAKEN)).toEqual(TAKEN.map(() => [])));
