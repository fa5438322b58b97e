import { expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { checkEach } from '../../src/engine/check.ts';
import type { Rule } from '../../src/engine/define-rule.ts';
import { dedent } from '../../src/engine/example.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { renderEdits } from '../../src/fixes/render.ts';
import { Revision } from '../../src/fixes/revision.ts';
import { apiOf } from './rules.ts';

export interface EditCase {
  readonly name: string;
  readonly document: string;
  readonly options?: object;
  /** Lines of the diff that all certain edits give, `-` and `+` in front; empty where the rule finds something and offers nothing. */
  readonly diff: readonly string[];
  /** Findings that are left when the edits are made. Default: none; all of them where nothing is offered. */
  readonly left?: number;
}

/** Registers what the certain edits of a rule make of documents, and that what they mend is found no more. */
export function editCases(rule: Rule, table: readonly EditCase[]): void {
  test('says that it has a certain edit', () => {
    expect(rule.edit).toMatch(/^\S.{10,}\.$/);
    expect(table.some(({ diff }) => diff.length > 0)).toBe(true);
    expect(
      table.some(({ diff }) => diff.length === 0),
      'a near-miss',
    ).toBe(true);
  });
  test.each(table)('$name', ({ document, options, diff, left }) => {
    const text = dedent(document);
    const found = checkEach(rule, apiOf(text), options);
    expect(found).not.toEqual([]);
    const edits = renderEdits(found.map(({ problem }) => problem.edits ?? [])).flat();
    const applied = applyEdits('openapi.yaml', parseDocuments('openapi.yaml', text)[0]?.text ?? '', edits);
    const revision = new Revision(text);
    revision.make(applied);
    expect(changes(revision)).toEqual(diff);
    expect(applied).toMatchObject({ left: [] });
    expect(checkEach(rule, apiOf(applied.text), options)).toHaveLength(left ?? (diff.length === 0 ? found.length : 0));
  });
}

function changes(revision: Revision): string[] {
  return revision
    .diff('a')
    .split('\n')
    .slice(2)
    .filter((line) => /^[-+]/.test(line));
}
