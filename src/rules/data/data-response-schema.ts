import { defineRule } from '../../engine/define-rule.ts';
import type { Response } from '../../model/api.ts';
import { isSuccess, responseLabel } from './success.ts';

/** Media whose bytes no schema describes (OAS 3.1 section 4.8.14.2 leaves it out for them). */
const OPAQUE =
  /^(?:image|audio|video|font|model)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-tar|x-gzip|x-7z-compressed|wasm|vnd\.(?:ms-|openxmlformats))/;

export default defineRule({
  id: 'data-response-schema',
  title: 'Successful response without a schema',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 200,
  why: 'Without a schema nothing says which fields may leave, so a new database column is published the day it is added.',
  fix: 'Give the media type a `schema` that lists what the response holds.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets, content: { application/json: {} } }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json: { schema: { type: object, properties: { name: { type: string } } } }
            image/png: {}
`,
  },
  visit: 'response',
  applies: (response) => response.content.length > 0 && isSuccess(response) && !isBodiless(response),
  *check(response) {
    for (const { type, schema, itemSchema, place } of response.content) {
      if (schema !== undefined || itemSchema !== undefined || OPAQUE.test(type)) continue;
      yield {
        message: `The \`${type}\` body of ${responseLabel(response)} has no schema, so nothing says which fields may leave: add a \`schema\``,
        place,
      };
    }
  },
  everywhere: (count) =>
    `None of the ${count} successful responses with a body has a schema, so nothing says which fields may leave: add a \`schema\` to each`,
});

/** 204 and 205 have no body (RFC 9110 sections 15.3.5 and 15.3.6), whatever media type is listed. */
function isBodiless({ usedBy }: Response): boolean {
  return usedBy.every(({ status }) => status === '204' || status === '205');
}
