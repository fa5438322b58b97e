import { describe, expect, test } from 'vitest';
import '../../src/cli/commands.ts';
import { allRules, rulesByConcern } from '../../src/rules/index.ts';
import { command } from '../support/cli.ts';
import { temporaryFolder } from '../support/temporary.ts';

const list = async (argv: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  const { code, stdout, stderr } = await command(await temporaryFolder(files), 'rules', ...argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};
const ids = (text: string) => [...text.matchAll(/^(?:error|warn|info|off) +(\S+)/gm)].map(([, id]) => id);

describe('the list', () => {
  test('has every rule, by id, with its severity', async () => {
    const text = await list([]);
    expect(ids(text)).toEqual(allRules.map(({ id }) => id).sort());
    expect(text).toMatch(/^error {2}tls-server +\S/m);
    expect(text).toContain(`\n${allRules.length} rules in preset recommended. More about one: apiward explain RULE\n`);
  });

  test.each<[string[], string[]]>([
    [['pkce'], ['oauth-implicit-flow', 'oauth-password-flow', 'oauth-pkce']],
    [['PKCE', 'CWE-', 'code flow', 'without'], ['oauth-pkce']],
    [
      ['cwe-319', 'server'],
      ['tls-nested-server', 'tls-server'],
    ],
    [
      ['--concern', 'webhook'],
      ['webhook-auth', 'webhook-replay'],
    ],
    [['--concern', 'webhook', '--concern', 'header', '--severity', 'off'], ['header-security']],
    [['--concern', 'tls', '--severity', 'info', '--rule', 'tls-hsts=info'], ['tls-hsts']],
  ])('%j', async (argv, expected) => {
    const found = ids(await list(argv));
    expect(found).toEqual(expect.arrayContaining(expected));
    if (!argv.some((word) => word.startsWith('cwe'))) expect(found).toEqual(expected);
    expect(found.length).toBeLessThan(20);
  });

  test('a concern is a folder, not a first word', async () => {
    expect(ids(await list(['--concern', 'inventory']))).toContain('structure-valid');
    expect(ids(await list(['--concern', 'ratelimit']))).toHaveLength(rulesByConcern['ratelimit']?.length ?? 0);
  });

  test('shows the severities of the policy', async () => {
    const text = await list(['--concern', 'tls'], { '.apiward.yml': 'preset: strict\nrules: { tls-server: info }' });
    expect(text).toMatch(/^info {3}tls-server /m);
    expect(text).toContain(' in preset strict, as .apiward.yml changes it.');
  });

  test('of a named policy', async () => {
    expect(
      ids(
        await list(['--config', 'a/p.yml', '--severity', 'info', '--concern', 'tls'], { 'a/p.yml': "rules: { '*': off, tls-hsts: info }" }),
      ),
    ).toEqual(['tls-hsts']);
  });
});

test('as JSON', async () => {
  const [rule, ...others] = JSON.parse(
    await list(['-f', 'json', 'implicit', '--concern', 'oauth'], { '.apiward.yml': 'rules: { oauth/*: warn }' }),
  );
  expect(others.every(({ severity }: { severity: string }) => severity === 'warn')).toBe(true);
  expect(rule).toMatchObject({
    id: 'oauth-implicit-flow',
    concern: 'oauth',
    severity: 'warn',
    docs: expect.stringContaining('oauth-implicit-flow.md'),
  });
});

test.each([
  [['--concern', 'tsl'], 'no concern `tsl`: did you mean `tls`?'],
  [['--concern', 'zzzzzz'], `no concern \`zzzzzz\`: it is one of ${Object.keys(rulesByConcern).join(', ')}`],
  [['--severity', 'warning'], '--severity cannot be `warning`: did you mean `warn`? It is one of error, warn, info, off'],
  [
    ['zzz', '--concern', 'tls', '--severity', 'off'],
    `no rule matches \`zzz\` and --concern tls and --severity off: \`apiward rules\` lists all ${allRules.length}`,
  ],
])('%j', async (argv, message) => {
  expect(await command(await temporaryFolder(), 'rules', ...argv)).toEqual({ code: 2, stdout: '', stderr: `apiward: ${message}\n` });
});
