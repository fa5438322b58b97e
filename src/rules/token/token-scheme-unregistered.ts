import { defineRule } from '../../engine/define-rule.ts';

/** IANA HTTP Authentication Scheme Registry (RFC 9110 section 16.4.1), lower case. */
const REGISTERED: ReadonlySet<string> = new Set([
  'basic',
  'bearer',
  'concealed',
  'digest',
  'dpop',
  'gnap',
  'hoba',
  'mutual',
  'negotiate',
  'oauth',
  'privatetoken',
  'scram-sha-1',
  'scram-sha-256',
  'vapid',
]);

interface Options {
  readonly allowed: readonly string[];
}

export default defineRule<'securityScheme', Options>({
  id: 'token-scheme-unregistered',
  title: 'HTTP authentication scheme that IANA does not know',
  severity: 'warn',
  owasp: 'API2:2023',
  cwe: 1390,
  why: 'A home-made authentication scheme has had no review, and gateways, scanners and client generators do not protect what they do not know.',
  fix: 'Use a registered scheme, mostly `bearer`; a key in a header of its own is `type: apiKey`.',
  examples: {
    bad: 'components:\n  securitySchemes:\n    key: {type: http, scheme: ApiToken}\n',
    good: 'components:\n  securitySchemes:\n    key: {type: http, scheme: Bearer}\n    proof: {type: http, scheme: DPoP}\n',
  },
  options: { allowed: [] },
  optionDocs: { allowed: 'Further scheme names to accept, such as `AWS4-HMAC-SHA256`.' },
  visit: 'securityScheme',
  *check(scheme, { options }) {
    const name = scheme.httpScheme;
    // NTLM is not registered either, and token-digest-negotiate says so.
    if (scheme.type !== 'http' || name === undefined || name === '' || name === 'ntlm' || REGISTERED.has(name)) return;
    if (options.allowed.some((allowed) => allowed.toLowerCase() === name)) return;
    yield {
      message: `\`${scheme.name}\` uses the scheme \`${name}\`, which is not in the IANA registry, so tools cannot protect it: use \`bearer\` or \`type: apiKey\``,
      at: ['scheme'],
    };
  },
});
