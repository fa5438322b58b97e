import { get, getObject, getString } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { serverHosts } from './server-hosts.ts';

const STAGES = [
  'staging',
  'stage',
  'stg',
  'dev',
  'develop',
  'development',
  'test',
  'testing',
  'qa',
  'uat',
  'sit',
  'preprod',
  'preproduction',
  'internal',
  'intranet',
  'corp',
];

export default defineRule({
  id: 'inventory-internal-host',
  title: 'Internal host in a public document',
  severity: 'warn',
  owasp: 'API9:2023',
  cwe: 200,
  why: 'A public document that lists internal and staging hosts is a map of the less guarded machines.',
  fix: 'Remove the server from the public document, or keep it in an internal one.',
  examples: {
    bad: `
info:
  title: Pets
  version: '1.0'
  x-audience: external-public
servers:
  - url: https://pets.staging.acme.io
`,
    good: `
info:
  title: Pets
  version: '1.0'
  x-audience: external-public
servers:
  - url: https://pets.acme.io
`,
  },
  options: { public: false, stages: STAGES },
  optionDocs: {
    public:
      'Set it for documents that are published (by path in `overrides`); `x-audience: external-public` or `x-visibility: public` in a document says the same.',
    stages: 'Words in a host name that tell a stage before production.',
  },
  visit: 'server',
  applies: (_server, { api, options }) => options.public || saysPublic(api),
  *check(server, { api, options }) {
    for (const { host, place } of serverHosts(server, api)) {
      const kind = internal(host, options.stages);
      if (kind === undefined) continue;
      yield { message: `\`${host}\` is ${kind}, and this document is public: remove the server or keep it in an internal document`, place };
    }
  },
});

/** `x-audience` and `x-visibility` of the root or `info`. */
function saysPublic({ raw }: Api): boolean {
  return [raw, getObject(raw, 'info')].some((holder) => {
    const audience = (getString(holder, 'x-audience') ?? getString(holder, 'x-visibility') ?? '').toLowerCase();
    return audience === 'public' || audience.startsWith('external-') || get(holder, 'x-public') === true;
  });
}

function internal(host: string, stages: readonly string[]): string | undefined {
  if (isPrivateAddress(host)) return 'a private address (RFC 1918)';
  const labels = host.split('.').filter((label) => label !== '');
  const top = labels.at(-1) ?? '';
  if (['local', 'internal', 'intranet', 'corp', 'lan', 'home', 'private', 'svc', 'consul'].includes(top)) return 'an internal name';
  if (labels.length === 1 && host !== 'localhost' && !/[{}[\]]/.test(host)) return 'an internal name';
  // The last two labels are the organisation's own name.
  const words = labels.slice(0, -2).flatMap((label) => label.split(/[-_]/));
  const stage = words.find((word) => stages.includes(word.replace(/\d+$/, '')));
  return stage === undefined ? undefined : `a \`${stage}\` host`;
}

/** RFC 1918, 6598 and 3927 for IPv4, RFC 4193 and link-local for IPv6. */
function isPrivateAddress(host: string): boolean {
  if (host.startsWith('[')) return /^\[f[cd][\da-f]{2}:|^\[fe[89ab][\da-f]:/.test(host);
  return /^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2})$/.test(
    host,
  );
}
