/**
 * What every rule gives on a fixed list of real documents, against the committed summary, so that a change of a rule is seen as a
 * change of its effect: `npm run quality [-- --write] [--rule input-url] [--preset strict]`. With `--rule` it prints examples of hits.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Preset } from '../src/engine/define-rule.ts';
import { PRESETS } from '../src/engine/presets.ts';
import type { Report } from '../src/findings/report.ts';
import { DiskWorkspace } from '../src/inputs/disk.ts';
import { flagPolicy } from '../src/ruleset.ts';
import { run } from '../src/run.ts';
import { cached, DOCUMENTS } from './packages.ts';
import { SAMPLE } from './quality/sample.ts';

interface Effect {
  readonly documents: number;
  readonly operations: number;
  readonly findings: number;
}
/** Effects by preset and rule. */
type Summary = Record<string, Record<string, Effect>>;

const EXAMPLES = 10;

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, rule: { type: 'string' }, preset: { type: 'string' } },
});
const file = new URL('quality/summary.json', import.meta.url).pathname;
const packages = cached('documents', DOCUMENTS);
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

const presets = PRESETS.filter((preset) => values.preset === undefined || preset === values.preset);
const summary: Summary = {};
for (const preset of presets) summary[preset] = await effects(preset);
const committed = JSON.parse(readFileSync(file, 'utf8')) as Summary;

for (const [preset, rules] of Object.entries(summary)) {
  print(`\n${preset}: ${SAMPLE.length} documents\nrule | documents | operations | findings | change`);
  const before = committed[preset] ?? {};
  for (const rule of [...new Set([...Object.keys(rules), ...Object.keys(before)])].sort()) {
    const now = rules[rule] ?? { documents: 0, operations: 0, findings: 0 };
    const change = now.findings - (before[rule]?.findings ?? 0);
    print(`${rule} | ${now.documents} | ${now.operations} | ${now.findings} | ${change === 0 ? '' : `${change > 0 ? '+' : ''}${change}`}`);
  }
}
if (values.write) writeFileSync(file, `${JSON.stringify({ ...committed, ...summary }, null, 2)}\n`);

async function effects(preset: Preset): Promise<Record<string, Effect>> {
  const found: Record<string, { documents: Set<string>; operations: Set<string>; findings: number }> = {};
  for (const name of SAMPLE) {
    const report = await judge(join(packages, name), preset);
    for (const { ruleId, pointer, range, message } of report.findings) {
      found[ruleId] ??= { documents: new Set(), operations: new Set(), findings: 0 };
      const effect = found[ruleId];
      effect.findings++;
      effect.documents.add(name);
      const operation = /^\/paths\/[^/]+\/[a-z]+/.exec(pointer)?.[0];
      if (operation !== undefined) effect.operations.add(`${name}${operation}`);
      if (ruleId === values.rule && effect.findings <= EXAMPLES) print(`${name}:${range.start.line} ${message}`);
    }
  }
  const sorted = Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([rule, { documents, operations, findings }]) => [
      rule,
      { documents: documents.size, operations: operations.size, findings },
    ]),
  );
}

async function judge(path: string, preset: Preset): Promise<Report> {
  const slash = path.lastIndexOf('/');
  const workspace = new DiskWorkspace(path.slice(0, slash));
  return run({ workspace, patterns: [path.slice(slash + 1)], policy: await flagPolicy({ preset }) });
}
