import { defineRule } from '../../engine/define-rule.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { isCredential } from './credential-name.ts';

interface Options {
  readonly allowed: readonly string[];
}

export default defineRule<'api', Options>({
  id: 'token-in-url-parameter',
  title: 'Credential in a path or query parameter',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 598,
  why: 'URLs end up in access logs, browser history, referrers and monitoring, so a credential in one is soon known to others.',
  fix: 'Take it from a header or from the request body; keep only identifiers in the URL.',
  examples: {
    bad: `paths:
  /reports:
    get:
      parameters:
        - {name: access_token, in: query, schema: {type: string}}
      responses: {'200': {description: ok}}
`,
    good: `paths:
  /tokens/{token_id}:
    get:
      parameters:
        - {name: token_id, in: path, required: true, schema: {type: string}}
        - {name: page_token, in: query, schema: {type: string}}
        - {name: sort_key, in: query, schema: {type: string}}
      responses: {'200': {description: ok}}
`,
  },
  options: { allowed: [] },
  optionDocs: { allowed: 'Parameter names that are no credential here, exactly as written.' },
  visit: 'api',
  holds: 'both',
  inCode: 'read it from a header or the request body',
  *check(api, { options }) {
    const found: (Repeatable & { readonly name: string; readonly part: string })[] = [];
    for (const parameter of api.parameters) {
      const { name, location, place, usedBy } = parameter;
      if ((location !== 'query' && location !== 'path') || options.allowed.includes(name) || !isCredential(parameter)) continue;
      const part = location === 'path' ? 'the path' : 'the query string';
      found.push({
        name,
        part,
        cause: `${location} ${name}`,
        problem: {
          message: `\`${name}\` is a credential in ${part}, where logs and browser history keep it: take it from a header or the request body`,
          place: place.at('name'),
        },
        where: usedBy[0] === undefined ? 'here' : `of \`${usedBy[0].label}\``,
      });
    }
    yield* gathered(
      found,
      api.place,
      ({ name, part }, count) =>
        `${count} parameters \`${name}\` take a credential from ${part}, where logs and browser history keep it: take it from a header or the request body`,
    );
  },
});
