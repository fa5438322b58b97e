import type { Preset } from '../engine/define-rule.ts';
import { docsUrl } from '../engine/docs-url.ts';
import { inPreset } from '../engine/presets.ts';
import { UserError } from '../errors.ts';
import { paint } from '../reporters/paint.ts';
import { allRules } from '../rules/index.ts';
import type { Arguments } from './arguments.ts';
import { type Io, wantsColor } from './io.ts';

/** `apiward rules`: every rule with its severity in the preset. */
export function rules(args: Arguments, io: Io): number {
  if (args.operands.length > 0) throw new UserError('`apiward rules` takes no path: `apiward explain RULE` shows one rule');
  if (args.format !== 'text' && args.format !== 'json')
    throw new UserError(`\`apiward rules\` is written as text or json, not ${args.format}`);
  const list = [...allRules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => ({ rule, severity: args.severities[rule.id] ?? inPreset(rule, args.preset as Preset).severity }));
  if (args.format === 'json') {
    const value = list.map(({ rule: { id, title, owasp, cwe, why, fix }, severity }) => ({
      id,
      severity,
      title,
      owasp: owasp ?? null,
      cwe: cwe ?? null,
      why,
      fix,
      docs: docsUrl(id),
    }));
    io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    return 0;
  }
  const { bold, dim, red, yellow, blue } = paint(wantsColor(args.color, io.stdout, io.env));
  const color = { error: red, warn: yellow, info: blue, off: dim };
  const width = Math.max(...list.map(({ rule }) => rule.id.length));
  for (const { rule, severity } of list) {
    io.stdout.write(`${color[severity](severity.padEnd(5))}  ${bold(rule.id.padEnd(width))}  ${rule.title}\n`);
  }
  io.stdout.write(dim(`\n${list.length} rules in preset ${args.preset}. More about one: apiward explain RULE\n`));
  return 0;
}
