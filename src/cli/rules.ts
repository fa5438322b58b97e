import type { Rule } from '../engine/define-rule.ts';
import { docsUrl } from '../engine/docs-url.ts';
import { UserError } from '../errors.ts';
import type { Severity } from '../findings/finding.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { nearest } from '../nearest.ts';
import { severityFor } from '../policy/resolve.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { paint } from '../reporters/paint.ts';
import { rulesByConcern } from '../rules/index.ts';
import type { Arguments } from './arguments.ts';
import { type Io, wantsColor } from './io.ts';
import { policyOf } from './policy.ts';

interface Row {
  readonly rule: Rule;
  readonly concern: string;
  readonly severity: Severity | 'off';
}

/** `apiward rules [word ...]`: the rules that match every word, with their severity in the policy of this folder. */
export async function rules(args: Arguments, io: Io): Promise<number> {
  if (args.format !== 'text' && args.format !== 'json')
    throw new UserError(`\`apiward rules\` is written as text or json, not ${args.format}`);
  const policy = await policyOf(args, io, new DiskWorkspace(io.cwd));
  const all = Object.entries(rulesByConcern)
    .flatMap(([concern, list]) => list.map((rule): Row => ({ rule, concern, severity: severityFor(policy, rule.id, { file: '' }) })))
    .sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const list = chosen(all, args);
  const { sources, preset } = policy;
  const by =
    sources.length === 0
      ? `preset ${preset}`
      : `preset ${preset}, as ${sources.map(({ name }) => name).join(', ')} ${sources.length === 1 ? 'changes' : 'change'} it`;
  io.stdout.write(args.format === 'json' ? json(list) : text(list, by, args, io));
  return 0;
}

/** @throws UserError when nothing is left */
function chosen(all: readonly Row[], args: Arguments): Row[] {
  const concerns = args.values('concern');
  const severities = args.values('severity');
  for (const concern of concerns) {
    if (Object.hasOwn(rulesByConcern, concern)) continue;
    const known = Object.keys(rulesByConcern);
    const meant = nearest(concern, known);
    throw new UserError(
      `no concern \`${concern}\`: ${meant === undefined ? `it is one of ${known.join(', ')}` : `did you mean \`${meant}\`?`}`,
    );
  }
  const words = args.operands.map((word) => word.toLowerCase());
  const found = all.filter(
    ({ rule, concern, severity }) =>
      (concerns.length === 0 || concerns.includes(concern)) &&
      (severities.length === 0 || severities.includes(severity)) &&
      words.every((word) => textOf(rule).includes(word)),
  );
  if (found.length > 0) return found;
  const wanted = [
    ...words.map((word) => `\`${word}\``),
    ...concerns.map((name) => `--concern ${name}`),
    ...severities.map((name) => `--severity ${name}`),
  ];
  throw new UserError(`no rule matches ${wanted.join(' and ')}: \`apiward rules\` lists all ${all.length}`);
}

/** What a search looks through. */
function textOf({ id, title, why, fix, owasp, cwe }: Rule): string {
  return [id, title, why, fix, owasp ?? '', cwe === undefined ? '' : `CWE-${cwe}`].join('\n').toLowerCase();
}

function json(list: readonly Row[]): string {
  const value = list.map(({ rule: { id, title, owasp, cwe, why, fix }, concern, severity }) => ({
    id,
    concern,
    severity,
    title,
    owasp: owasp ?? null,
    cwe: cwe ?? null,
    why,
    fix,
    docs: docsUrl(id),
  }));
  return `${JSON.stringify(value, null, 2)}\n`;
}

function text(list: readonly Row[], by: string, args: Arguments, io: Io): string {
  const { bold, dim, red, yellow, blue } = paint(wantsColor(args.color, io.stdout, io.env));
  const color = { error: red, warn: yellow, info: blue, off: dim };
  const width = Math.max(...list.map(({ rule }) => rule.id.length));
  const lines = list.map(({ rule, severity }) => `${color[severity](severity.padEnd(5))}  ${bold(rule.id.padEnd(width))}  ${rule.title}`);
  const count = list.length === 1 ? '1 rule' : `${list.length} rules`;
  return withoutCommands([...lines, '', dim(`${count} in ${visible(by)}. More about one: apiward explain RULE`), ''].join('\n'));
}
