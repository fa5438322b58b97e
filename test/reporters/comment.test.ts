import { expect, test } from 'vitest';
import { comment } from '../../src/reporters/comment.ts';
import { finding, report } from '../support/reports.ts';

const OPTIONS = {
  blobUrl: 'https://github.test/o/r/blob/abc',
  runUrl: 'https://github.test/o/r/actions/runs/1',
  commit: 'abcdef0123456789',
};

test('a whole comment', () => {
  const found = report([finding(), finding({ status: 'existing' })], {
    scope: 'new',
    statuses: { new: 1, existing: 1, waived: 0 },
    comparison: { base: 'main (1a2b3c4)', fixed: [], gone: [], notes: [] },
  });
  expect(comment(found, OPTIONS)).toBe(`### ❌ API security

FAIL: 1 new error, 1 existing (1 document, 2 operations, 1 rule)

| concern | new | fixed | existing |
|---|---:|---:|---:|
| tls | 1 | · | 1 |

Compared with <code>main &#40;1a2b3c4&#41;</code>.

| | rule | where | what and how to mend it |
|---|---|---|---|
| 🔴 error | <a href="https://docs.test/tls-server.md"><code>tls-server</code></a> | <a href="https://github.test/o/r/blob/abc/openapi.yaml#L2"><code>openapi.yaml:2</code></a> | <code>http&#58;//a.test</code> is served in clear text: use <code>https</code> |

<sub>Judged <code>abcdef012345</code>. <a href="https://github.test/o/r/actions/runs/1">Whole report</a></sub>
`);
});

test.each([
  ['nothing left', report([]), '### ✅ API security: all resolved'],
  [
    'only existing ones left',
    report([finding({ status: 'existing' })], { scope: 'new', verdict: 'pass' }),
    '### ✅ API security: all resolved',
  ],
  ['warnings', report([finding({ severity: 'warn' })]), '### ⚠️ API security'],
  ['errors', report([finding()]), '### ❌ API security'],
  [
    'a document that cannot be read',
    report([], { diagnostics: [{ kind: 'unreadable', file: 'x', message: 'Empty.' }] }),
    '### ❌ API security',
  ],
])('%s', (_, of, heading) => expect(comment(of).split('\n')[0]).toBe(heading));

test('twenty findings, the rest counted', () => {
  const text = comment(report(Array.from({ length: 6000 }, () => finding())));
  expect(text.match(/^\| 🔴/gm)).toHaveLength(20);
  expect(text).toContain('5,980 more findings in the job summary and the JSON report.');
});
