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

/** Path parts that hold the settings of a thing. */
const SETTINGS = /^(?:configs?|configuration|polic(?:y|ies)|settings?|preferences?)$/i;

/** Fields of a body that carry a credential to be tried (RFC 6749 section 4, and what logins ask for). */
const CREDENTIAL_FIELDS = ['password', 'passcode', 'grant type', 'refresh token', 'otp'];

/**
 * Whether an operation is one that attackers guess at: login, token, one-time code, password reset or sign-up. Judged by the end of
 * the path and the operation id; `token`, `session`, `auth` and `register` alone (card tokens, devices) only with a credential in the
 * body or words of identity around them. Gives what it is, for messages.
 */
export function authEndpoint(operation: Operation): string | undefined {
  if (operation.origin !== 'path' || operation.method === 'DELETE') return undefined;
  if (operation.safe) return triedByGet(operation);
  return named(operation);
}

/** A GET is one only when its query takes the credential that is tried: `GET /user/login?password=`, `GET /oauth.access?client_secret=&code=`. */
function triedByGet(operation: Operation): string | undefined {
  const taken = operation.parameters.filter(({ location }) => location === 'query').map(({ words }) => words);
  const names = new Set(taken.map((words) => words.join(' ')));
  // RFC 6749 section 4.1.3: a code is exchanged for a token.
  if (names.has('client secret') && (names.has('code') || names.has('grant type'))) return 'token';
  const isTried = taken.some((words) => words.length <= 3 && CREDENTIAL_FIELDS.some((field) => hasWords(words, field)));
  return isTried ? named(operation) : undefined;
}

function named(operation: Operation): string | undefined {
  // Some documents tell variants of one path apart by a fragment or query.
  const [path = ''] = operation.path.split(/[#?]/, 1);
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  const last = splitWords(segments.at(-1) ?? '');
  const names = [last, splitWords(segments.slice(-2).join(' ')), splitWords(operation.operationId ?? '')];
  // Policies about such things, and what somebody who is known already does for others: `POST /servers/{id}/actions/reset-password`.
  if (segments.some((segment) => SETTINGS.test(segment))) return undefined;
  const forAnother = isForAnother(operation);
  for (const [kind, phrases] of NAMES) {
    if (!phrases.some((phrase) => names.some((name) => isAbout(name, phrase)))) continue;
    return forAnother && (kind === 'password reset' || kind === 'sign-up') ? undefined : kind;
  }
  // A template at the end names one of many things: `PUT /tokens/{id}` edits it.
  if (/\}\/*$/.test(path)) return undefined;
  const around = segments.slice(0, -1).flatMap((segment) => splitWords(segment));
  const protocol = around.some((word) => /^(?:oauth2?|oidc|openid|connect)$/.test(word));
  // `/apps/{id}/access_tokens` hands out tokens to somebody who is known already; `/{tenant}/oauth2/token` does not.
  const company = protocol || (around.some((word) => COMPANY.has(word)) && !path.includes('{'));
  // `POST /access-tokens`, `/registrations`, `/auths` add to a list of theirs.
  if (/(?:token|registration|auth)s$/i.test(segments.at(-1) ?? '') && !takesCredential(operation)) return undefined;
  switch (last.join(' ')) {
    case 'token':
      return company || takesCredential(operation) ? 'token' : undefined;
    case 'access token':
    case 'auth token':
    case 'refresh token':
      return protocol || !path.includes('{') ? 'token' : undefined;
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

/** A path that names one thing and then the act: that of a machine, or of a person when the caller is known already. */
function isForAnother({ path, security }: Operation): boolean {
  if (!/\}.*\/[^{}/]+\/*$/.test(path)) return false;
  const owner = splitWords(path.slice(0, path.indexOf('{')).split('/').at(-2) ?? '');
  return (
    (!security.isPublic && !security.isOptional) || !(owner.length === 0 || owner.some((word) => COMPANY.has(word) || isVersion(word)))
  );
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
