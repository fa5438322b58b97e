import { describe, expect, test } from 'vitest';
import { type BaselineEntry, entryOf, parseBaseline } from '../../src/policy/baseline/baseline.ts';
import { formatBaseline } from '../../src/policy/baseline/write.ts';
import { judgePolicy, PUBLIC_API } from '../support/policy.ts';

const entry = (parts: Partial<Omit<BaselineEntry, 'keys' | 'fingerprint'>> = {}): BaselineEntry =>
  entryOf({
    ruleId: 'auth-read-secured',
    document: 'openapi.yaml',
    place: '/paths/~1pets/get',
    nth: 0,
    shared: [],
    since: '2026-01-31',
    ...parts,
  });

const FILE = '.apiward-baseline.yml';

describe('the file', () => {
  test('is sorted, one entry a line, the same bytes for the same entries', () => {
    const entries = [
      entry({ nth: 1 }),
      entry(),
      entry({ document: 'a.yaml', shared: ['b.yaml'] }),
      entry({ place: '/x: "y" # é', ruleId: 'tls-server' }),
    ];
    const text = formatBaseline(entries);
    expect(formatBaseline([...entries].reverse())).toBe(text);
    const lines = text.split('\n').filter((line) => line.startsWith('- '));
    expect(lines.map((line) => /rule: "([^"]*)", document: "([^"]*)"/.exec(line)?.slice(1))).toEqual([
      ['auth-read-secured', 'a.yaml'],
      ['auth-read-secured', 'openapi.yaml'],
      ['auth-read-secured', 'openapi.yaml'],
      ['tls-server', 'openapi.yaml'],
    ]);
  });

  test('is read as it was written', () => {
    const entries = [
      entry({ document: 'a.yaml', shared: ['b.yaml'] }),
      entry(),
      entry({ nth: 1 }),
      entry({ place: '/a "b" \\ \u2028 😀: #\n' }),
    ];
    expect(parseBaseline(FILE, formatBaseline(entries)).entries.map(({ line: _, ...rest }) => rest)).toEqual(
      [...entries].sort((a, b) =>
        a.document < b.document ? -1 : a.document > b.document ? 1 : a.place < b.place ? -1 : a.place > b.place ? 1 : a.nth - b.nth,
      ),
    );
    expect(parseBaseline(FILE, formatBaseline([])).entries).toEqual([]);
  });

  test('may be JSON', () => {
    const { keys: _, ruleId, ...rest } = entry();
    expect(parseBaseline('b.json', JSON.stringify({ version: 1, findings: [{ rule: ruleId, ...rest }] })).entries).toHaveLength(1);
  });

  test('counts an entry that two branches brought once', () => {
    const text = formatBaseline([entry()]);
    const line = text.split('\n').find((each) => each.startsWith('- ')) ?? '';
    const { entries } = parseBaseline(FILE, `${text}${line}\n`);
    expect(entries.map((each) => each.line)).toEqual([5]);
  });

  const good = formatBaseline([entry()]);
  test.each([
    [
      'a merge conflict',
      good.replace('- {', '<<<<<<< HEAD\n- {'),
      `${FILE}:5: a merge conflict is left in it: keep the lines of both sides, then run \`apiward baseline --prune\``,
    ],
    ['the middle of one', `${good}=======\n`, `${FILE}:6: a merge conflict is left in it`],
    ['no YAML', `${good}- { a\n`, /^\.apiward-baseline\.yml:7: Not valid YAML: .* Mend it, or run `apiward baseline`/],
    ['an empty file', '', `${FILE}:1: The file is empty. Mend it, or run \`apiward baseline\` to write it anew`],
    ['two documents', `${good}---\n${good}`, `${FILE}:1: there are two YAML documents in it`],
    ['something else', 'hello: world\n', `${FILE}:1: it is no baseline, which has \`version: 1\` and a list \`findings\``],
    ['another version', good.replace('version: 1', 'version: 2'), `${FILE}:1: it is no baseline`],
    ['a repeated key', good.replace('version: 1', 'version: 1\nversion: 1'), /^\.apiward-baseline\.yml:4: /],
    ['an entry that is no mapping', `${good}- 5\n`, `${FILE}:6: an entry is not a mapping`],
    ['a key too many', good.replace('since:', 'sinse: "x", since:'), `${FILE}:5: an entry has no key \`sinse\`; did you mean \`since\`?`],
    ['a key missing', good.replace(', since: "2026-01-31"', ''), `${FILE}:5: the entry's \`since\` is missing or no text`],
    ['a wrong day', good.replace('2026-01-31', '2026-02-31'), `${FILE}:5: \`since: 2026-02-31\` is no day`],
    ['a wrong number', good.replace('since:', 'nth: -1, since:'), `${FILE}:5: the entry's \`nth\` is no whole number from 0`],
    ['a wrong list', good.replace('since:', 'shared: [5], since:'), `${FILE}:5: the entry's \`shared\` is no list of documents`],
    ['a place changed by hand', good.replace('/paths/~1pets/get', '/paths/~1pets/post'), `${FILE}:5: the entry was changed by hand`],
    ['a rule changed by hand', good.replace('auth-read-secured', 'auth-write-secured'), `${FILE}:5: the entry was changed by hand`],
  ] as const)('with %s is refused, with its line', (_, text, message) => {
    expect(() => parseBaseline(FILE, text)).toThrowError(message);
  });
});

