import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Path } from '../../../src/documents/document.ts';
import { bundleOf } from '../../../src/documents/load.ts';
import { parseDocuments } from '../../../src/documents/parse.ts';
import type { OasVersion } from '../../../src/model/api.ts';
import { FaultList } from '../../../src/model/structure/fault-list.ts';
import { validateStructure } from '../../../src/model/structure/validate.ts';

/** What is edited in a document that is valid and uses every field of its version, and the faults that this makes. */
export type Edit = readonly [path: Path, value: unknown, ...faults: string[]];

/** As the value of an edit: the field is taken out. */
export const removed = Symbol('removed');

/** Registers a table of edits: each alone in a fresh copy. */
export function edits(version: OasVersion, table: readonly Edit[]): void {
  const text = readFileSync(new URL(`../../fixtures/structure/complete-${version}.json`, import.meta.url), 'utf8');
  describe(`OpenAPI ${version}`, () => {
    test('the complete document is valid', () => expect(faultsIn(JSON.parse(text), version)).toEqual([]));
    test.each(table.map((edit) => [describeEdit(edit), edit] as const))('%s', (_, [path, value, ...faults]) => {
      const document = JSON.parse(text);
      apply(document, path, value);
      expect(faultsIn(document, version)).toEqual(faults);
    });
  });
}

/** `pointer: message` of every fault in a document, in document order. */
export function faultsIn(value: unknown, version: OasVersion): string[] {
  const faults = new FaultList();
  validateStructure(bundleOf(parseDocuments('openapi.json', JSON.stringify(value))), version, faults);
  return faults.finish().map(({ place, message }) => `${place.pointer}: ${message}`);
}

function apply(document: unknown, path: Path, value: unknown): void {
  const last = path.at(-1);
  let holder = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) {
    holder[key] ??= {};
    holder = holder[key] as Record<string | number, unknown>;
  }
  if (last === undefined) throw new Error('an edit needs a path');
  if (value !== removed) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}

function describeEdit([path, value, first = 'is fine']: Edit): string {
  return `${path.join(' > ')} = ${value === removed ? 'removed' : JSON.stringify(value)}: ${first}`;
}
