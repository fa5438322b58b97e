import { defineRule } from '../../engine/define-rule.ts';
import { isSuccess, responseLabel } from './success.ts';

export default defineRule({
  id: 'data-top-level-array',
  title: 'Bare array as a response',
  severity: 'off',
  owasp: 'API8:2023',
  why: 'A bare JSON array can be read across sites in old browsers, and leaves no room for paging or an error beside the items.',
  fix: 'Wrap the array in an object: `{ items: [...] }`.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: array, items: { type: string } } } } }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: object, properties: { items: { type: array, items: { type: string } } } }
`,
  },
  visit: 'response',
  applies: isSuccess,
  *check(response) {
    for (const { type, schema } of response.content) {
      if (schema === undefined || !schema.types.includes('array') || !/[/+]json$/.test(type)) continue;
      yield {
        message: `The body of ${responseLabel(response)} is a bare array: wrap it in an object such as \`{ items: [...] }\``,
        place: schema.place,
      };
    }
  },
});
