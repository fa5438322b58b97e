import { defineRule } from '../../engine/define-rule.ts';
import { errorLabel, isErrorResponse } from './responses.ts';

export default defineRule({
  id: 'error-media-type',
  title: 'Problem details media type',
  severity: 'info',
  owasp: 'API8:2023',
  why: 'RFC 9457 problem details give every error one known shape, so clients and gateways can tell them and nothing else is improvised.',
  fix: 'Declare the error body as `application/problem+json`.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '400':
          description: Bad request
          content:
            application/json: { schema: { type: object, properties: { message: { type: string } } } }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '400':
          description: Bad request
          content:
            application/problem+json: { schema: { type: object, properties: { title: { type: string } } } }
`,
  },
  options: { allowed: ['application/problem+json', 'application/problem+xml'] },
  optionDocs: { allowed: 'Media types that an error body may have; a house format such as `application/vnd.api+json` goes here.' },
  visit: 'response',
  applies: (response) => isErrorResponse(response) && response.content.length > 0,
  *check(response, { api, options }) {
    const { content, place } = response;
    if (content.some(({ type }) => options.allowed.includes(type))) return;
    const types = content.map(({ type }) => `\`${type}\``).join(', ');
    yield {
      message: `The ${errorLabel(response)} is ${types}, which every client must learn anew: use \`${options.allowed[0]}\` (RFC 9457)`,
      place: api.version === '2.0' ? place : place.at('content'),
    };
  },
  everywhere: (count, { options }) =>
    `None of the ${count} error responses with a body is \`${options.allowed[0]}\` (RFC 9457): use it for all of them`,
});
