import { lstat, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileAtomically } from '../../src/inputs/write-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('writes a new file and replaces an old one, leaving nothing else', async () => {
  const folder = await temporaryFolder({ 'old.json': 'old' });
  await writeFileAtomically(folder, 'new.json', 'text');
  await writeFileAtomically(folder, join(folder, 'old.json'), 'text');
  expect(await readdir(folder)).toEqual(['new.json', 'old.json']);
  for (const file of ['new.json', 'old.json']) expect(await readFile(join(folder, file), 'utf8')).toBe('text');
});

test('replaces a link instead of writing through it', async () => {
  const folder = await temporaryFolder({ 'target.txt': 'untouched' });
  await symlink(join(folder, 'target.txt'), join(folder, 'report.json'));
  await writeFileAtomically(folder, 'report.json', 'text');
  expect(await readFile(join(folder, 'target.txt'), 'utf8')).toBe('untouched');
  expect((await lstat(join(folder, 'report.json'))).isFile()).toBe(true);
});

test('writes to a device as it is', async () => {
  await expect(writeFileAtomically('/', '/dev/null', 'text')).resolves.toBeUndefined();
});

test.each([
  ['folder', 'it is a folder; name a file'],
  ['no/such.json', 'its folder does not exist; make it first'],
  ['file/x.json', 'its folder does not exist; make it first'],
])('%s is refused and leaves nothing', async (file, reason) => {
  const folder = await temporaryFolder({ 'folder/x': '', file: '' });
  await expect(writeFileAtomically(folder, file, 'text')).rejects.toThrow(`cannot write \`${file}\`: ${reason}`);
  expect(await readdir(folder)).toEqual(['file', 'folder']);
});
