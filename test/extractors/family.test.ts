import { expect, test } from 'vitest';
import { extractors } from '../../src/extractors/frameworks/index.ts';
import { onlyFamily } from '../../src/extractors/modules.ts';
import { family } from '../../src/extractors/syntax/language.ts';
import { inventoryOf } from '../support/code.ts';

test.each<[file: string, family: string | undefined]>([
  ['a/b.ts', 'javascript'],
  ['a/b.jsx', 'javascript'],
  ['a/B.java', 'java'],
  ['a/package.json', 'javascript'],
  ['pom.xml', 'java'],
  ['a/Api.csproj', 'csharp'],
  ['go.mod', 'go'],
  ['composer.json', 'php'],
  ['pyproject.toml', 'python'],
  ['setup.py', 'python'],
  ['application.yml', undefined],
  ['appsettings.json', undefined],
  ['tsconfig.json', undefined],
  ['package.json.txt', undefined],
])('%s concerns %s alone', (file, only) => {
  expect(onlyFamily(file)).toBe(only);
});

test.each(extractors.map(({ id, languages }) => [id, languages] as const))('%s reads languages of one family', (_, languages) => {
  expect(new Set(languages.map(family)).size).toBe(1);
});

const ROUTES = {
  'package.json': '{}',
  'express.js': "const app = require('express')();\nrequire('./shared');\napp.delete('/a', (req, res) => res.end());\napp.listen(1);\n",
  'fastify.js': "const app = require('fastify')();\nrequire('./shared');\napp.delete('/b', async () => ({}));\napp.listen({ port: 1 });\n",
  'shared.js': 'module.exports = {};\n',
};

test('a file that cannot be read leaves a doubt to every framework that asks for it', async () => {
  const enforced = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
    (await inventoryOf(files)).routes.map(({ path, security }) => `${path} ${security.enforced}`);
  expect(await enforced(ROUTES)).toEqual(['/a none', '/b none']);
  const large = `${ROUTES['shared.js']}// ${'x'.repeat(1_100_000)}\n`;
  expect(await enforced({ ...ROUTES, 'shared.js': large })).toEqual(['/a unknown', '/b unknown']);
  const { notes } = await inventoryOf({ ...ROUTES, 'shared.js': large });
  expect(notes.filter(({ message }) => message.includes('shared.js could not be read whole'))).toHaveLength(2);
});

test('a file that cannot be read is told once where no framework finds anything', async () => {
  const { notes } = await inventoryOf({ 'package.json': '{}', 'a.js': `// ${'x'.repeat(1_100_000)}\n` });
  expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('a.js could not be read whole')]);
});
