import { defineRule } from '../../engine/define-rule.ts';

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
  applies: (operation) => operation.origin === 'path' && ['GET', 'HEAD', 'DELETE'].includes(operation.method.toUpperCase()),
  *check(operation, { api }) {
    if (operation.body === undefined) return;
    yield {
      message: `\`${operation.label}\` takes a body, which proxies and servers may drop or misread: use ${operation.safe ? 'query parameters or POST' : 'parameters or POST'}`,
      at: [api.version === '2.0' ? 'parameters' : 'requestBody'],
    };
  },
});
