import { defineRule } from '../../engine/define-rule.ts';
import type { Response } from '../../model/api.ts';
import { splitWords } from '../../model/words.ts';

/** First words of a header name that ends in `id` and ties a request to the logs. */
const SUBJECTS = new Set(['request', 'correlation', 'trace', 'transaction', 'debug', 'operation', 'activity', 'conversation', 'span']);
/** W3C Trace Context, B3, AWS and Google Cloud. */
const KNOWN = new Set(['traceparent', 'tracestate', 'b3', 'x-amzn-requestid', 'x-amzn-trace-id', 'x-cloud-trace-context', 'cf-ray']);

export default defineRule({
  id: 'log-correlation-id',
  title: 'Request id on responses',
  severity: 'info',
  owasp: 'API8:2023',
  cwe: 778,
  why: 'Without an id that client and server both know, a report of an incident cannot be found in the logs.',
  fix: 'Declare a response header such as `X-Request-Id` or `traceparent`, best as one shared component.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          headers:
            X-Request-Id: { schema: { type: string } }
`,
  },
  options: { headers: [] as readonly string[] },
  optionDocs: { headers: 'More response headers that hold a request id.' },
  visit: 'operation',
  applies: ({ origin, responses }) => origin === 'path' && responses.length > 0,
  *check({ label, responses }, { options }) {
    const own = new Set(options.headers.map((name) => name.toLowerCase()));
    if (responses.some(({ response }) => hasRequestId(response, own))) return;
    yield {
      message: `No response of \`${label}\` carries a request id, so an incident cannot be found in the logs: declare an \`X-Request-Id\` or \`traceparent\` header`,
      at: ['responses'],
    };
  },
  everywhere: (count) =>
    `None of the ${count} operations declares a request id on its responses, so incidents cannot be found in the logs: add an \`X-Request-Id\` or \`traceparent\` header as a shared component`,
});

function hasRequestId({ headers }: Response, own: ReadonlySet<string>): boolean {
  for (const name of headers.keys()) {
    if (KNOWN.has(name) || own.has(name)) return true;
    const words = splitWords(name);
    if (words.at(-1) === 'id' && SUBJECTS.has(words.at(-2) ?? '')) return true;
  }
  return false;
}