const api = PUBLIC_API.replace('openapi: 3.1.0', 'openapi: 3.1.0\nservers: [{ url: https://api.pets.dev }]');

async function written(document = api): Promise<string> {
  const report = await judgePolicy({ files: { 'openapi.yaml': document }, list: true });
  return formatBaseline(report.baseline?.entries ?? []);
}

describe('a run', () => {
  test('finds nothing new in what the baseline knows', async () => {
    const report = await judgePolicy({ files: { 'openapi.yaml': api, [FILE]: await written() } });
    expect(report.statuses).toEqual({ new: 0, existing: report.findings.length, waived: 0 });
    expect(report).toMatchObject({ scope: 'new', verdict: 'pass', comparison: { base: FILE, fixed: [], notes: [] } });
  });

  test('finds what is new beside it, and what is mended', async () => {
    const file = (await written()).replaceAll(/.*"auth-read-secured".*status.*\n/g, '');
    const tamed = api.replace('operationId: listPets', 'operationId: listPets\n      security: [{ login: [] }]');
    const report = await judgePolicy({ files: { 'openapi.yaml': tamed, [FILE]: file } });
    expect(
      report.findings
        .filter(({ status, ruleId }) => status === 'new' && ruleId.startsWith('auth'))
        .map(({ ruleId, range }) => `${ruleId}:${range.start.line}`),
    ).toEqual(['auth-read-secured:6']);
    expect(report.comparison?.fixed.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([
      'auth-read-secured Was at `/paths/~1pets/get`',
    ]);
    expect(report.comparison?.notes).toEqual([`${FILE}: an entry is mended: \`apiward baseline --prune\` takes it out`]);
    expect(report.baseline).toMatchObject({ unseen: [], unknown: [] });
  });

  test('knows a document that was converted since', async () => {
    const report = await judgePolicy({ files: { 'openapi.yml': api, [FILE]: await written() } });
    expect(report.statuses.new).toBe(0);
    expect(report.baseline?.mended).toEqual([]);
  });

  test('counts no more of a rule than there were', async () => {
    const more = api.replace('  /pets:', '  /cats:\n    get:\n      responses: {}\n  /pets:');
    const report = await judgePolicy({ files: { 'openapi.yaml': more, [FILE]: await written() } });
    expect(report.baseline?.grown).toContainEqual({ ruleId: 'auth-read-secured', known: 2, now: 3 });
    expect(report.statuses.new).toBeGreaterThan(0);
  });

  test('says nothing of documents and rules that take no part', async () => {
    const file = await written();
    const files = { 'openapi.yaml': api, 'other.yaml': api, [FILE]: file };
    const elsewhere = await judgePolicy({ files, request: { patterns: ['other.yaml'] } });
    expect(elsewhere.baseline).toMatchObject({ mended: [], kept: [] });
    const off = await judgePolicy({ files: { 'openapi.yaml': api, [FILE]: file }, flags: { severities: { 'auth-read-secured': 'off' } } });
    expect(off.baseline?.unseen.map(({ ruleId }) => ruleId)).toEqual(['auth-read-secured', 'auth-read-secured']);
  });

  test('calls entries of a deleted document mended and of a made-up rule unknown', async () => {
    const gone = formatBaseline([entry({ document: 'gone.yaml' }), entry({ ruleId: 'auth-raed' })]);
    const { baseline, comparison } = await judgePolicy({ files: { 'openapi.yaml': api, [FILE]: gone } });
    expect(baseline?.mended.map(({ document }) => document)).toEqual(['gone.yaml']);
    expect(baseline?.unknown.map(({ line }) => line)).toEqual([6]);
    expect(comparison?.notes).toContain(`${FILE}:6: there is no rule \`auth-raed\`: \`apiward baseline --prune\` takes the entry out`);
  });

  test('on a pull request goes by the base: an entry that was mended there excuses nothing', async () => {
    const tamed = api.replace('operationId: listPets', 'operationId: listPets\n      security: [{ login: [] }]');
    const file = await written();
    const report = await judgePolicy({ files: { 'openapi.yaml': api, [FILE]: file }, base: { 'openapi.yaml': tamed, [FILE]: file } });
    expect(
      report.findings.filter(({ status, ruleId }) => status === 'new' && !ruleId.startsWith('regress')).map(({ ruleId }) => ruleId),
    ).toEqual(['auth-read-secured']);
  });

  test('on a pull request heeds the baseline of the base alone', async () => {
    const all = await written();
    const report = await judgePolicy({
      files: { 'openapi.yaml': api, 'new.yaml': api, [FILE]: all.replaceAll('openapi.yaml', 'new.yaml') },
      base: { 'openapi.yaml': api, [FILE]: all },
    });
    expect(report.findings.filter(({ file, status }) => file === 'new.yaml' && status !== 'new')).toEqual([]);
    expect(report.verdict).toBe(report.findings.some(({ severity, status }) => severity === 'error' && status === 'new') ? 'fail' : 'pass');
  });

  test('without a file, unless it is named', async () => {
    const none = await judgePolicy({ files: { 'openapi.yaml': api } });
    expect(none).toMatchObject({ scope: 'all', statuses: { existing: 0 } });
    expect(none.baseline).toBeUndefined();
    await expect(judgePolicy({ files: { 'openapi.yaml': api, '.apiward.yml': 'baseline: b.yml\n' } })).rejects.toThrowError(
      'b.yml does not exist. Correct `baseline` in the policy, or make the file.',
    );
  });
});
