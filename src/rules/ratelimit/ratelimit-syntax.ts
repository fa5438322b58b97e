import type { Path } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';
import { get, getObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Header } from '../../model/api.ts';
import { isLimitField } from './structured-field.ts';

export default defineRule({
  id: 'ratelimit-syntax',
  title: 'RateLimit header that is no structured field',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 770,
  why: '`RateLimit` and `RateLimit-Policy` are structured fields (draft-ietf-httpapi-ratelimit-headers): clients cannot read a bare number.',
  fix: 'Declare `type: string` and show a value such as `"default";r=50;t=30` (or `"default";q=100;w=60` for the policy).',
  examples: {
    bad: `paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            RateLimit: {schema: {type: integer}}
`,
    good: `paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            RateLimit: {schema: {type: string}, example: '"default";r=50;t=30'}
`,
  },
  visit: 'header',
  applies: ({ name }) => /^ratelimit(?:-policy)?$/i.test(name),
  *check(header) {
    const shape = header.name.toLowerCase() === 'ratelimit' ? '`"default";r=50;t=30`' : '`"default";q=100;w=60`';
    const { schema } = header;
    // Lists and dictionaries are text on the wire; OpenAPI would write an array or object in another way.
    const wrong = schema?.types.find((type) => type !== 'string');
    if (schema !== undefined && wrong !== undefined) {
      const part = schema.parts.find(({ raw }) => get(raw, 'type') !== undefined);
      yield {
        message: `\`${header.name}\` is a structured field and not of type \`${wrong}\`, so clients cannot read it: use \`type: string\` with values like ${shape}`,
        place: part?.place.at('type') ?? schema.place,
      };
      return;
    }
    for (const { value, place } of exampleValues(header)) {
      if (typeof value === 'string' && isLimitField(value)) continue;
      yield {
        message: `this example of \`${header.name}\` is no structured field, so clients that follow it fail: show one like ${shape}`,
        place,
      };
    }
  },
});

/** Example values of a header, beside it and in its schema, where they are scalars. */
function exampleValues(header: Header): { value: unknown; place: Place }[] {
  const found: { value: unknown; place: Place }[] = [];
  const take = (value: unknown, place: Place, at: Path) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') found.push({ value, place: place.at(...at) });
  };
  const holders = [{ raw: header.raw, place: header.place }, ...(header.schema?.parts ?? [])];
  for (const { raw, place } of new Map(holders.map((holder) => [holder.raw, holder])).values()) {
    for (const key of ['example', 'x-example', 'default']) take(get(raw, key), place, [key]);
    const examples = get(raw, 'examples');
    for (const [index, value] of (Array.isArray(examples) ? examples.slice(0, 20) : []).entries()) take(value, place, ['examples', index]);
    for (const name of Object.keys(getObject(raw, 'examples') ?? {}).slice(0, 20)) {
      take(get(getObject(getObject(raw, 'examples'), name), 'value'), place, ['examples', name, 'value']);
    }
  }
  return found;
}
