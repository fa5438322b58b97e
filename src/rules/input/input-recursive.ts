import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { label } from '../../model/label.ts';
import { cycles } from './cycles.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-recursive',
  title: 'Recursive request schema without a bound',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 674,
  why: 'A value nested a hundred thousand times deep is valid, and overflows the stack of whatever walks it.',
  fix: 'Bound the array or map that recurs (`maxItems`, `maxProperties`), state the depth that the server enforces (`x-max-depth`), or cut the recursion.',
  examples: {
    bad: `
components:
  schemas:
    Folder:
      type: object
      properties:
        folders: { type: array, items: { $ref: '#/components/schemas/Folder' } }
`,
    good: `
components:
  schemas:
    Folder:
      type: object
      properties:
        folders: { type: array, maxItems: 20, items: { $ref: '#/components/schemas/Folder' } }
`,
  },
  options: { depthKeys: ['x-max-depth', 'x-maxDepth', 'x-max-nesting'] as readonly string[] },
  optionDocs: { depthKeys: 'Extensions that state the depth which the server enforces.' },
  visit: 'api',
  holds: 'both',
  inCode: 'bound the list that recurs, or the depth, where the request is validated',
  *check(api, { options }) {
    const recursive = api.schemas.filter((schema) => schema.recursive && schema.request && !isBounded(schema, options.depthKeys));
    const order = new Map(recursive.map((schema, index) => [schema, index]));
    for (const group of cycles(recursive, (schema) => children(schema, order))) {
      // By name, so that the order of definitions does not move the finding.
      const inOrder = group.sort((a, b) => compare(a.name ?? '', b.name ?? '') || (order.get(a) ?? 0) - (order.get(b) ?? 0));
      const first = inOrder.find((schema) => schema.name !== undefined) ?? inOrder[0];
      if (first === undefined) continue;
      const named = inOrder.filter((schema) => schema.name !== undefined && schema.name !== first.name);
      const others = named.slice(0, 3).map((schema) => label(schema.place));
      const through = others.length === 0 ? '' : ` through ${others.join(', ')}`;
      yield {
        message: `${inputSubject(first.place)} contains itself${through}, so a request may nest without end: bound the list that recurs with \`maxItems\`, or state the depth in \`x-max-depth\``,
        place: first.place,
      };
    }
  },
});

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isBounded(schema: Schema, depthKeys: readonly string[]): boolean {
  if (schema.maxItems !== undefined || schema.maxProperties !== undefined) return true;
  return schema.parts.some(({ raw }) => depthKeys.some((key) => get(raw, key) !== undefined));
}

function* children(schema: Schema, among: ReadonlyMap<Schema, number>): Generator<Schema> {
  const all = [...schema.alternatives, ...schema.prefixItems, ...schema.patternProperties, ...schema.extra];
  for (const { schema: child, readOnly } of schema.properties.values()) if (!readOnly) all.push(child);
  if (schema.items !== undefined) all.push(schema.items);
  if (typeof schema.additional === 'object') all.push(schema.additional);
  for (const child of all) if (among.has(child)) yield child;
}
