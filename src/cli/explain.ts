import type { Preset, Rule } from '../engine/define-rule.ts';
import { docsUrl } from '../engine/docs-url.ts';
import { dedent } from '../engine/example.ts';
import { inPreset, PRESETS } from '../engine/presets.ts';
import { UserError } from '../errors.ts';
import { unknownRule } from '../policy/severities.ts';
import { type Paint, paint, wrap } from '../reporters/paint.ts';
import { allRules } from '../rules/index.ts';
import type { Arguments } from './arguments.ts';
import { explainFor } from './explain-for.ts';
import { type Io, wantsColor } from './io.ts';

/** `apiward explain RULE ...`: a rule's page in the terminal; with `--for FILE` how its severity comes about there. */
export async function explain(args: Arguments, io: Io): Promise<number> {
  if (args.operands.length === 0) throw new UserError('`apiward explain` needs a rule: `apiward rules` lists them');
  const byId = new Map(allRules.map((rule) => [rule.id, rule]));
  const chosen = args.operands.map((id) => {
    const rule = byId.get(id);
    if (rule === undefined) throw unknownRule(id, byId.keys());
    return rule;
  });
  const file = args.value('for');
  if (file !== undefined) return explainFor(chosen, file, args, io);
  const idle = ['config', 'preset', 'rule'].find((name) => args.has(name));
  if (idle !== undefined)
    throw new UserError(`\`apiward explain\` takes --${idle} with --for FILE alone: a rule's page is the same for every policy`);
  const style = paint(wantsColor(args.color, io.stdout, io.env));
  const width = Math.max(50, Math.min(100, io.stdout.columns ?? 100));
  io.stdout.write(chosen.map((rule) => page(rule, style, width)).join('\n\n'));
  return 0;
}

function page(rule: Rule, { bold, dim, cyan, red, green }: Paint, width: number): string {
  const prose = (label: string, text: string) =>
    wrap(text, width - 7).map((line, index) => `${cyan((index === 0 ? label : '').padEnd(5))}  ${line}`);
  const presets = PRESETS.map((preset: Preset) => `${preset} ${inPreset(rule, preset).severity}`).join(', ');
  const risk = [rule.owasp === undefined ? '' : `OWASP ${rule.owasp}`, rule.cwe === undefined ? '' : `CWE-${rule.cwe}`].filter(
    (part) => part !== '',
  );
  const options = Object.entries((rule.optionDocs ?? {}) as Record<string, string>);
  const defaults = (rule.options ?? {}) as Record<string, unknown>;
  return [
    `${bold(rule.id)}  ${rule.title}`,
    '',
    ...prose('why', rule.why),
    ...prose('fix', rule.fix),
    ...(rule.edit === undefined ? [] : prose('edit', `By \`apiward fix\`: ${rule.edit}`)),
    ...(risk.length > 0 ? prose('risk', risk.join(', ')) : []),
    ...prose('level', presets),
    ...(options.length === 0
      ? []
      : [
          '',
          bold('Options'),
          ...options.flatMap(([name, doc]) =>
            wrap(`${name}: ${doc} Default: ${JSON.stringify(defaults[name])}.`, width - 2).map((line) => `  ${line}`),
          ),
        ]),
    ...(rule.examples.document === undefined ? [] : ['', bold('Document'), ...example(rule.examples.document)]),
    '',
    red(bold('Bad')),
    ...example(rule.examples.bad),
    '',
    green(bold('Good')),
    ...example(rule.examples.good),
    '',
    dim(docsUrl(rule.id)),
    '',
  ].join('\n');

  function example(text: string): string[] {
    return dedent(text)
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`);
  }
}
