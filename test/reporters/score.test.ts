import { describe, expect, test } from 'vitest';
import type { Letter, Score } from '../../src/policy/score.ts';
import { badgeJson, badgeSvg } from '../../src/reporters/badge.ts';
import { paint } from '../../src/reporters/paint.ts';
import { scoreMarkdown, scoreText } from '../../src/reporters/score.ts';

const SCORE: Score = {
  score: 78,
  letter: 'C',
  concerns: [
    { concern: 'auth', score: 60, letter: 'D' },
    { concern: 'inventory', score: 100, letter: 'A' },
  ],
  gains: [{ ruleId: 'auth-read-secured', findings: 2, points: 12 }],
};
const HOSTILE: Score = { ...SCORE, gains: [{ ruleId: '<b>\u001b[31m`@team', findings: 1, points: 1 }] };

describe('text', () => {
  test('is a table and what to do', () => {
    expect(scoreText(SCORE, paint(false)).split('\n')).toEqual([
      'Score: C (78 of 100)',
      '  auth       D   60',
      '  inventory  A  100',
      'What would raise it most:',
      '  +12  mend 2 findings of auth-read-secured',
      '',
    ]);
  });
  test('says when there is none', () =>
    expect(scoreText(undefined, paint(false))).toBe('Score: none, for not everything could be judged\n'));
  test('shows a made-up rule id as it is', () => expect(scoreText(HOSTILE, paint(false))).toContain('<b>\\u001b[31m`@team'));
});

describe('Markdown', () => {
  test('is a line for each', () => {
    expect(scoreMarkdown(SCORE)).toBe(
      '\n**Score: C (78 of 100)**\n\n<code>auth</code> D 60 · <code>inventory</code> A 100\n\nWhat would raise it most: <code>auth-read-secured</code> (2 findings) +12.\n',
    );
    expect(scoreMarkdown(undefined)).toBe('');
  });
  test.each(['<b>', '\u001b', '@team'])('escapes %j', (text) => expect(scoreMarkdown(HOSTILE)).not.toContain(text));
});

describe('badge', () => {
  test('as shields.io reads it', () => {
    expect(JSON.parse(badgeJson(SCORE))).toEqual({ schemaVersion: 1, label: 'API security', message: 'C 78', color: '#b58900' });
    expect(JSON.parse(badgeJson(undefined))).toMatchObject({ message: 'not judged', color: '#6a737d' });
  });
  test('as a picture that loads nothing and runs nothing', () => {
    for (const letter of ['A', 'B', 'C', 'D', 'E', 'F'] satisfies Letter[]) {
      const svg = badgeSvg({ ...SCORE, letter });
      expect(svg).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="20" role="img" aria-label="API security: [A-F] 78">\n/,
      );
      expect(svg).not.toMatch(/href|<script|<image|style=|url\((?!#r\))/);
      expect(svg.match(/<(\w+)/g)?.length).toBe((svg.match(/<\/\w+>|\/>/g) ?? []).length);
    }
  });
});
