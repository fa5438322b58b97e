import { describe, expect, test } from 'vitest';
import type { TextEdit } from '../../src/findings/finding.ts';
import { diffOfFiles } from '../../src/github/diff.ts';
import type { GitHub } from '../../src/github/port.ts';
import { planSuggestions, postSuggestions } from '../../src/github/suggestions.ts';
import { maskSecrets } from '../../src/model/mask.ts';
import type { ChangedFile } from '../support/github/answers.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { HEAD, TARGET } from '../support/github/target.ts';
import { finding, range, report } from '../support/reports.ts';

const FILE = 'openapi.yaml';
const LINES = ['openapi: 3.1.0', 'servers:', '  - url: http://a.test', '  - url: http://b.test', 'paths: {}', ''];
const TEXT = LINES.join('\n');
const textOf = (file: string) => (file === FILE ? TEXT : undefined);
const SOURCES = { textOf, mask: maskSecrets };

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
  return planSuggestions(report([finding({ edits })]), diffOfFiles(files.map((file) => ({ ...file }))), {
    textOf: () => text,
    mask: maskSecrets,
  });
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
    ['CRLF', [https], [patchOf(LINES.slice(0, 5).map((line) => `${line}\r`))], LINES.join('\r\n')],
    ['what nobody sees', [{ ...https, newText: 'ht\u202etps' }], [patchOf()], TEXT],
    ['a carriage return', [{ ...https, newText: 'a\rb' }], [patchOf()], TEXT],
  ])('%s', (_, edits, files, text) => {
    expect(plan(edits, files, text)).toEqual({ suggestions: [], left: 1 });
  });

  test('existing and waived findings', () => {
    const of = (status: 'existing' | 'waived') => finding({ status, edits: [https] });
    const found = planSuggestions(report([of('existing'), of('waived')], { scope: 'new' }), diffOfFiles([patchOf()]), SOURCES);
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
  const found = planSuggestions(report([...findings, ...findings.slice(0, 1)]), diff, { textOf: () => many.join('\n'), mask: maskSecrets });
  expect(found.suggestions).toHaveLength(20);
  expect(found.left).toBe(10);
});

describe('a finding that speaks for many places', () => {
  const second = { ...https, range: range(4, 10, 14) };
  const offeredLines = (found: ReturnType<typeof plan>) => found.suggestions.map(({ startLine }) => startLine);

  test('offers the edit of each', () => {
    const found = plan([https, second]);
    expect(offeredLines(found)).toEqual([3, 4]);
    expect(found.left).toBe(0);
  });

  test('of those that the diff shows; the others are counted', () => {
    const found = plan([https, second], [patchOf(LINES.slice(3, 5), 4)]);
    expect(offeredLines(found)).toEqual([4]);
    expect(found.left).toBe(1);
  });
});

describe('a secret', () => {
  const TOKEN = `ghp_${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2dF4hJ6'}`;
  const withSecret = (line: string, edit: Partial<TextEdit> = {}) => {
    const text = TEXT.replace('  - url: http://a.test', line);
    return plan([{ ...https, ...edit }], [patchOf(text.split('\n').slice(0, -1))], text);
  };

  test('is known to every reporter', () => expect(maskSecrets(TOKEN)).not.toBe(TOKEN));

  test.each<[string, string, Partial<TextEdit>]>([
    ['in the line that stays', `  - url: http://a.test/?token=${TOKEN}`, {}],
    ['in the line that goes', `  - url: ${TOKEN}`, { range: range(3, 1, 1, 4), newText: '' }],
    ['in the edit', '  - url: http://a.test', { newText: TOKEN }],
  ])('%s is not repeated: nothing is offered', (_, line, edit) => {
    expect(withSecret(line, edit)).toEqual({ suggestions: [], left: 1 });
  });

  test('of a key over several lines, which only the whole file tells', () => {
    const lines = [
      'key: |',
      '  -----BEGIN RSA PRIVATE KEY-----',
      `  ${'MIIEpAIBAAKCAQEA'.repeat(4)}`,
      '  -----END RSA PRIVATE KEY-----',
      '',
    ];
    const edit = { file: FILE, range: range(3, 1, 3), newText: ' ' };
    expect(plan([edit], [patchOf(lines.slice(0, -1))], lines.join('\n'))).toEqual({ suggestions: [], left: 1 });
  });

  test('elsewhere in the file keeps no suggestion back', () => {
    const text = TEXT.replace('openapi: 3.1.0', `openapi: 3.1.0 # ${TOKEN}`);
    const { suggestions } = plan([https], [patchOf(text.split('\n').slice(0, -1))], text);
    expect(suggestions).toHaveLength(1);
    expect(JSON.stringify(suggestions)).not.toContain(TOKEN);
  });
});

