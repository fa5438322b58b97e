import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'inventory-trace-method',
  title: 'TRACE method',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 489,
  why: 'TRACE echoes the request with its cookies and authorization headers, which proxies add too, to whoever can read the answer.',
  fix: 'Remove the `trace` operation and turn the method off in the server.',
  examples: {
    bad: `
paths:
  /pets:
    trace:
      responses:
        '200': { description: Echo }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,
  },
  visit: 'operation',
  holds: 'both',
  inCode: 'remove the route and turn TRACE off in the server',
  *check({ method, path }) {
    if (method.toUpperCase() !== 'TRACE') return;
    yield {
      message: `\`${method} ${path}\` echoes the request with its credentials to the caller: remove the operation and turn TRACE off in the server`,
    };
  },
});
