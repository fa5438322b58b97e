import { defineRule } from '../../engine/define-rule.ts';
import type { SecurityAlternative } from '../../model/api.ts';
import { alternativeStrength } from '../../model/strength.ts';
import { type ListProblem, namesOf, problemsOf, securityLists } from './securities.ts';

export default defineRule({
  id: 'auth-weak-alternative',
  title: 'Alternative that is much weaker than the others',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 1390,
  why: 'Entries of `security` are alternatives, and an attacker takes the weakest: the strong one protects nothing beside it.',
  fix: 'Remove the weak entry, or put both schemes into one entry so that both are asked.',
  examples: {
    bad: `
security:
  - login: [orders]
  - password: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    password: { type: http, scheme: basic }
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { orders: Orders } }
`,
    good: `
security:
  - login: [orders]
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { orders: Orders } }
`,
  },
  visit: 'api',
  check: (api) =>
    problemsOf(
      api,
      securityLists(api, ({ origin }) => origin === 'path').filter(
        ({ security }) => security.alternatives.filter(({ requirements }) => requirements.length > 0).length > 1,
      ),
      ({ security }) => weakProblems(security.alternatives),
      (count) =>
        `All ${count} operations with alternatives accept one that is much weaker than another, and attackers take it: remove the weak ones`,
    ),
});

/** `{}` is left out: the optional-security rules speak of it. */
function weakProblems(alternatives: readonly SecurityAlternative[]): ListProblem[] {
  const ranked = alternatives.flatMap((alternative) => {
    const rank = alternativeStrength(alternative);
    return rank === undefined || rank === 0 ? [] : [{ alternative, rank }];
  });
  const [first, ...others] = ranked;
  if (first === undefined) return [];
  const strongest = others.reduce((best, each) => (each.rank > best.rank ? each : best), first);
  return ranked
    .filter(({ rank }) => strongest.rank - rank >= 2)
    .map(({ alternative }) => ({
      message: `${namesOf(alternative)} is much weaker than ${namesOf(strongest.alternative)} and gives the same access: remove this alternative or require both`,
      place: alternative.place,
      related: [{ place: strongest.alternative.place, message: 'the strongest alternative' }],
    }));
}
