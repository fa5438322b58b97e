import { UserError } from '../../src/errors.ts';
import type { Report } from '../../src/findings/report.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { maskSecrets } from '../../src/model/mask.ts';
import { backtracking } from '../../src/model/redos.ts';
import { loadPolicy } from '../../src/policy/config/load.ts';
import type { Policy } from '../../src/policy/config/policy.ts';
import { ConfigError, type ConfigProblem } from '../../src/policy/config/problems.ts';
import { github } from '../../src/reporters/github.ts';
import { gitlab } from '../../src/reporters/gitlab.ts';
import { html } from '../../src/reporters/html.ts';
import { json } from '../../src/reporters/json.ts';
import { junit } from '../../src/reporters/junit.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { rdjson } from '../../src/reporters/rdjson.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { jobSummary } from '../../src/reporters/summary.ts';
import { text } from '../../src/reporters/text.ts';
import { rulesByConcern } from '../../src/rules/index.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { run } from '../../src/run.ts';
import type { Input } from './inputs.ts';
import { canary } from './words.ts';

/** Runs one input through everything. @returns what did not hold, in words; empty when all is well */
export async function check(input: Input, twice: boolean): Promise<string[]> {
  if (input.kind === 'pattern') {
    backtracking(input.text);
    return [];
  }
  const { files } = input;
  const once = (): Promise<Report | string[]> => (input.kind === 'policy' ? judgePolicy(input) : judge(input));
  const first = await once();
  if (Array.isArray(first)) return first;
  const problems = [...soundness(first, files), ...outputs(first, files)];
  if (twice) {
    const again = await once();
    if (Array.isArray(again) || json(again) !== json(first)) problems.push('the second run gives another report');
  }
  if (Object.hasOwn(Object.prototype, 'polluted')) problems.push('Object.prototype was changed');
  return problems;
}

/** No report where there is nothing to judge, which is told to the user. */
async function judge({ kind, files }: Exclude<Input, { kind: 'pattern' }>): Promise<Report | string[]> {
  try {
    const [root = ''] = Object.keys(files);
    const patterns = kind === 'code' ? [] : [root];
    return await run({ workspace: new MemoryWorkspace(files), patterns, policy: await flagPolicy({ preset: 'strict' }) });
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

const SHA = '0123456789abcdef0123456789abcdef01234567';

/** As a repository of its own, and as a pull request that the base's policy judges. */
async function judgePolicy({ files, base }: Extract<Input, { kind: 'policy' }>): Promise<Report | string[]> {
  const [workspace, before] = [new MemoryWorkspace(files), new MemoryWorkspace(base)];
  // The other repository holds the same files.
  const load = (from: MemoryWorkspace, there: Readonly<Record<string, string>>): Promise<Policy> =>
    loadPolicy({
      workspace: from,
      rulesByConcern,
      fetchPolicy: async (_owner, _repo, path) => ({ text: (Object.hasOwn(there, path) ? there[path] : undefined) ?? '', sha: SHA }),
    });
  const request = { workspace, patterns: ['openapi.yaml'], known: { today: '2026-06-30' } };
  const proposed = await run({
    ...request,
    policy: await load(before, base),
    base: { workspace: before, label: 'base' },
  });
  const problems = [...soundness(proposed, files, base), ...outputs(proposed, files)];
  if (problems.length > 0) return problems;
  try {
    return await run({ ...request, policy: await load(workspace, files) });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.flatMap((problem) => mistake(problem, files));
    if (error instanceof UserError) return error.message.trim() === '' ? ['an error without a message'] : [];
    throw error;
  }
}

/** What is wrong with how a mistake in a config is told. */
function mistake({ file, at, message }: ConfigProblem, files: Readonly<Record<string, string>>): string[] {
  const text = Object.hasOwn(files, file) ? files[file] : files['remote.yml'];
  const where = isInside({ start: at, end: at }, lengthsOf(text ?? '')) ? [] : [`a mistake at ${file}:${at.line}:${at.column}`];
  return message.trim() === '' ? [...where, 'a mistake without a message'] : where;
}

function soundness(
  { findings, diagnostics, exitCode, verdict }: Report,
  files: Readonly<Record<string, string>>,
  base: Readonly<Record<string, string>> = {},
): string[] {
  const problems: string[] = [];
  for (const { kind, message } of diagnostics) if (kind === 'engine-error') problems.push(message);
  if (diagnostics.length > 0 && exitCode === 0) problems.push('a run with diagnostics passes');
  if ((exitCode === 0) !== (verdict === 'pass')) problems.push(`exit code ${exitCode} with the verdict ${verdict}`);
  const fingerprints = new Set<string>();
  for (const { ruleId, file, fingerprint, range, related } of findings) {
    if (!/^[0-9a-f]{16}$/.test(fingerprint)) problems.push(`${ruleId}: fingerprint ${fingerprint}`);
    if (fingerprints.has(fingerprint)) problems.push(`${ruleId}: fingerprint ${fingerprint} twice`);
    fingerprints.add(fingerprint);
    for (const place of [{ file, range }, ...related]) {
      // What the base's policy says, and what is deleted, is told where the base has it.
      const texts = [files, base].flatMap((side) => (Object.hasOwn(side, place.file) ? [side[place.file] ?? ''] : []));
      if (texts.length === 0) problems.push(`${ruleId}: finding in the unknown file ${place.file}`);
      else if (!texts.some((source) => isInside(place.range, lengthsOf(source))))
        problems.push(`${ruleId}: range ${JSON.stringify(place.range)}`);
    }
  }
  return problems;
}

function lengthsOf(source: string): number[] {
  return source.split(/\r\n|\r|\n/).map((line) => line.length);
}

function isInside({ start, end }: Report['findings'][number]['range'], lengths: readonly number[]): boolean {
  const ordered = start.line < end.line || (start.line === end.line && start.column <= end.column);
  const within = [start, end].every(({ line, column }) => line >= 1 && column >= 1 && column <= (lengths[line - 1] ?? -1) + 1);
  return ordered && within;
}

/** Inside a longer word it is no token. */
const secret = new RegExp(`(?<![A-Za-z0-9_])${canary}(?![A-Za-z0-9_-])`);

function outputs(report: Report, files: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const source = (file: string): string | undefined => (Object.hasOwn(files, file) ? maskSecrets(files[file] ?? '') : undefined);
  const written: Readonly<Record<string, string>> = {
    text: text(report, source),
    json: json(report),
    sarif: sarif(report),
    github: github(report),
    summary: jobSummary(report, { blobUrl: 'https://github.test/o/r/blob/abc' }),
    markdown: markdown(report),
    html: html(report),
    junit: junit(report),
    gitlab: gitlab(report),
    rdjson: rdjson(report, source),
  };
  for (const [name, output] of Object.entries(written)) {
    if (/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(output)) problems.push(`${name}: a control character`);
    if (name !== 'github' && /^\s*::/m.test(output)) problems.push(`${name}: a line starts a workflow command`);
    if (output.includes('##[')) problems.push(`${name}: an old workflow command`);
    if (secret.test(output)) problems.push(`${name}: a secret in full`);
  }
  for (const name of ['json', 'sarif', 'gitlab', 'rdjson']) JSON.parse(written[name] ?? '');
  return problems;
}
