import { defineRule } from '../../engine/define-rule.ts';
import { subject } from '../input/subject.ts';

export default defineRule({
  id: 'data-read-write-only',
  title: 'Property that is both readOnly and writeOnly',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 436,
  why: 'The two contradict each other (OAS forbids them together), so tools differ in which they believe and the value may leak.',
  fix: 'Keep the one that is meant: `writeOnly` for secrets, `readOnly` for what the server sets.',
  examples: {
    bad: `
components:
  schemas:
    User:
      type: object
      properties: { password: { type: string, readOnly: true, writeOnly: true } }
`,
    good: `
components:
  schemas:
    User:
      type: object
      properties: { password: { type: string, readOnly: false, writeOnly: true }, id: { type: string, readOnly: true } }
`,
  },
  visit: 'schema',
  applies: ({ readOnly, writeOnly }, { api }) => readOnly && writeOnly && api.version !== '2.0',
  *check(schema) {
    const at = ['readOnly', 'writeOnly'].find((key) => schema.raw[key] === true);
    yield {
      message: `${subject(schema.place)} is both \`readOnly\` and \`writeOnly\`, so no tool knows whether it may leave: remove one of them`,
      ...(at === undefined ? {} : { at: [at] }),
      related: schema.parts
        .filter(({ raw }) => raw !== schema.raw)
        .flatMap(({ raw, place }) =>
          ['readOnly', 'writeOnly']
            .filter((key) => raw[key] === true)
            .map((key) => ({ place: place.at(key), message: `\`${key}\` is said here` })),
        ),
    };
  },
});
