import type { Draft } from '../../findings/create.ts';
import type { Identity } from '../../findings/fingerprint.ts';
import type { KnownFinding } from '../../findings/report.ts';
import { type BaselineEntry, entryOf } from './baseline.ts';

const HEAD = `# Findings that are known: they do not fail a check until they are mended. One a line, sorted, so that branches merge.
# Written by \`apiward baseline\`; \`apiward baseline --prune\` takes out what is mended.
version: 1
`;

/** A baseline as text: the same entries give the same bytes. */
export function formatBaseline(entries: readonly KnownFinding[]): string {
  const lines = [...entries].sort(order).map(({ fingerprint, ruleId, document, place, nth, shared, since }) => {
    const numbered = nth === 0 ? {} : { nth };
    const reached = shared.length === 0 ? {} : { shared };
    return `- ${json({ fingerprint, rule: ruleId, document, place, ...numbered, ...reached, since })}`;
  });
  return lines.length === 0 ? `${HEAD}findings: []\n` : `${HEAD}findings:\n${lines.join('\n')}\n`;
}

/** JSON on one line, with a blank after each comma and colon between entries; YAML reads it as it is. */
function json(value: object): string {
  const inner = Object.entries(value).map(([key, each]) => `${key}: ${JSON.stringify(each).replace(/[\u0080-\uffff]/g, unitEscape)}`);
  return `{ ${inner.join(', ')} }`;
}

function unitEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function order(a: KnownFinding, b: KnownFinding): number {
  return compare(a.document, b.document) || compare(a.ruleId, b.ruleId) || compare(a.place, b.place) || a.nth - b.nth;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Entries for findings that are not waived, each with the day on which it was first entered.
 * @param identities of the drafts, in their order
 */
export function entriesFor(
  drafts: readonly Draft[],
  identities: readonly Identity[],
  before: readonly BaselineEntry[],
  today: string,
): BaselineEntry[] {
  const known = new Map(before.map((entry) => [entry.fingerprint, entry.since]));
  return drafts.flatMap(({ status, bundle, sharedBy = [] }, index): BaselineEntry[] => {
    const identity = identities[index];
    if (identity === undefined || status === 'waived') return [];
    const { ruleId, document, place, nth, fingerprint } = identity;
    const shared = bundle === undefined ? [] : sharedBy.map(({ root }) => root.file).filter((file) => file !== document);
    return [entryOf({ ruleId, document, place, nth, shared: [...new Set(shared)].sort(), since: known.get(fingerprint) ?? today })];
  });
}
