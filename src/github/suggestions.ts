import { get, getString } from '../documents/tree.ts';
import { digest } from '../findings/digest.ts';
import type { Finding, TextEdit } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { asLines } from '../fixes/as-lines.ts';
import { markdownCode, markdownMessage, visible } from '../reporters/escape.ts';
import { judged } from '../reporters/judged.ts';
import { count, pick } from '../reporters/ranking.ts';
import { Authorship } from './authorship.ts';
import type { Diff } from './diff.ts';
import { apiPath, type Body, type GitHub, GitHubError } from './port.ts';
import type { Target } from './target.ts';

/** More of them nobody applies one by one; `apiward fix` makes all edits at once. */
const SHOWN = 20;
const PAGES = 30;
/** Characters of a comment. */
const COMMENT = 65_536;

const MARKER = /^<!-- apiward suggestion ([0-9a-f]{16}) -->/;

/** A one-click edit on lines of the diff. */
interface Suggestion {
  readonly id: string;
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly body: string;
}

export interface SuggestionPlan {
  readonly suggestions: readonly Suggestion[];
  /** Certain edits that cannot be offered: outside the diff, or more than fit. */
  readonly left: number;
}

/**
 * The certain edits that the diff can show. Every line that an edit replaces must stand in one hunk, with the very text that was judged: one
 * comment on any other line loses the whole review.
 * @param textOf text of a judged file
 */
export function planSuggestions(report: Report, diff: Diff, textOf: (file: string) => string | undefined): SuggestionPlan {
  const offered = new Map<string, Suggestion>();
  const certain = judged(report).filter(({ edits = [] }) => edits.length > 0);
  for (const finding of pick(certain, certain.length)) {
    const suggestion = suggest(finding, diff, textOf);
    // The same edit may mend several findings.
    if (suggestion !== undefined && !offered.has(suggestion.id)) offered.set(suggestion.id, suggestion);
  }
  const suggestions = [...offered.values()].slice(0, SHOWN);
  return { suggestions, left: certain.length - suggestions.length };
}

function suggest(finding: Finding, diff: Diff, textOf: (file: string) => string | undefined): Suggestion | undefined {
  const [edit, ...more] = finding.edits ?? [];
  if (edit === undefined || more.length > 0) return undefined;
  const text = textOf(edit.file);
  const shown = diff.get(edit.file)?.lines;
  if (text === undefined || shown === undefined) return undefined;
  const lines = text.split('\n');
  const replaced = replacement(edit, text, lines);
  if (replaced === undefined) return undefined;
  const { startLine, endLine, content } = replaced;
  const hunk = shown.get(startLine)?.hunk;
  for (let line = startLine; line <= endLine; line++) {
    const there = shown.get(line);
    if (there === undefined || there.hunk !== hunk || there.text !== lines[line - 1] || there.text.includes('\r')) return undefined;
  }
  if (!isPlain(content)) return undefined;
  const before = lines.slice(startLine - 1, endLine).join('\n');
  const id = digest([finding.ruleId, edit.file, content, before].join('\u0000'));
  const fence = '`'.repeat(Math.max(3, ...[...content.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const words = `${markdownCode(finding.ruleId)}: ${markdownMessage(finding.message.slice(0, 2000))}`;
  const body = `<!-- apiward suggestion ${id} -->\n${words}\n\n${fence}suggestion\n${content}${fence}\n`;
  return body.length > COMMENT ? undefined : { id, file: edit.file, startLine, endLine, body };
}

/** The lines that an edit replaces and what a suggestion of it holds: nothing when the lines go, else each line with its line feed. */
function replacement(
  edit: TextEdit,
  text: string,
  lines: readonly string[],
): { startLine: number; endLine: number; content: string } | undefined {
  const { startLine, endLine, replacement: written } = asLines(edit, text);
  if (startLine > endLine || endLine > lines.length) return undefined;
  // Lines that go whole leave nothing; one that is emptied would leave a blank line, which no suggestion can say.
  const { start, end } = edit.range;
  const goes = edit.newText === '' && start.column === 1 && end.column === 1 && end.line > start.line;
  if (written === '') return goes ? { startLine, endLine, content: '' } : undefined;
  // GitHub shows no line after the last line feed of a file: what is added there is added to the line before.
  if (startLine === lines.length && startLine > 1 && lines.at(-1) === '') {
    return { startLine: startLine - 1, endLine: startLine - 1, content: `${lines.at(-2)}\n${written}\n` };
  }
  return { startLine, endLine, content: `${written}\n` };
}

/** Nothing that a reader cannot see is offered at one click. */
function isPlain(content: string): boolean {
  return content.split('\n').every((line) => visible(line.replaceAll('\t', ' ')) === line.replaceAll('\t', ' '));
}

/** Posts what is not there yet as one review. Returns how many were posted. */
export async function postSuggestions(github: GitHub, { suggestions }: SuggestionPlan, { owner, repo, event }: Target): Promise<number> {
  if (suggestions.length === 0 || event.number === undefined) return 0;
  const pull = apiPath`/repos/${owner}/${repo}/pulls/${event.number}`;
  const { items, complete } = await github.list(`${pull}/comments`, { pages: PAGES });
  if (!complete) throw new GitHubError('refused', `the pull request has more than ${items.length} review comments`);
  const authorship = new Authorship(github);
  const posted = new Set<string>();
  for (const item of items) {
    const id = MARKER.exec(getString(item, 'body') ?? '')?.[1];
    // An outdated one has no line any more.
    if (id !== undefined && get(item, 'line') !== null && (await authorship.isOurs(item))) posted.add(id);
  }
  const missing = suggestions.filter(({ id }) => !posted.has(id));
  if (missing.length === 0) return 0;
  await github.post(`${pull}/reviews`, {
    commit_id: event.head,
    event: 'COMMENT',
    body: `apiward offers ${count(missing.length, 'certain edit')}.`,
    comments: missing.map(reviewComment),
  });
  return missing.length;
}

function reviewComment({ file, startLine, endLine, body }: Suggestion): Body {
  const several = startLine === endLine ? {} : { start_line: startLine, start_side: 'RIGHT' };
  return { path: file, ...several, line: endLine, side: 'RIGHT', body };
}
