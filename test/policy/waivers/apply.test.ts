import { describe, expect, test } from 'vitest';
import { judgePolicy, lines, PUBLIC_API, type Sources, WAIVERS } from '../../support/policy.ts';

const INLINE = '{ rule: auth-read-secured, reason: Public., owner: status-team, expires: "2026-12-31" }';
const withInline = (at: string, value = INLINE, api = PUBLIC_API): string => api.replace(at, `${at}\n      x-apiward-waive: ${value}`);
const STATUS = '  /status:\n    get:';

/** Statuses of `auth-read-secured` by line. */
async function statuses(files: Sources, base?: Sources): Promise<string[]> {
  const { findings } = await judgePolicy({ files, ...(base && { base }) });
  return findings.filter(({ ruleId }) => ruleId === 'auth-read-secured').map(({ range, status }) => `${range.start.line} ${status}`);
}

const listed = (more = '') =>
  `waivers:\n  - { rule: auth-read-secured, at: GET /status, reason: Public., owner: status-team, expires: "2026-12-31"${more} }\n`;

describe('a waiver in the file of the policy', () => {
  test('lets its finding pass, is named by it, and leaves the verdict alone', async () => {
    const report = await judgePolicy({
      files: { 'openapi.yaml': PUBLIC_API, [WAIVERS]: listed() },
      flags: { severities: { 'auth-read-secured': 'error' } },
    });
    expect(report.findings.filter(({ status }) => status === 'waived').map(({ ruleId, waiver }) => ({ ruleId, waiver }))).toEqual([
      { ruleId: 'auth-read-secured', waiver: { reason: 'Public.', owner: 'status-team', expires: '2026-12-31', file: WAIVERS, line: 2 } },
    ]);
    expect(report.statuses.waived).toBe(1);
    expect(report.findings.filter(({ status, severity }) => status === 'new' && severity === 'error').length).toBeGreaterThan(0);
    const both = await judgePolicy({
      files: { 'openapi.yaml': PUBLIC_API, [WAIVERS]: listed().replace('GET /status', '/**') },
      flags: { severities: { 'auth-read-secured': 'error', 'ratelimit-headers': 'off' } },
    });
    expect(both).toMatchObject({ verdict: 'pass', statuses: { waived: 2 } });
  });

  test.each([
    ['by file', listed(', file: "*.yaml"'), ['5 waived', '9 new']],
    ['of another file', listed(', file: "apis/**"'), ['5 new', '9 new']],
    ['of another rule', listed().replace('auth-read-secured', 'error-500'), ['5 new', '9 new']],
    ['that is not valid', listed().replace('reason: Public., ', ''), ['5 new', '9 new']],
    ['that is over', listed().replace('2026-12-31', '2026-06-29'), ['5 new', '9 new']],
    [
      'the second, where the first is over',
      listed().replace('2026-12-31', '2026-06-29') + listed().replace('waivers:\n', ''),
      ['5 waived', '9 new'],
    ],
  ])('%s', async (_, waivers, expected) => {
    expect(await statuses({ 'openapi.yaml': PUBLIC_API, [WAIVERS]: waivers })).toEqual(expected);
  });

  test('by place in a part, as the document reaches it', async () => {
    const files = {
      'openapi.yaml': PUBLIC_API.replace(
        "  /status:\n    get:\n      operationId: getStatus\n      responses: { '200': { description: ok } }\n",
        '  /status: { $ref: parts/status.yaml }\n',
      ),
      'parts/status.yaml': "get:\n  operationId: getStatus\n  responses: { '200': { description: ok } }\n",
    };
    for (const at of ['GET /status', 'operation getStatus', '#/paths/~1status', '#/get']) {
      const report = await judgePolicy({ files: { ...files, [WAIVERS]: listed().replace('GET /status', `"${at}"`) } });
      expect(
        report.findings.filter(({ status }) => status === 'waived').map(({ file }) => file),
        at,
      ).toEqual(['parts/status.yaml']);
    }
  });

  test('is heeded for each place before many are told together', async () => {
    const paths = Array.from({ length: 12 }, (_, n) => `  /p${n}:\n    get:\n      responses: {}\n`).join('');
    const api = PUBLIC_API.replace(/paths:\n[\s\S]*components:/, `paths:\n${paths}components:`);
    const report = await judgePolicy({ files: { 'openapi.yaml': api, [WAIVERS]: listed().replace('GET /status', 'GET /p3') } });
    const found = report.findings.filter(({ ruleId }) => ruleId === 'auth-read-secured');
    expect(found.map(({ status, members = [] }) => `${status} ${members.length}`).sort()).toEqual(['new 11', 'waived 0']);
  });

  test('on a pull request counts when the base has it', async () => {
    const [plain, waiving] = [{ 'openapi.yaml': PUBLIC_API }, { 'openapi.yaml': PUBLIC_API, [WAIVERS]: listed() }];
    expect(await statuses(waiving, plain)).toEqual(['5 existing', '9 existing']);
    expect(await statuses(plain, waiving)).toEqual(['5 waived', '9 existing']);
  });
});

