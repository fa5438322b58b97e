import { defineRule } from '../../engine/define-rule.ts';
import type { Parameter } from '../../model/api.ts';
import { isDigitsOnly } from '../../model/pattern.ts';
import { splitWords } from '../../model/words.ts';
import { isReceived } from './requests.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-numeric-id',
  title: 'Enumerable object id',
  severity: 'info',
  owasp: 'API1:2023',
  cwe: 639,
  why: 'Ids that count up can be walked through: one missing ownership check then exposes every object, and the size of the business.',
  fix: 'Use ids that cannot be guessed, such as `type: string, format: uuid`, and check ownership all the same.',
  examples: {
    bad: `
paths:
  /orders/{orderId}:
    get:
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: integer } }
      responses:
        '200': { description: An order }
`,
    good: `
paths:
  /orders/{orderId}:
    get:
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        '200': { description: An order }
`,
  },
  visit: 'parameter',
  holds: 'both',
  inCode: 'use an id that cannot be guessed, such as a UUID',
  applies: (parameter) => parameter.location === 'path' && isReceived(parameter.usedBy) && namesObject(parameter),
  *check(parameter) {
    const { schema } = parameter;
    if (schema === undefined || !isCounter(parameter)) return;
    yield {
      message: `${inputSubject(parameter.place)} is a number that can be counted through: use an id that cannot be guessed, such as \`format: uuid\``,
      place: schema.place,
    };
  },
  everywhere: (count) =>
    `All ${count} object ids in paths are numbers that can be counted through: use ids that cannot be guessed, such as \`format: uuid\``,
});

/** Numbers that name a place in a series and no object: `/years/{year}`. */
const coordinates: ReadonlySet<string> = new Set([
  'year',
  'month',
  'week',
  'day',
  'date',
  'hour',
  'page',
  'version',
  'revision',
  'index',
  'level',
  'size',
  'number',
]);

/** `id`, `userId`, `user_id`; or `{order}` in `/orders/{order}`. */
function namesObject({ name, words, usedBy }: Parameter): boolean {
  if (words.at(-1) === 'id') return true;
  if (coordinates.has(words[0] ?? '')) return false;
  return usedBy.some(({ path }) => {
    const segments = path.split('/');
    const index = segments.indexOf(`{${name}}`);
    return index > 0 && words.length === 1 && splitWords(segments[index - 1] ?? '').at(-1) === words[0];
  });
}

function isCounter({ schema }: Parameter): boolean {
  if (schema === undefined || schema.values !== undefined) return false;
  if (schema.types.includes('integer')) return true;
  return (
    schema.types.includes('string') &&
    (schema.format === 'int64' || schema.format === 'int32' || schema.patterns.some((pattern) => isDigitsOnly(pattern)))
  );
}
