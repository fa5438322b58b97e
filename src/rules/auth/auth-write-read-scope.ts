import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, SecurityAlternative } from '../../model/api.ts';
import { splitWords } from '../../model/words.ts';
import { isReadScope } from './scope-words.ts';
import { isCalled, type ListProblem, problemsOf, securityLists } from './securities.ts';

export default defineRule({
  id: 'auth-write-read-scope',
  title: 'Unsafe operation open to read scopes',
  severity: 'warn',
  owasp: 'API5:2023',
  cwe: 863,
  why: 'A token that its owner gave out for reading can then change data.',
  fix: 'Require a scope for writing, such as `orders:write`, on the unsafe operation.',
  examples: {
    bad: `
paths:
  /orders:
    post:
      security:
        - login: ['orders:read']
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:read': Read orders } }
`,
    good: `
paths:
  /orders:
    post:
      security:
        - login: ['orders:write']
      responses:
        '201': { description: Created }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: 'https://id.acme.com/token', scopes: { 'orders:write': Change orders } }
`,
  },
  visit: 'api',
  check: (api) =>
    problemsOf(
      api,
      securityLists(api, (operation) => isCalled(operation) && !operation.safe && !isReadByPost(operation)),
      ({ security, operations: [first, ...rest], owner }) => {
        const who = owner === 'the root' ? `\`${first?.label}\`${rest.length === 0 ? '' : ` and ${rest.length} more`}` : owner;
        return security.alternatives.flatMap((alternative) => readOnlyProblem(alternative, who));
      },
      (count) => `All ${count} operations that change data accept scopes for reading alone: require scopes for writing`,
    ),
});

function readOnlyProblem({ place, requirements }: SecurityAlternative, who: string): ListProblem[] {
  const scopes = [...new Set(requirements.flatMap((requirement) => requirement.scopes))];
  if (scopes.length === 0 || !scopes.every(isReadScope)) return [];
  const first = requirements.find((requirement) => requirement.scopes.length > 0);
  const shown = scopes.slice(0, 2).map((scope) => `\`${scope.slice(0, 80)}\``);
  return [
    { message: `${shown.join(' and ')} is for reading, yet opens ${who}: require a scope for writing`, place: first?.place ?? place },
  ];
}

/** Acts that read, though they come as POST to carry a body. */
const READING = new Set(
  (
    'search query find lookup list get fetch read view retrieve filter count export preview validate calculate compute estimate evaluate explain ' +
    'check test compare resolve analyze analyse aggregate report statistics stat suggest match graphql download describe introspect simulate ' +
    'watch translate convert recognize detect scan verify decode encode batchget mget'
  ).split(' '),
);

function isReadByPost({ method, path, operationId }: Operation): boolean {
  if (method !== 'POST') return false;
  const last = splitWords(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1));
  const id = splitWords(operationId ?? '');
  return last.some((word) => READING.has(word)) || READING.has(id[0] ?? '') || READING.has(id.at(-1) ?? '');
}
