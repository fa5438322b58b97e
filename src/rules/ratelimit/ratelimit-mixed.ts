import { getObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { FAMILIES, familiesOf, type HeaderFamily, missingMembers } from './header-families.ts';

export default defineRule({
  id: 'ratelimit-mixed',
  title: 'Incomplete or mixed rate-limit headers',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A client can only slow down in time when it finds the same, complete headers on every response.',
  fix: 'Use one family in the whole document and all of its headers; two families side by side are fine when both are complete.',
  examples: {
    bad: `paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-RateLimit-Limit: {schema: {type: integer}}
`,
    good: `paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-RateLimit-Limit: {schema: {type: integer}}
            X-RateLimit-Remaining: {schema: {type: integer}}
            X-RateLimit-Reset: {schema: {type: integer}}
`,
  },
  visit: 'response',
  applies: (response) => familiesOf(response).length > 0,
  *check(response, { api }) {
    const families = familiesOf(response);
    const at = getObject(response.raw, 'headers') === undefined ? [] : ['headers'];
    const complete = families.some((family) => missingMembers(family, response).length === 0);
    for (const family of families) {
      const missing = missingMembers(family, response);
      if (missing.length === 0) continue;
      const list = missing.map((name) => `\`${name}\``).join(', ');
      const edit = complete && families.length > 1 ? 'complete it or drop it' : 'add what is missing';
      yield { message: `the rate-limit headers ${family.title} are incomplete without ${list}: ${edit}`, at };
      return;
    }
    const main = mainFamily(api);
    if (main === undefined || families.includes(main)) return;
    yield {
      message: `this response speaks of limits by ${families[0]?.title}, and most others by ${main.title}: use one family throughout`,
      at,
    };
  },
});

const cache = new WeakMap<Api, HeaderFamily | undefined>();

/** The family that most responses of a document use. */
function mainFamily(api: Api): HeaderFamily | undefined {
  if (cache.has(api)) return cache.get(api);
  const counts = new Map<HeaderFamily, number>();
  for (const response of api.responses) for (const family of familiesOf(response)) counts.set(family, (counts.get(family) ?? 0) + 1);
  const most = FAMILIES.reduce<HeaderFamily | undefined>(
    (best, family) => ((counts.get(family) ?? 0) > (best === undefined ? 0 : (counts.get(best) ?? 0)) ? family : best),
    undefined,
  );
  cache.set(api, most);
  return most;
}
