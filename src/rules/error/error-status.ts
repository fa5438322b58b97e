import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'error-status',
  title: 'Status codes that exist',
  severity: 'warn',
  owasp: 'API8:2023',
  why: 'A code outside 100-599 is dropped or rewritten by proxies, and an operation without a success code cannot be tested for its normal answer.',
  fix: 'Use codes of RFC 9110 (100-599), their ranges `1XX` to `5XX`, or `default`, and document the success.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '601': { description: Broken }
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '200': { description: Pets }
        '500': { description: Broken }
`,
  },
  visit: 'operation',
  *check(operation) {
    const { label, origin, responses } = operation;
    for (const { status, place } of responses) {
      if (/^(?:[1-5](?:\d\d|XX)|default)$/.test(status)) continue;
      yield {
        message: `\`${status}\` of \`${label}\` is no HTTP status code: use one of 100-599, a range such as \`4XX\`, or \`default\``,
        place,
      };
    }
    // What a webhook's receiver answers is its own business.
    if (origin !== 'path' || responses.some(({ status }) => /^[123]|^default$/.test(status))) return;
    yield {
      message: `\`${label}\` documents no success, so its normal answer is unknown: add a \`2XX\` or \`3XX\` response`,
      at: ['responses'],
    };
  },
});
