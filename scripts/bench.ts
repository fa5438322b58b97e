/**
 * Whole-process times of the bundled CLI beside Spectral CLI (with its OWASP ruleset) and Redocly CLI, on real documents:
 * `npm run bench -- [--runs 3] [--only github] [--spectral-limit 300] [--write]`. Medians and ratios; `--write` puts them into
 * docs/performance.md. Run it on a quiet machine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from './bench/samples.ts';
import { cached, DOCUMENTS } from './packages.ts';

const PEERS = { '@stoplight/spectral-cli': '6.16.3', '@stoplight/spectral-owasp-ruleset': '2.0.1', '@redocly/cli': '2.77.0' } as const;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    'spectral-limit': { type: 'string', default: '300' },
    write: { type: 'boolean', default: false },
  },
});
const RUNS = Number(values.runs);
const root = new URL('..', import.meta.url).pathname;
const peers = cached('peers', PEERS);
const work = join(root, '.cache', 'bench');
mkdirSync(work, { recursive: true });

interface Contender {
  readonly name: string;
  readonly command: (document: string) => string[];
  /** Seconds after which a run is given up. */
  readonly limit: number;
}

const spectralRuleset = join(work, 'spectral-owasp.yaml');
writeFileSync(spectralRuleset, `extends: ["${join(peers, '@stoplight/spectral-owasp-ruleset/dist/ruleset.js')}"]\n`);
const redoclyConfig = join(work, 'redocly.yaml');
writeFileSync(redoclyConfig, 'extends: [recommended]\n');

const ours: Contender = {
  name: 'apiward strict',
  command: (file) => [join(root, 'dist/cli.js'), '--preset', 'strict', '--format', 'json', file],
  limit: 120,
};
const redocly: Contender = {
  name: 'Redocly recommended',
  command: (file) => [
    join(peers, '@redocly/cli/bin/cli.js'),
    'lint',
    '--config',
    redoclyConfig,
    '--format',
    'json',
    '--max-problems',
    '100000',
    file,
  ],
  limit: 300,
};
const spectral: Contender = {
  name: 'Spectral OWASP',
  command: (file) => [join(peers, '@stoplight/spectral-cli/dist/index.js'), 'lint', '--ruleset', spectralRuleset, '--format', 'json', file],
  limit: Number(values['spectral-limit']),
};

interface Result {
  readonly seconds: number;
  readonly megabytes: number;
}

/** One run of one contender; undefined when it was given up or printed nothing. */
function once({ command, limit }: Contender, file: string): Result | undefined {
  const report = join(tmpdir(), `apiward-bench-${process.pid}.json`);
  rmSync(report, { force: true });
  const start = performance.now();
  spawnSync(process.execPath, ['--import', new URL('bench/peak-memory.mjs', import.meta.url).href, ...command(file)], {
    cwd: work,
    env: { ...process.env, BENCH_REPORT: report, REDOCLY_TELEMETRY: 'off', CI: '1' },
    stdio: 'ignore',
    timeout: limit * 1000,
  });
  const seconds = (performance.now() - start) / 1000;
  if (!existsSync(report)) return undefined;
  const { maxRSS } = JSON.parse(readFileSync(report, 'utf8')) as { maxRSS: number };
  return { seconds, megabytes: maxRSS / 1024 };
}

/** Medians of several runs, the contenders taking turns so that a slow minute falls on all of them. */
function measure(contenders: readonly Contender[], file: string, runs: number): Map<string, Result | undefined> {
  const results = new Map<string, Result[]>(contenders.map(({ name }) => [name, []]));
  const lost = new Set<string>();
  for (let run = 0; run < runs; run++) {
    for (const contender of contenders) {
      if (lost.has(contender.name)) continue;
      const result = once(contender, file);
      if (result === undefined) lost.add(contender.name);
      else results.get(contender.name)?.push(result);
      // Minutes for one run: its ratio needs no second decimal.
      if (result !== undefined && result.seconds > 60) lost.add(contender.name);
    }
  }
  return new Map([...results].map(([name, list]) => [name, list.length === 0 ? undefined : median(list)]));
}

function median(list: readonly Result[]): Result {
  const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] as number;
  return { seconds: middle(list.map(({ seconds }) => seconds)), megabytes: middle(list.map(({ megabytes }) => megabytes)) };
}

const documents = cached('documents', DOCUMENTS);
const lines: string[] = [];
const print = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};
const show = (result: Result | undefined): string =>
  result === undefined ? 'gave up' : `${result.seconds.toFixed(2)} s, ${Math.round(result.megabytes)} MB`;
const ratio = (a: Result | undefined, b: Result | undefined): string =>
  a === undefined || b === undefined ? '-' : (a.seconds / b.seconds).toPrecision(2);

const samples = prepare(documents, work).filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
const versions = [...Object.entries(PEERS), ['Node', process.version]].map(([name, version]) => `${name} ${version}`).join(', ');
print(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}; ${versions}; median of ${RUNS}\n`,
);
print('| document | apiward, every rule | Redocly recommended | Spectral with OWASP rules | ours / Redocly | ours / Spectral |');
print('|---|---|---|---|---|---|');
for (const { name, file, withSpectral } of samples.filter(({ growth }) => !growth)) {
  const found = measure([ours, redocly, ...(withSpectral ? [spectral] : [])], file, RUNS);
  const [mine, theirs, slow] = [ours, redocly, spectral].map((contender) => found.get(contender.name));
  const third = withSpectral ? show(slow) : 'not run';
  print(`| ${name} | ${show(mine)} | ${show(theirs)} | ${third} | ${ratio(mine, theirs)} | ${ratio(mine, slow)} |`);
}
print('\nGrowth: one document repeated under other names.\n');
print('| copies | size | time | against the size before |');
print('|---|---|---|---|');
let before: Result | undefined;
for (const { name, file, bytes } of samples.filter(({ growth }): boolean => growth)) {
  const mine = measure([ours], file, RUNS).get(ours.name);
  print(`| ${name} | ${(bytes / 1e6).toFixed(1)} MB | ${show(mine)} | ${ratio(mine, before)} |`);
  before = mine;
}
if (values.write) {
  const page = join(root, 'docs/performance.md');
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(
      /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/,
      (_, open: string, close: string) => `${open}${lines.join('\n')}\n${close}`,
    ),
  );
}
