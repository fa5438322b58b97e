import type { Letter, Score } from '../policy/score.ts';

const LABEL = 'API security';

/** Colours of the shields palette, as hex. */
const COLORS: Readonly<Record<Letter | '?', string>> = {
  A: '#2ea44f',
  B: '#7cb518',
  C: '#b58900',
  D: '#d9730d',
  E: '#c9510c',
  F: '#c4302b',
  '?': '#6a737d',
};

/** Height, padding and the width of a character of 11px Verdana, near enough for the few that stand here. */
const HEIGHT = 20;
const PADDING = 6;
const CHARACTER = 6.6;

/** The score as a picture that stands by itself: no font, script or address of elsewhere. Without a score it says that there is none. */
export function badgeSvg(score: Score | undefined): string {
  const { message, color } = badge(score);
  const [left, right] = [LABEL, message].map((text) => Math.round(text.length * CHARACTER) + 2 * PADDING) as [number, number];
  const text = (x: number, value: string) =>
    `<text x="${x}" y="14" fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${value}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${LABEL}: ${message}">`,
    `<title>${LABEL}: ${message}</title>`,
    `<clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#444"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${color}"/></g>`,
    text(left / 2, LABEL),
    text(left + right / 2, message),
    '</svg>',
    '',
  ].join('\n');
}

/** The score as shields.io reads it from an address (https://shields.io/badges/endpoint-badge). */
export function badgeJson(score: Score | undefined): string {
  const { message, color } = badge(score);
  return `${JSON.stringify({ schemaVersion: 1, label: LABEL, message, color })}\n`;
}

function badge(score: Score | undefined): { message: string; color: string } {
  if (score === undefined) return { message: 'not judged', color: COLORS['?'] };
  return { message: `${score.letter} ${score.score}`, color: COLORS[score.letter] };
}
