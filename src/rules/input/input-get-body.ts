import { defineRule } from '../../engine/define-rule.ts';
import type { Body, Operation } from '../../model/api.ts';

export default defineRule({
  id: 'input-get-body',
  title: 'Body on GET, HEAD or DELETE',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 444,
  why: 'RFC 9110 gives such a body no meaning: caches, firewalls and servers disagree on whether it is there, which is how requests are smuggled.',
  fix: 'Move the input to query parameters, or use POST (3.2: QUERY).',
  examples: {
    bad: `
paths:
  /pets:
    get:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets/search:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '200': { description: Pets }
`,
  },
  visit: 'operation',
  holds: 'both',
  inCode: 'read query parameters, or take the request by POST',
  applies: isJudged,
  *check(operation, { api }) {
    const { body } = operation;
    if (body === undefined || holdsNothing(body)) return;
    const [first = operation, ...others] = body.usedBy.filter(isJudged);
    // A shared body speaks once, at its definition.
    if (others.length > 0 && first !== operation) return;
    const who = `\`${operation.label}\`${others.length === 0 ? ' takes' : ` and ${others.length} more operations take`}`;
    const related = others.slice(0, 10).map(({ place, label }) => ({ place, message: `\`${label}\` takes it too` }));
    yield {
      message: `${who} a body, which proxies and servers may drop or misread: use ${operation.safe ? 'query parameters or POST' : 'parameters or POST'}`,
      ...(others.length === 0 ? { at: [api.version === '2.0' ? 'parameters' : 'requestBody'] } : { place: body.place, related }),
    };
  },
});

function isJudged({ origin, method }: Operation): boolean {
  return origin === 'path' && ['GET', 'HEAD', 'DELETE'].includes(method.toUpperCase());
}

/** An optional body that may hold no field at all: generators declare it for operations that take none. */
function holdsNothing({ required, content }: Body): boolean {
  return (
    !required &&
    content.length > 0 &&
    content.every(
      ({ schema }) => schema?.never || (schema?.additional === false && schema.properties.size + schema.patternProperties.length === 0),
    )
  );
}
