import { defineRule } from '../../engine/define-rule.ts';
import { label } from '../../model/label.ts';
import { splitWords } from '../../model/words.ts';
import { managedKind } from './server-managed.ts';
import { inputSubject } from './subject.ts';
import { writtenObjects } from './written-objects.ts';

export default defineRule({
  id: 'input-shared-schema',
  title: 'One schema for request and response',
  severity: 'info',
  owasp: 'API3:2023',
  cwe: 915,
  why: 'Where one schema serves both ways and marks nothing, every field that the server shows is one that the caller may set.',
  fix: 'Mark server-managed fields `readOnly` (and secrets `writeOnly`), or write a schema for each direction.',
  examples: {
    bad: `
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80 }
        createdAt: { type: string, format: date-time }
`,
    good: `
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80 }
        createdAt: { type: string, format: date-time, readOnly: true }
`,
  },
  visit: 'api',
  holds: 'both',
  inCode: 'bind requests to a type of their own, without what the server manages',
  *check(api) {
    for (const schema of new Set(writtenObjects(api).map((written) => written.schema))) {
      if (schema.name === undefined || !schema.response) continue;
      const properties = [...schema.properties.values()];
      // One mark shows that the author thought of both directions.
      if (properties.some((property) => property.readOnly || property.writeOnly || property.schema.readOnly || property.schema.writeOnly))
        continue;
      const context = splitWords(schema.name);
      const managed = properties.filter((property) => managedKind(property, context) !== undefined);
      const [first] = managed;
      if (first === undefined) continue;
      const names = managed
        .slice(0, 3)
        .map(({ name }) => `\`${name}\``)
        .join(', ');
      yield {
        message: `${inputSubject(schema.place)} is both what callers send and what they get, ${names} included: mark what the server manages \`readOnly\`, or write two schemas`,
        place: schema.place,
        related: [{ place: first.place, message: `${label(first.place)} is managed by the server` }],
      };
    }
  },
});
