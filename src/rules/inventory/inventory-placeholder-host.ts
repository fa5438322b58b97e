import { defineRule } from '../../engine/define-rule.ts';
import { isLoopback } from '../../model/transport.ts';
import { serverHosts } from './server-hosts.ts';

/** Stand-ins that people write for a host of their own, as whole labels. */
const STAND_IN =
  /^(?:(?:your|my|some)[-_]?(?:domain|company|host|server|api|site|org|organi[sz]ation|instance|app|tenant|url)(?:name)?|(?:host|domain)[-_]?name|change[-_]?me|placeholder|todo|tbd)$/;

export default defineRule({
  id: 'inventory-placeholder-host',
  title: 'Placeholder host',
  severity: 'warn',
  owasp: 'API9:2023',
  why: 'A document that points at `example.com` or `localhost` describes no deployment: scanners test nothing, and clients may send credentials to a stranger.',
  fix: "Name the API's own host, or use a relative server URL such as `/v1`.",
  examples: {
    bad: `
servers:
  - url: https://api.example.com/v1
`,
    good: `
servers:
  - url: https://api.acme.io/v1
`,
  },
  options: { allowed: [] as readonly string[] },
  optionDocs: { allowed: 'Hosts that may stand in a document all the same, such as `localhost`.' },
  visit: 'server',
  *check(server, { api, options }) {
    for (const { host, place, variable } of serverHosts(server, api)) {
      if (options.allowed.includes(host)) continue;
      const kind = placeholder(host, variable !== undefined);
      if (kind !== undefined)
        yield { message: `\`${host}\` is ${kind}: name the host that runs, or use a relative URL such as \`/v1\``, place };
    }
  },
});

/** What makes a host no host of an API; undefined for all others. */
function placeholder(host: string, fromVariable: boolean): string | undefined {
  if (isLoopback(host)) return "the reader's own machine, no deployment";
  const labels = host.split('.').filter((label) => label !== '');
  // RFC 2606: reserved names, and the habit of putting `example` under other domains.
  if (labels.includes('example') || ['test', 'invalid'].includes(labels.at(-1) ?? ''))
    return 'a placeholder (RFC 2606), which no API answers';
  // The default of a tenant variable is there to be replaced.
  if (fromVariable) return undefined;
  return /[<>[\]]/.test(host.replace(/^\[[\da-f:.]+\]$/, '')) || labels.some((label) => STAND_IN.test(label)) ? 'a placeholder' : undefined;
}
