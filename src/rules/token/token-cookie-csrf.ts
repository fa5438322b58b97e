import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, Security, SecurityAlternative, SecurityRequirement } from '../../model/api.ts';
import { splitWords, type Words } from '../../model/words.ts';

interface Options {
  readonly names: readonly string[];
}

export default defineRule<'operation', Options>({
  id: 'token-cookie-csrf',
  title: 'Cookie on an unsafe operation without a CSRF token',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 352,
  why: 'Browsers send cookies along with requests that other sites start, so a cookie alone lets any page act as the user.',
  fix: 'Declare a CSRF token parameter (a header such as `X-CSRF-Token`), or take the credential from the `Authorization` header.',
  examples: {
    bad: `paths:
  /orders:
    post:
      security: [{session: []}]
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    session: {type: apiKey, in: cookie, name: sid}
`,
    good: `paths:
  /orders:
    post:
      security: [{session: []}]
      parameters:
        - {name: X-CSRF-Token, in: header, required: true, schema: {type: string, maxLength: 64}}
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    session: {type: apiKey, in: cookie, name: sid}
`,
  },
  // OWASP's CSRF cheat sheet: a custom header forces a preflight, which other sites do not pass.
  options: { names: ['X-Requested-With', 'authenticity_token', '__RequestVerificationToken', 'RequestVerificationToken'] },
  optionDocs: { names: 'Parameter, header or body field names that count as a CSRF token, beside all names with the word csrf or xsrf.' },
  visit: 'operation',
  applies: (operation) => !operation.safe && operation.origin === 'path' && cookieAlone(operation.security) !== undefined,
  *check(operation, { options }) {
    const names = new Set(options.names.map((name) => name.toLowerCase()));
    if (hasToken(operation, names)) return;
    const name = cookieAlone(operation.security)?.requirements[0]?.name ?? 'cookie';
    yield {
      message: `\`${operation.label}\` accepts the cookie \`${name}\` and no CSRF token, so any web page can act as the user: add an \`X-CSRF-Token\` header parameter`,
    };
  },
  everywhere: (count) =>
    `all ${count} unsafe operations accept a cookie and none has a CSRF token, so any web page can act as the user: add an \`X-CSRF-Token\` header parameter`,
});

const cache = new WeakMap<Security, { readonly found: SecurityAlternative | undefined }>();

/** An alternative that the browser alone can satisfy: every credential is a cookie. Most operations share the root's list, read once. */
function cookieAlone(security: Security): SecurityAlternative | undefined {
  let known = cache.get(security);
  if (known === undefined) {
    const isCookie = ({ scheme }: SecurityRequirement) => scheme?.type === 'apiKey' && scheme.location === 'cookie';
    known = { found: security.alternatives.find(({ requirements }) => requirements.length > 0 && requirements.every(isCookie)) };
    cache.set(security, known);
  }
  return known.found;
}

function hasToken(operation: Operation, names: ReadonlySet<string>): boolean {
  const { parameters, body } = operation;
  // A token in the cookie jar travels with forged requests too.
  if (parameters.some(({ name, location }) => location !== 'cookie' && isToken(name, names))) return true;
  return body?.content.some(({ schema }) => [...(schema?.properties.keys() ?? [])].some((name) => isToken(name, names))) ?? false;
}

function isToken(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name.toLowerCase()) || isCsrf(splitWords(name));
}

function isCsrf(words: Words): boolean {
  return words.some((word) => /csrf|xsrf/.test(word));
}
