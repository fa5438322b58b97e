import { expect, test } from 'vitest';
import { jobSummary } from '../../src/reporters/summary.ts';
import { finding, range, report } from '../support/reports.ts';

const blobUrl = 'https://github.com/o/r/blob/abc';

test('a whole summary', () => {
  const found = report([finding({ file: 'a b.yaml' })], {
    diagnostics: [{ kind: 'unreadable', file: 'x.yaml', message: 'Empty.', range: range(1, 1) }],
  });
  expect(jobSummary(found, { blobUrl })).toBe(`## ❌ API security: FAIL: 1 error, 1 document unreadable (1 document, 2 operations, 1 rule)

### Stopped

| where | what | message |
|---|---|---|
| <a href="https://github.com/o/r/blob/abc/x.yaml#L1"><code>x.yaml:1</code></a> | cannot be read | Empty. |

| concern | errors | warnings | info |
|---|---:|---:|---:|
| tls | 1 | 0 | 0 |

| | rule | where | what and how to mend it |
|---|---|---|---|
| 🔴 error | <a href="https://docs.test/tls-server.md"><code>tls-server</code></a> | <a href="https://github.com/o/r/blob/abc/a%20b.yaml#L2"><code>a b.yaml:2</code></a> | <code>http&#58;//a.test</code> is served in clear text: use <code>https</code> |
`);
});

test('a pass', () => {
  expect(jobSummary(report([]))).toBe('## ✅ API security: PASS: nothing found (1 document, 2 operations, 0 rules)\n');
});

test('fifty rows, the rest counted', () => {
  const summary = jobSummary(report(Array.from({ length: 6000 }, () => finding())));
  expect(summary.match(/🔴 error/g)).toHaveLength(50);
  expect(summary).toContain('5,950 more findings in the JSON report.');
});

test('stays under 1 MiB whatever the texts', () => {
  const long = '\u202e&'.repeat(10_000);
  const hits = Array.from({ length: 60 }, () => finding({ message: long, file: long, ruleId: long }));
  const diagnostics = Array.from({ length: 60 }, () => ({ kind: 'unreadable', file: long, message: long }) as const);
  expect(Buffer.byteLength(jobSummary(report(hits, { diagnostics }), { blobUrl }))).toBeLessThan(1024 * 1024);
});

test('the score stands below the counts, where everything was judged', () => {
  const shown = jobSummary(report([finding()], { documents: [{ file: 'a.yaml', version: '3.1.0', operations: 1 }] }));
  expect(shown).toMatch(/\n\n\*\*Score: D \(60 of 100\)\*\*\n\n<code>tls<\/code> D 60\n/);
});

test('what the search passed over is said, where it may surprise', () => {
  expect(jobSummary(report([], { passedOver: { link: 2, 'not-openapi': 40 } }))).toContain(
    '- Not searched: 2 links. Name one to have it judged.',
  );
  expect(jobSummary(report([], { passedOver: { 'not-openapi': 40 } }))).not.toContain('Not searched');
});
