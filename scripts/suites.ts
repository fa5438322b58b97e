/**
 * Runs the test suites of others on the reader, from checkouts that you name; nothing of them is kept here:
 * `npm run suites -- --yaml DIR --json DIR --oas DIR --references DIR`.
 *
 * - `--yaml`: the `data` branch of yaml/yaml-test-suite: what is an error is refused, and values are those of `in.json`
 * - `--json`: nst/JSONTestSuite: `y_` files are read, `n_` files are refused, `i_` files are either
 * - `--oas`: a `v3.1-dev` or `v3.2-dev` branch of OAI/OpenAPI-Specification: `structure-valid` is silent on `pass`, speaks on `fail`
 * - `--references`: APIDevTools/json-schema-ref-parser: every file of `test/specs` is loaded with all that it reaches, and modelled
 *
 * Prints counts and each difference. Fails on a crash, and only on that: differences are for a reader to judge (docs/security.md).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { loadBundles } from '../src/documents/load.ts';
import { parseDocuments } from '../src/documents/parse.ts';
import { check } from '../src/engine/check.ts';
import { DiskWorkspace } from '../src/inputs/disk.ts';
import { buildApi } from '../src/model/build.ts';
import { allRules } from '../src/rules/index.ts';

const { values } = parseArgs({
  options: { yaml: { type: 'string' }, json: { type: 'string' }, oas: { type: 'string' }, references: { type: 'string' } },
});
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

/** One case of a suite: undefined when we agree, else the difference in words. */
type Case = readonly [name: string, judge: () => Promise<string | undefined> | string | undefined];

let crashes = 0;

async function suite(name: string, cases: readonly Case[]): Promise<void> {
  let agreed = 0;
  const differences: string[] = [];
  for (const [label, judge] of cases) {
    try {
      const difference = await judge();
      if (difference === undefined) agreed++;
      else differences.push(`${label}: ${difference}`);
    } catch (error) {
      crashes++;
      differences.push(`${label}: CRASHED: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  print(`${name}: ${cases.length} cases, ${agreed} agree, ${differences.length} differ`);
  for (const difference of differences) print(`  ${difference}`);
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Values of the documents of a text, or what is wrong with it. */
function read(file: string, bytes: Uint8Array): { values: unknown[] } | { problem: string } {
  const documents = parseDocuments(file, bytes);
  const problem = documents.flatMap(({ problems }) => problems).find(({ kind }) => ['syntax', 'encoding', 'limit'].includes(kind));
  return problem === undefined ? { values: documents.map(({ value }) => value) } : { problem: problem.message };
}

function yamlCases(folder: string): Case[] {
  const inputs = filesBelow(folder).filter(
    (file) => basename(file) === 'in.yaml' && !/(?:^|\/)(?:name|tags)\//.test(relative(folder, file)),
  );
  return inputs.map((file): Case => {
    const expected = join(dirname(file), 'in.json');
    const invalid = existsSync(join(dirname(file), 'error'));
    return [
      relative(folder, dirname(file)),
      () => {
        const found = read('in.yaml', readFileSync(file));
        if (invalid) return 'problem' in found ? undefined : 'is an error, and we read it';
        if ('problem' in found) return `is valid, and we refuse it: ${found.problem}`;
        if (!existsSync(expected)) return undefined;
        const wanted = jsonValues(readFileSync(expected, 'utf8'));
        return isDeepStrictEqual(normal(found.values), normal(wanted))
          ? undefined
          : `we read ${JSON.stringify(found.values).slice(0, 120)}, not ${JSON.stringify(wanted).slice(0, 120)}`;
      },
    ];
  });
}

/** The values of a file that holds one after another. */
function jsonValues(text: string): unknown[] {
  const values: unknown[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const end = endOfValue(rest);
    values.push(JSON.parse(rest.slice(0, end)));
    rest = rest.slice(end).trim();
  }
  return values;
}

/** The longest prefix that ends with a line and is JSON; each value ends its line. */
function endOfValue(text: string): number {
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    try {
      JSON.parse(text.slice(0, end));
      return end;
    } catch {
      // It goes on.
    }
  }
  return text.length;
}

const normal = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function jsonCases(folder: string): Case[] {
  const files = filesBelow(existsSync(join(folder, 'test_parsing')) ? join(folder, 'test_parsing') : folder).filter((file) =>
    file.endsWith('.json'),
  );
  return files.map((file): Case => {
    const name = basename(file);
    return [
      name,
      () => {
        const found = read('a.json', readFileSync(file));
        if (name.startsWith('y_') && 'problem' in found) return `is valid, and we refuse it: ${found.problem}`;
        return name.startsWith('n_') && 'values' in found ? 'is an error, and we read it' : undefined;
      },
    ];
  });
}

const structure = allRules.find(({ id }) => id === 'structure-valid');

function oasCases(folder: string): Case[] {
  const files = filesBelow(folder).filter((file) => /\/(?:pass|fail)\/[^/]+\.(?:ya?ml|json)$/.test(file));
  return files.map((file): Case => {
    const passes = basename(dirname(file)) === 'pass';
    return [
      relative(folder, file),
      async () => {
        const [bundle] = await loadBundles(basename(file), new DiskWorkspace(dirname(file)));
        const api = bundle === undefined ? undefined : buildApi(bundle);
        if (api === undefined) return passes ? 'is valid, and we know no such version' : undefined;
        const faults = structure === undefined ? [] : check(structure, api).map(({ problem }) => problem.message);
        if (passes) return faults.length === 0 ? undefined : `is valid, and we say: ${faults[0]}`;
        return faults.length > 0 ? undefined : 'is invalid, and we are silent';
      },
    ];
  });
}

function referenceCases(folder: string): Case[] {
  const root = existsSync(join(folder, 'test', 'specs')) ? join(folder, 'test', 'specs') : folder;
  const files = filesBelow(root).filter((file) => /\.(?:ya?ml|json)$/.test(file));
  const workspace = new DiskWorkspace(root);
  return files.map((file): Case => {
    const name = relative(root, file);
    return [
      name,
      async () => {
        for (const bundle of await loadBundles(name, workspace)) {
          // They are JSON Schemas: as the schemas of an API, the model walks all of them.
          for (const document of bundle.documents) {
            const text = JSON.stringify({ openapi: '3.1.0', info: {}, components: { schemas: { Root: { $ref: `./${document.file}` } } } });
            const [api] = await loadBundles('probe.json', over(workspace, text));
            if (api !== undefined) buildApi(api);
          }
        }
        return undefined;
      },
    ];
  });
}

/** The workspace with one more file in its root. */
function over(workspace: DiskWorkspace, text: string): Pick<DiskWorkspace, 'read' | 'readStart' | 'list' | 'kind'> {
  const bytes = new TextEncoder().encode(text);
  return {
    read: async (file, most) => (file === 'probe.json' ? bytes : workspace.read(file, most)),
    readStart: (file, length) => workspace.readStart(file, length),
    list: (directory) => workspace.list(directory),
    kind: (path) => workspace.kind(path),
  };
}

if (values.yaml !== undefined) await suite('yaml-test-suite', yamlCases(values.yaml));
if (values.json !== undefined) await suite('JSONTestSuite', jsonCases(values.json));
if (values.oas !== undefined) await suite('OpenAPI schema tests', oasCases(values.oas));
if (values.references !== undefined) await suite('json-schema-ref-parser specs', referenceCases(values.references));
if (crashes > 0) process.exitCode = 1;
