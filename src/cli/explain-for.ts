/** `apiward explain RULE --for FILE`: how a rule's severity and options come about in a document. */
import { loadBundles } from '../documents/load.ts';
import type { Rule } from '../engine/define-rule.ts';
import { UserError } from '../errors.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { normalizePath } from '../inputs/paths.ts';
import type { Workspace } from '../inputs/workspace.ts';
import type { Operation } from '../model/api.ts';
import { buildApi } from '../model/build.ts';
import type { Policy } from '../policy/config/policy.ts';
import { flow } from '../policy/config/read.ts';
import { optionsFor, type Reason, type Resolution, reasonLine, resolveRule } from '../policy/resolve.ts';
import { visible, withoutCommands } from '../reporters/escape.ts';
import { type Paint, paint, wrap } from '../reporters/paint.ts';
import type { Arguments } from './arguments.ts';
import { type Io, wantsColor } from './io.ts';
import { policyOf } from './policy.ts';

/** Operations that one line names. */
const LISTED = 5;

/** Prints the reasons for each rule. @throws UserError when the document does not exist */
export async function explainFor(rules: readonly Rule[], file: string, args: Arguments, io: Io): Promise<number> {
  const workspace = new DiskWorkspace(io.cwd);
  const path = normalizePath(file);
  if (path === undefined || file.startsWith('/') || (await workspace.kind(path)) !== 'file') {
    throw new UserError(`--for \`${file}\` is no file below this folder: name a document by its relative path`);
  }
  const policy = await policyOf(args, io, workspace);
  const operations = await operationsOf(path, workspace);
  const style = paint(wantsColor(args.color, io.stdout, io.env));
  const width = Math.max(50, Math.min(100, io.stdout.columns ?? 100));
  const pages = rules.map((rule) => new Page(rule, policy, style, width).write(path, operations));
  io.stdout.write(withoutCommands(pages.join('\n')));
  return 0;
}

/** Those of a document that can be read; none otherwise. */
async function operationsOf(file: string, workspace: Workspace): Promise<readonly Operation[]> {
  const bundles = await loadBundles(file, workspace);
  return bundles.flatMap((bundle) => buildApi(bundle)?.operations ?? []);
}

class Page {
  readonly #lines: string[] = [];
  readonly #rule: Rule;
  readonly #policy: Policy;
  readonly #paint: Paint;
  readonly #width: number;

  constructor(rule: Rule, policy: Policy, style: Paint, width: number) {
    this.#rule = rule;
    this.#policy = policy;
    this.#paint = style;
    this.#width = width;
  }

  write(file: string, operations: readonly Operation[]): string {
    const { bold } = this.#paint;
    const { id, title } = this.#rule;
    const resolution = resolveRule(this.#policy, id, { file });
    this.#lines.push(`${bold(id)}  ${title}`, `${bold(resolution.severity)} in ${visible(file)}`, '');
    this.#reasons(resolution.reasons);
    this.#elsewhere(file, operations, resolution);
    this.#options(file);
    return `${this.#lines.join('\n')}\n`;
  }

  #reasons(reasons: readonly Reason[]): void {
    for (const reason of reasons) this.#prose('  ', visible(reasonLine(reason)));
  }

  /** Operations whose findings have another severity, together where the reasons are the same. */
  #elsewhere(file: string, operations: readonly Operation[], whole: Resolution): void {
    const { bold } = this.#paint;
    const groups = new Map<string, { readonly resolution: Resolution; readonly labels: string[] }>();
    for (const { path, method, tags, operationId, label } of operations) {
      const resolution = resolveRule(this.#policy, this.#rule.id, { file, path, method, tags, operationId });
      if (resolution.severity === whole.severity) continue;
      const key = JSON.stringify(resolution.reasons);
      const group = groups.get(key) ?? { resolution, labels: [] };
      group.labels.push(label);
      groups.set(key, group);
    }
    for (const { resolution, labels } of groups.values()) {
      const more = labels.length > LISTED ? ` and ${labels.length - LISTED} more` : '';
      this.#lines.push('');
      this.#prose('', `${resolution.severity} in ${labels.slice(0, LISTED).map(visible).join(', ')}${more}`, bold);
      this.#reasons(resolution.reasons);
    }
  }

  #options(file: string): void {
    const { bold, dim } = this.#paint;
    const standards = (this.#rule.options ?? {}) as Readonly<Record<string, unknown>>;
    const options = Object.entries(optionsFor(this.#policy, this.#rule.id, { file }));
    if (options.length === 0) return;
    this.#lines.push('', bold('Options'));
    for (const [name, value] of options) {
      const isStandard = JSON.stringify(value) === JSON.stringify(standards[name]);
      this.#prose(
        '  ',
        `${name}: ${visible(flow(value))}${isStandard ? '' : ` (default ${flow(standards[name])})`}`,
        isStandard ? dim : undefined,
      );
    }
  }

  #prose(indent: string, text: string, style: (text: string) => string = (plain) => plain): void {
    for (const [index, line] of wrap(text, this.#width - indent.length - 2).entries()) {
      this.#lines.push(`${indent}${index === 0 ? '' : '  '}${style(line)}`);
    }
  }
}
