/** What the fuzzer found, and stays mended. */
import { expect, test } from 'vitest';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { json } from '../../src/reporters/json.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { run } from '../../src/run.ts';

const TOKEN = ['gh', 'p_', 'k7Qw2ZxN9vR4tYb1LmC8sHd6JfGp3UaE0oTi'].join('');

async function judge(files: Readonly<Record<string, string>>) {
  return run({ workspace: new MemoryWorkspace(files), patterns: [], policy: await flagPolicy({ preset: 'strict' }) });
}

test('a secret in what is not understood of source code is covered', { timeout: 60_000 }, async () => {
  const app = `import { guard } from "${TOKEN}";\nimport express from 'express';\nconst app = express();\napp.use(guard);\napp.get('/a', (req, res) => res.json({}));\n`;
  const report = await judge({ 'package.json': '{"dependencies":{"express":"5"}}', 'app.js': app });
  expect(report.documents.flatMap(({ code }) => code?.notes ?? []).join('\n')).toContain('ghp_*');
  expect(json(report)).not.toContain(TOKEN);
});

test('what is said of a whole document of comments stands in a file that there is', { timeout: 60_000 }, async () => {
  const report = await judge({ 'a.php': '<?php\n/** @OA\\Get(path="/a", @OA\\Response(response=200, description="ok")) */\nclass A {}\n' });
  expect(report.findings.map(({ ruleId }) => ruleId)).toContain('tls-server-missing');
  expect([...new Set(report.findings.map(({ file }) => file))]).toEqual(['a.php']);
});
