import type { Path } from '../../documents/document.ts';
import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { findEvidence } from '../../model/evidence.ts';
import { isApiKey } from './api-key.ts';

interface Options {
  readonly maxDays: number;
  readonly keys: readonly string[];
}

export default defineRule<'securityScheme', Options>({
  id: 'token-rotation',
  title: 'Key or signing key without rotation',
  severity: 'info',
  owasp: 'API2:2023',
  cwe: 324,
  why: 'A key that is never replaced stays useful to whoever once got hold of it.',
  fix: 'State the rotation: `x-key-rotation-days: 90` on an API key, `x-jwks-uri: https://...` on a JWT scheme.',
  examples: {
    bad: 'components:\n  securitySchemes:\n    key: {type: apiKey, in: header, name: X-API-Key}\n',
    good: `components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-API-Key, x-key-rotation-days: 90}
    token: {type: http, scheme: bearer, bearerFormat: JWT, x-jwks-uri: 'https://id.acme.com/jwks.json'}
`,
  },
  options: { maxDays: 90, keys: [] },
  optionDocs: {
    maxDays: 'Longest life of a key in days.',
    keys: 'Further extension keys that prove rotation when present and not empty, such as `x-key-vault`.',
  },
  visit: 'securityScheme',
  applies: (scheme) =>
    isApiKey(scheme) || (scheme.type === 'http' && scheme.httpScheme === 'bearer' && /jwt/i.test(scheme.bearerFormat ?? '')),
  *check(scheme, { options }) {
    if (findEvidence([scheme], options) !== undefined) return;
    const days = get(scheme.raw, 'x-key-rotation-days');
    const jwks = get(scheme.raw, 'x-jwks-uri');
    const problem = (message: string, at: Path) => ({ message: `\`${scheme.name}\` ${message}`, at });
    if (days !== undefined) {
      const number = Number(days);
      if (typeof days === 'boolean' || !(number > 0)) {
        yield problem(`states no number of days: set \`x-key-rotation-days\` to at most ${options.maxDays}`, ['x-key-rotation-days']);
      } else if (number > options.maxDays) {
        yield problem(`rotates every ${number} days, and policy asks for at most ${options.maxDays}: lower \`x-key-rotation-days\``, [
          'x-key-rotation-days',
        ]);
      }
    } else if (jwks !== undefined && scheme.type === 'http') {
      if (typeof jwks === 'string' && /^https:\/\/[^/]/i.test(jwks.trim())) return;
      yield problem('takes its signing keys from an address that is not https, so they can be replaced on the way: use `https://`', [
        'x-jwks-uri',
      ]);
    } else {
      const edit = scheme.type === 'http' ? 'add `x-jwks-uri: https://...` or `x-key-rotation-days`' : 'add `x-key-rotation-days`';
      yield problem(`does not say how its keys are replaced, so a leaked one may work for ever: ${edit}`, []);
    }
  },
});
