import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { github } from '../../src/reporters/github.ts';
import { json } from '../../src/reporters/json.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { jobSummary } from '../../src/reporters/summary.ts';
import { text } from '../../src/reporters/text.ts';
import { finding, HOSTILE, range, report } from '../support/reports.ts';

/** The same hostile text everywhere that text from outside can stand. */
function hostileReport(evil: string): Report {
  const related = [{ message: evil, file: evil, range: range(1, 1), pointer: evil }];
  const hit = finding({ ruleId: evil, message: evil, file: evil, why: evil, fix: evil, pointer: evil, related, range: range(2, 1, 4) });
  return report([hit], {
    documents: [
      { file: evil, version: evil, operations: 1 },
      { file: `clean ${evil}`, version: evil, operations: 1 },
    ],
    diagnostics: [{ kind: 'unreadable', file: evil, message: evil, range: range(1, 1), ruleId: evil }],
  });
}

const REPORTERS: Readonly<Record<string, (evil: string) => string>> = {
  text: (evil) => text(hostileReport(evil), () => `first ${evil}\n${evil}\nlast ${evil}\n`),
  json: (evil) => json(hostileReport(evil)),
  sarif: (evil) => sarif(hostileReport(evil)),
  github: (evil) => github(hostileReport(evil)),
  summary: (evil) => jobSummary(hostileReport(evil), { blobUrl: 'https://github.test/o/r/blob/abc' }),
};

/** What the runner obeys in a line of output (`ActionCommand.TryParseV2` and `TryParse` of actions/runner). */
function commands(output: string): string[] {
  return output.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || line.includes('##['));
}

const cases = Object.keys(REPORTERS).flatMap((reporter) => Object.entries(HOSTILE).map(([name, evil]) => ({ reporter, name, evil })));

describe.each(cases)('$reporter: $name', ({ reporter, evil }) => {
  const output = REPORTERS[reporter]?.(evil) ?? '';

  test('prints no control, format or lone surrogate character', () => {
    // The summary's own zero-width spaces are entities; nothing raw is left.
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });

  test('lets no workflow command through', () => {
    const found = commands(output);
    if (reporter !== 'github') return expect(found).toEqual([]);
    // Its own commands: one for the diagnostic, one for the finding, each whole on its line.
    expect(found).toHaveLength(2);
    for (const line of found) {
      const [, properties, data] = /^::error (.*?)::(.*)$/.exec(line) ?? [];
      expect(properties?.split(',').map((pair) => pair.split('=')[0])).toEqual(expect.arrayContaining(['file', 'title']));
      expect(properties?.split(',').length).toBeLessThanOrEqual(6);
      expect(data).not.toMatch(/%(?!25|0A|0D)/);
    }
  });
});

describe.each(Object.entries(HOSTILE))('summary: %s', (_, evil) => {
  const markdown = jobSummary(hostileReport(evil), { blobUrl: 'https://github.test/o/r/blob/abc' });

  test('holds only our own tags, and links only to the repository and the rule', () => {
    for (const [, tag] of markdown.matchAll(/<(\/?\w+)/g)) expect(['code', '/code', 'a', '/a']).toContain(tag);
    for (const [, href] of markdown.matchAll(/<a ([^>]*)>/g))
      expect(href).toMatch(/^href="https:\/\/(github\.test\/o\/r\/blob\/abc|docs\.test)\/[^"<>\s]*"$/);
    expect(markdown).not.toMatch(/\]\(|<!--|-->|`/);
  });

  test('mentions nobody and links no address of its own', () => {
    // GitHub looks for them in the text that is left after rendering, outside code.
    const outside = markdown.replace(/<a [^>]*>/g, '').replace(/<code>.*?<\/code>/g, '');
    expect(markdown.replace(/<[^>]*>/g, '')).not.toMatch(/\w+:\/\//);
    const rendered = outside.replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)));
    expect(rendered).not.toMatch(/@\w|#\d|:\/\/|www\.\w/);
  });

  test('keeps every table row on one line with its cells', () => {
    for (const line of markdown.split('\n').filter((row) => row.startsWith('| 🔴'))) expect(line.split('|')).toHaveLength(6);
  });
});

test('an action message does not reach SARIF as a link', () => {
  expect(sarif(report([finding({ message: '[click](https://evil.test)' })]))).not.toContain('](');
});

test('JSON and SARIF still say what the document says', () => {
  for (const evil of Object.values(HOSTILE)) {
    const [first] = JSON.parse(json(hostileReport(evil))).findings;
    expect(first).toMatchObject({ message: evil, file: evil });
  }
});
