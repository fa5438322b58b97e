import { describe, expect, test, vi } from 'vitest';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { loadPolicy } from '../../../src/policy/config/load.ts';
import { withPolicyFiles } from '../../../src/policy/config/remote-rulesets.ts';
import { EXTENDS_LIMITS, type FetchPolicy } from '../../../src/policy/config/sources.ts';
import { severityFor } from '../../../src/policy/resolve.ts';
import { rulesByConcern } from '../../../src/rules/index.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';

const load = (files: Readonly<Record<string, string>>, more: { fetchPolicy?: FetchPolicy; configPath?: string } = {}) =>
  loadPolicy({ workspace: new MemoryWorkspace(files), rulesByConcern, ...more });

const serve =
  (texts: Readonly<Record<string, string>>, sha = SHA): FetchPolicy =>
  async (owner, repo, path) => {
    const text = texts[`${owner}/${repo}/${path}`];
    if (text === undefined) throw new Error(`${path} is not in ${owner}/${repo}`);
    return { text, sha };
  };

describe('where a policy comes from', () => {
  test('nowhere', async () =>
    expect(await load({ 'openapi.yaml': '' })).toMatchObject({ sources: [], preset: 'recommended', notes: [], loosenings: [] }));

  test.each([
    ['.apiward.yml', {}],
    ['.apiward.yaml', {}],
    ['config/api.yml', { configPath: 'config/api.yml' }],
    ['config/api.json', { configPath: 'config/api.json' }],
  ])('%s', async (file, more) => {
    const policy = await load({ [file]: '{"preset": "strict"}' }, more);
    expect(policy).toMatchObject({ sources: [{ name: file }], preset: 'strict' });
  });

  test('files are relative to the one that extends them', async () => {
    const files = { 'config/api.yml': 'extends: [./a.yml, ../b.yml]', 'config/a.yml': 'preset: strict', 'b.yml': 'fail-on: warn' };
    const { sources } = await load(files, { configPath: 'config/api.yml' });
    expect(sources.map(({ name }) => name)).toEqual(['config/a.yml', 'b.yml', 'config/api.yml']);
  });

  test('a named policy of another repository', async () => {
    const policy = await load(
      { '.apiward.yml': 'preset: essential' },
      { configPath: 'acme/policy/x.yml@v1', fetchPolicy: serve({ 'acme/policy/x.yml': 'preset: strict' }) },
    );
    expect(policy).toMatchObject({ preset: 'strict', sources: [{ name: 'acme/policy/x.yml@v1', sha: SHA, pinned: false }] });
    expect(policy.notes).toMatchObject([
      { file: 'acme/policy/x.yml@v1', message: expect.stringContaining(`write \`acme/policy/x.yml@${SHA}\``) },
    ]);
  });

  test.each([
    [
      'a branch',
      'main',
      [`\`acme/policy/x.yml@main\` is not pinned, so that it may change unseen: write \`acme/policy/x.yml@${SHA}\``],
      false,
    ],
    ['a commit', SHA, [], true],
    [
      'half a commit',
      SHA.slice(0, 12),
      [`\`acme/policy/x.yml@${SHA.slice(0, 12)}\` is not pinned, so that it may change unseen: write \`acme/policy/x.yml@${SHA}\``],
      false,
    ],
  ])('%s is noted when it may move', async (_, ref, notes, pinned) => {
    const policy = await load(
      { '.apiward.yml': `\nextends: acme/policy/x.yml@${ref}` },
      { fetchPolicy: serve({ 'acme/policy/x.yml': 'fail-on: warn' }) },
    );
    expect(policy.notes.map(({ message }) => message)).toEqual(notes);
    for (const note of policy.notes) expect(note).toMatchObject({ file: '.apiward.yml', at: { line: 2, column: 1 } });
    expect(policy.sources[0]).toMatchObject({ sha: SHA, pinned });
  });

  test('what a fetched policy extends is asked at its own commit', async () => {
    const asked: unknown[] = [];
    const texts = serve({
      'acme/policy/x.yml': 'extends: [./y.yml, other/policy/z.yml@v2]',
      'acme/policy/y.yml': 'preset: strict',
      'other/policy/z.yml': 'fail-on: info',
    });
    const fetchPolicy: FetchPolicy = (...at) => {
      asked.push(at);
      return texts(...at);
    };
    const { notes, sources } = await load({ '.apiward.yml': 'extends: acme/policy/x.yml@main' }, { fetchPolicy });
    expect(asked).toEqual([
      ['acme', 'policy', 'x.yml', 'main'],
      ['acme', 'policy', 'y.yml', SHA],
      ['other', 'policy', 'z.yml', 'v2'],
    ]);
    // As movable as the policy that it belongs to.
    expect(sources.map(({ name, pinned }) => [name, pinned])).toEqual([
      ['acme/policy/y.yml@main', false],
      ['other/policy/z.yml@v2', false],
      ['acme/policy/x.yml@main', false],
      ['.apiward.yml', undefined],
    ]);
    // What another repository extends is for its owners to pin.
    expect(notes).toHaveLength(1);
  });
});

