import { expect, test } from 'vitest';
import { bundleOf } from '../../src/documents/load.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import { check } from '../../src/engine/check.ts';
import type { Rule } from '../../src/engine/define-rule.ts';
import { completeExample, dedent } from '../../src/engine/example.ts';
import { locate } from '../../src/findings/locate.ts';
import type { Api } from '../../src/model/api.ts';
import { buildApi } from '../../src/model/build.ts';

export interface RuleCase {
  readonly name: string;
  readonly document: string;
  readonly options?: object;
  /** `line: part of the message`, in document order; every finding of the rule must be listed. */
  readonly hits: readonly string[];
}

/** The API of a document given as text. */
export function apiOf(text: string): Api {
  const documents = parseDocuments('openapi.yaml', text);
  const api = buildApi(bundleOf(documents));
  if (api === undefined) throw new Error(`not an OpenAPI document: ${documents[0]?.problems[0]?.message ?? 'no version'}`);
  return api;
}

/** Findings of one rule as `line: message`, in document order. */
export function hits(rule: Rule, text: string, options?: object): string[] {
  const found = check(rule, apiOf(text), options);
  return locate(found.map(({ problem, place }) => ({ place, span: problem.span })))
    .map(({ range }, index) => ({ range, message: found[index]?.problem.message ?? '' }))
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column)
    .map(({ range, message }) => `${range.start.line}: ${message}`);
}

/** Registers the cases of a rule, its own examples, and that it survives any JSON value anywhere. */
export function cases(rule: Rule, table: readonly RuleCase[]): void {
  test.each(table)('$name', ({ document, options, hits: expected }) => {
    const actual = hits(rule, dedent(document), options);
    const shown = actual.map((hit, index) => (matches(hit, expected[index]) ? expected[index] : hit));
    expect(shown).toEqual(expected);
  });
  test('its examples behave as they say', () => {
    expect(hits(rule, completeExample(rule.examples.bad)), 'bad').not.toEqual([]);
    expect(hits(rule, completeExample(rule.examples.good)), 'good').toEqual([]);
  });
  test('it survives any JSON value anywhere', () => {
    for (const { document, options } of table) {
      for (const api of mangled(dedent(document))) check(rule, api, options);
    }
  });
}

/** The same case for 3.0, 3.1 and 3.2. */
export function everyVersion3(item: RuleCase): RuleCase[] {
  return ['3.0.3', '3.1.1', '3.2.0'].map((version) => ({
    ...item,
    name: `${item.name} (${version})`,
    document: item.document.replace(/openapi: ?["']?3\.\d\.\d["']?/, `openapi: ${version}`),
  }));
}

function matches(hit: string, expected: string | undefined): boolean {
  const [, line, part] = /^(\d+): ?(.*)$/s.exec(expected ?? '') ?? [];
  return line !== undefined && hit.startsWith(`${line}: `) && hit.includes(part ?? '');
}

const JUNK: readonly unknown[] = [null, 5, 'text', true, [], {}, [null], { $ref: 5 }, { $ref: '#' }, { constructor: [] }];

/** The document with each of its inner values in turn replaced by junk: a bounded sample, the same every time. */
export function* mangled(text: string): Generator<Api> {
  const root = parseDocuments('openapi.yaml', text)[0]?.value;
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const queue: unknown[] = [root];
  for (let value = queue.shift(); value !== undefined && places.length < 60; value = queue.shift()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      const holder = value as Record<string, unknown>;
      if (key !== 'openapi' && key !== 'swagger') places.push({ holder, key });
      queue.push(holder[key]);
    }
  }
  for (const [index, { holder, key }] of places.entries()) {
    const kept = holder[key];
    holder[key] = JUNK[index % JUNK.length];
    yield apiOf(JSON.stringify(root));
    holder[key] = kept;
  }
}
