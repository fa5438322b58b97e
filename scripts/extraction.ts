/**
 * Reads the code of a checkout and says what was found: `npx tsx scripts/extraction.ts FOLDER [--expect DOCUMENT] [--none]`.
 *
 * With `--expect` the operations are compared with an OpenAPI document: how many of its operations and parameters were found (recall),
 * and how many of those found it has (precision). `--none` lists every operation that nothing guards, for judging by hand.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { parseDocuments } from '../src/documents/parse.ts';
import { get, getArray, getObject, getString, isObject } from '../src/documents/tree.ts';
import { inventoryJson, type RouteJson } from '../src/extractors/inventory-json.ts';
import { type CodeInventory, readCode } from '../src/extractors/read-code.ts';
import { DiskWorkspace } from '../src/inputs/disk.ts';
import { PackedGrammars } from '../src/inputs/grammars.ts';

interface Operation {
  readonly key: string;
  /** `query limit`. */
  readonly parameters: readonly string[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { expect: { type: 'string', multiple: true }, none: { type: 'boolean' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('usage: npx tsx scripts/extraction.ts FOLDER [--expect DOCUMENT] [--none]\n');
  process.exit(2);
}

const start = performance.now();
const inventory = await readCode(new DiskWorkspace(resolve(folder)), { grammars: new PackedGrammars() });
const seconds = (performance.now() - start) / 1000;
const routes = inventoryJson(inventory);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

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
for (const file of values.expect ?? []) compare(file);

function counts(items: readonly string[]): string {
  const found = new Map<string, number>();
  for (const item of items) found.set(item, (found.get(item) ?? 0) + 1);
  return [...found]
    .sort()
    .map(([item, count]) => `${count} ${item}`)
    .join(', ');
}

/** Operations of documents, with path parameters by position. */
function operationsOf(documents: readonly unknown[]): Operation[] {
  return documents.flatMap((document) =>
    Object.entries(getObject(document, 'paths') ?? {}).flatMap(([path, item]) =>
      METHODS.filter((method) => isObject(get(item, method))).map((method) => ({
        key: key(method, `${getString(document, 'basePath') ?? ''}${path}`),
        parameters: [...(getArray(item, 'parameters') ?? []), ...(getArray(get(item, method), 'parameters') ?? [])].flatMap((each) => {
          const [name, location] = [getString(each, 'name'), getString(each, 'in')];
          return name === undefined || location === undefined || location === 'body' ? [] : [`${location} ${name}`];
        }),
      })),
    ),
  );
}

function key(method: string, path: string): string {
  const plain = path.replaceAll(/\{[^{}]*\}/g, '{}').replaceAll(/\/{2,}/g, '/');
  return `${method.toUpperCase()} ${plain === '/' ? plain : plain.replace(/\/$/, '')}`;
}

function operationOf({ method, path, parameters }: RouteJson): Operation[] {
  const methods = method === '*' ? METHODS : [method];
  return methods.map((each) => ({ key: key(each, path), parameters: parameters.map((parameter) => `${parameter.in} ${parameter.name}`) }));
}

function compare(file: string): void {
  const expected = operationsOf(parseDocuments(file, readFileSync(file)).map(({ value }) => value));
  const found = foundIn(inventory);
  const missing = expected.filter((each) => !found.has(each.key));
  const wanted = new Set(expected.map((each) => each.key));
  const certain = routes.filter(({ method }) => method !== '*').flatMap(operationOf);
  const extra = certain.filter((each) => !wanted.has(each.key));
  const parameters = expected.flatMap((each) => each.parameters.map((parameter) => ({ each, parameter })));
  const known = parameters.filter(({ each, parameter }) => found.get(each.key)?.parameters.includes(parameter) === true);
  say(
    `${file}: ${expected.length - missing.length} of ${expected.length} operations, ${extra.length} more; ${known.length} of ${parameters.length} parameters`,
  );
  for (const each of missing) say(`  missing: ${each.key}`);
  for (const each of extra) say(`  more: ${each.key}`);
}

function foundIn({ documents }: CodeInventory): Map<string, Operation> {
  const all = [...routes.flatMap(operationOf), ...operationsOf(documents.map(({ value }) => value))];
  return new Map(all.map((operation) => [operation.key, operation]));
}
