import { defineRule } from '../../engine/define-rule.ts';
import { nearest } from '../../nearest.ts';
import { schemeMap } from './scheme-map.ts';
import { HINT_LIMIT, RELATED_LIMIT, type RequirementUse, requirementUses } from './securities.ts';

export default defineRule({
  id: 'auth-scheme-undefined',
  title: 'Requirement of an undefined scheme',
  severity: 'error',
  essential: true,
  owasp: 'API2:2023',
  cwe: 287,
  why: 'A requirement that names no scheme cannot be met or enforced; gateways and generators drop it and leave the operation public.',
  fix: 'Write the name as it is under `components.securitySchemes` (2.0: `securityDefinitions`), or define the scheme there.',
  examples: {
    bad: `
security:
  - tokn: []
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
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
  *check(api) {
    const { map } = schemeMap(api);
    const undefinedUses = new Map<string, RequirementUse[]>();
    for (const use of requirementUses(api)) {
      const { name, scheme } = use.requirement;
      // A broken entry of that name is auth-scheme-valid's to report.
      if (scheme !== undefined || Object.hasOwn(map, name)) continue;
      const known = undefinedUses.get(name);
      if (known === undefined) undefinedUses.set(name, [use]);
      else known.push(use);
    }
    const section = api.version === '2.0' ? 'securityDefinitions' : 'components.securitySchemes';
    let hints = 0;
    for (const [name, [first, ...rest]] of undefinedUses) {
      if (first === undefined) continue;
      const near = ++hints > HINT_LIMIT ? undefined : nearest(name, Object.keys(map));
      const edit = near === undefined ? `define it under \`${section}\`` : `did you mean \`${near}\`?`;
      const uri = api.version === '3.2' && near === undefined ? ' and no URI of one' : '';
      const who = rest.length === 0 ? `${first.owner} requires` : `${first.owner} and ${rest.length} more require`;
      yield {
        message: `${who} \`${name}\`, which is no defined security scheme${uri}, so nothing guards it: ${edit}`,
        place: first.requirement.place,
        related: rest
          .slice(0, RELATED_LIMIT)
          .map(({ requirement, owner }) => ({ place: requirement.place, message: `${owner} requires it too` })),
      };
    }
  },
});
