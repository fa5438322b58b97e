/** Judges the documents that its parent names, one after another. */
import { createHash } from 'node:crypto';
import { PRESETS } from '../src/engine/presets.ts';
import { DiskWorkspace } from '../src/inputs/disk.ts';
import { flagPolicy } from '../src/ruleset.ts';
import { run } from '../src/run.ts';

export interface Judged {
  readonly file: string;
  readonly ms: number;
  readonly exitCode: number;
  readonly operations: number;
  /** Findings by rule. */
  readonly rules: Readonly<Record<string, number>>;
  /** SHA-256 of the whole report: equal runs have equal digests. */
  readonly digest: string;
  readonly diagnostics: readonly string[];
}

const [folder = '.', wanted = 'recommended'] = process.argv.slice(2);
const preset = PRESETS.find((name) => name === wanted) ?? 'recommended';

process.on('message', async (file: string) => {
  const start = performance.now();
  const report = await run({ workspace: new DiskWorkspace(folder), patterns: [file], policy: await flagPolicy({ preset }) });
  const ms = performance.now() - start;
  const rules: Record<string, number> = {};
  for (const { ruleId } of report.findings) rules[ruleId] = (rules[ruleId] ?? 0) + 1;
  const judged: Judged = {
    file,
    ms,
    exitCode: report.exitCode,
    operations: report.documents.reduce((sum, item) => sum + item.operations, 0),
    rules,
    digest: createHash('sha256').update(JSON.stringify(report)).digest('hex'),
    diagnostics: report.diagnostics.map(({ message }) => message),
  };
  process.send?.(judged);
});
process.on('disconnect', () => process.exit(0));
