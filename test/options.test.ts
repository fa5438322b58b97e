import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES, OPTIONS, OUTPUTS, optionsOf } from '../src/options.ts';
import { optionsTable } from '../src/options-text.ts';

const read = (file: string) => readFile(new URL(`../${file}`, import.meta.url), 'utf8');

interface ActionYaml {
  readonly inputs: Record<string, { description: string; default: string; required?: boolean }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string };
}

describe('action.yml', async () => {
  const action = load(await read('action.yml')) as ActionYaml;

  test('has the inputs of the table, in its order', () => {
    const expected = optionsOf('action').map(({ name, help, choices, default: standard }) => [
      name,
      { description: `${help}${choices === undefined ? '' : ` One of ${choices.join(', ')}.`}`, default: standard ?? '' },
    ]);
    expect(Object.entries(action.inputs)).toEqual(expected);
  });

  test('has the outputs of the table', () => {
    expect(Object.entries(action.outputs)).toEqual(OUTPUTS.map(({ name, help }) => [name, { description: help }]));
  });

  test('runs the bundle on the runtime that runners have', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
  });
});

describe('README.md', () => {
  test.each([
    ['the command line', optionsTable('cli')],
    ['the action', optionsTable('action')],
  ])('shows the table of %s', async (_, table) => {
    expect(await read('README.md')).toContain(table.trim());
  });
});

describe('the table', () => {
  test.each(OPTIONS.map((option) => [option.name, option] as const))(
    '%s is complete',
    (_, { help, faces, choices, default: standard, type, placeholder }) => {
      expect(help).toMatch(/\.$/);
      expect(faces.length).toBeGreaterThan(0);
      if (choices !== undefined && standard !== undefined) expect(choices).toContain(standard);
      if (faces.includes('cli') && type === 'string') expect(placeholder).toBeDefined();
      if (type === 'boolean') expect(standard).toBeUndefined();
    },
  );

  test('no name or letter stands twice for one face', () => {
    for (const face of ['cli', 'action'] as const) {
      const names = optionsOf(face).flatMap(({ name, short }) => (short === undefined ? [name] : [name, short]));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('no cell breaks its Markdown table', () => {
    for (const line of optionsTable('cli').trim().split('\n')) expect(line.split('|')).toHaveLength(5);
  });

  test('exit codes are 0 to 5', () => expect(EXIT_CODES.map(([code]) => code)).toEqual([0, 1, 2, 3, 4, 5]));
});
