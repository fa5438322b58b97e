import { defineRule } from '../../engine/define-rule.ts';
import { writtenTypes } from './accepted-types.ts';

export default defineRule({
  id: 'input-xml',
  title: 'XML accepted',
  severity: 'info',
  owasp: 'API8:2023',
  cwe: 611,
  why: 'XML parsers resolve external entities and expand internal ones by default in many libraries: files are read and memory filled.',
  fix: 'Switch off DTDs and external entities in the parser; where no caller needs XML, drop the media type.',
  examples: {
    bad: `
paths:
  /orders:
    post:
      requestBody:
        content:
          application/xml:
            schema: { type: object }
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
      responses:
        '201': { description: Created }
`,
  },
  visit: 'api',
  *check(api) {
    const found = [...writtenTypes(api)].filter(({ type }) =>
      /^(?:application|text)\/xml(?:-dtd|-external-parsed-entity)?$|\+xml$/.test(type),
    );
    // One parser reads them all: ten places are one decision.
    const gather = {
      least: 10,
      place: api.place,
      speak: (count: number) =>
        `XML is accepted in ${count} places: switch off DTDs and external entities in the parser, or drop the media type`,
    };
    for (const { type, place } of found) {
      yield {
        message: `\`${type}\` is accepted: switch off DTDs and external entities in the parser, or drop the media type`,
        place,
        gather,
      };
    }
  },
});
