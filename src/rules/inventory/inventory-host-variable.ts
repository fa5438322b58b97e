import { defineRule } from '../../engine/define-rule.ts';
import { hostSuffix, hostVariables } from './server-hosts.ts';

export default defineRule({
  id: 'inventory-host-variable',
  title: 'Host variable without enum',
  severity: 'warn',
  owasp: 'API9:2023',
  cwe: 918,
  why: 'An open host variable lets whoever sets it choose where requests and their credentials go, and hides which hosts run the API.',
  fix: 'List the hosts in the `enum` of the variable, or write each as a server of its own.',
  examples: {
    bad: `
servers:
  - url: https://{region}.acme.io/v1
    variables:
      region: { default: eu }
`,
    good: `
servers:
  - url: https://{region}.acme.io/v1
    variables:
      region: { default: eu, enum: [eu, us] }
`,
  },
  options: { allowedSuffixes: [] as readonly string[] },
  optionDocs: {
    allowedSuffixes:
      'Fixed ends behind the variable that keep requests at home, such as `.acme.io` where each tenant has its own subdomain.',
  },
  visit: 'server',
  applies: (_server, { api }) => api.version !== '2.0',
  *check({ url, variables, urlPlace }, { options }) {
    const suffix = hostSuffix(url);
    if (options.allowedSuffixes.some((allowed) => suffix === allowed.toLowerCase())) return;
    for (const name of hostVariables(url)) {
      const variable = variables.get(name);
      if ((variable?.enum?.length ?? 0) > 0) continue;
      // `{basePath}/v1`: a leading variable that holds a path is no host.
      if (url.trim().startsWith('{') && !url.includes('//') && !(variable?.default ?? '').includes('//')) continue;
      yield {
        message: `\`{${name}}\` lets any host stand in \`${url}\`, so credentials may be sent anywhere: list the hosts in its \`enum\``,
        place: variable?.place ?? urlPlace,
      };
    }
  },
});
