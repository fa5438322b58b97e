import { isObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, Schema } from '../../model/api.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { errorExamples, exampleValues } from './examples.ts';
import { internalKey, internalProperty, isCompanion } from './internal-names.ts';
import { type ErrorSchema, errorLabel, errorSchemas } from './responses.ts';

export default defineRule({
  id: 'error-internals',
  title: 'Internals in an error body',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 209,
  why: 'Stack traces, exception classes, SQL and debug output hand an attacker the frameworks, versions and queries behind the API.',
  fix: 'Remove the property from the error schema, log it on the server, and return a correlation id instead.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              schema:
                type: object
                properties:
                  message: { type: string }
                  stackTrace: { type: string }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              schema:
                type: object
                properties:
                  message: { type: string }
                  traceId: { type: string }
`,
  },
  options: { allowed: [] as readonly string[] },
  optionDocs: { allowed: 'Property names that are no internals in this API, as written.' },
  visit: 'api',
  *check(api, { options }) {
    const places = new Set<string>();
    const names = new Set<string>();
    const hits: Hit[] = [];
    const isAllowed = (name: string): boolean => options.allowed.includes(name);
    for (const error of errorSchemas(api)) {
      const found = properties(error).filter(({ name }) => !isAllowed(name));
      // Whatever order they are written in.
      const [first] = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
      if (first === undefined) continue;
      for (const { name } of found) names.add(name);
      const { document, pointer } = first.place;
      const key = `${document.file} ${document.index} ${pointer}`;
      if (places.has(key)) continue;
      places.add(key);
      const companions = [...error.schema.properties.keys()].filter((name) => isCompanion(name) && !found.some((hit) => hit.name === name));
      const list = [...found.map(({ name }) => name), ...companions];
      const where = `the ${errorLabel(error.response)}`;
      const { kind, place } = first;
      hits.push({ kind, list, cause: list.join(), problem: { message: message(kind, list, where), place }, where: `in ${where}` });
    }
    yield* gathered(hits, api.place, ({ kind, list }, count) => message(kind, list, `${count} error bodies`));
    for (const example of errorExamples(api)) {
      for (const { value, key, place } of exampleValues(example)) {
        if (key === undefined || place.key !== key || names.has(key) || isAllowed(key) || !exposes(value)) continue;
        const kind = internalKey(key);
        if (kind === undefined) continue;
        yield { message: message(kind, [key], 'an error example'), place };
        break;
      }
    }
  },
});

interface Hit extends Repeatable {
  readonly kind: string;
  readonly list: readonly string[];
}

function message(kind: string, names: readonly string[], where: string): string {
  const list = names.map((name) => `\`${name}\``).join(', ');
  return `${list} in ${where} ${names.length > 1 ? 'give' : 'gives'} internals (${kind}) to every caller: remove ${names.length > 1 ? 'them' : 'it'} and return a correlation id`;
}

function properties({ schema, response }: ErrorSchema) {
  // Django REST framework answers a validation error with the names of the fields that were sent.
  if (schema.properties.has('non_field_errors')) return [];
  return [...schema.properties.values()].flatMap((property) => {
    const kind = internalProperty(property, schema);
    if (kind === undefined || (kind === 'SQL' && response.usedBy.some(({ operation }) => takesQueries(operation)))) return [];
    return [{ name: property.name, place: property.place, kind }];
  });
}

/** An API that runs its caller's SQL may well say what was wrong with it. */
function takesQueries({ words, body }: Operation): boolean {
  const fields = (body?.content ?? []).flatMap(({ schema }) => fieldNames(schema));
  return [...words, ...fields].some((word) => word === 'sql' || word === 'query' || word === 'statement');
}

function fieldNames(schema: Schema | undefined): string[] {
  return schema === undefined ? [] : [...schema.properties.values()].flatMap(({ words }) => [...words]);
}

/** A flag, a number, nothing or a designed object is no leak by its key alone. */
function exposes(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && !value.some(isObject);
  return typeof value === 'string' && value !== '';
}
