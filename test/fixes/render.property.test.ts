import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { asLines } from '../../src/fixes/as-lines.ts';
import { changed, sameTree } from '../../src/fixes/tree.ts';
import { allPaths } from '../documents/support.ts';
import { type Asked, rendered } from './support.ts';

const text = fc.oneof(
  fc.constantFrom(
    'http://x.test',
    "it's",
    '"q"',
    '200',
    'true',
    'null',
    'a: b',
    'a #b',
    '- a',
    '[',
    '{x}',
    ' pad ',
    '',
    'two\nlines',
    'tail\n\n',
    'é😀',
    'a\tb',
    '~',
    '&a',
    '*a',
    '%',
    '@',
    '0x1f',
    '1e3',
    'yes',
  ),
  fc.string({ maxLength: 8 }),
);
const key = fc.oneof(
  fc.constantFrom('200', '404', 'default', 'type', '__proto__', 'constructor', '<<x', 'a b', '-', '?', '#', ''),
  fc.string({ maxLength: 5 }),
);
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));
const root = fc.dictionary(key, tree.value, { minKeys: 1, maxKeys: 4 });

/** A merge key and a key that the dumper tags are other trees than they look. */
const isPlainTree = (value: unknown): boolean => !JSON.stringify(value).includes('"<<"');

const layouts: readonly [name: string, file: string, write: (value: unknown) => string][] = [
  ['JSON, indented', 'a.json', (value) => JSON.stringify(value, null, 2)],
  ['JSON, one line', 'a.json', (value) => JSON.stringify(value)],
  ['JSON, tabs and CRLF', 'a.json', (value) => `${JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')}\r\n`],
  ['YAML, block', 'a.yaml', (value) => dump(value, { noRefs: true })],
  ['YAML, narrow', 'a.yaml', (value) => dump(value, { noRefs: true, lineWidth: 20, indent: 4, seqNoIndent: true })],
  ['YAML, quoted', 'a.yaml', (value) => dump(value, { noRefs: true, forceQuotes: true, quoteStyle: 'double' })],
  ['YAML, flow below', 'a.yaml', (value) => dump(value, { noRefs: true, flowLevel: 2 })],
  ['YAML, flow', 'a.yaml', (value) => dump(value, { noRefs: true, flowLevel: 0, lineWidth: -1 })],
];

/** An edit of a tree, chosen by numbers. */
function choose(value: unknown, [place, kind]: readonly [number, number], added: unknown, name: string): Asked | undefined {
  const paths = allPaths(value);
  const path = paths[place % paths.length] ?? [];
  const at = path.reduce<unknown>((node, step) => (node as Record<string | number, unknown>)[step], value);
  if (kind % 3 === 0) return path.length === 0 ? undefined : { at: path };
  if (typeof at !== 'object' || at === null) return path.length === 0 ? undefined : { at: path, set: added };
  return { at: [...path, Array.isArray(at) ? at.length : name], set: added };
}

describe.each(layouts)('%s', (_, file, write) => {
  test('an edit that is offered gives the intended tree, in the lines that it names', { timeout: 60_000 }, () => {
    let offered = 0;
    const choice = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(
        root.filter(isPlainTree),
        fc.array(choice, { minLength: 1, maxLength: 4 }),
        tree.value.filter(isPlainTree),
        key,
        (value, choices, added, name) => {
          if (name === '<<') return;
          const before = write(value);
          const read = parseDocuments(file, before)[0]?.value;
          fc.pre(sameTree(read, value));
          const asked = choices.flatMap((numbers) => choose(value, numbers, added, name) ?? []);
          const edits = rendered(file, before, asked);
          offered += edits.length;
          for (const edit of edits) {
            const alone = applyEdits(file, before, [edit]);
            const { document: __, ...change } = edit.change ?? { document: 0, path: [] };
            expect(sameTree(parseDocuments(file, alone.text)[0]?.value, changed(value, [change]))).toBe(true);
            expect(byLines(before, asLines(edit, before))).toBe(alone.text);
          }
          const { made, text: after, fault } = applyEdits(file, before, edits);
          expect(fault).toBeUndefined();
          expect(made.length > 0).toBe(edits.length > 0);
          const changes = made.flatMap(({ change }) => (change === undefined ? [] : [change]));
          expect(sameTree(parseDocuments(file, after)[0]?.value, changed(value, changes))).toBe(true);
        },
      ),
      { numRuns: 100, seed: 4 },
    );
    // Not a rule that offers nothing passes.
    expect(offered).toBeGreaterThan(50);
  });
});

function byLines(before: string, { startLine, endLine, replacement }: ReturnType<typeof asLines>): string {
  const lines = before.split('\n');
  const end = lines[endLine - 1]?.endsWith('\r') && replacement !== '' ? '\r' : '';
  lines.splice(startLine - 1, endLine - startLine + 1, ...(replacement === '' ? [] : [replacement + end]));
  return lines.join('\n');
}
