import { describe, expect, test } from 'vitest';
import type { TextEdit } from '../../src/findings/finding.ts';
import { diffOfFiles } from '../../src/github/diff.ts';
import { planSuggestions, postSuggestions } from '../../src/github/suggestions.ts';
import type { ChangedFile } from '../support/github/answers.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { HEAD, TARGET } from '../support/github/target.ts';
import { finding, range, report } from '../support/reports.ts';

const FILE = 'openapi.yaml';
const LINES = ['openapi: 3.1.0', 'servers:', '  - url: http://a.test', '  - url: http://b.test', 'paths: {}', ''];
const TEXT = LINES.join('\n');
const textOf = (file: string) => (file === FILE ? TEXT : undefined);

/** The whole file as added, but for the lines that differ. */
function patchOf(lines: readonly string[] = LINES.slice(0, -1), first = 1): ChangedFile {
  return {
    filename: FILE,
    status: 'modified',
    patch: [`@@ -${first},${lines.length} +${first},${lines.length} @@`, ...lines.map((line) => `+${line}`)].join('\n'),
  };
}

const https: TextEdit = { file: FILE, range: range(3, 10, 14), newText: 'https' };
const offered = finding({ edits: [https] });

function plan(edits: readonly TextEdit[], files: readonly ChangedFile[] = [patchOf()], text = TEXT) {
  return planSuggestions(report([finding({ edits })]), diffOfFiles(files.map((file) => ({ ...file }))), () => text);
}

test('a suggestion is the edit, byte for byte, on its lines', () => {
  const { suggestions, left } = plan([https]);
  expect(left).toBe(0);
  expect(suggestions).toMatchObject([{ file: FILE, startLine: 3, endLine: 3 }]);
  expect(suggestions[0]?.body).toMatch(
    /^<!-- apiward suggestion [0-9a-f]{16} -->\n<code>tls-server<\/code>: [^\n]+\n\n```suggestion\n {2}- url: https:\/\/a\.test\n```\n$/,
  );
});

describe('whole lines', () => {
  test.each<[string, TextEdit['range'], string, [number, number, string]]>([
    ['within a line', range(3, 10, 14), 'https', [3, 3, '  - url: https://a.test\n']],
    ['over lines', range(3, 10, 14, 4), 'x', [3, 4, '  - url: x://b.test\n']],
    ['a line put before', range(3, 1, 1), '  - url: x\n', [3, 3, '  - url: x\n  - url: http://a.test\n']],
    ['a line put after', range(2, 9, 9), '\n  - url: x', [2, 2, 'servers:\n  - url: x\n']],
    ['a line replaced with its end', range(3, 1, 1, 4), '  - url: x\n', [3, 3, '  - url: x\n']],
    ['a line taken away', range(3, 1, 1, 4), '', [3, 3, '']],
    ['at the end of the file', range(6, 1, 1), 'x: 1\n', [5, 5, 'paths: {}\nx: 1\n']],
  ])('%s', (_, at, newText, [startLine, endLine, content]) => {
    const [suggestion] = plan([{ file: FILE, range: at, newText }]).suggestions;
    expect(suggestion).toMatchObject({ startLine, endLine });
    expect(suggestion?.body.split('```')[1]).toBe(`suggestion\n${content}`);
  });
});

describe('what is not offered', () => {
  const two = [https, { ...https, range: range(4, 10, 14) }];
  test.each<[string, TextEdit[], ChangedFile[], string]>([
    ['a line outside the diff', [https], [patchOf(LINES.slice(3, 5), 4)], TEXT],
    ['a line that reads otherwise in the diff', [https], [patchOf(['openapi: 3.1.0', 'servers:', '  - url: http://other.test'])], TEXT],
    ['a file outside the diff', [https], [{ ...patchOf(), filename: 'other.yaml' }], TEXT],
    ['a file whose diff is too large', [https], [{ filename: FILE, status: 'modified' }], TEXT],
    [
      'lines of two hunks',
      [{ ...https, range: range(3, 10, 14, 4) }],
      [{ filename: FILE, status: 'modified', patch: `@@ -3,1 +3,1 @@\n+${LINES[2]}\n@@ -4,1 +4,1 @@\n+${LINES[3]}` }],
      TEXT,
    ],
    ['an edit that needs a second one', two, [patchOf()], TEXT],
    ['CRLF', [https], [patchOf(LINES.slice(0, 5).map((line) => `${line}\r`))], LINES.join('\r\n')],
    ['what nobody sees', [{ ...https, newText: 'ht\u202etps' }], [patchOf()], TEXT],
    ['a carriage return', [{ ...https, newText: 'a\rb' }], [patchOf()], TEXT],
  ])('%s', (_, edits, files, text) => {
    expect(plan(edits, files, text)).toEqual({ suggestions: [], left: 1 });
  });

  test('existing and waived findings', () => {
    const of = (status: 'existing' | 'waived') => finding({ status, edits: [https] });
    const found = planSuggestions(report([of('existing'), of('waived')], { scope: 'new' }), diffOfFiles([patchOf()]), textOf);
    expect(found).toEqual({ suggestions: [], left: 0 });
  });
});

