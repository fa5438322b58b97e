import type { Rule } from '../../src/engine/define-rule.ts';
import { completeExample, dedent } from '../../src/engine/example.ts';
import { inPreset } from '../../src/engine/presets.ts';

export interface Item {
  /** The rule's folder. */
  readonly concern: string;
  /** Relative to `src/rules`. */
  readonly file: string;
  readonly rule: Rule;
}

const TITLES: Readonly<Record<string, string>> = {
  auth: 'Required security schemes',
  oauth: 'OAuth 2 and OpenID Connect',
  token: 'Keys, tokens and other credentials',
  tls: 'TLS only',
  input: 'Input schemas, validation and sanitising',
  data: 'Masked sensitive fields',
  ratelimit: 'Rate-limit headers and throttling',
  error: 'Errors and side channels',
  log: 'Monitoring and logging',
  header: 'CORS, cookies and browser headers',
  webhook: 'Webhooks and callbacks',
  inventory: 'Inventory and document hygiene',
  drift: 'Code against document',
  regress: 'This change against the base',
  waiver: 'The policy itself',
};

const HOLDS: Readonly<Record<NonNullable<Rule['holds']>, string>> = {
  document: 'documents',
  code: 'annotated source code',
  both: 'documents and annotated source code',
};

/** The page of one rule. */
export function rulePage({ concern, file, rule }: Item): string {
  const risks = [rule.owasp, rule.cwe === undefined ? undefined : `CWE-${rule.cwe}`].filter((item) => item !== undefined);
  return `<!-- Generated from src/rules/${file}: do not edit. -->
# ${rule.id}

${rule.title}. ${rule.why}

| | |
|---|---|
| Concern | ${TITLES[concern] ?? concern} |
| Severity | ${inPreset(rule, 'recommended').severity} in \`recommended\`, ${inPreset(rule, 'strict').severity} in \`strict\` |
| Holds for | ${HOLDS[rule.holds ?? 'document']} |
| Certain edit | ${rule.edit === undefined ? 'no' : `yes, by \`apiward fix\`: ${cell(lowerFirst(rule.edit))}`} |
${risks.length === 0 ? '' : `| Risk | ${risks.join(', ')} |\n`}
## How to mend it

${rule.fix}
${rule.inCode === undefined ? '' : `\nIn source code: ${rule.inCode}.\n`}${before(rule)}
## Fails

\`\`\`${rule.examples.language ?? 'yaml'}
${example(rule, rule.examples.bad)}\`\`\`

## Passes

\`\`\`${rule.examples.language ?? 'yaml'}
${example(rule, rule.examples.good)}\`\`\`
${options(rule)}`;
}

/** What the examples are compared with: a base, or the document beside code. */
function before(rule: Rule): string {
  const { base, document } = rule.examples;
  if (document !== undefined) return `\n## The document\n\n\`\`\`yaml\n${completeExample(document)}\`\`\`\n`;
  return base === undefined ? '' : `\n## In the base\n\n\`\`\`yaml\n${example(rule, base)}\`\`\`\n`;
}

/** A document, a source file, or for a rule on the policy a file of that. */
function example(rule: Rule, text: string): string {
  return rule.visit === 'policy' || rule.examples.language !== undefined ? dedent(text) : completeExample(text);
}

function options(rule: Rule): string {
  const defaults = Object.entries((rule.options ?? {}) as Record<string, unknown>);
  if (defaults.length === 0) return '';
  const docs = (rule.optionDocs ?? {}) as Record<string, string>;
  const rows = defaults.map(([name, value]) => `| \`${name}\` | ${docs[name] ?? ''} | \`${cell(JSON.stringify(value))}\` |`);
  const [example] = defaults;
  return `
## Options

| option | meaning | default |
|---|---|---|
${rows.join('\n')}

Set them in [\`.apiward.yml\`](../policy.md):

\`\`\`yaml
rules:
  ${rule.id}:
    ${example?.[0]}: ${JSON.stringify(example?.[1])}
\`\`\`

or in a Spectral ruleset that you pass with \`--ruleset\`:

\`\`\`yaml
extends: ["apiward:recommended"]
rules:
  ${rule.id}:
    given: $
    severity: ${rule.severity === 'off' ? 'warn' : rule.severity}
    then:
      function: apiward
      functionOptions:
        rule: ${rule.id}
        ${example?.[0]}: ${JSON.stringify(example?.[1])}
\`\`\`
`;
}

/** All rules on one page. */
export function indexPage(all: readonly Item[]): string {
  const concerns = [...new Set(all.map(({ concern }) => concern))].sort((a, b) => position(a) - position(b));
  const sections = concerns.map((concern) => {
    const rows = all
      .filter((item) => item.concern === concern)
      .map(({ rule }) => {
        const risk = [rule.owasp, rule.cwe === undefined ? undefined : `CWE-${rule.cwe}`].filter((item) => item !== undefined);
        return `| [${rule.id}](${rule.id}.md) | ${cell(rule.title)} | ${inPreset(rule, 'recommended').severity} | ${inPreset(rule, 'strict').severity} | ${risk.join(', ')} |`;
      });
    return `## ${TITLES[concern] ?? concern}\n\n| id | flags | recommended | strict | risk |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `<!-- Generated from src/rules: do not edit. -->\n# Rules\n\n${all.length} rules.\n\n${sections.join('\n')}`;
}

function position(concern: string): number {
  const index = Object.keys(TITLES).indexOf(concern);
  return index === -1 ? Number.MAX_SAFE_INTEGER : index;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
