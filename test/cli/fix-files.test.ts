import { readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeAs, openFixable, writeFixed } from '../../src/cli/fix-files.ts';
import { temporaryFolder } from '../support/temporary.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file may be changed', () => {
  test.each([
    ['a plain one', 'a: 1\n'],
    ['one with a byte order mark', '\ufeffa: 1\n'],
  ])('%s, and keeps what it has', async (_, text) => {
    const folder = await temporaryFolder({ 'x/a.yaml': text });
    const opened = openFixable(bytes(text), 'x/a.yaml', folder, join(folder, 'x'));
    expect(opened).toEqual({ text: 'a: 1\n', bytes: bytes(text) });
    if (typeof opened === 'string') throw new Error(opened);
    const changed = text.replace('1', '2');
    expect(encodeAs(opened, 'a: 2\n')).toEqual(bytes(changed));
    expect(await writeFixed(opened, 'a: 2\n', 'x/a.yaml', folder)).toBeUndefined();
    expect(await readFile(join(folder, 'x/a.yaml'), 'utf8')).toBe(changed);
  });
});

describe('a file may not be changed', () => {
  test('outside of the folder that apiward was started in', async () => {
    const folder = await temporaryFolder({ 'a.yaml': '', 'x/b.yaml': '' });
    expect(openFixable(bytes(''), 'a.yaml', folder, join(folder, 'x'))).toMatch(/outside/);
  });

  test.each(['a.yaml', 'linked/a.yaml'])('through a link: %s', async (file) => {
    const folder = await temporaryFolder({ 'real/a.yaml': '' });
    await symlink('real', join(folder, 'linked'));
    await symlink('real/a.yaml', join(folder, 'a.yaml'));
    expect(openFixable(bytes(''), file, folder, folder)).toMatch(/link/);
  });

  test.each([
    ['by another program', (path: string) => writeFile(path, 'a: 3\n')],
    [
      'for a link',
      async (path: string) => {
        await unlink(path);
        await writeFile(`${path}.txt`, 'a: 1\n');
        await symlink(`${path}.txt`, path);
      },
    ],
  ])('changed meanwhile %s', async (_, change) => {
    const folder = await temporaryFolder({ 'a.yaml': 'a: 1\n' });
    const opened = openFixable(bytes('a: 1\n'), 'a.yaml', folder, folder);
    if (typeof opened === 'string') throw new Error(opened);
    await change(join(folder, 'a.yaml'));
    const before = await readFile(join(folder, 'a.yaml'), 'utf8');
    expect(await writeFixed(opened, 'a: 2\n', 'a.yaml', folder)).toMatch(/changed meanwhile/);
    expect(await readFile(join(folder, 'a.yaml'), 'utf8')).toBe(before);
  });

  test('gone meanwhile', async () => {
    const folder = await temporaryFolder({ 'a.yaml': 'a: 1\n' });
    const opened = openFixable(bytes('a: 1\n'), 'a.yaml', folder, folder);
    if (typeof opened === 'string') throw new Error(opened);
    await unlink(join(folder, 'a.yaml'));
    expect(await writeFixed(opened, 'a: 2\n', 'a.yaml', folder)).toMatch(/changed meanwhile/);
  });
});