test('no backticks break out of the fence', () => {
  const text = TEXT.replace('http://a.test', '`````` a ```');
  const { suggestions } = plan([{ ...https, newText: '````````' }], [patchOf(text.split('\n').slice(0, -1))], text);
  const body = suggestions[0]?.body ?? '';
  const [, fence = '', inner = ''] = /\n\n(`+)suggestion\n([\s\S]*)\n\1\n$/.exec(body) ?? [];
  expect(inner).toContain('`'.repeat(8));
  expect(inner).not.toContain(fence);
});

test('twenty are offered, the rest is counted; the same edit once', () => {
  const many = Array.from({ length: 30 }, (_, index) => `  - url: http://${index}.test`);
  const findings = many.map((_, index) => finding({ edits: [{ file: FILE, range: range(index + 1, 10, 14), newText: 'https' }] }));
  const diff = diffOfFiles([patchOf(many)]);
  const found = planSuggestions(report([...findings, ...findings.slice(0, 1)]), diff, () => many.join('\n'));
  expect(found.suggestions).toHaveLength(20);
  expect(found.left).toBe(11);
});

describe('posting', () => {
  const edits = [https, { ...https, range: range(4, 10, 14) }];
  const several = report(edits.map((edit) => finding({ edits: [edit] })));
  const planned = () => planSuggestions(several, diffOfFiles([patchOf()]), textOf);

  async function post(memory: MemoryGitHub, plan = planned()) {
    memory.files = [patchOf()];
    const posted = await postSuggestions(gitHubOver(memory), plan, TARGET);
    expect(memory.problems).toEqual([]);
    return posted;
  }

  test('one review holds them all, on the head commit', async () => {
    const memory = new MemoryGitHub();
    expect(await post(memory)).toBe(2);
    expect(memory.reviewComments.map(({ path, line }) => [path, line])).toEqual([
      [FILE, 3],
      [FILE, 4],
    ]);
    expect(memory.calls.at(-1)?.request.body).toMatchObject({ commit_id: HEAD, event: 'COMMENT' });
  });

  test('nothing is posted twice; what is new is', async () => {
    const memory = new MemoryGitHub();
    await post(memory, planSuggestions(report([offered]), diffOfFiles([patchOf()]), textOf));
    expect(await post(memory)).toBe(1);
    expect(await post(memory)).toBe(0);
    expect(memory.reviewComments).toHaveLength(2);
  });

  test("a person's comment with our marker keeps no suggestion back", async () => {
    const memory = new MemoryGitHub();
    const body = planned().suggestions[0]?.body ?? '';
    memory.reviewComments.push({ id: 1, author: { login: 'mallory', type: 'User' }, path: FILE, line: 3, body });
    expect(await post(memory)).toBe(2);
  });

  test('a range over lines is posted as one', async () => {
    const memory = new MemoryGitHub();
    await post(memory, plan([{ ...https, range: range(3, 10, 14, 4) }]));
    expect(memory.calls.at(-1)?.request.body).toMatchObject({ comments: [{ start_line: 3, start_side: 'RIGHT', line: 4, side: 'RIGHT' }] });
  });

  test('without suggestions nothing is asked', async () => {
    const memory = new MemoryGitHub();
    expect(await post(memory, { suggestions: [], left: 3 })).toBe(0);
    expect(memory.calls).toEqual([]);
  });
});
