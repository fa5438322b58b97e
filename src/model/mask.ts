import { findSecrets } from './secrets.ts';

/** Letters that are left of a secret, to find it by. */
const shown = 4;

/** A key's armour, whatever its lines are indented by. The length is bounded, so that it takes linear time. */
const armour = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----/g;
const longestArmour = 20_000;

/**
 * The text with every secret in it covered: of each, all but the first four characters are asterisks, white space apart. The result is as
 * long as the text and has the same lines, so that places in it stay true. For everything that is printed of documents.
 */
export function maskSecrets(text: string): string {
  const secrets = findSecrets(text);
  const covered =
    secrets.length === 0
      ? text
      : cover(
          text,
          secrets.map(({ start, end }) => ({ start: start + shown, end })),
        );
  return covered.includes('PRIVATE KEY') ? cover(covered, keyBodies(covered)) : covered;
}

function keyBodies(text: string): Stretch[] {
  return [...text.matchAll(armour)].flatMap(({ index, 0: head }) => {
    const start = index + head.length;
    const near = text.slice(start, start + longestArmour);
    const end = near.indexOf('-----');
    // Base64 is told from prose by its length; the last line may be short.
    return [
      ...(end === -1 ? near : near.slice(0, end)).matchAll(
        /[A-Za-z0-9+/]{30,}={0,2}(?:(?:\s|\\[nr]){1,80}[A-Za-z0-9+/]{1,80}={0,2}(?=\s|\\|$))?/g,
      ),
    ].map((run) => ({ start: start + run.index, end: start + run.index + run[0].length }));
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function cover(text: string, stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    pieces.push(text.slice(at, from), text.slice(from, end).replaceAll(/\S/g, '*'));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
