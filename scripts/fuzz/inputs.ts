import fc from 'fast-check';
import { dump } from 'js-yaml';
import { type Apps, codeInput } from './code.ts';
import { type PolicyFiles, policyInput } from './policy.ts';
import { Random } from './random.ts';
import { mutateText } from './text.ts';
import { mutateTree } from './tree.ts';
import { canary, hostileStrings } from './words.ts';

/** One thing to try. */
export type Input =
  | { readonly kind: 'documents'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'pattern'; readonly text: string }
  | ({ readonly kind: 'policy' } & PolicyFiles)
  | { readonly kind: 'code'; readonly files: Readonly<Record<string, string>> };

/** What inputs are made from. */
export interface Seeds {
  /** Trees of OpenAPI documents. */
  readonly documents: readonly unknown[];
  readonly apps: Apps;
}

/** Families of inputs: numbers from each of these on are of one. Documents and patterns share the first. */
export const FAMILIES = { documents: 0, policy: 10_000_000_000, code: 20_000_000_000 } as const;
export type Family = keyof typeof FAMILIES;

/** The input of a number: the same one for the same seeds. */
export function inputOf(number: number, { documents: seeds, apps }: Seeds): Input {
  const random = new Random(number);
  if (number >= FAMILIES.code) return { kind: 'code', files: codeInput(apps, random) };
  if (number >= FAMILIES.policy) return { kind: 'policy', ...policyInput(random) };
  const kind = random.below(100);
  const tree = (): unknown => mutateTree(random.pick(seeds), random, random.pick(seeds));
  if (kind < 60) return document(write(tree(), random));
  if (kind < 70) return document({ name: 'openapi.yaml', text: mutateText(write(tree(), random).text, random) });
  if (kind < 75) return document({ name: 'openapi.json', text: mutateText(JSON.stringify(random.pick(seeds)), random) });
  if (kind < 85) return severalFiles(tree, random);
  if (kind < 93) return document(write(invented(number), random));
  return { kind: 'pattern', text: pattern(random) };
}

interface Named {
  readonly name: string;
  readonly text: string;
}

function document({ name, text }: Named): Input {
  return { kind: 'documents', files: { [name]: text } };
}

/** Characters of JSON that are written as YAML. */
const mostYaml = 40_000;
/** Characters that are written with indentation. */
const mostSpaced = 3_000_000;

function write(tree: unknown, random: Random): Named {
  const soiled = random.once(6) ? { ...(tree as object), 'x-note': `token ${canary} end` } : tree;
  const compact = JSON.stringify(soiled);
  // Deep values are mostly indentation.
  const spaced = compact.length < mostSpaced / 10 ? JSON.stringify(soiled, undefined, 2) : compact;
  const text = random.once(2) && spaced.length < mostSpaced ? spaced : compact;
  // Writing long YAML takes js-yaml minutes.
  if (random.once(2) || text.length > mostYaml) return { name: 'openapi.json', text };
  return { name: 'openapi.yaml', text: dump(JSON.parse(text), { lineWidth: random.pick([-1, 40]) }) };
}

/** Parts of a document in files of their own, some of which do not exist, lie outside or lead back. */
function severalFiles(tree: () => unknown, random: Random): Input {
  const files: Record<string, string> = {};
  const names = ['openapi.json', 'parts/a.json', 'parts/b.json', 'c d%20.json'];
  const targets = [...names, 'missing.json', '../../etc/passwd', 'https://evil.test/x.json', 'parts/../parts/a.json', './', 'parts', ''];
  for (const name of names) {
    const root = tree() as Record<string, unknown>;
    const paths = (typeof root?.['paths'] === 'object' && root['paths'] !== null ? root['paths'] : {}) as Record<string, unknown>;
    for (const [index, key] of Object.keys(paths).entries()) {
      if (index < 4)
        paths[key] = { $ref: `${random.pick(targets)}${random.pick(['', '#', '#/paths', `#/paths/${key.replaceAll('/', '~1')}`])}` };
    }
    files[name] = JSON.stringify(root);
  }
  return { kind: 'documents', files };
}

const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>('string', 'integer', 'object', 'array', null, true, 0, '#/components/schemas/A', 'bearer', 'query', 'id'),
    fc.string(),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        ...[
          '$ref',
          'allOf',
          'oneOf',
          'properties',
          'items',
          'type',
          'enum',
          'pattern',
          'format',
          'schema',
          'content',
          'headers',
          'parameters',
        ],
        ...[
          'responses',
          '200',
          'default',
          'application/json',
          'security',
          'requestBody',
          'name',
          'in',
          'get',
          'post',
          'callbacks',
          'servers',
        ],
      ),
      tie('node'),
      { maxKeys: 5 },
    ),
  ),
}));

/** A document that nobody wrote: the right keys with anything below. */
function invented(number: number): unknown {
  const [parts] = fc.sample(fc.array(node, { minLength: 6, maxLength: 6 }), { numRuns: 1, seed: number });
  const [path, schema, scheme, security, servers, info] = parts ?? [];
  return {
    ...(number % 4 === 0 ? { swagger: '2.0' } : { openapi: `3.${number % 3}.0` }),
    info,
    servers,
    security,
    paths: { '/a/{id}': path, '/b': { get: path, post: schema } },
    components: { schemas: { A: schema, B: { allOf: [schema, { $ref: '#/components/schemas/A' }] } }, securitySchemes: { s: scheme } },
  };
}

const atoms: readonly string[] = [
  'a',
  'b',
  '.',
  '\\d',
  '\\w',
  '[ab]',
  '[^a]',
  '(a|a)',
  '(?:x|xy)',
  '\\s',
  '\\p{L}',
  '(?=a)',
  '(?!b)',
  '\\1',
  '^',
  '$',
  '[\\d-z]',
];
const repeats: readonly string[] = ['', '', '*', '+', '?', '{2,}', '{0,50}', '{1000}', '*?', '+?'];

function pattern(random: Random): string {
  if (random.once(10)) return mutateText(random.pick(hostileStrings), random);
  let text = '';
  const parts = 1 + random.below(random.pick([4, 12, 60]));
  for (let part = 0; part < parts; part++) {
    text += random.pick(atoms) + random.pick(repeats);
    if (random.once(4)) text = `(${text})${random.pick(repeats)}`;
    if (random.once(8)) text += '|';
  }
  return random.once(6) ? mutateText(text, random) : text;
}
