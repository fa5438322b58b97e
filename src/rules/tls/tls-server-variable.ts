import type { Place } from '../../documents/place.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Server } from '../../model/api.ts';
import { type TransportPolicy, transportPolicy, transportPolicyDocs, variableTransports } from '../../model/transport.ts';
import { securedScheme } from './secured.ts';

interface Options extends TransportPolicy {
  readonly unlimited: 'allow' | 'deny';
}

export default defineRule<'server', Options>({
  id: 'tls-server-variable',
  title: 'Server variable that lets TLS be left out',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 319,
  why: 'A client fills in server variables, so a scheme that is a variable is only as safe as the worst value it may take.',
  fix: 'Write `https://` in the URL, or give the variable `default: https` and `enum: [https]`.',
  examples: {
    bad: `servers:
  - url: '{scheme}://api.acme.com'
    variables:
      scheme: {default: https, enum: [https, http]}
`,
    good: `servers:
  - url: '{scheme}://{region}.acme.com'
    variables:
      scheme: {default: https, enum: [https, wss]}
      region: {default: eu}
`,
  },
  edit: 'Where the variable is the scheme and its `enum` has `https`: `default: https`, and `http` taken out of the `enum`.',
  options: { ...transportPolicy, unlimited: 'deny' },
  // Where the default is https, an operator who fills in http does it knowingly.
  essentialOptions: { unlimited: 'allow' },
  optionDocs: {
    ...transportPolicyDocs,
    unlimited: '`allow` lets a variable without `enum` pass when its default keeps to TLS, `deny` does not.',
  },
  visit: 'server',
  *check(server, { options }) {
    for (const { name, value, place } of variableTransports(server, options)) {
      if (value === undefined && options.unlimited === 'allow') continue;
      const message =
        value === undefined
          ? `nothing limits the variable \`${name}\`, so \`${server.url}\` may be reached without TLS: write \`https://\` or give it an \`enum\` of https values`
          : `the variable \`${name}\` may be \`${value}\`, so \`${server.url}\` is offered without TLS: allow only https values`;
      yield { message, place, edits: securedVariable(server, name, value, place, options.schemes) };
    }
  },
});

/** Only a variable that is the scheme and nothing else, and that its document lets be the TLS one. */
function securedVariable(server: Server, name: string, value: string | undefined, place: Place, tls: readonly string[]): TreeEdit[] {
  const variable = server.variables.get(name);
  const secured = value === undefined ? undefined : securedScheme(value, tls);
  if (!server.url.startsWith(`{${name}}://`) || secured === undefined || variable?.enum?.includes(secured) !== true) return [];
  if (place.key === 'default') return [{ kind: 'set', place, value: secured }];
  return variable.default === value ? [] : [{ kind: 'remove', place }];
}