describe('posting', () => {
  const edits = [https, { ...https, range: range(4, 10, 14) }];
  const several = report(edits.map((edit) => finding({ edits: [edit] })));
  const planned = () => planSuggestions(several, diffOfFiles([patchOf()]), SOURCES);

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
    expect(memory.calls.find(({ operation }) => operation === 'pulls/create-review')?.request.body).toMatchObject({
      commit_id: HEAD,
      event: 'COMMENT',
    });
  });

  test('nothing is posted twice; what is new is', async () => {
    const memory = new MemoryGitHub();
    await post(memory, planSuggestions(report([offered]), diffOfFiles([patchOf()]), SOURCES));
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
    expect(memory.calls.find(({ operation }) => operation === 'pulls/create-review')?.request.body).toMatchObject({
      comments: [{ start_line: 3, start_side: 'RIGHT', line: 4, side: 'RIGHT' }],
    });
  });

  test('without suggestions nothing is asked', async () => {
    const memory = new MemoryGitHub();
    expect(await post(memory, { suggestions: [], left: 3 })).toBe(0);
    expect(memory.calls).toEqual([]);
  });

  describe('two runs at once', () => {
    /** Two runs whose calls take turns, `order` deciding whose is next. */
    async function race(order: readonly ('a' | 'b')[]) {
      const memory = new MemoryGitHub();
      memory.files = [patchOf()];
      const waiting = new Map<string, () => void>();
      const ended = new Set<string>();
      const turns = (name: string): GitHub => {
        const api = gitHubOver(memory);
        const inTurn = async <Value>(call: () => Promise<Value>): Promise<Value> => {
          await new Promise<void>((resolve) => waiting.set(name, resolve));
          return call();
        };
        return {
          get: (path) => inTurn(() => api.get(path)),
          list: (path, options) => inTurn(() => api.list(path, options)),
          post: (path, body) => inTurn(() => api.post(path, body)),
          patch: (path, body, options) => inTurn(() => api.patch(path, body, options)),
          delete: (path) => inTurn(() => api.delete(path)),
        };
      };
      const runs = ['a', 'b'].map((name) => postSuggestions(turns(name), planned(), TARGET).finally(() => ended.add(name)));
      const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
      const queue = [...order];
      while (ended.size < 2) {
        await settle();
        const next = queue.shift() ?? [...waiting.keys()][0] ?? '';
        const go = waiting.get(next);
        waiting.delete(next);
        go?.();
        await settle();
      }
      await Promise.all(runs);
      expect(memory.problems).toEqual([]);
      return memory.reviewComments.map(({ line }) => line).sort();
    }

    /** All ways in which `length` turns can fall to two runs. */
    const orders = (length: number): ('a' | 'b')[][] =>
      length === 0 ? [[]] : orders(length - 1).flatMap((rest) => [['a', ...rest] as ('a' | 'b')[], ['b', ...rest] as ('a' | 'b')[]]);

    test.each(orders(7).map((order) => [order.join('')] as const))('%s leave each suggestion once', async (order) => {
      expect(await race([...order] as ('a' | 'b')[])).toEqual([3, 4]);
    });

    test('a look afterwards that fails is no failure of what was posted', async () => {
      const memory = new MemoryGitHub();
      memory.files = [patchOf()];
      memory.fault = (operation, nth) =>
        operation === 'pulls/list-review-comments' && nth > 0 ? { kind: 'status', status: 403 } : undefined;
      expect(await postSuggestions(gitHubOver(memory), planned(), TARGET)).toBe(2);
      expect(memory.reviewComments).toHaveLength(2);
    });
  });
});
