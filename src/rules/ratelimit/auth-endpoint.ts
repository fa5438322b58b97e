import type { Operation } from '../../model/api.ts';
import { hasWords, splitWords, type Words } from '../../model/words.ts';

/** What the last part of a path or the operation id says of an operation that tries or hands out credentials. */
const NAMES: readonly (readonly [kind: string, phrases: readonly string[]])[] = [
  ['login', ['login', 'log in', 'logon', 'log on', 'signin', 'sign in', 'authenticate']],
  ['one-time code', ['otp', 'totp', 'mfa', '2fa', 'two factor', 'one time code', 'one time password', 'magic link', 'verification code']],
  [
    'password reset',
    ['forgot password', 'forgot', 'forgotten password', 'reset password', 'password reset', 'recover password', 'password recovery'],
  ],
  ['sign-up', ['signup', 'sign up', 'register user', 'user register', 'register account', 'account register', 'user registration']],
];

/** What may stand around such a phrase: `send-otp`, `email_login`, `loginUser`. `reset_login` and `mfa-settings` are something else. */
const BESIDE: ReadonlySet<string> = new Set(
  'account admin begin check complete confirm customer do email finish init member phone post public request resend send sms start submit user verify with'.split(
    ' ',
  ),
);

/** Last path parts that mean an authentication endpoint only in such company. */
const COMPANY: ReadonlySet<string> = new Set(
  'account auth authentication authorization customer identity login member sso user'.split(' '),
);

/** Fields of a body that carry a credential to be tried (RFC 6749 section 4, and what logins ask for). */
const CREDENTIAL_FIELDS = ['password', 'passcode', 'grant type', 'refresh token', 'otp'];

/**
 * Whether an operation is one that attackers guess at: login, token, one-time code, password reset or sign-up. Judged by the end of
 * the path and the operation id; `token`, `session`, `auth` and `register` alone (card tokens, devices) only with a credential in the
 * body or words of identity around them. Gives what it is, for messages.
 */
export function authEndpoint(operation: Operation): string | undefined {
  if (operation.origin !== 'path' || operation.safe || operation.method === 'DELETE') return undefined;
  const segments = operation.path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  const last = splitWords(segments.at(-1) ?? '');
  const names = [last, splitWords(segments.slice(-2).join(' ')), splitWords(operation.operationId ?? '')];
  for (const [kind, phrases] of NAMES) {
    if (phrases.some((phrase) => names.some((name) => isAbout(name, phrase)))) return kind;
  }
  // A template at the end names one of many things: `PUT /tokens/{id}` edits it.
  if (/\}\/*$/.test(operation.path)) return undefined;
  const around = segments.slice(0, -1).flatMap((segment) => splitWords(segment));
  const protocol = around.some((word) => /^(?:oauth2?|oidc|openid|connect)$/.test(word));
  // `/apps/{id}/access_tokens` hands out tokens to somebody who is known already; `/{tenant}/oauth2/token` does not.
  const company = protocol || (around.some((word) => COMPANY.has(word)) && !operation.path.includes('{'));
  switch (last.join(' ')) {
    case 'token':
      return company || takesCredential(operation) ? 'token' : undefined;
    case 'access token':
    case 'auth token':
    case 'refresh token':
      return protocol || !operation.path.includes('{') ? 'token' : undefined;
    case 'auth':
    case 'session':
      return takesCredential(operation) ? 'login' : undefined;
    case 'register':
    case 'registration':
      return company || takesCredential(operation) || around.every(isVersion) ? 'sign-up' : undefined;
    default:
      return undefined;
  }
}

function isAbout(name: Words, phrase: string): boolean {
  const wanted = splitWords(phrase);
  if (name.length > wanted.length + 2 || !hasWords(name, phrase)) return false;
  return name.every((word) => wanted.includes(word) || BESIDE.has(word));
}

function isVersion(word: string): boolean {
  return /^(?:api|rest|public|v\d+|\d+)$/.test(word);
}

function takesCredential({ body }: Operation): boolean {
  return (
    body?.content.some(({ schema }) =>
      [schema, ...(schema?.alternatives ?? [])].some((part) =>
        [...(part?.properties.values() ?? [])].some(({ words }) =>
          CREDENTIAL_FIELDS.some((field) => hasWords(words, field) && words.length <= 3),
        ),
      ),
    ) ?? false
  );
}
