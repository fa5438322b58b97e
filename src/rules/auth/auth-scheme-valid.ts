import { get, getString, isObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { schemeMap } from './scheme-map.ts';
import { schemeTypes, shapeProblems } from './scheme-shape.ts';

export default defineRule({
  id: 'auth-scheme-valid',
  title: 'Malformed security scheme',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 287,
  why: 'Gateways and generators skip a scheme that they do not understand, and with it the check that it stands for.',
  fix: 'Write the scheme as its OpenAPI version defines it: `type`, and what that type requires.',
  examples: {
    bad: `
components:
  securitySchemes:
    key: { type: apiKey, in: body, name: key }
    token: { type: bearer }
`,
    good: `
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    token: { type: http, scheme: bearer }
`,
  },
  visit: 'api',
  *check(api) {
    const { map, place } = schemeMap(api);
    for (const [name, written] of Object.entries(map)) {
      if (name.startsWith('x-') && !isObject(written)) continue;
      const at = place.at(name);
      if (!isObject(written)) {
        yield { message: `\`${name}\` is no security scheme object: write one with a \`type\``, place: at };
        continue;
      }
      const ref = get(written, '$ref');
      if (ref === undefined) {
        for (const problem of shapeProblems(written, api.version))
          yield { message: `\`${name}\` ${problem.message}`, place: at.at(...problem.at) };
        continue;
      }
      const scheme = api.schemes.get(name);
      if (scheme !== undefined && schemeTypes(api.version).includes(getString(scheme.raw, 'type') ?? '')) {
        // Entries of this document are visited by themselves.
        if (scheme.place.document === api.place.document) continue;
        for (const problem of shapeProblems(scheme.raw, api.version)) {
          yield { message: `\`${name}\` ${problem.message}`, place: scheme.place.at(...problem.at) };
        }
        continue;
      }
      const where = typeof ref === 'string' ? `\`${ref.slice(0, 80)}\`` : 'something that is no text';
      yield {
        message: `\`${name}\` refers to ${where}, which is no security scheme, so nothing is checked: point \`$ref\` at one`,
        place: at.at('$ref'),
      };
    }
  },
});
