import type { Score } from '../policy/score.ts';
import { markdownCode, visible } from './escape.ts';
import type { Paint } from './paint.ts';
import { count } from './ranking.ts';

/** The score for a terminal: the whole, each concern, and what would raise it most. */
export function scoreText(score: Score | undefined, { bold, dim }: Pick<Paint, 'bold' | 'dim'>): string {
  if (score === undefined) return `${bold('Score: none')}, for not everything could be judged\n`;
  const width = Math.max(...score.concerns.map(({ concern }) => concern.length));
  const rows = score.concerns.map((each) => `  ${visible(each.concern).padEnd(width)}  ${each.letter}  ${String(each.score).padStart(3)}`);
  const gains = score.gains.map(({ ruleId, findings, points }) => `  +${points}  mend ${count(findings, 'finding')} of ${visible(ruleId)}`);
  const raise = gains.length === 0 ? [] : [dim('What would raise it most:'), ...gains];
  return [bold(`Score: ${score.letter} (${score.score} of 100)`), ...rows, ...raise, ''].join('\n');
}

/** The same for GitHub Markdown, as a paragraph of its own; empty where there is no score. */
export function scoreMarkdown(score: Score | undefined): string {
  if (score === undefined) return '';
  const concerns = score.concerns.map(({ concern, letter, score: points }) => `${markdownCode(concern)} ${letter} ${points}`).join(' · ');
  const gains = score.gains.map(({ ruleId, findings, points }) => `${markdownCode(ruleId)} (${count(findings, 'finding')}) +${points}`);
  const raise = gains.length === 0 ? '' : `What would raise it most: ${gains.join(', ')}.\n`;
  return `\n**Score: ${score.letter} (${score.score} of 100)**\n\n${concerns}\n\n${raise}`;
}