describe('what GitHub gives is bounded and checked', () => {
  test.each<[string, FetchPolicy, RegExp]>([
    [
      'an error',
      async () => Promise.reject(new Error('HTTP 404: give `config-token` read access to acme/policy')),
      /cannot be read: HTTP 404: give `config-token`/,
    ],
    ['no SHA', async () => ({ text: 'preset: strict', sha: 'main' }), /cannot be read: GitHub gave no file and commit$/],
    ['no text', async () => ({ text: 5, sha: SHA }) as never, /cannot be read: GitHub gave no file and commit$/],
    [
      'too much',
      async () => ({ text: `#${'x'.repeat(EXTENDS_LIMITS.bytes)}`, sha: SHA }),
      /cannot be read: it is larger than 262144 bytes$/,
    ],
    ['no policy', async () => ({ text: '<html>', sha: SHA }), /^acme\/policy\/x\.yml@v1:1:1: the file holds a text/],
  ])('%s', async (_, fetchPolicy, message) =>
    expect(load({ '.apiward.yml': 'extends: acme/policy/x.yml@v1' }, { fetchPolicy })).rejects.toThrow(message),
  );

  test('another commit than the pinned one', async () => {
    const fetchPolicy = serve({ 'acme/policy/x.yml': '' }, 'f'.repeat(40));
    await expect(load({ '.apiward.yml': `extends: acme/policy/x.yml@${SHA}` }, { fetchPolicy })).rejects.toThrow(
      `cannot be read: GitHub gave the commit ${'f'.repeat(40)} instead`,
    );
  });

  test('no answer', async () => {
    vi.useFakeTimers();
    try {
      const loading = expect(
        load({ '.apiward.yml': 'extends: acme/policy/x.yml@v1' }, { fetchPolicy: () => new Promise(() => undefined) }),
      ).rejects.toThrow('cannot be read: GitHub did not answer within 15 s');
      await vi.advanceTimersByTimeAsync(EXTENDS_LIMITS.milliseconds);
      await loading;
    } finally {
      vi.useRealTimers();
    }
  });

  test('too many', async () => {
    const list = Array.from({ length: 30 }, (_, index) => `a/b/${index}.yml@v1`);
    const fetchPolicy: FetchPolicy = vi.fn(async () => ({ text: 'fail-on: warn', sha: SHA }));
    await expect(load({ '.apiward.yml': `extends: [${list.join(', ')}]` }, { fetchPolicy })).rejects.toThrow(
      'is one of more than 20 policies: put some of them together',
    );
    expect(fetchPolicy).toHaveBeenCalledTimes(20);
  });
});

