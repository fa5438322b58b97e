import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Response, Schema } from '../../model/api.ts';
import { errorLabel, isErrorResponse, isFreeForm } from './responses.ts';

export default defineRule({
  id: 'error-schema',
  title: 'Closed error body',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 209,
  why: 'An error body that may hold anything soon holds a stack trace, a query or a host name, and no contract test notices.',
  fix: 'Give the error body a schema that lists its properties, such as the `type`, `title`, `status` and `detail` of RFC 9457.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json: { schema: { type: object } }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/problem+json:
              schema:
                type: object
                properties: { title: { type: string }, status: { type: integer } }
`,
  },
  visit: 'response',
  applies: (response) => isErrorResponse(response) && response.content.length > 0,
  *check(response, { api }) {
    const seen = new Set<object>();
    for (const media of response.content) {
      const schema = media.schema ?? media.itemSchema;
      if (schema === undefined) {
        yield {
          message: `The \`${media.type}\` body of the ${errorLabel(response)} has no schema, so it may leak anything: add a \`schema\` that lists its properties`,
          place: media.place,
        };
      } else if (isFreeForm(schema) && !seen.has(schema.raw) && firstUser(api, schema) === response) {
        // 2.0 has one schema for all media types.
        seen.add(schema.raw);
        yield {
          message: `The body of the ${errorLabel(response)} is free-form, so it may leak anything: list its \`properties\``,
          place: schema.place,
        };
      }
    }
  },
  everywhere: (count) =>
    `None of the ${count} error responses with a body lists its properties, so each may leak anything: define one error schema and refer to it`,
});

const firstUsers = new WeakMap<Api, Map<object, Response>>();

/** The first error response with this body: a shared schema is reported there alone. */
function firstUser(api: Api, schema: Schema): Response | undefined {
  let users = firstUsers.get(api);
  if (users === undefined) {
    users = new Map();
    for (const response of api.responses) {
      if (!isErrorResponse(response)) continue;
      for (const { schema: body, itemSchema } of response.content) {
        const used = body ?? itemSchema;
        if (used !== undefined && !users.has(used.raw)) users.set(used.raw, response);
      }
    }
    firstUsers.set(api, users);
  }
  return users.get(schema.raw);
}
