import { UserError } from '../errors.ts';
import type { Finding, TextEdit } from '../findings/finding.ts';
import { applyEdits } from '../fixes/apply.ts';
import { Revision } from '../fixes/revision.ts';
import { unknownRule } from '../policy/severities.ts';
import { allRules } from '../rules/index.ts';
import type { Arguments } from './arguments.ts';
import { encodeAs, type FixableFile, openFixable, writeFixed } from './fix-files.ts';
import { fixReport } from './fix-report.ts';
import type { Io } from './io.ts';
import { type Judged, judge } from './judge.ts';

/** Edits that stand in each other's way are made one round after the other; no document needs as many as these. */
const ROUNDS = 10;

/** An edit that was made, with the rules that asked for it. */
interface Made {
  readonly edit: TextEdit;
  readonly ruleIds: readonly string[];
  /** From 1, in the file as it was. */
  readonly line: number;
}

/** A file with certain edits. */
export interface FileFix {
  readonly file: string;
  readonly revision: Revision;
  readonly made: readonly Made[];
  /** Why it is left as it was. */
  readonly refusal?: string;
}

interface Asked {
  readonly edit: TextEdit;
  readonly ruleId: string;
}

/**
 * `apiward fix [--dry-run] [--rule ID] [path | glob] ...`: makes the certain edits, prints them, returns the exit code of what is left.
 * A file is written once all is done, and only if its tree then differs from the old one by these edits and nothing else.
 */
export async function fix(args: Arguments, io: Io): Promise<number> {
  if (args.operands.includes('-')) throw new UserError('`apiward fix` writes files, and standard input is none: name the document');
  const fixing = new Fixing(args, io);
  let judged = await judge(args, io, { edits: true });
  for (let round = 0; round < ROUNDS && (await fixing.round(judged)); round++) {
    judged = await judge(args, io, { edits: true, files: fixing.contents });
  }
  // What was not written after all is judged as it is.
  if (!args.has('dry-run') && !(await fixing.write(judged))) judged = await judge(args, io, { edits: true });
  fixReport({ files: fixing.files, left: fixing.wanted(judged), judged }, args, io);
  return judged.report.exitCode;
}

class Fixing {
  /** The changed files as the next round judges them. */
  readonly contents = new Map<string, Uint8Array>();
  readonly #io: Io;
  readonly #only: ReadonlySet<string>;
  readonly #files = new Map<string, FileFix>();
  readonly #originals = new Map<string, FixableFile>();

  constructor(args: Arguments, io: Io) {
    this.#io = io;
    this.#only = chosenRules(args);
  }

  get files(): readonly FileFix[] {
    return [...this.#files.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /** Findings whose edits are asked for; what a waiver lets pass is left as it is. */
  wanted({ report }: Judged): Finding[] {
    return report.findings.filter(({ status, ruleId }) => status !== 'waived' && (this.#only.size === 0 || this.#only.has(ruleId)));
  }

  /** Makes what edits there are; false when there are none any more. */
  async round(judged: Judged): Promise<boolean> {
    const byFile = new Map<string, Asked[]>();
    for (const { edits = [], ruleId } of this.wanted(judged)) {
      for (const edit of edits) add(byFile, edit.file, { edit, ruleId });
    }
    let goesOn = false;
    for (const [file, asked] of byFile) goesOn = (await this.#change(file, asked, judged)) || goesOn;
    return goesOn;
  }

  async #change(file: string, asked: readonly Asked[], judged: Judged): Promise<boolean> {
    const known = this.#files.get(file);
    if (known?.refusal !== undefined) return false;
    const revision = known?.revision ?? (await this.#open(file, judged));
    const original = this.#originals.get(file);
    if (revision === undefined || original === undefined) return false;
    const applied = applyEdits(
      file,
      revision.text,
      asked.map(({ edit }) => edit),
    );
    if (applied.fault !== undefined) {
      this.#refuse(file, applied.fault);
      // The other files are judged with this one as it was.
      return this.contents.delete(file);
    }
    const rules = new Map<string, string[]>();
    for (const { edit, ruleId } of asked) add(rules, textOf(edit), ruleId);
    const made = applied.made.map((edit): Made => {
      const ruleIds = [...new Set(rules.get(textOf(edit)))].sort();
      return { edit, ruleIds, line: revision.originalLine(edit.range.start.line) };
    });
    revision.make(applied);
    this.#files.set(file, { file, revision, made: [...(known?.made ?? []), ...made] });
    this.contents.set(file, encodeAs(original, revision.text));
    return made.length > 0;
  }

  async #open(file: string, { workspace, directory }: Judged): Promise<Revision | undefined> {
    const opened = openFixable(await workspace.read(file), file, directory, this.#io.cwd);
    if (typeof opened === 'string') {
      this.#refuse(file, opened);
      return undefined;
    }
    this.#originals.set(file, opened);
    return new Revision(opened.text);
  }

  #refuse(file: string, refusal: string): void {
    this.#files.set(file, { file, revision: new Revision(''), made: [], refusal });
  }

  /** False when a file could not be written, for what is said of it then. */
  async write({ directory }: Judged): Promise<boolean> {
    let all = true;
    for (const { file, revision, refusal } of this.files) {
      const original = this.#originals.get(file);
      if (original === undefined || refusal !== undefined) continue;
      const reason = await writeFixed(original, revision.text, file, directory);
      if (reason === undefined) continue;
      this.#refuse(file, reason);
      all = false;
    }
    return all;
  }
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function textOf({ range: { start, end }, newText }: TextEdit): string {
  return `${start.line}:${start.column} ${end.line}:${end.column} ${newText}`;
}

/** Ids given as `--rule ID`; with a severity the option means what it means for every run. */
function chosenRules(args: Arguments): Set<string> {
  const ids = args.values('rule').filter((value) => !value.includes('='));
  const known = new Set(allRules.map(({ id }) => id));
  for (const id of ids) if (!known.has(id)) throw unknownRule(id, known);
  return new Set(ids);
}
