import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../../src/engine/check-policy.ts';
import { TextDocument } from '../../../src/policy/tamper/text-document.ts';
import rule from '../../../src/rules/waiver/policy-tampered.ts';
import { exampleFindings } from '../../support/policy.ts';

describe('policy-tampered', () => {
  test('its examples behave as they say', async () => {
    const { base, bad, good } = rule.examples;
    expect(
      (await exampleFindings(rule.id, bad, base)).map(({ severity, status, range }) => `${severity} ${status} ${range.start.line}`),
    ).toEqual(['info new 2']);
    expect(await exampleFindings(rule.id, good, base)).toEqual([]);
    expect(await exampleFindings(rule.id, bad)).toEqual([]);
  });

  test('says every change at its place or stretch of text', () => {
    const document = new TextDocument('a.txt', 'one\ntwo\n');
    const changes = [
      { place: document.root, message: 'One.' },
      { place: document.root, span: { start: 4, end: 7 }, message: 'Two.' },
    ];
    const found = checkPolicy(rule, { kind: 'policy', place: document.root, raw: {}, waivers: [], changes, noticeDays: 14 });
    expect(found.map(({ problem }) => [problem.message, problem.span])).toEqual([
      ['One.', undefined],
      ['Two.', { start: 4, end: 7 }],
    ]);
  });
});
