/** Scaffolds a rule and its test: `npm run new-rule -- token-expiry`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const id = process.argv[2] ?? '';
const concern = process.argv[3] ?? id.split('-')[0] ?? '';
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id)) {
  process.stderr.write('usage: npm run new-rule -- <concern>-<what> [concern]\n');
  process.exit(2);
}

const rule = `import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: '${id}',
  title: 'What is wrong, as a noun phrase',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 16,
  why: 'One sentence in plain words.',
  fix: 'The exact edit.',
  examples: {
    bad: \`
      paths: {}
    \`,
    good: \`
      paths: {}
    \`,
  },
  visit: 'operation',
  *check(operation) {
    if (operation.deprecated) yield { message: \`\\\`\${operation.label}\\\` is ...\`, at: ['deprecated'] };
  },
});
`;
const test = `import { describe } from 'vitest';
import rule from '../../../src/rules/${concern}/${id}.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('${id}', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'a hit',
      document: \`
        openapi: 3.0.3
        paths: {}
      \`,
      hits: ['1: part of the message'],
    }),
  ]));
`;
for (const [file, text] of [
  [`src/rules/${concern}/${id}.ts`, rule],
  [`test/rules/${concern}/${id}.test.ts`, test],
]) {
  const path = join(root, file as string);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text as string, { flag: 'wx' });
  process.stdout.write(`${file}\n`);
}
process.stdout.write('write them, then `npm run generate`\n');