describe('a waiver in a document', () => {
  test.each([
    ['on the operation', withInline(STATUS), ['5 waived', '10 new']],
    ['on the path', PUBLIC_API.replace('  /status:', `  /status:\n    x-apiward-waive: ${INLINE}`), ['6 waived', '10 new']],
    ['on the root', `x-apiward-waive: ${INLINE}\n${PUBLIC_API}`, ['6 waived', '10 waived']],
    ['in a list', withInline(STATUS, `[5, ${INLINE}]`), ['5 waived', '10 new']],
    ['in an example, which is data', PUBLIC_API.replace('info: {', `info: { x-note: { x-apiward-waive: ${INLINE} },`), ['5 new', '9 new']],
    ['of another rule', withInline(STATUS, INLINE.replace('auth-read-secured', 'error-500')), ['5 new', '10 new']],
    ['that is not valid', withInline(STATUS, INLINE.replace('owner: status-team, ', '')), ['5 new', '10 new']],
    ['that is over', withInline(STATUS, INLINE.replace('2026-12-31', '2026-06-01')), ['5 new', '10 new']],
  ])('%s', async (_, document, expected) => expect(await statuses({ 'openapi.yaml': document })).toEqual(expected));

  test('is judged like any other', async () => {
    const report = await judgePolicy({ files: { 'openapi.yaml': withInline(STATUS, INLINE.replace('owner: status-team, ', 'at: x, ')) } });
    expect(lines(report, (id) => id === 'waiver-invalid')).toEqual([
      'waiver-invalid openapi.yaml:6 new: The waiver of `auth-read-secured` at `#/paths/~1status/get` counts for nothing: `owner` is missing: name who answers for it',
      'waiver-invalid openapi.yaml:6 new: The waiver of `auth-read-secured` at `#/paths/~1status/get` counts for nothing: a waiver has no `at`: it has `rule`, `reason`, `owner`, `expires`',
    ]);
  });

  test('on a pull request counts once it is merged, and is shown until then', async () => {
    const report = await judgePolicy({ files: { 'openapi.yaml': withInline(STATUS) }, base: { 'openapi.yaml': PUBLIC_API } });
    expect(report.statuses.waived).toBe(0);
    expect(lines(report, (id) => id === 'policy-tampered')).toEqual([
      'policy-tampered openapi.yaml:6 new: A waiver of `auth-read-secured` at `#/paths/~1status/get` is added or changed here: it counts once it is merged',
    ]);
  });

  test('of the base counts after reformatting, and not after it was changed', async () => {
    const base = { 'openapi.yaml': withInline(STATUS) };
    const reformatted = `# moved\n${withInline(STATUS, INLINE.replace('{ rule: auth-read-secured, reason: Public.,', '{ reason: Public., rule: auth-read-secured,'))}`;
    expect(await statuses({ 'openapi.yaml': reformatted }, base)).toEqual(['6 waived', '11 existing']);
    const longer = withInline(STATUS, INLINE.replace('2026-12-31', '2027-12-31'));
    expect(await statuses({ 'openapi.yaml': longer }, base)).toEqual(['5 existing', '10 existing']);
    const moved = withInline('  /pets:\n    get:');
    expect(await statuses({ 'openapi.yaml': moved }, base)).toEqual(['5 existing', '9 existing']);
  });

  test('anywhere, whatever it holds, nothing throws', async () => {
    for (const value of ['5', '[]', '[[]]', '{ rule: [] }', '"x"', 'null', '{ constructor: 1, __proto__: 2 }']) {
      expect((await judgePolicy({ files: { 'openapi.yaml': withInline(STATUS, value) } })).diagnostics).toEqual([]);
    }
  });
});

test('a policy of the head counts as it is, waivers in documents included', async () => {
  const files = { 'openapi.yaml': withInline(STATUS), [WAIVERS]: `${listed().replace('GET /status', 'GET /pets')}  - 5\n` };
  const report = await judgePolicy({ files, base: { 'openapi.yaml': PUBLIC_API }, request: { policySource: 'head' } });
  expect(report.statuses.waived).toBe(2);
  expect(lines(report, (id) => id === 'waiver-invalid' || id === 'policy-tampered').map((line) => line.split(':')[1])).toEqual(['3 new']);
});
