import { defineRule } from '../../engine/define-rule.ts';
import { acceptedTypes } from './accepted-types.ts';

export default defineRule({
  id: 'input-media-type',
  title: 'Any media type accepted',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 436,
  why: 'A body of any type picks its own parser: XML with entities, YAML with objects, a form that skips the CSRF preflight.',
  fix: 'List the media types that the operation really reads, such as `application/json`.',
  examples: {
    bad: `
paths:
  /pets:
    post:
      requestBody:
        content:
          '*/*':
            schema: { type: object }
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '201': { description: Created }
`,
  },
  visit: 'api',
  *check(api) {
    for (const { type, place } of acceptedTypes(api)) {
      const bare = (type.split(';', 1)[0] ?? '').trim();
      if (/^(?:\*|\*\/\*|application\/\*)$/i.test(bare)) {
        yield {
          message: `\`${bare}\` lets the caller choose the parser: list the media types that are really read, such as \`application/json\``,
          place,
        };
      }
    }
  },
});
