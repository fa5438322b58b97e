import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'auth-root-empty',
  title: 'Root security that asks for nothing',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 306,
  why: 'The root `security` is the default of every operation, so an empty one makes each new operation public until somebody remembers it.',
  fix: 'Require a scheme in the root `security` and write the exceptions on the operations.',
  examples: {
    bad: `
security: []
`,
    good: `
security:
  - token: []
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  visit: 'api',
  *check({ security }) {
    if (security === undefined) return;
    const empty = security.alternatives.filter(({ requirements }) => requirements.length === 0);
    if (security.isPublic && empty.length === 0) {
      yield {
        message: 'The root `security` is empty, so operations are public unless they say otherwise: require a scheme here',
        place: security.place,
      };
    }
    for (const { place } of empty) {
      yield {
        message: 'The root `security` holds `{}`, so operations need no credential unless they say otherwise: remove this entry',
        place,
      };
    }
  },
});
