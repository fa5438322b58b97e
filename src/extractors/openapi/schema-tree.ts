import type { CodeProperty, CodeSchema } from '../route.ts';
import { type CodeTree, leaf, list, node } from './code-tree.ts';

/** The name that a schema of one module has in the document. */
export type SchemaNames = (name: string) => string;

/** A schema as JSON Schema (OpenAPI 3.1), each keyword at its place. */
export function schemaTree(schema: CodeSchema, names: SchemaNames): CodeTree {
  const inner = (each: CodeSchema): CodeTree => schemaTree(each, names);
  const entries: Record<string, CodeTree> = {};
  if (schema.reference !== undefined) entries['$ref'] = leaf(`#/components/schemas/${pointerPart(names(schema.reference))}`, schema.place);
  const nullable = schema.keywords.get('nullable')?.value === true;
  for (const [key, { value, place }] of schema.keywords) {
    if (key === 'nullable') continue;
    const written = key === 'type' && nullable ? [value, 'null'] : value;
    entries[key] = leaf(written, place ?? schema.place);
  }
  if (schema.properties !== undefined) Object.assign(entries, propertiesTree(schema.properties, schema, inner));
  if (schema.items !== undefined) entries['items'] = inner(schema.items);
  if (schema.additional !== undefined) {
    entries['additionalProperties'] =
      typeof schema.additional === 'boolean' ? leaf(schema.additional, schema.place) : inner(schema.additional);
  }
  if (schema.anyOf !== undefined) entries['anyOf'] = list(schema.place, schema.anyOf.map(inner));
  if (schema.allOf !== undefined) entries['allOf'] = list(schema.place, schema.allOf.map(inner));
  return node(schema.place, entries);
}

function propertiesTree(
  properties: ReadonlyMap<string, CodeProperty>,
  { place }: CodeSchema,
  inner: (schema: CodeSchema) => CodeTree,
): Record<string, CodeTree> {
  const trees = new Map([...properties].map(([name, property]) => [name, { ...inner(property.schema), place: property.place }]));
  const required = [...properties].filter(([, property]) => property.required);
  return {
    properties: { place, entries: trees },
    ...(required.length > 0 && {
      required: list(
        place,
        required.map(([name, property]) => leaf(name, property.place)),
      ),
    }),
  };
}

/** RFC 6901 escapes, and what a URI fragment cannot hold. */
function pointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
