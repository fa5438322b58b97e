import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { exactStatus } from '../../model/statuses.ts';
import { splitWords, type Words } from '../../model/words.ts';

const LOGIN = phrases('login, log in, logon, sign in, signin, authenticate');
const RESET = phrases(`
  forgot, forgotten, forgot password, forgotten password, password forgot, forgot password request, reset password, password reset, request password reset
  password reset request, recover, recovery, recover password, password recovery, recover account, account recovery, set forgot password
`);
const REGISTER = phrases(`
  signup, sign up, register user, user register, users register, register account, account register, user registration, account registration
  auth register, auth registration, security register, authentication register, customer register, customer registration, member registration
`);
/** Whom an operation id may name beside the act (`loginUser`, `resetPasswordForCustomer`). */
const SUBJECTS = /^(?:user|account|customer|member|email|with|by|for|new|post|request)$/;

export default defineRule({
  id: 'error-enumeration',
  title: 'Account enumeration by status code',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 204,
  why: 'A login, reset or sign-up that answers differently for known and unknown accounts lets anybody test which addresses have one.',
  fix: 'Answer the same for both: 401 for any failed login, 202 for any reset or sign-up, with the rest by mail.',
  examples: {
    bad: `
paths:
  /login:
    post:
      responses:
        '200': { description: Logged in }
        '401': { description: Wrong password }
        '404': { description: No such user }
`,
    good: `
paths:
  /login:
    post:
      responses:
        '200': { description: Logged in }
        '401': { description: Wrong user or password }
`,
  },
  visit: 'operation',
  applies: ({ origin, safe }) => origin === 'path' && !safe,
  *check(operation) {
    const kind = flow(operation);
    if (kind === undefined || !operation.responses.some(({ status }) => /^(?:2|401$|default$)/.test(status))) return;
    for (const code of [404, 409]) {
      const use = exactStatus(operation, code);
      // `/reset/{token}` and `/tenants/{id}/login` answer for the token or the tenant.
      if (use === undefined || (operation.path.includes('{') && (code === 404 || kind !== 'sign-up'))) continue;
      yield {
        message: `\`${code}\` of \`${operation.label}\` tells whether an account exists, so addresses can be tried one by one: answer the ${kind} the same for known and unknown accounts`,
        place: use.place,
      };
    }
  },
});

/** By the end of the path or the operation id: a `login` further up (`/login/history`) is not one. */
function flow({ path, operationId, method }: Operation): string | undefined {
  if (method === 'DELETE') return undefined;
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  const [last, pair] = [segments.at(-1) ?? '', segments.slice(-2).join(' ')].map((text) => splitWords(text).join(' '));
  const id = splitWords(operationId ?? '');
  const is = (known: ReadonlySet<string>): boolean => known.has(last ?? '') || known.has(pair ?? '') || begins(id, known);
  if (is(LOGIN)) return 'login';
  if (is(RESET)) return 'reset';
  // Devices, domains and webhooks are registered too: a bare `register` stands at the root of the API, or behind its version.
  const bare =
    /^(?:register|registration)$/.test(last ?? '') &&
    segments.slice(0, -1).every((segment) => /^(?:api|v\d+(?:\.\d+)*|rest)$/i.test(segment));
  return is(REGISTER) || bare ? 'sign-up' : undefined;
}

function begins(id: Words, known: ReadonlySet<string>): boolean {
  for (let length = Math.min(3, id.length); length > 0; length--) {
    if (known.has(id.slice(0, length).join(' '))) return id.slice(length).every((word) => SUBJECTS.test(word));
  }
  return false;
}

function phrases(list: string): ReadonlySet<string> {
  const items = list.trim().split(/\s*\n\s*|\s*,\s*/);
  return new Set(items.map((phrase) => splitWords(phrase).join(' ')));
}
