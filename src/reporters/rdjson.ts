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
  const columns = new Map<string, ByteColumns | undefined>();
  const columnsOf = (file: string): ByteColumns | undefined => {
    const text = columns.has(file) ? undefined : textOf(file);
    if (!columns.has(file)) columns.set(file, text === undefined ? undefined : new ByteColumns(text));
    return columns.get(file);
  };
  const range = (file: string, { start, end }: Range): object => {
    const known = columnsOf(file);
    return { start: known?.position(start) ?? { line: start.line }, end: known?.position(end) ?? { line: end.line } };
  };
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
        const suggestions = columnsOf(file) === undefined ? [] : edits.filter((edit) => edit.file === file);
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

/** Columns of one file in UTF-8 bytes. They are asked for in order mostly: a line is counted on from where it was left. */
class ByteColumns {
  readonly #lines: readonly string[];
  readonly #counted = new Map<number, { readonly at: number; readonly bytes: number }>();

  constructor(text: string) {
    this.#lines = text.split(/\r\n|\r|\n/);
  }

  position({ line, column }: Position): { line: number; column?: number } {
    const text = this.#lines[line - 1];
    if (text === undefined) return { line };
    const at = column - 1;
    const before = this.#counted.get(line);
    const known = before === undefined || before.at > at ? { at: 0, bytes: 0 } : before;
    const bytes = known.bytes + ENCODER.encode(text.slice(known.at, at)).length;
    this.#counted.set(line, { at, bytes });
    return { line, column: bytes + 1 };
  }
}

const ENCODER = new TextEncoder();
