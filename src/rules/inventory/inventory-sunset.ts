import { defineRule } from '../../engine/define-rule.ts';
import { findEvidence } from '../../model/evidence.ts';

export default defineRule({
  id: 'inventory-sunset',
  title: 'End of deprecated operations',
  severity: 'info',
  owasp: 'API9:2023',
  why: 'A deprecated operation without an end stays reachable and unpatched for years.',
  fix: 'Answer with the `Sunset` (RFC 8594) or `Deprecation` (RFC 9745) header and declare it, or state `x-sunset` with a date.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      deprecated: true
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      deprecated: true
      x-sunset: '2027-06-30'
      responses:
        '200': { description: Pets }
`,
  },
  options: { keys: ['x-sunset', 'x-sunset-date', 'x-deprecation-date', 'x-deprecated-until', 'x-end-of-life'] },
  optionDocs: { keys: 'Extension keys that state the end, on the operation or its path.' },
  visit: 'operation',
  applies: ({ origin, deprecated }) => origin === 'path' && deprecated,
  *check(operation, { options }) {
    const { label, responses, pathItem } = operation;
    if (responses.some(({ response }) => response.headers.has('sunset') || response.headers.has('deprecation'))) return;
    if (findEvidence([operation, pathItem], options) !== undefined) return;
    yield {
      message: `\`${label}\` is deprecated without an end, so it stays reachable for years: declare a \`Sunset\` header or add \`${options.keys[0] ?? 'x-sunset'}\` with a date`,
      at: ['deprecated'],
    };
  },
  everywhere: (count) =>
    `None of the ${count} deprecated operations has an end: declare a \`Sunset\` header or add \`x-sunset\` with a date to each`,
});
