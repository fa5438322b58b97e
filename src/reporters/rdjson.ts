import type { Position, Range, Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { inertJson, safeLink } from './escape.ts';
import { judged } from './judged.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'ERROR', warn: 'WARNING', info: 'INFO' };

/**
 * Reviewdog Diagnostic Format (`rdjson`), whose columns count UTF-8 bytes from 1.
 * @param textOf a file's text; without it places are told by line alone, and no edit is suggested
 */
export function rdjson(report: Report, textOf: (file: string) => string | undefined): string {
  const lines = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!lines.has(file)) lines.set(file, textOf(file)?.split(/\r\n|\r|\n/));
    return lines.get(file);
  };
  const range = (file: string, { start, end }: Range): object => ({
    start: position(start, linesOf(file)),
    end: position(end, linesOf(file)),
  });
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const value = {
    source: { name: report.tool.name, url: 'https://github.com/apiward/apiward' },
    severity: 'WARNING',
    diagnostics: [
      ...report.diagnostics.map(({ file, message, range: at, kind }) => ({
        message,
        location: { path: file, ...(at === undefined ? {} : { range: range(file, at) }) },
        severity: 'ERROR',
        code: { value: kind },
      })),
      ...judged(report).map(({ ruleId, severity, message, file, range: at, edits = [] }) => {
        const url = safeLink(rules.get(ruleId)?.docs);
        const suggestions = linesOf(file) === undefined ? [] : edits.filter((edit) => edit.file === file);
        return {
          message,
          location: { path: file, range: range(file, at) },
          severity: LEVELS[severity],
          code: { value: ruleId, ...(url === undefined ? {} : { url }) },
          // Several edits belong together, and a suggestion is one.
          ...(suggestions.length === 1 && suggestions.length === edits.length
            ? { suggestions: suggestions.map((edit) => ({ range: range(file, edit.range), text: edit.newText })) }
            : {}),
        };
      }),
    ],
  };
  return `${inertJson(JSON.stringify(value, null, 2))}\n`;
}

function position({ line, column }: Position, lines: readonly string[] | undefined): { line: number; column?: number } {
  const text = lines?.[line - 1];
  return text === undefined ? { line } : { line, column: new TextEncoder().encode(text.slice(0, column - 1)).length + 1 };
}
