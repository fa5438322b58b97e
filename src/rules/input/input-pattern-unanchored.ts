import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { label } from '../../model/label.ts';
import { patternFacts } from '../../model/pattern.ts';

export default defineRule({
  id: 'input-pattern-unanchored',
  title: 'Pattern without `^` and `$`',
  severity: 'info',
  owasp: 'API8:2023',
  cwe: 625,
  why: 'JSON Schema looks for a pattern anywhere in the string, so `[a-z]+` accepts `<script>` too.',
  fix: 'Put the pattern between `^` and `$`, alternatives in a group: `^(?:a|b)$`.',
  examples: {
    bad: `
components:
  schemas:
    Pet:
      type: object
      properties:
        code: { type: string, maxLength: 8, pattern: '[A-Z]{3}' }
`,
    good: `
components:
  schemas:
    Pet:
      type: object
      properties:
        code: { type: string, maxLength: 8, pattern: '^[A-Z]{3}$' }
`,
  },
  visit: 'schema',
  holds: 'both',
  inCode: 'write `^` and `$` around all of it',
  applies: (schema) => schema.request && schema.values === undefined && schema.patterns.length > 0,
  *check(schema) {
    const all = schema.patterns.map((pattern) => patternFacts(pattern));
    // One whole-value pattern is enough; what matches everything is input-pattern-loose's.
    if (all.some((facts) => facts?.anchoredStart === true && facts.anchoredEnd) || all.every((facts) => facts?.loose !== false)) return;
    for (const { raw, place } of schema.parts) {
      const pattern = get(raw, 'pattern');
      const facts = typeof pattern === 'string' ? patternFacts(pattern) : undefined;
      if (facts === undefined || facts.loose) continue;
      const missing = [facts.anchoredStart ? '' : '`^`', facts.anchoredEnd ? '' : '`$`'].filter((anchor) => anchor !== '').join(' and ');
      yield {
        message: `The pattern of ${label(place)} lacks ${missing}, so text around a match passes too: write ${missing} around all of it`,
        place: place.at('pattern'),
      };
    }
  },
});
