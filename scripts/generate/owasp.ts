import { inPreset } from '../../src/engine/presets.ts';
import { OWASP_RISKS } from '../../src/policy/views.ts';
import type { Item } from './pages.ts';

/** What a document cannot show, risk by risk: said so that nobody takes a green run for more than it is. */
const BLIND_SPOTS: Readonly<Record<string, string>> = {
  'API1:2023':
    'Whether an object belongs to the caller is decided in code at run time; a document only shows guessable ids and missing refusals.',
  'API2:2023': 'Whether tokens are verified, sessions end and passwords are stored well.',
  'API3:2023': 'Whether the code really drops unknown properties and leaves hidden ones out; a document shows what it promises.',
  'API4:2023': 'Whether the promised limits are enforced, and what a call costs.',
  'API5:2023': 'Whether roles are checked behind the declared scopes.',
  'API6:2023': 'Whether a flow can be abused by automation; only missing idempotency of payments is visible.',
  'API7:2023': 'Whether a URL is fetched, and what the network behind lets through.',
  'API8:2023': 'The configuration of servers, proxies and frameworks that no document describes.',
  'API9:2023': 'Deployments and versions that no document describes.',
  'API10:2023': 'How answers of other APIs are checked before they are used.',
};

/** Rules by OWASP risk, and what static checking of documents cannot see. */
export function owaspPage(all: readonly Item[]): string {
  const sections = Object.entries(OWASP_RISKS).map(([risk, title]) => {
    const rules = all.filter(({ rule }) => rule.owasp === risk).map(({ rule }) => `[${rule.id}](rules/${rule.id}.md)`);
    const cwes = [...new Set(all.flatMap(({ rule }) => (rule.owasp === risk && rule.cwe !== undefined ? [rule.cwe] : [])))];
    const weaknesses = cwes.sort((a, b) => a - b).map((cwe) => `[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)`);
    return `## ${risk} ${title}\n\n${rules.length} rules: ${rules.join(', ') || 'none'}.\n\n${
      weaknesses.length === 0 ? '' : `Weaknesses: ${weaknesses.join(', ')}.\n\n`
    }Not visible in a document: ${BLIND_SPOTS[risk]}\n`;
  });
  const table = Object.entries(OWASP_RISKS).map(([risk, title]) => {
    const rules = all.filter(({ rule }) => rule.owasp === risk);
    const on = rules.filter(({ rule }) => inPreset(rule, 'recommended').severity !== 'off');
    return `| ${risk} ${title} | ${rules.length} | ${on.length} | ${rules.filter(({ rule }) => rule.severity === 'error').length} |`;
  });
  return `<!-- Generated from the rules' metadata: do not edit. -->
# Coverage of the OWASP API Security Top 10 2023

| risk | rules | in \`recommended\` | of them errors |
|---|---:|---:|---:|
${table.join('\n')}

\`apiward --by owasp\` counts a run's findings by risk, \`--by cwe\` by weakness; the preset \`owasp-api-2023\` holds exactly these rules.

${sections.join('\n')}`;
}
