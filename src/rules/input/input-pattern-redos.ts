import type { Place } from '../../documents/place.ts';
import { get, isObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { label } from '../../model/label.ts';
import { backtracking } from '../../model/redos.ts';

interface Options {
  readonly steps: number;
  readonly polynomial: boolean;
  readonly unjudged: boolean;
}

export default defineRule<'schema', Options>({
  id: 'input-pattern-redos',
  title: 'Pattern that backtracks without end',
  severity: 'error',
  essential: true,
  owasp: 'API4:2023',
  cwe: 1333,
  why: 'One short string makes the validator itself try so many ways to match that it stops answering.',
  fix: 'Rewrite the pattern so that each character can be matched in one way only (`^(a+)+$` is `^a+$`), and set `maxLength`.',
  examples: {
    bad: `
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^(\\w+\\s?)*$' }
`,
    good: `
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^\\w+(?:\\s\\w+)*$' }
`,
  },
  options: { steps: 10_000_000, polynomial: true, unjudged: true },
  // What polynomial backtracking costs depends on the server's own limits; exponential beats them all.
  essentialOptions: { polynomial: false, unjudged: false },
  optionDocs: {
    steps: 'Steps that the longest accepted string may cost a pattern of polynomial backtracking.',
    polynomial: '`false` reports exponential backtracking alone.',
    unjudged: '`false` says nothing of patterns that are too large to be judged.',
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'let each character match in one way only, or check an upper length first',
  applies: (schema) =>
    schema.request && schema.parts.some(({ raw }) => Object.hasOwn(raw, 'pattern') || Object.hasOwn(raw, 'patternProperties')),
  *check(schema, { options }) {
    const longest = schema.maxLength ?? Number.POSITIVE_INFINITY;
    for (const { pattern, place, name } of patternsOf(schema)) {
      const found = backtracking(pattern);
      if (found === undefined) continue;
      if (found === 'too-large') {
        // A pattern that hides its loops in a thousand words must not pass for one that was read.
        if (options.unjudged && longest > 16) {
          yield {
            message: `The pattern of ${name} is too large to tell whether it backtracks: split it, or list its words in \`enum\``,
            place,
          };
        }
        continue;
      }
      const exponential = found.degree === Number.POSITIVE_INFINITY;
      if (!exponential && !options.polynomial) continue;
      // A short string cannot hurt: sixteen characters cost 65,536 tries.
      if (exponential ? longest <= 16 : longest ** found.degree <= options.steps) continue;
      const cost = exponential
        ? 'exponentially'
        : found.degree === 2
          ? 'with the square of its length'
          : `with the power ${found.degree} of its length`;
      yield {
        message: `Many \`${shown(found.pump)}\` in a row make the pattern of ${name} backtrack ${cost}: let each character match in one way only${
          exponential ? '' : ', or set a small `maxLength`'
        }`,
        place,
      };
    }
  },
});

/** Patterns that the caller's text meets: of strings, and of property names. */
function* patternsOf(schema: Schema): Generator<{ pattern: string; place: Place; name: string }> {
  for (const { raw, place } of schema.parts) {
    const pattern = get(raw, 'pattern');
    if (typeof pattern === 'string') yield { pattern, place: place.at('pattern'), name: label(place) };
    const named = get(raw, 'patternProperties');
    if (isObject(named))
      for (const pattern of Object.keys(named)) {
        yield { pattern, place: place.at('patternProperties', pattern), name: `property names in ${label(place)}` };
      }
  }
}

function shown(text: string): string {
  return text.replaceAll('`', "'").replaceAll(/[^\x20-\x7e]/gu, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
