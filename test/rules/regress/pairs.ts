import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check.ts';
import type { Rule } from '../../../src/engine/define-rule.ts';
import { completeExample } from '../../../src/engine/example.ts';
import { locate } from '../../../src/findings/locate.ts';
import { rulesByConcern } from '../../../src/rules/index.ts';
import { apiOf, mangled } from '../../support/rules.ts';

/** A change and everything that the rules on changes say of it. */
export interface Pair {
  readonly name: string;
  /** YAML, completed like a rule's example. */
  readonly base: string;
  readonly head: string;
  /** Of the rule under test. */
  readonly options?: object;
  /** `line: message` in the head, of the rule under test, or `id line: message` of another one; none for a harmless change. */
  readonly hits?: readonly string[];
}

const regress = rulesByConcern['regress'] ?? [];

/** What all rules on changes say, as `line: message` for one rule and `id line: message` for the others. */
function hits(rule: Rule, base: string, head: string, options?: object): string[] {
  const before = apiOf(completeExample(base));
  const after = apiOf(completeExample(head));
  return regress.flatMap((each) => {
    const found = check(each, after, each === rule ? options : undefined, before);
    const ranges = locate(found.map(({ place }) => ({ place })));
    return found.map(({ problem }, index) => {
      const line = ranges[index]?.range.start.line;
      return `${each === rule ? '' : `${each.id} `}${line}: ${problem.message}`;
    });
  });
}

/** Registers the pairs of a rule, and that it survives any JSON value anywhere on either side. */
export function pairs(rule: Rule, table: readonly Pair[]): void {
  test.each(table)('$name', ({ base, head, options, hits: expected = [] }) => {
    expect(hits(rule, base, head, options)).toEqual(expected);
  });
  test('nothing changed, nothing found', () => {
    for (const { base, head, options } of table) {
      expect(hits(rule, base, base, options)).toEqual([]);
      expect(hits(rule, head, head, options)).toEqual([]);
    }
  });
  test('it survives any JSON value anywhere', () => {
    for (const { base, head } of table.slice(0, 12)) {
      const [before, after] = [apiOf(completeExample(base)), apiOf(completeExample(head))];
      for (const api of mangled(completeExample(base))) check(rule, after, undefined, api);
      for (const api of mangled(completeExample(head))) check(rule, api, undefined, before);
    }
  });
}
