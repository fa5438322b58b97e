/** What holds of every rule, whoever writes it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from '../src/engine/check.ts';
import type { Problem } from '../src/engine/define-rule.ts';
import { completeExample } from '../src/engine/example.ts';
import { allRules, rulesByConcern } from '../src/rules/index.ts';
import { exampleDrift } from './support/drift.ts';
import { exampleFindings } from './support/policy.ts';
import { apiOf } from './support/rules.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const files = (folder: string): string[] =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' }).sort();

const byConcern = Object.entries(rulesByConcern).flatMap(([concern, rules]) => rules.map((rule) => [rule.id, rule, concern] as const));
const ids = allRules.map(({ id }) => id).sort();
const sources = files('src/rules');

/** A second word for a concern that ids may begin with. */
const OTHER_FIRST_WORDS: Readonly<Record<string, string>> = { structure: 'inventory', throttle: 'ratelimit', policy: 'waiver' };

/** Ends with a full stop, or with one in brackets. */
const SENTENCES = /^\S.*\.\)?$/;

/** Test files of each concern with their text: a rule's own, or one that it shares with its neighbours. */
const tests = Object.keys(rulesByConcern).flatMap((concern) =>
  files(`test/rules/${concern}`)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ({ concern, text: read(`test/rules/${concern}/${file}`) })),
);

describe.each(byConcern)('%s', (id, rule, concern) => {
  test('says what it is about', () => {
    expect(rule.title).toMatch(/^\S.*[^.\s]$/);
    expect(rule.why).toMatch(SENTENCES);
    expect(rule.fix).toMatch(SENTENCES);
    // What judges the policy is no weakness of an API.
    if (concern !== 'waiver') expect(rule.owasp ?? rule.cwe, 'owasp or cwe').toBeDefined();
    if (rule.owasp !== undefined) expect(rule.owasp).toMatch(/^API([1-9]|10):2023$/);
    if (rule.cwe !== undefined) expect(Number.isInteger(rule.cwe) && rule.cwe > 0).toBe(true);
  });

  test('stands in the file of its name, in the folder of its concern', () => {
    const [word = ''] = id.split('-');
    expect(OTHER_FIRST_WORDS[word] ?? word).toBe(concern);
    expect(sources).toContain(`${concern}/${id}.ts`);
    expect(read(`src/rules/${concern}/${id}.ts`)).toContain(`\n  id: '${id}',\n`);
  });

  test('has a test in the folder of its concern', () => {
    const imported = `/src/rules/${concern}/${id}.ts'`;
    expect(tests.filter((file) => file.concern === concern && file.text.includes(imported))).not.toEqual([]);
  });

  test('has a page', () => expect(read(`docs/rules/${id}.md`)).toContain(`\n# ${id}\n`));

  test('explains each of its options, and sets no other', () => {
    const names = Object.keys(rule.options ?? {}).sort();
    const docs = (rule.optionDocs ?? {}) as Readonly<Record<string, string>>;
    expect(Object.keys(docs).sort()).toEqual(names);
    for (const [name, line] of Object.entries(docs)) expect(line, name).toMatch(/^\S.{4,}$/);
    for (const name of Object.keys({ ...rule.strictOptions, ...rule.essentialOptions })) expect(names).toContain(name);
  });

  test('is shown by its examples, in messages that fit any report', async () => {
    const { bad, good, base, language } = rule.examples;
    const before = rule.visit === 'policy' || base === undefined ? undefined : apiOf(completeExample(base));
    const show = async (example: string): Promise<Pick<Problem, 'message' | 'related'>[]> => {
      if (rule.visit === 'policy') return (await exampleFindings(id, example, base)).map(({ message }) => ({ message }));
      if (language !== undefined) return (await exampleDrift(rule, example)).map(({ problem }) => problem);
      return check(rule, apiOf(completeExample(example)), undefined, before).map(({ problem }) => problem);
    };
    const [found, none] = [await show(bad), await show(good)];
    expect(none).toEqual([]);
    expect(found).not.toEqual([]);
    for (const { message } of found) expect(message, 'names what it is about').toMatch(/`[^`]+`/);
    for (const message of found.flatMap((problem) => [problem.message, ...(problem.related ?? []).map((other) => other.message)])) {
      expect(message).toMatch(/^\S.{0,298}\S$/);
      expect((message.match(/`/g)?.length ?? 0) % 2, `balanced backticks: ${message}`).toBe(0);
    }
  });
});

test('ids are final: people write them in config, waivers and CI logs', () => {
  const pinned = read('test/rule-ids.txt').split('\n').slice(0, -1);
  expect(pinned, 'test/rule-ids.txt is sorted and names each id once').toEqual([...new Set(pinned)].sort());
  const gone = pinned.filter((id) => !ids.includes(id));
  expect(gone, 'ids are final: bring these rules back under their ids, or turn them off instead').toEqual([]);
  const added = ids.filter((id) => !pinned.includes(id));
  expect(added, 'new rules: add their ids to test/rule-ids.txt, after which they never change').toEqual([]);
});

test('ids are unique', () => expect(ids).toEqual([...new Set(ids)]));

test('the index of the pages lists every rule and nothing else', () => {
  const listed = [...read('docs/rules/index.md').matchAll(/^\| \[([^\]]+)\]\(([^)]+)\.md\) \|/gm)];
  expect(listed.map(([, id]) => id).sort()).toEqual(ids);
  expect(listed.map(([, , page]) => page).sort()).toEqual(ids);
  expect(files('docs/rules').filter((file) => file !== 'index.md')).toEqual(ids.map((id) => `${id}.md`).sort());
});

test('every folder of the source has its borders in biome.json', () => {
  const { overrides } = JSON.parse(read('biome.json')) as { overrides: { includes: string[]; linter: { rules: { style: object } } }[] };
  const bordered = overrides.filter(({ linter }) => 'noRestrictedImports' in linter.rules.style).flatMap(({ includes }) => includes);
  const folders = readdirSync(new URL('../src', import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) expect(bordered).toContain(`src/${name}/**`);
});
