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

/** The judged files. */
export interface Sources {
  readonly textOf: (file: string) => string | undefined;
  /** A text with its secrets covered, as long as before. */
  readonly mask: (text: string) => string;
}

/**
 * The certain edits that the diff can show, each by itself, since each can be made without the others. Every line that an edit replaces must stand in one hunk, with the very text that was judged: one
 * comment on any other line loses the whole review. None repeats a secret that every other output covers.
 */
export function planSuggestions(report: Report, diff: Diff, sources: Sources): SuggestionPlan {
  const offered = new Map<string, Suggestion>();
  const certain = judged(report).filter(({ edits = [] }) => edits.length > 0);
  const linesOf = splitOnce((text) => text);
  const maskedLines = splitOnce(sources.mask);
  const hidden = ({ file, startLine, endLine, content, lines }: Replacement, text: string): boolean => {
    const covered = maskedLines(file, text);
    const changed = lines.slice(startLine - 1, endLine).some((line, index) => line !== covered[startLine - 1 + index]);
    return changed || sources.mask(content) !== content;
  };
  const distinct = new Set<TextEdit>();
  for (const finding of pick(certain, certain.length)) {
    for (const edit of finding.edits ?? []) {
      distinct.add(edit);
      const suggestion = suggest(finding, edit, diff, { textOf: sources.textOf, linesOf }, hidden);
      // The same edit may mend several findings.
      if (suggestion !== undefined && !offered.has(suggestion.id)) offered.set(suggestion.id, suggestion);
    }
  }
  const suggestions = [...offered.values()].slice(0, SHOWN);
  return { suggestions, left: distinct.size - suggestions.length };
}

/** Lines of files, each split once. */
function splitOnce(shown: (text: string) => string): (file: string, text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (file, text) => {
    const lines = known.get(file) ?? shown(text).split('\n');
    known.set(file, lines);
    return lines;
  };
}

/** An edit as whole lines of a file. */
interface Replacement {
  readonly file: string;
  /** From 1, both inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly content: string;
  /** All lines of the file. */
  readonly lines: readonly string[];
}

function suggest(
  finding: Finding,
  edit: TextEdit,
  diff: Diff,
  { textOf, linesOf }: Pick<Sources, 'textOf'> & { readonly linesOf: (file: string, text: string) => readonly string[] },
  hidden: (replacement: Replacement, text: string) => boolean,
): Suggestion | undefined {
  const text = textOf(edit.file);
  const shown = diff.get(edit.file)?.lines;
  if (text === undefined || shown === undefined) return undefined;
  const lines = linesOf(edit.file, text);
  const replaced = replacement(edit, text, lines);
  if (replaced === undefined) return undefined;
  const { startLine, endLine, content } = replaced;
  const hunk = shown.get(startLine)?.hunk;
  for (let line = startLine; line <= endLine; line++) {
    const there = shown.get(line);
    if (there === undefined || there.hunk !== hunk || there.text !== lines[line - 1] || there.text.includes('\r')) return undefined;
  }
  // A line that no comment has room for, such as a document on one line, is not looked at any further.
  if (content.length > COMMENT || !isPlain(content) || hidden({ file: edit.file, ...replaced, lines }, text)) return undefined;
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

/**
 * Posts what is not there yet as one review. Two runs at once both see what they posted, and of each suggestion the older one stays.
 * Returns how many were posted.
 */
export async function postSuggestions(github: GitHub, { suggestions }: SuggestionPlan, { owner, repo, event }: Target): Promise<number> {
  if (suggestions.length === 0 || event.number === undefined) return 0;
  const pull = apiPath`/repos/${owner}/${repo}/pulls/${event.number}`;
  const authorship = new Authorship(github);
  const posted = await ownSuggestions(github, pull, authorship);
  const missing = suggestions.filter(({ id }) => !posted.has(id));
  if (missing.length === 0) return 0;
  await github.post(`${pull}/reviews`, {
    commit_id: event.head,
    event: 'COMMENT',
    body: `apiward offers ${count(missing.length, 'certain edit')}.`,
    comments: missing.map(reviewComment),
  });
  try {
    const now = await ownSuggestions(github, pull, authorship);
    const younger = missing.flatMap(({ id }) => (now.get(id) ?? []).slice(1));
    for (const comment of younger) await remove(github, apiPath`/repos/${owner}/${repo}/pulls/comments/${comment}`);
  } catch (error) {
    // What was to be posted stands there; that it may stand there twice is no failure of it.
    if (!(error instanceof GitHubError)) throw error;
  }
  return missing.length;
}

/** Ids of the comments that hold each of our suggestions, the oldest first. An outdated one has no line any more and does not count. */
async function ownSuggestions(github: GitHub, pull: string, authorship: Authorship): Promise<Map<string, number[]>> {
  const { items, complete } = await github.list(`${pull}/comments`, { pages: PAGES });
  if (!complete) throw new GitHubError('refused', `the pull request has more than ${items.length} review comments`);
  const found = new Map<string, number[]>();
  for (const item of items) {
    const suggestion = MARKER.exec(getString(item, 'body') ?? '')?.[1];
    const id = get(item, 'id');
    if (suggestion === undefined || typeof id !== 'number' || !Number.isSafeInteger(id) || get(item, 'line') === null) continue;
    if (await authorship.isOurs(item))
      found.set(
        suggestion,
        [...(found.get(suggestion) ?? []), id].sort((a, b) => a - b),
      );
  }
  return found;
}

async function remove(github: GitHub, path: string): Promise<void> {
  try {
    await github.delete(path);
  } catch (error) {
    // The other run was quicker.
    if (!(error instanceof GitHubError) || error.reason !== 'not-found') throw error;
  }
}

function reviewComment({ file, startLine, endLine, body }: Suggestion): Body {
  const several = startLine === endLine ? {} : { start_line: startLine, start_side: 'RIGHT' };
  return { path: file, ...several, line: endLine, side: 'RIGHT', body };
}
