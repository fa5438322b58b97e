import { get, getString, isObject } from '../../documents/tree.ts';
import type { PolicyChange } from '../../model/policy.ts';
import type { InlineWaiver } from '../waivers/inline.ts';
import type { PolicyFile, PolicyFileKind } from './files.ts';
import { TextDocument } from './text-document.ts';
import { canonical, type TreeChange, treeChanges } from './tree-changes.ts';

/** The files of the policy in the base and in the change. */
export interface PolicyPair {
  readonly base: readonly PolicyFile[];
  readonly head: readonly PolicyFile[];
  /** Where a file of the change stood before it was renamed. */
  readonly renamed?: ReadonlyMap<string, string>;
}

/** More changes of one file are counted. */
const MOST = 20;
const MOST_TEXT = 60;

/** What a kind of file is called. */
const NOUNS: { readonly [Kind in PolicyFileKind]: string } = {
  config: 'config',
  waivers: 'waivers file',
  baseline: 'baseline',
  ruleset: 'ruleset',
  'extended policy': 'extended policy',
  workflow: 'workflow',
};

const LATER = 'the base judges this change, and the new one counts once it is merged';

/** Every way in which a change edits what judges it: what it adds, edits, takes away, renames or replaces by a link. */
export function tampering({ base, head, renamed = new Map() }: PolicyPair): PolicyChange[] {
  const before = new Map(base.map((file) => [file.path, file]));
  const after = new Map(head.map((file) => [file.path, file]));
  const newNames = new Map([...renamed].map(([now, then]) => [then, now]));
  const changes: PolicyChange[] = [];
  for (const file of head) {
    const known = before.get(file.path);
    changes.push(...(known === undefined ? added(file, base) : edited(known, file)));
  }
  for (const { path, kind, document } of base) {
    if (after.has(path)) continue;
    const to = newNames.get(path);
    const what = to === undefined ? 'is deleted' : `is renamed to ${quoted(to)}`;
    changes.push({ place: new TextDocument(to ?? document.file).root, message: `The ${NOUNS[kind]} ${quoted(path)} ${what}: ${LATER}` });
  }
  return changes;
}

/** Of waivers in documents that the base does not have. */
export function addedInlineWaivers(waivers: readonly InlineWaiver[]): PolicyChange[] {
  return waivers.map(({ place, rule, at }) => {
    const what = rule === undefined ? 'A waiver' : `A waiver of ${quoted(rule)}`;
    return { place, message: `${what} at ${quoted(at)} is added or changed here: it counts once it is merged` };
  });
}

function added({ path, kind, document }: PolicyFile, base: readonly PolicyFile[]): PolicyChange[] {
  const which = kind === 'config' && base.some((file) => file.kind === 'config') ? 'A second' : 'A new';
  return [{ place: document.root, message: `${which} ${NOUNS[kind]} ${quoted(path)} is there: ${LATER}` }];
}

function edited(before: PolicyFile, after: PolicyFile): PolicyChange[] {
  const { path, kind, document, text } = after;
  const at = (message: string): PolicyChange => ({
    place: document.root,
    message: `The ${NOUNS[kind]} ${quoted(path)} ${message}: ${LATER}`,
  });
  if (after.isLink && !before.isLink) return [at('is replaced by a link')];
  if (before.text === text) return [];
  if (before.document.value === undefined || document.value === undefined) return textChange(before, after);
  const changes = treeChanges(before.document, document, kind === 'workflow' ? ofApiward(before, after) : undefined).filter(
    ({ after: now, inList }) => !isShrinking(kind, inList, now),
  );
  if (kind === 'baseline') {
    const [first] = changes;
    return first === undefined ? [] : [{ place: first.place, message: `The baseline ${quoted(path)} ${gains(changes)}: ${LATER}` }];
  }
  const shown = changes.slice(0, MOST).map((change): PolicyChange => {
    return { place: change.place, message: `The ${NOUNS[kind]} is edited, ${describe(change)}: ${LATER}` };
  });
  return changes.length <= MOST ? shown : [...shown, at(`has ${changes.length - MOST} more changes`)];
}

/** A known finding or a waiver that is taken out loosens nothing. */
function isShrinking(kind: PolicyFile['kind'], inList: boolean, now: unknown): boolean {
  return (kind === 'baseline' || kind === 'waivers') && inList && now === undefined;
}

function gains(changes: readonly TreeChange[]): string {
  const entries = changes.filter(({ inList }) => inList).length;
  if (entries === 0) return 'is edited';
  return `gains ${entries === 1 ? 'an entry' : `${entries} entries`}`;
}

function describe({ name, before, after, inList }: TreeChange): string {
  const what = name === '' ? 'the whole file' : quoted(name);
  if (inList && isObject(after ?? before) && getString(after ?? before, 'rule') !== undefined)
    return entry(what, after ?? before, after !== undefined);
  if (inList) return after === undefined ? `${what} loses ${shown(before)}` : `${what} gains ${shown(after)}`;
  if (before === undefined) return `${what} is added: ${shown(after)}`;
  if (after === undefined) return `${what} is taken out: ${shown(before)}`;
  return `${what} was ${shown(before)} and is ${shown(after)}`;
}

function entry(what: string, value: unknown, isAdded: boolean): string {
  const at = getString(value, 'at');
  const place = at === undefined ? '' : ` at ${quoted(at)}`;
  return `${what} ${isAdded ? 'gains' : 'loses'} one of ${quoted(getString(value, 'rule') ?? '')}${place}`;
}

/** At the first line that differs. */
function textChange(before: PolicyFile, { path, kind, document, text }: PolicyFile): PolicyChange[] {
  let start = 0;
  while (start < text.length && text[start] === before.text[start]) start++;
  while (start > 0 && !isBreak(text[start - 1])) start--;
  let end = start;
  while (end < text.length && !isBreak(text[end])) end++;
  const span = { start, end };
  return [{ place: document.root, span, message: `The ${NOUNS[kind]} ${quoted(path)} is edited: ${LATER}` }];
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/** Of a workflow: what starts it, and the jobs and steps that run apiward. */
function ofApiward(...files: readonly PolicyFile[]): (path: readonly string[]) => boolean {
  const jobs = new Set<string>();
  for (const { document } of files) {
    const all = get(document.value, 'jobs');
    for (const name of isObject(all) ? Object.keys(all) : []) if (canonical(get(all, name)).includes('apiward')) jobs.add(name);
  }
  return ([first, job, field]) => {
    if (first !== 'jobs') return first === undefined || first === 'on' || first === 'env';
    if (job === undefined) return true;
    return jobs.has(job) && (field === undefined || ['if', 'continue-on-error', 'steps', 'env', 'needs', 'strategy'].includes(field));
  };
}

function shown(value: unknown): string {
  return quoted(typeof value === 'string' ? value : canonical(value));
}

/** In backticks, of which the text itself may hold none. */
function quoted(text: string): string {
  const short = text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
  return `\`${short.replaceAll('`', "'")}\``;
}
