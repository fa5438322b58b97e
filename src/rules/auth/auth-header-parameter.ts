import { defineRule, type Problem } from '../../engine/define-rule.ts';
import type { Api, Parameter, SecurityScheme } from '../../model/api.ts';
import { isCalled, RELATED_LIMIT } from './securities.ts';

export default defineRule({
  id: 'auth-header-parameter',
  title: 'Credential declared as an ordinary parameter',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 287,
  why: 'Tools ignore a parameter named `Authorization` (OAS 3.x, Parameter Object) and treat any other as plain data: they log it and leave the operation public.',
  fix: 'Delete the parameter and require a security scheme that sends the same header, cookie or query parameter.',
  examples: {
    bad: `
paths:
  /orders:
    get:
      parameters:
        - { name: Authorization, in: header, schema: { type: string } }
      responses:
        '200': { description: Orders }
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
    const found = new Map<string, Found[]>();
    const keys = keysOfSchemes(api);
    for (const parameter of api.parameters) {
      const message = isSentToApi(parameter) ? credentialProblem(parameter, keys) : undefined;
      if (message === undefined) continue;
      const key = `${parameter.location}:${parameter.name}`;
      const same = found.get(key);
      if (same === undefined) found.set(key, [{ parameter, message }]);
      else same.push({ parameter, message });
    }
    for (const all of found.values()) yield* all.length < MANY ? all.map(single) : [together(all)];
  },
});

/** From how many definitions of one parameter on a single finding speaks for all. */
const MANY = 10;

interface Found {
  readonly parameter: Parameter;
  readonly message: string;
}

function single({ parameter, message }: Found): Problem {
  return { message, place: parameter.place.at('name') };
}

function together(all: readonly Found[]): Problem {
  const related = all.slice(0, RELATED_LIMIT).map(({ parameter }) => ({ place: parameter.place.at('name'), message: 'declared here' }));
  return { message: `${all.length} times: ${all[0]?.message ?? ''}`, related };
}

/** What only webhooks and callbacks take is a credential that the API itself sends. */
function isSentToApi({ usedBy }: Parameter): boolean {
  return usedBy.length === 0 || usedBy.some(isCalled);
}

function credentialProblem({ name, location }: Parameter, keys: ReadonlyMap<string, SecurityScheme>): string | undefined {
  const scheme = keys.get(keyOf(location, name));
  if (scheme !== undefined) {
    return `${location} parameter \`${name}\` repeats the key of scheme \`${scheme.name}\` as plain data: delete it and require the scheme by \`security\``;
  }
  if (location !== 'header' || name.toLowerCase() !== 'authorization') return undefined;
  return `header parameter \`${name}\` guards nothing, as tools ignore it: delete it and require an \`http\` or \`oauth2\` scheme by \`security\``;
}

/** Header names compare without regard to case (RFC 9110 section 5.1), query and cookie names exactly. */
function keyOf(location: string | undefined, name: string | undefined): string {
  return `${location}:${location === 'header' ? name?.toLowerCase() : name}`;
}

function keysOfSchemes(api: Api): Map<string, SecurityScheme> {
  const keys = [...api.schemes.values()].filter(({ type }) => type === 'apiKey');
  return new Map(keys.map((scheme) => [keyOf(scheme.location, scheme.parameterName), scheme]));
}
