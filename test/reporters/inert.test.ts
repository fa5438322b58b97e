/** Whatever stands in names and messages, it changes nothing in what is printed, posted or written: over every reporter. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { diffOfFiles } from '../../src/github/diff.ts';
import { planSuggestions } from '../../src/github/suggestions.ts';
import { comment } from '../../src/reporters/comment.ts';
import { FILE_FORMATS, renderFile } from '../../src/reporters/formats.ts';
import { github } from '../../src/reporters/github.ts';
import { jobSummary, stoppedSummary } from '../../src/reporters/summary.ts';
import { text } from '../../src/reporters/text.ts';
import { finding, HOSTILE, range, report } from '../support/reports.ts';

/** Hostile pieces in any order, with anything between them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Object.values(HOSTILE)),
      fc.constantFrom(
        '\n',
        '\r\n',
        '::error::',
        '%0A',
        '%',
        '-->',
        '<!--',
        '`',
        '```',
        '@team',
        '<img src=x>',
        '\u001b[31m',
        '\u202e',
        '|',
        '](',
        '"',
        "'",
        '&lt;',
        '</details>',
        '##[',
        '\\',
        ']]>',
        '~~~',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const names = fc.record({ file: hostile, ruleId: hostile, message: hostile, why: hostile, base: hostile, owner: hostile, note: hostile });
type Names = typeof names extends fc.Arbitrary<infer Value> ? Value : never;

function evilReport({ file, ruleId, message, why, base, owner, note }: Names): Report {
  const related = [{ message, file, range: range(1, 1), pointer: file }];
  const parts: Partial<Finding> = { file, ruleId, message, why, fix: why, pointer: file, related, owasp: ruleId, range: range(2, 1, 4) };
  const waiver = { reason: why, owner, expires: note, file, line: 1 };
  const findings = [finding(parts), finding({ ...parts, status: 'existing' }), finding({ ...parts, status: 'waived', waiver })];
  return report(findings, {
    rules: [{ id: ruleId, title: why, why, fix: why, concern: base, severity: 'error', docs: 'https://docs.test/rule.md' }],
    scope: 'new',
    statuses: { new: 1, existing: 1, waived: 1 },
    comparison: { base, fixed: [{ ruleId, severity: 'info', message, file, fingerprint: 'f' }], gone: [file], notes: [note] },
    documents: [{ file, version: base, operations: 1, parts: [file] }],
    diagnostics: [{ kind: 'unreadable', file, message, range: range(1, 1), ruleId }],
  });
}

const tame: Names = { file: 'f', ruleId: 'r', message: 'm', why: 'w', base: 'b', owner: 'o', note: 'n' };
const blobUrl = 'https://github.test/o/r/blob/abc';
const options = { blobUrl, runUrl: 'https://github.test/o/r/actions/runs/1', commit: 'abc' };

const REPORTERS: Readonly<Record<string, (of: Report, names: Names) => string>> = {
  text: (of, { file }) => text(of, () => `${file}\n${file}\n${file}`),
  'text in colour': (of) => text(of, () => undefined, { color: false }),
  github: (of) => github(of),
  summary: (of, { note }) => jobSummary(of, { blobUrl, notes: [note] }),
  'stopped summary': (_, { message }) => stoppedSummary(message),
  comment: (of) => comment(of, options),
  ...Object.fromEntries(
    FILE_FORMATS.map((format) => [
      format,
      (of: Report, { file }: Names) => renderFile(format, of, () => `${file}\n${file}`.replaceAll(/[\r\n]/g, ' ')),
    ]),
  ),
};

const check = (property: (names: Names) => void): void =>
  fc.assert(
    fc.property(names, (evil) => {
      property(evil);
    }),
    { numRuns: 150 },
  );

describe.each(Object.entries(REPORTERS))('%s', (name, render) => {
  test('prints nothing that cannot be seen', () => {
    check((evil) => expect(render(evilReport(evil), evil).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u));
  });

  test('says nothing that the runner obeys', () => {
    const commands = (output: string): string[] => output.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || line.includes('##['));
    const own = commands(render(evilReport(tame), tame));
    check((evil) => {
      const found = commands(render(evilReport(evil), evil));
      expect(found).toHaveLength(own.length);
      for (const line of found)
        expect(line).toMatch(/^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^,:]*,?)+::[^\n]*$/);
    });
  });

  test('keeps its shape: as many lines as with tame names', () => {
    // Text wraps and frames; JSON and XML hold text inside their lines.
    if (name.startsWith('text') || name === 'stopped summary') return;
    const lines = (of: Names): number => render(evilReport(of), of).split('\n').length;
    const expected = lines(tame);
    check((evil) => expect(lines(evil)).toBe(expected));
  });
});

describe.each(['summary', 'stopped summary', 'comment', 'markdown'] as const)('Markdown of %s', (name) => {
  const render = (evil: Names): string => REPORTERS[name]?.(evilReport(evil), evil) ?? '';
  const TAGS = ['code', '/code', 'a', '/a', 'sub', '/sub', 'br'];

  test('holds our own tags and links alone, no comment, no code span, no emphasis', () => {
    check((evil) => {
      const markdown = render(evil);
      for (const [, tag = ''] of markdown.matchAll(/<([/\w!?-]*)/g)) expect(TAGS).toContain(tag);
      for (const [, inside] of markdown.matchAll(/<a ([^>]*)>/g))
        expect(inside).toMatch(/^href="https:\/\/(?:github\.test\/o\/r\/(?:blob\/abc|actions\/runs)|docs\.test)\/[^"<>\s]*"$/);
      // In an address, which is encoded, `~` is only itself.
      expect(markdown.replaceAll(/<a [^>]*>/g, '')).not.toMatch(/<!--|-->|`|\]\(|~~~/);
    });
  });

  test('mentions nobody and links no address of its own, once rendered', () => {
    check((evil) => {
      const outside = render(evil)
        .replace(/<a [^>]*>/g, '')
        .replace(/<code>.*?<\/code>/g, '');
      const rendered = outside.replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)));
      expect(rendered).not.toMatch(/@\w|#\d|:\/\/|www\.\w/i);
    });
  });

  test('keeps its tables', () => {
    const cells = (markdown: string): number[] =>
      markdown
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.split('|').length);
    const expected = cells(render(tame));
    check((evil) => expect(cells(render(evil))).toEqual(expected));
  });
});

describe('structured formats still parse', () => {
  test('JSON, with what the document says', () => {
    check((evil) => {
      const of = evilReport(evil);
      expect(JSON.parse(renderFile('json', of, () => undefined)).findings[0]).toMatchObject({ message: evil.message, file: evil.file });
      for (const format of ['gitlab', 'rdjson', 'sarif'] as const) JSON.parse(renderFile(format, of, () => evil.file));
    });
  });

  test.each(['junit', 'html'] as const)('%s has the same tags in the same order', (format) => {
    const tags = (of: Names): string[] =>
      // Backticks of a message become code elements.
      [...renderFile(format, evilReport(of), () => undefined).matchAll(/<\/?(?!code)[a-z]+/g)].map(([tag]) => tag);
    const names = (of: Names): string[] =>
      [...renderFile(format, evilReport(of), () => undefined).matchAll(/\s([a-z-]+)="/g)].map(([, name = '']) => name);
    check((evil) => {
      expect(tags(evil)).toEqual(tags(tame));
      expect(names(evil)).toEqual(names(tame));
    });
  });

  test('an address in SARIF is relative', () => {
    check((evil) => {
      const [run] = JSON.parse(renderFile('sarif', evilReport(evil), () => undefined)).runs;
      const { uri } = run.results[0].locations[0].physicalLocation.artifactLocation;
      expect(uri).not.toMatch(/^[a-z][a-z0-9+.-]*:/i);
      expect(uri).toMatch(/^[\w\-.!~*'()%/]*$/);
    });
  });
});

test('a suggestion holds its edit byte for byte in one fence, or is not made', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (newText, message, line) => {
      const content = `${line.replaceAll(/[\r\n]/g, '')}\nb\n`;
      const [first = ''] = content.split('\n');
      const edits = [{ file: 'f', range: range(1, 1, first.length + 1), newText }];
      const diff = diffOfFiles([{ filename: 'f', status: 'modified', patch: `@@ -1 +1,2 @@\n+${first}\n+b` }]);
      const { suggestions } = planSuggestions(report([finding({ message, ruleId: message, edits })]), diff, {
        textOf: () => content,
        mask: (text) => text,
      });
      for (const { body } of suggestions) {
        const [, fence = '', inner] = /\n\n(`{3,})suggestion\n([\s\S]*)\n\1\n$/.exec(body) ?? [];
        expect(inner).toBe(newText);
        expect(inner).not.toContain(fence);
        const head = body.slice(0, body.indexOf(`\n\n${fence}suggestion`));
        expect(head.split('\n')).toHaveLength(2);
        expect(head.replace(/^<!-- apiward suggestion [0-9a-f]{16} -->/, '')).not.toMatch(/`|<!--|-->|<(?!\/?code>)/);
      }
    }),
    // An edit of nothing on an empty line is no edit.
    { numRuns: 300, examples: [['', 'm', '']] },
  );
});
