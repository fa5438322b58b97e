/**
 * Reads the code of a checkout and says what was found:
 * `npx tsx scripts/extraction.ts FOLDER [--expect DOCUMENT] [--none] [--tests REPOSITORY]`.
 *
 * With `--expect` what was read is compared with an OpenAPI document: operations and parameters that both have, that one of them lacks, and
 * who may call an operation. `--none` lists every operation that nothing guards, for judging by hand. `--tests` takes the applications of
 * a repository's own tests, each with the document that its test expects (`test-apps.ts` says of which repositories).
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { parseDocuments } from '../src/documents/parse.ts';
import { inventoryJson } from '../src/extractors/inventory-json.ts';
import { readCode } from '../src/extractors/read-code.ts';
import { DiskWorkspace } from '../src/inputs/disk.ts';
import { PackedGrammars } from '../src/inputs/grammars.ts';
import { MemoryWorkspace } from '../src/inputs/memory.ts';
import { type Comparison, compare, operationsOf } from './extraction/compare.ts';
import { testApps } from './extraction/test-apps.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { expect: { type: 'string', multiple: true }, none: { type: 'boolean' }, tests: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('usage: npx tsx scripts/extraction.ts FOLDER [--expect DOCUMENT] [--none] [--tests REPOSITORY]\n');
  process.exit(2);
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
if (values.tests !== undefined) {
  await compareTests(values.tests, resolve(folder));
  process.exit(0);
}

const start = performance.now();
const inventory = await readCode(new DiskWorkspace(resolve(folder)), { grammars: new PackedGrammars() });
const seconds = (performance.now() - start) / 1000;
const routes = inventoryJson(inventory);

say(
  `${inventory.files} source files, ${inventory.parsed} parsed, ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
);
for (const module of inventory.modules) {
  const parts = [
    `${module.routes.length} operations`,
    ...(module.documents === undefined
      ? []
      : [`${operationsOf(module.documents.map(({ value }) => value)).length} operations in comments`]),
    module.specFirst === true ? 'spec first' : module.complete ? 'complete' : 'not complete',
  ];
  say(`${module.framework.padEnd(14)} ${module.folder || '.'}: ${parts.join(', ')}`);
}
say(`security: ${counts(routes.map(({ security }) => security.enforced))}`);
for (const { message } of inventory.notes) say(`note: ${message}`);
for (const { framework, folder: at, error } of inventory.failures)
  say(`failed: ${framework} in ${at}: ${error instanceof Error ? error.stack : error}`);
for (const { file, message } of inventory.unread) say(`not read: ${file}: ${message}`);
if (values.none === true) {
  for (const { method, path, handler, file, line, security } of routes) {
    if (security.enforced === 'none') say(`none: ${method} ${path} ${handler} ${file}:${line}`);
  }
}
for (const file of values.expect ?? []) tell(file, compare(inventory, expectedOf(file)));

function counts(items: readonly string[]): string {
  const found = new Map<string, number>();
  for (const item of items) found.set(item, (found.get(item) ?? 0) + 1);
  return [...found]
    .sort()
    .map(([item, count]) => `${count} ${item}`)
    .join(', ');
}

function expectedOf(file: string): unknown[] {
  return parseDocuments(file, readFileSync(file)).map(({ value }) => value);
}

function tell(name: string, { expected, found, more, differences, ...rest }: Comparison): void {
  const parameters = `${rest.parametersFound} of ${rest.parameters} parameters, ${rest.parametersMore} more`;
  const access = `${rest.accessSame} of ${rest.access} as to who may call them`;
  say(`${name}: ${found} of ${expected} operations, ${more} more; ${parameters}; ${access}`);
  for (const difference of differences) say(`  ${difference}`);
}

/** Each application by itself, then the sum. */
async function compareTests(repository: string, checkout: string): Promise<void> {
  const apps = testApps[repository]?.(checkout);
  if (apps === undefined) {
    process.stderr.write(`tests are known of ${Object.keys(testApps).join(', ')}\n`);
    process.exit(2);
  }
  const grammars = new PackedGrammars();
  const results: Comparison[] = [];
  for (const { name, files, expected } of apps) {
    const result = compare(await readCode(new MemoryWorkspace(files), { grammars }), expectedOf(expected));
    tell(name, result);
    results.push(result);
  }
  const sum = (of: (result: Comparison) => number): number => results.reduce((total, result) => total + of(result), 0);
  tell('all', {
    expected: sum((each) => each.expected),
    found: sum((each) => each.found),
    more: sum((each) => each.more),
    parameters: sum((each) => each.parameters),
    parametersFound: sum((each) => each.parametersFound),
    parametersMore: sum((each) => each.parametersMore),
    access: sum((each) => each.access),
    accessSame: sum((each) => each.accessSame),
    differences: [],
  });
}
