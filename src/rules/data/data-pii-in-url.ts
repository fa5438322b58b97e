import { defineRule } from '../../engine/define-rule.ts';
import type { Parameter } from '../../model/api.ts';
import { type SensitiveClass, sensitivity } from '../../model/sensitive.ts';
import { withArticle } from './wording.ts';

export default defineRule({
  id: 'data-pii-in-url',
  title: 'Personal data in a URL',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 598,
  why: 'URLs are kept in access logs, browser histories, proxies and analytics, outside of every deletion and access rule for personal data.',
  fix: 'Look the person up by an opaque id, or send the value in a request body (`POST .../search`, or QUERY in OpenAPI 3.2).',
  examples: {
    bad: `
paths:
  /users:
    get:
      parameters:
        - { name: email, in: query, schema: { type: string, format: email } }
      responses:
        '200': { description: Users }
`,
    good: `
paths:
  /users/{userId}:
    get:
      parameters:
        - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
        - { name: emailVerified, in: query, schema: { type: boolean } }
      responses:
        '200': { description: A user }
`,
  },
  options: {
    classes: ['pin', 'government', 'financial', 'health', 'biometric', 'personal', 'contact', 'name'] as readonly SensitiveClass[],
    add: [] as readonly string[],
    remove: [] as readonly string[],
  },
  optionDocs: {
    classes: 'Classes of values that count; `account` and `address` are the others. Credentials are token-in-url-parameter.',
    add: 'More names that are personal here, as words: `member number`.',
    remove: 'Names that are not personal here: `phone number`.',
  },
  visit: 'parameter',
  holds: 'both',
  inCode: 'take an opaque id instead, or read it from the request body',
  applies: ({ location }) => location === 'path' || location === 'query' || location === 'querystring',
  *check(parameter, { options }) {
    const where = parameter.location === 'path' ? 'the path' : 'the query string';
    for (const { name, words, schema, place } of values(parameter)) {
      const found = sensitivity(words, schema, options);
      if (found === undefined || (found.class !== 'custom' && !options.classes.includes(found.class))) continue;
      yield {
        message: `\`${name}\` puts ${withArticle(found.label)} into ${where}, which logs and histories keep: take an opaque id instead, or read it from the request body`,
        place,
      };
    }
  },
});

type Value = Pick<Parameter, 'name' | 'words' | 'schema' | 'place'>;

/** The parameter itself; a 3.2 querystring holds one value a property. */
function* values(parameter: Parameter): Generator<Value> {
  if (parameter.location !== 'querystring') {
    const { name, words, schema, place } = parameter;
    yield { name, words, schema, place: place.at('name') };
    return;
  }
  for (const { schema } of parameter.content) {
    for (const property of schema?.properties.values() ?? []) yield property;
  }
}
