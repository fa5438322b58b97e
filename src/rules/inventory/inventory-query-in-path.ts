import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'inventory-query-in-path',
  title: 'Query string in a path',
  severity: 'warn',
  owasp: 'API9:2023',
  why: 'A path has no query part: gateways and scanners that match on paths never see the operation, so its rules are not applied.',
  fix: 'Cut the path before the `?` and declare what follows as query parameters.',
  examples: {
    bad: `
paths:
  /pets?kind=dog:
    get:
      responses:
        '200': { description: Dogs }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - { name: kind, in: query, schema: { type: string } }
      responses:
        '200': { description: Pets }
`,
  },
  visit: 'pathItem',
  holds: 'both',
  inCode: 'leave the query out of the path and read it as parameters',
  // Azure's `x-ms-paths` is made for paths with query strings.
  applies: ({ origin, path }, { api }) => origin === 'path' && get(get(api.raw, 'paths'), path) !== undefined,
  *check({ path }, { api }) {
    const at = path.indexOf('?');
    if (at < 0) return;
    yield {
      message: `\`${path}\` holds a query string, so gateways never match it: use \`${path.slice(0, at).replace(/\{$/, '')}\` and declare the rest as \`in: query\` parameters`,
      place: api.place.at('paths', path),
    };
  },
});
