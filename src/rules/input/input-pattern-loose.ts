import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { label } from '../../model/label.ts';
import { patternFacts } from '../../model/pattern.ts';

export default defineRule({
  id: 'input-pattern-loose',
  title: 'Pattern that matches everything',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 625,
  why: 'A pattern that every string passes looks like validation in a review and validates nothing.',
  fix: 'Name the characters and the length that are valid, between `^` and `$`; or drop the pattern and set `maxLength`.',
  examples: {
    bad: `
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^.*$' }
`,
    good: `
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string, maxLength: 80, pattern: '^[A-Za-z -]+$' }
`,
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'name the valid characters, or set an upper length instead',
  applies: (schema) => schema.request && schema.values === undefined && schema.patterns.length > 0,
  *check(schema) {
    const patterns = schema.patterns.map((pattern) => patternFacts(pattern));
    // One pattern that restricts is enough.
    if (!patterns.every((facts) => facts?.loose === true)) return;
    for (const { raw, place } of schema.parts) {
      const pattern = get(raw, 'pattern');
      if (typeof pattern !== 'string') continue;
      const facts = patternFacts(pattern);
      const anchored = facts?.anchoredStart === true && facts.anchoredEnd;
      yield {
        message: anchored
          ? `The pattern of ${label(place)} matches every string, so it checks nothing: name the valid characters, or drop it and set \`maxLength\``
          : `The pattern of ${label(place)} is not anchored and finds a match in every string, so it checks nothing: put it between \`^\` and \`$\``,
        place: place.at('pattern'),
      };
    }
  },
});
