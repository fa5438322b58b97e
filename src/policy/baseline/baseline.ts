import { decode } from '../../documents/decode.ts';
import type { Path, SourceDocument } from '../../documents/document.ts';
import { lineIndex } from '../../documents/lines.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { get, getString, isObject, type JsonObject } from '../../documents/tree.ts';
import { UserError } from '../../errors.ts';
import { fingerprintOf, type Identity, identityKey } from '../../findings/fingerprint.ts';
import { nearest } from '../../nearest.ts';
import { isDay } from '../day.ts';

/** Where the baseline stands when the policy names no other file. */
export const BASELINE_FILE = '.apiward-baseline.yml';

/** A known finding. */
export interface BaselineEntry extends Identity {
  /** Day of its entry, `YYYY-MM-DD`. */
  readonly since: string;
  /** Further root documents that reach the place, which has the same name there. */
  readonly shared: readonly string[];
  /** What it is found by, for each document. */
  readonly keys: readonly string[];
}

/** An entry as it stands in a file. */
interface WrittenEntry extends BaselineEntry {
  /** From 1. */
  readonly line: number;
}

export interface Baseline {
  readonly file: string;
  readonly entries: readonly WrittenEntry[];
}

const FIELDS = ['fingerprint', 'rule', 'document', 'place', 'nth', 'shared', 'since'];
const REDO = 'run `apiward baseline` to write it anew';

/** An entry with the keys that follow from it. */
export function entryOf(fields: Omit<BaselineEntry, 'keys' | 'fingerprint'>): BaselineEntry {
  const { ruleId, place } = fields;
  const keys = [fields.document, ...fields.shared].map((document) => identityKey(ruleId, { document, place }));
  return { ...fields, keys, fingerprint: fingerprintOf(keys[0] ?? '', fields.nth) };
}

/**
 * Reads a baseline. An entry that stands there twice, as two merged branches may leave it, counts once.
 * @throws UserError with the line of what is wrong with it
 */
export function parseBaseline(file: string, bytes: Uint8Array | string): Baseline {
  const { text } = decode(bytes);
  refuseConflict(file, text);
  const [document, second] = parseDocuments(file, bytes);
  const problem = document?.problems[0];
  const lines = lineIndex(text);
  if (document === undefined || problem !== undefined) {
    throw fault(file, lines.position(problem?.at.start ?? 0).line, `${problem?.message ?? 'The file is empty.'} Mend it, or ${REDO}`);
  }
  if (second !== undefined) throw fault(file, 1, `there are two YAML documents in it: ${REDO}`);
  const findings = get(document.value, 'findings');
  if (get(document.value, 'version') !== 1 || !Array.isArray(findings)) {
    throw fault(file, 1, `it is no baseline, which has \`version: 1\` and a list \`findings\`: ${REDO}`);
  }
  const lineOf = entryLines(document, findings.length);
  const seen = new Set<string>();
  const entries = findings.flatMap((value: unknown, index): WrittenEntry[] => {
    const line = lineOf(index);
    const entry = readEntry(file, line, value);
    if (seen.has(entry.fingerprint)) return [];
    seen.add(entry.fingerprint);
    return [{ ...entry, line }];
  });
  return { file, entries };
}

function readEntry(file: string, line: number, value: unknown): BaselineEntry {
  if (!isObject(value)) throw fault(file, line, `an entry is not a mapping: ${REDO}`);
  for (const key of Object.keys(value)) {
    if (FIELDS.includes(key)) continue;
    const meant = nearest(key, FIELDS);
    throw fault(file, line, `an entry has no key \`${key}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`);
  }
  const text = (key: string): string => {
    const found = getString(value, key);
    if (found === undefined) throw fault(file, line, `the entry's \`${key}\` is missing or no text: ${REDO}`);
    return found;
  };
  const since = text('since');
  if (!isDay(since)) throw fault(file, line, `\`since: ${since}\` is no day: write it as \`2026-01-31\``);
  const fields = { ruleId: text('rule'), document: text('document'), place: text('place'), nth: readNumber(file, line, value), since };
  const entry = entryOf({ ...fields, shared: readShared(file, line, value) });
  if (entry.fingerprint !== text('fingerprint')) {
    throw fault(file, line, `the entry was changed by hand: its fingerprint belongs to another rule, document or place; ${REDO}`);
  }
  return entry;
}

function readNumber(file: string, line: number, value: JsonObject): number {
  const nth = get(value, 'nth') ?? 0;
  if (typeof nth === 'number' && Number.isSafeInteger(nth) && nth >= 0) return nth;
  throw fault(file, line, `the entry's \`nth\` is no whole number from 0: ${REDO}`);
}

function readShared(file: string, line: number, value: JsonObject): string[] {
  const shared = get(value, 'shared') ?? [];
  if (Array.isArray(shared) && shared.every((each) => typeof each === 'string')) return shared;
  throw fault(file, line, `the entry's \`shared\` is no list of documents: ${REDO}`);
}

/** What `git merge` leaves where both sides changed the same lines. */
function refuseConflict(file: string, text: string): void {
  const at = text.search(/^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|$)/m);
  if (at === -1) return;
  const { line } = lineIndex(text).position(at);
  throw fault(file, line, 'a merge conflict is left in it: keep the lines of both sides, then run `apiward baseline --prune`');
}

function entryLines(document: SourceDocument, count: number): (index: number) => number {
  const paths: Path[] = Array.from({ length: count }, (_, index) => ['findings', index]);
  const located = document.locate(paths);
  const lines = lineIndex(document.text);
  return (index) => lines.position(located[index]?.value.start ?? 0).line;
}

function fault(file: string, line: number, message: string): UserError {
  return new UserError(`${file}:${line}: ${message}`);
}
