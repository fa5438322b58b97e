import type { SourceDocument } from '../../documents/document.ts';
import { lineIndex } from '../../documents/lines.ts';
import { parseDocuments } from '../../documents/parse.ts';
import { get, isObject } from '../../documents/tree.ts';
import { UserError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { readWaiver, type Waiver } from './waiver.ts';

/** Where waivers stand when the policy names no other file. */
export const WAIVERS_FILE = '.apiward-waivers.yml';

/** A waivers file is small: what is larger is none. */
const LIMITS = { bytes: 4 * 1024 * 1024, depth: 32, aliasedNodes: 10_000, mergedKeys: 10_000 };

/** A waivers file: the list `waivers`, each with `rule`, `at`, `reason`, `owner`, `expires` and, if it likes, `file`. */
export interface WaiversFile {
  readonly document: SourceDocument;
  readonly waivers: readonly Waiver[];
}

/**
 * Reads the waivers of the policy. What is wrong with one of them is in its `faults`.
 * @param rules ids of all rules
 * @throws UserError with the line, for a file that cannot be read as a list of waivers at all
 */
export function parseWaivers(file: string, bytes: Uint8Array | string, rules: ReadonlySet<string>): WaiversFile {
  const [document, second] = parseDocuments(file, bytes, LIMITS);
  if (document === undefined) throw new UserError(`${file}:1: the file is empty: write \`waivers: []\`, or delete it`);
  const lines = lineIndex(document.text);
  const fault = (at: number, message: string) => new UserError(`${file}:${lines.position(at).line}: ${message}`);
  const [problem] = document.problems;
  if (problem !== undefined) {
    const empty = problem.message === 'The file is empty.';
    throw fault(problem.at.start, empty ? 'the file is empty: write `waivers: []`, or delete it' : problem.message);
  }
  if (second !== undefined) {
    throw fault(second.locate([[]])[0]?.value.start ?? 0, 'a second YAML document begins here: keep all waivers in one');
  }
  const value = document.value;
  if (!isObject(value)) throw fault(0, 'it is no mapping: write `waivers:` and a list below it');
  for (const key of Object.keys(value)) {
    if (key === 'waivers' || key.startsWith('x-')) continue;
    const at = document.locate([[key]])[0]?.key?.start ?? 0;
    throw fault(at, `unknown key \`${key}\`: ${nearest(key, ['waivers']) === undefined ? 'the file has' : 'did you mean'} \`waivers\``);
  }
  const list = get(value, 'waivers') ?? [];
  if (!Array.isArray(list)) throw fault(document.locate([['waivers']])[0]?.value.start ?? 0, '`waivers` is no list');
  const waivers = list.map((item: unknown, index) => readWaiver(item, document.root.at('waivers', index), rules));
  return { document, waivers };
}
