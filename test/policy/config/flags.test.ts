import { describe, expect, test } from 'vitest';
import { readInputs } from '../../../src/action/inputs.ts';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { type PolicyFlags, parseHosts } from '../../../src/policy/config/flags.ts';
import { loadPolicy } from '../../../src/policy/config/load.ts';
import { optionsFor } from '../../../src/policy/resolve.ts';
import { rulesByConcern } from '../../../src/rules/index.ts';
import { command } from '../../support/cli.ts';
import { judgePolicy } from '../../support/policy.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const RULE = 'inventory-external-ref';
const REMOTE = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: 'https://schemas.acme.dev/pets.yaml#/Pets' } } } }
        '404': { description: none, content: { application/json: { schema: { $ref: 'https://evil.test/error.yaml' } } } }
`;

async function hostsOf(config: string | undefined, flags: PolicyFlags): Promise<unknown> {
  const workspace = new MemoryWorkspace(config === undefined ? {} : { '.apiward.yml': config });
  const policy = await loadPolicy({ workspace, rulesByConcern, flags });
  return optionsFor(policy, RULE, { file: 'openapi.yaml' })['allowedHosts'];
}

describe('hosts', () => {
  test.each<[readonly string[], readonly string[]]>([
    [['schemas.acme.io'], ['schemas.acme.io']],
    [['a.io, *.b.io'], ['a.io', '*.b.io']],
    [['a.io\n\n b.io'], ['a.io', 'b.io']],
    [
      ['a.io', 'b.io'],
      ['a.io', 'b.io'],
    ],
    [['deny'], []],
    [[' deny\n'], []],
  ])('%j are %j', (values, hosts) => expect(parseHosts(values, '--external-refs')).toEqual(hosts));

  test.each([
    ['https://a.io', '--external-refs `https://a.io` has a scheme: write the host alone: write `deny`, or hosts such as `schemas.acme.io`'],
    ['a.io/x', '--external-refs `a.io/x` is no host name: leave out port, path and user: write `deny`, or hosts such as `schemas.acme.io`'],
    ['deny, a.io', '--external-refs `deny` forbids all hosts and stands alone: write `deny`, or hosts such as `schemas.acme.io`'],
    ['*', '--external-refs `*` is no host name: leave out port, path and user: write `deny`, or hosts such as `schemas.acme.io`'],
  ])('%s are refused', (value, message) => expect(() => parseHosts([value], '--external-refs')).toThrow(message));
});

describe('over a policy', () => {
  test.each<[string, string | undefined, PolicyFlags, readonly string[]]>([
    ['nothing said', undefined, {}, []],
    ['the policy alone', 'external-refs: [a.io]', {}, ['a.io']],
    ['hosts join those of the policy', 'external-refs: [a.io]', { externalRefs: ['b.io', 'a.io'] }, ['b.io', 'a.io']],
    ['`deny` takes them away', 'external-refs: [a.io]', { externalRefs: [] }, []],
    [
      'an override for the file does not bring them back',
      `overrides: [{ files: ['**'], rules: { ${RULE}: { allowedHosts: [a.io] } } }]`,
      { externalRefs: [] },
      [],
    ],
    ['a floor lets `deny` pass', 'external-refs: [a.io]\nfloor: { options: [external-refs] }', { externalRefs: [] }, []],
    [
      'a floor lets what it allows pass',
      'external-refs: [a.io]\nfloor: { options: [external-refs] }',
      { externalRefs: ['a.io'] },
      ['a.io'],
    ],
  ])('%s', async (_, config, flags, hosts) => expect(await hostsOf(config, flags)).toEqual(hosts));

  test.each([
    [false, '--external-refs'],
    [true, 'input external-refs'],
  ])('a floor refuses more, asked as inputs: %s', async (asInputs, name) => {
    const config = `external-refs: [a.io]\nfloor: { rules: [${RULE}] }`;
    await expect(hostsOf(config, { externalRefs: ['b.io'], asInputs })).rejects.toThrow(
      `${name} would loosen what .apiward.yml keeps (\`${RULE}.allowedHosts\`): leave it out`,
    );
  });

  test('they count in the digest', async () => {
    const digests = await Promise.all(
      [{}, { externalRefs: ['a.io'] }, { externalRefs: ['b.io'] }].map(
        async (flags) => (await loadPolicy({ workspace: new MemoryWorkspace({}), rulesByConcern, flags })).digest,
      ),
    );
    expect(new Set(digests).size).toBe(3);
  });
});

describe('what is judged', () => {
  const found = async (flags: PolicyFlags): Promise<number[]> => {
    const report = await judgePolicy({ files: { 'openapi.yaml': REMOTE, '.apiward.yml': "external-refs: ['evil.test']" }, flags });
    return report.findings.filter(({ ruleId }) => ruleId === RULE).map(({ range }) => range.start.line);
  };

  test.each<[PolicyFlags, readonly number[]]>([
    [{}, [7]],
    [{ externalRefs: ['*.acme.dev'] }, []],
    [{ externalRefs: [] }, [7, 8]],
  ])('%j', async (flags, lines) => expect(await found(flags)).toEqual(lines));

  test('by a ruleset of the user too', async () => {
    const files = { 'openapi.yaml': REMOTE, 'house.yaml': "extends: ['apiward:essential']\nrules: {}\n" };
    const lines = async (flags: PolicyFlags) =>
      (await judgePolicy({ files, flags: { ...flags, rulesets: ['house.yaml'] } })).findings
        .filter(({ ruleId }) => ruleId === RULE)
        .map(({ range }) => range.start.line);
    expect(await lines({})).toEqual([7, 8]);
    expect(await lines({ externalRefs: ['evil.test'] })).toEqual([7]);
  });
});

describe('the action', () => {
  test.each<[string, readonly string[] | undefined]>([
    ['', undefined],
    ['deny', []],
    ['a.io\n*.b.io', ['a.io', '*.b.io']],
  ])('`external-refs: %s`', (value, hosts) => {
    expect(readInputs((name) => (name === 'external-refs' ? value : '')).externalRefs).toEqual(hosts);
  });

  test('refuses a URL', () => {
    expect(() => readInputs((name) => (name === 'external-refs' ? 'https://a.io' : ''))).toThrow(
      'input external-refs `https://a.io` has a scheme',
    );
  });
});

describe('the command line', () => {
  test.each<[string, readonly string[], readonly number[]]>([
    ['without it', [], [7, 8]],
    ['twice', ['--external-refs', 'schemas.acme.dev', '--external-refs', 'evil.test'], []],
    ['with commas', ['--external-refs', 'schemas.acme.dev,other.test'], [8]],
  ])('%s', async (_, flags, lines) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': REMOTE });
    const { stdout } = await command(cwd, 'openapi.yaml', '--preset', 'essential', '--format', 'json', ...flags);
    const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; range: { start: { line: number } } }[] };
    expect(findings.filter(({ ruleId }) => ruleId === RULE).map(({ range }) => range.start.line)).toEqual(lines);
  });
});
