import type { BaselineReport } from '../../findings/report.ts';

/** What a report says of its baseline: entries that are mended, and those that name no rule. */
export function baselineNotes(baseline: BaselineReport | undefined): string[] {
  if (baseline?.size === undefined) return [];
  const { file, mended, unknown } = baseline;
  const notes = unknown.map(
    ({ line, ruleId }) => `${file}:${line}: there is no rule \`${ruleId}\`: \`apiward baseline --prune\` takes the entry out`,
  );
  if (mended.length > 0) {
    const entries = mended.length === 1 ? 'an entry is mended' : `${mended.length} entries are mended`;
    notes.push(`${file}: ${entries}: \`apiward baseline --prune\` takes ${mended.length === 1 ? 'it' : 'them'} out`);
  }
  return notes;
}
