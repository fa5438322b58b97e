import type { Random } from './random.ts';
import { hostileStrings } from './words.ts';

/** Pieces that change how a YAML reader reads what follows. */
const yamlPieces: readonly string[] = [
  '&a ',
  '*a ',
  '!!binary ',
  '!<tag:x> ',
  '<<: *a\n',
  '? ',
  ': ',
  '- ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '\t',
  '# ',
  "'",
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '@',
  '`',
  '\ufeff',
  '\r',
  '\u0085',
  '\\x',
  '"\\ud800"',
  '{a: &b [*b]}',
  'a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n',
];

/** Cuts, doubles, moves and soils stretches of a text. */
export function mutateText(text: string, random: Random): string {
  let out = text;
  const rounds = 1 + random.below(6);
  for (let round = 0; round < rounds; round++) out = change(out, random);
  return out;
}

function change(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + random.below(random.pick([2, 20, 400])));
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + text.slice(at, to).repeat(random.pick([2, 3, 50])) + text.slice(to);
    case 2:
      return text.slice(0, at) + random.pick(yamlPieces) + text.slice(at);
    case 3:
      return text.slice(0, at) + random.pick(hostileStrings) + text.slice(at);
    case 4:
      return text.slice(0, at) + String.fromCharCode(random.below(random.pick([128, 65536]))) + text.slice(at + 1);
    case 5:
      return text.slice(0, at);
    case 6: {
      const lines = text.split('\n');
      const from = random.below(lines.length);
      const [line = ''] = lines.splice(from, 1);
      lines.splice(random.below(lines.length + 1), 0, random.once(2) ? line : `  ${line}`);
      return lines.join('\n');
    }
    case 7:
      return text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n']));
    default:
      return text.slice(0, at) + random.pick(['[', '{"a":', '- ', '{a: ']).repeat(random.pick([5, 100, 700])) + text.slice(at);
  }
}
