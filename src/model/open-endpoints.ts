import { get } from '../documents/tree.ts';
import type { Operation } from './api.ts';
import { splitWords, type Words } from './words.ts';

/**
 * Operations that nobody can have a credential for yet, or that carry their own proof: sign-in, sign-up, token, password reset,
 * confirmation links, webhook receivers, health checks and published metadata.
 */
export function isOpenEndpoint(operation: Operation): boolean {
  const { method, path, operationId } = operation;
  const steps = path.split('/').filter((step) => step !== '');
  // `/reset-password/{token}` and `/webhooks/{provider}` are the same endpoint as without their last parameter.
  const named = steps.filter((step) => !step.startsWith('{'));
  const trailing = steps.length - 1 - steps.lastIndexOf(named.at(-1) ?? '');
  if (trailing > 1) return false;
  const last = words(named.at(-1));
  const pair = words(named.slice(-2).join(' '));
  const is = (phrases: ReadonlySet<string>): boolean => phrases.has(last) || phrases.has(pair);
  if (method === 'DELETE') return is(LEAVE);
  if (method === 'GET' || method === 'HEAD') return is(PUBLISHED) || is(BROWSED) || is(CONFIRM) || path.includes('/.well-known/');
  if (method !== 'POST') return is(CONFIRM);
  if (is(ENTER) || endsWithPhrase(last) || is(LEAVE) || is(CONFIRM) || is(PUBLISHED)) return true;
  if (RECEIVERS.has(last) || RECEIVERS.has(words(steps.at(-2)))) return true;
  return startsWithPhrase(splitWords(operationId ?? ''));
}

/** Whether an operation says by an explicit `security: []` (or `[{}]`) of its own that it is public, and is one that has to be. */
export function isOpenOnPurpose(operation: Operation): boolean {
  const { security, raw } = operation;
  return security.origin === 'operation' && security.isPublic && Array.isArray(get(raw, 'security')) && isOpenEndpoint(operation);
}

/** `2fa-login`, `customer-sign-up`, `jwt-token-auth`. */
function endsWithPhrase(last: string): boolean {
  return / (?:log ?in|sign ?(?:in|up)|forgot password|token (?:auth|refresh|verify))$/.test(last);
}

function words(text = ''): string {
  return splitWords(text).join(' ');
}

function phrases(list: string): ReadonlySet<string> {
  return new Set(
    list
      .trim()
      .split(/\s*\n\s*|\s*,\s*/)
      .map((phrase) => words(phrase)),
  );
}

const ENTER = phrases(`
  login, log in, logon, signin, sign in, sign on, auth, authenticate, authentication, authorize, authorise, session, sso, saml, acs, oidc, connect token
  signup, sign up, register, registration, user register, user registration, account registration, create account, users signup
  token, access token, token refresh, refresh token, refresh, auth refresh, token revoke, revoke, introspect, token introspect, jwt, oauth token
  oauth2 token, oauth authorize, oauth2 authorize, oauth exchange, oauth2 exchange, auth obtain, callback, device code, device authorization, device authorize, par, userinfo
  otp, send otp, request otp, verify otp, mfa, 2fa, two factor, magic link, passwordless, passkey, webauthn, captcha, csrf, csrf token, nonce, challenge
`);

/** Pages and redirects of a sign-in. */
const BROWSED = phrases(`
  login, log in, signin, sign in, logout, log out, signout, sign out, authorize, authorise, oauth authorize, oauth2 authorize, callback, sso, saml, acs
  captcha, csrf, csrf token, nonce, challenge, unsubscribe
`);

const LEAVE = phrases('logout, log out, signout, sign out, session, auth logout, token revoke, unsubscribe');

const CONFIRM = phrases(`
  forgot password, forgotten password, password forgot, password forgotten, forgot, password reset, reset password, password recovery, recover password
  recover, recovery, account recovery, change password, verify, verify token, token verify, verify email, email verify, email verification, verification, resend verification
  set password, setpassword, reset, recover username, forgot username
  confirm, confirm email, email confirm, confirmation, activate, activation, accept invitation, invitation accept, accept invite, invite accept
`);

const PUBLISHED = phrases(`
  health, healthz, healthcheck, health check, health live, health ready, livez, readyz, live, ready, alive, liveness, readiness, ping, heartbeat, status
  version, jwks, jwks json, certs, openid configuration, openapi, openapi json, openapi yaml, swagger json, robots txt, favicon ico
`);

const RECEIVERS = phrases('webhook, hook, ipn, inbound webhook, webhook receiver, incoming webhook');

/** Acts that an operation id may begin with. */
const ACTS = phrases(`
  login, log in, sign in, signin, sign up, signup, register, register user, create session, create token, refresh token, get token, issue token
  forgot password, reset password, request password reset, recover password, verify email, confirm email, resend verification, authenticate
`);

const SUBJECTS = /^(?:user|account|customer|member|admin|email|password|address|with|by|via|code|link|token|callback|post|request|new)$/;

/** `loginUser`, `signUpWithEmail`: the act, then nothing but its subject. */
function startsWithPhrase(name: Words): boolean {
  for (let length = Math.min(3, name.length); length > 0; length--) {
    if (ACTS.has(name.slice(0, length).join(' '))) return name.slice(length).every((word) => SUBJECTS.test(word));
  }
  return false;
}
