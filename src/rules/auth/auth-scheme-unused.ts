import { defineRule } from '../../engine/define-rule.ts';
import { schemeMap } from './scheme-map.ts';
import { requirementUses } from './securities.ts';

export default defineRule({
  id: 'auth-scheme-unused',
  title: 'Security scheme that nothing requires',
  severity: 'info',
  owasp: 'API9:2023',
  why: 'A scheme that no operation asks for is either a forgotten way in or a requirement that was forgotten.',
  fix: 'Require the scheme in `security`, or delete its definition.',
  examples: {
    bad: `
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  visit: 'api',
  *check(api) {
    // A document without operations is a library of components for others.
    if (api.operations.length === 0) return;
    const used = new Set<string | object>();
    for (const { requirement } of requirementUses(api)) used.add(requirement.name).add(requirement.scheme?.raw ?? requirement);
    const { place } = schemeMap(api);
    for (const [name, { raw }] of api.schemes) {
      if (used.has(name) || used.has(raw)) continue;
      yield { message: `\`${name}\` is defined and never required: require it in \`security\` or delete it`, place: place.at(name) };
    }
  },
});