describe('the digest', () => {
  const digest = async (config: string, more = {}) => (await load({ '.apiward.yml': config, ...more })).digest;
  const CONFIG = 'preset: strict\nrules: { tls-server: warn, tls-hsts: off }\npublic: { paths: [/a] }';

  test('has a form', async () => expect(await digest(CONFIG)).toMatch(/^sha256:[0-9a-f]{64}$/));

  test.each([
    ['layout', '# a comment\n\npreset:   "strict"\n\nrules:\n  tls-server: warn\n  tls-hsts: off\npublic:\n  paths:\n    - /a\n'],
    ['order', 'public: { paths: [/a] }\nrules: { tls-hsts: off, tls-server: warn }\npreset: strict'],
    ['JSON', '{"preset": "strict", "rules": {"tls-server": "warn", "tls-hsts": "off"}, "public": {"paths": ["/a"]}}'],
    ['a mapping for a severity', 'preset: strict\nrules: { tls-server: { severity: warn }, tls-hsts: off }\npublic: { paths: [/a] }'],
    ['notes of other tools', `${CONFIG}\nx-owner: me`],
    ['a preset by another way', CONFIG.replace('preset', 'extends')],
  ])('is the same for another %s', async (_, config) => expect(await digest(config)).toBe(await digest(CONFIG)));

  test.each([
    ['preset', CONFIG.replace('strict', 'essential')],
    ['severity', CONFIG.replace('warn', 'info')],
    ['option', CONFIG.replace('/a', '/b')],
    ['override', `${CONFIG}\noverrides: [{ files: [x], rules: { tls-server: off } }]`],
    ['setting', `${CONFIG}\nfail-on: none`],
    ['floor', `${CONFIG}\nfloor: { rules: [tls-server] }`],
  ])('is another for another %s', async (_, config) => expect(await digest(config)).not.toBe(await digest(CONFIG)));

  test("is another for another text of a policy's ruleset", async () => {
    const of = async (ruleset: string) =>
      (
        await load(
          { '.apiward.yml': `extends: acme/policy/x.yml@${SHA}` },
          { fetchPolicy: serve({ 'acme/policy/x.yml': 'rulesets: [r.yaml]', 'acme/policy/r.yaml': ruleset }) },
        )
      ).digest;
    expect(await of('rules: {}')).toBe(await of('rules: {}'));
    expect(await of('rules: {}')).not.toBe(await of('rules: { a: off }'));
  });
});

describe('rulesets of another repository', () => {
  const RULESETS = {
    'acme/policy/x.yml': 'rulesets: [rulesets/house.yaml]',
    'acme/policy/rulesets/house.yaml': 'extends: [[./base.yaml, all], "spectral:oas", ../../../out.yaml]\nrules: {}',
    'acme/policy/rulesets/base.yaml': 'extends: house.yaml\nrules: {}',
  };

  test('come with the policy, with the files that they extend', async () => {
    const policy = await load({ '.apiward.yml': `extends: acme/policy/x.yml@${SHA}` }, { fetchPolicy: serve(RULESETS) });
    const folder = `.apiward-policy/acme/policy/${SHA}/rulesets`;
    expect(policy.settings.rulesets).toEqual([`${folder}/house.yaml`]);
    expect(Object.keys(policy.files).sort()).toEqual([`${folder}/base.yaml`, `${folder}/house.yaml`]);
    const workspace = withPolicyFiles(
      new MemoryWorkspace({ 'a.yaml': 'here', [`${folder}/base.yaml`]: 'planted', [`${folder}/other.yaml`]: 'planted' }),
      policy.files,
    );
    const read = async (file: string) => new TextDecoder().decode(await workspace.read(file));
    expect(await read(`${folder}/base.yaml`)).toBe(RULESETS['acme/policy/rulesets/base.yaml']);
    expect(await read('a.yaml')).toBe('here');
    await expect(read(`${folder}/other.yaml`)).rejects.toThrow('did not come with the policy');
    expect(await workspace.kind(`${folder}/house.yaml`)).toBe('file');
    expect(await workspace.kind(`${folder}/other.yaml`)).toBeUndefined();
  });

  test('that are missing are told', async () => {
    const fetchPolicy = serve({ 'acme/policy/x.yml': 'rulesets: [gone.yaml]' });
    await expect(load({ '.apiward.yml': `extends: acme/policy/x.yml@${SHA}` }, { fetchPolicy })).rejects.toThrow(
      '`gone.yaml` cannot be read: gone.yaml is not in acme/policy',
    );
  });

  test('bring rules that only the run knows', async () => {
    const policy = await load(
      { '.apiward.yml': `extends: acme/policy/x.yml@${SHA}\nrules: { house-rule: off }` },
      { fetchPolicy: serve(RULESETS) },
    );
    expect(severityFor(policy, 'house-rule', { file: 'a.yaml' }, 'error')).toBe('off');
  });
});
