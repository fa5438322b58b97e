import type { Preset } from '../../src/engine/define-rule.ts';
import { inPreset } from '../../src/engine/presets.ts';
import type { Item } from './pages.ts';

const ABOUT: Readonly<Record<Preset, string>> = {
  recommended: 'What a good team would block on today.',
  strict: 'Every rule, one step more severe.',
  essential: 'Only what is certain and grave.',
  'owasp-api-2023': 'The rules that answer a risk of the OWASP API Security Top 10 2023, risk by risk.',
};

/** A ruleset in YAML cannot pass options on: presets that set any have a module of their own. */
const MODULES: Readonly<Partial<Record<Preset, string>>> = { essential: 'ruleset-essential', strict: 'ruleset-strict' };

/** A preset as a Spectral ruleset: severities over the module that holds the rules. */
export function preset(name: Preset, all: readonly Item[]): string {
  const lines = all.map((item) => ({ ...item, ...inPreset(item.rule, name) }));
  const order = (item: Item): string => (name === 'owasp-api-2023' ? (item.rule.owasp ?? '') : item.concern);
  const groups = [...new Set(lines.map(order))].filter((group) => group !== '').sort((a, b) => risk(a) - risk(b) || (a < b ? -1 : 1));
  const body = groups.map((group) => {
    const rules = lines.filter((item) => order(item) === group);
    return `  # ${group}\n${rules.map(({ rule, severity }) => `  ${rule.id}: ${severity === 'off' ? '"off"' : severity}`).join('\n')}`;
  });
  return `# Generated from the rules' metadata: do not edit.
# ${ABOUT[name]}
extends: [["../dist/${MODULES[name] ?? 'ruleset'}.js", "off"]]
rules:
${body.join('\n')}
`;
}

function risk(group: string): number {
  return Number(/^API(\d+)/.exec(group)?.[1] ?? 0);
}
