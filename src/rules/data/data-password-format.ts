import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { type SensitiveWords, sensitivity } from '../../model/sensitive.ts';
import { splitWords, type Words } from '../../model/words.ts';
import { subject } from '../input/subject.ts';
import { nameFormat } from './password-edits.ts';

export default defineRule({
  id: 'data-password-format',
  title: 'Password without `format: password`',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 522,
  why: 'Consoles, generated clients and log filters hide a value only when the document says that it is a password.',
  fix: 'Add `format: password` to the string.',
  examples: {
    bad: `
paths:
  /login:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { password: { type: string } } }
      responses:
        '200': { description: Welcome }
`,
    good: `
paths:
  /login:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { password: { type: string, format: password }, passwordHint: { type: string } }
      responses:
        '200': { description: Welcome }
`,
  },
  edit: '`format: password` on a string that is described in place and has no format.',
  options: { add: [] as readonly string[], remove: [] as readonly string[] },
  optionDocs: {
    add: 'More names that are passwords here, as words: `door code`.',
    remove: 'Names that are no passwords here.',
  },
  visit: 'schema',
  applies: (schema) => schema.properties.size > 0 || (schema.role === 'parameter' && schema.holder !== undefined),
  *check(schema, { options }) {
    for (const { words, schema: value, place } of schema.properties.values()) {
      if (isPlainPassword(words, value, options)) yield { message: message(subject(place)), place, edits: nameFormat(value, place) };
    }
    if (schema.role !== 'parameter' || schema.holder === undefined) return;
    if (isPlainPassword(splitWords(schema.holder), schema, options)) {
      yield { message: message(subject(schema.place)), edits: nameFormat(schema, schema.place) };
    }
  },
});

function message(named: string): string {
  return `${named} is a password without \`format: password\`, so consoles and logs show it in the clear: add \`format: password\``;
}

function isPlainPassword(words: Words, schema: Schema, custom: SensitiveWords): boolean {
  if (schema.format === 'password' || !schema.types.includes('string')) return false;
  const kind = sensitivity(words, schema, custom)?.class;
  // A hash is nothing that anybody types.
  return (kind === 'password' || kind === 'custom') && !words.some((word) => hashWords.has(word));
}

const hashWords: ReadonlySet<string> = new Set(['hash', 'hashed', 'md5', 'sha1', 'sha256', 'bcrypt', 'salt', 'digest']);
