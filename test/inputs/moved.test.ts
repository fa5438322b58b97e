import { expect, test } from 'vitest';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { movedWorkspace } from '../../src/inputs/moved.ts';
import { WorkspaceError } from '../../src/inputs/workspace.ts';

const FILES = { 'old/a': 'old a', 'old/deep/b': 'old b', 'new/a': 'new a', 'new/only': 'x', common: 'c', newer: 'n' };

async function outcome(promise: Promise<Uint8Array>): Promise<string> {
  try {
    return new TextDecoder().decode(await promise);
  } catch (error) {
    return error instanceof WorkspaceError ? error.reason : String(error);
  }
}

test.each([
  [
    'new',
    'old',
    true,
    { 'new/a': 'old a', './new/../new/deep/b': 'old b', 'new/only': 'missing', common: 'c', newer: 'n', 'old/a': 'old a' },
  ],
  [
    'new',
    'old',
    false,
    { 'new/a': 'old a', common: 'missing', newer: 'missing', 'old/a': 'missing', '../x': 'outside', '/new/a': 'outside' },
  ],
  ['', 'old', true, { a: 'old a', 'deep/b': 'old b', 'old/a': 'missing', '../common': 'outside' }],
  ['new', '', true, { 'new/common': 'c', 'new/old/a': 'old a', common: 'c' }],
  ['old', 'old', true, { 'old/a': 'old a', 'new/a': 'new a' }],
])('%j is read at %j, others too: %s', async (from, to, others, expected) => {
  const workspace = movedWorkspace(new MemoryWorkspace(FILES), { from, to, others });
  for (const [path, content] of Object.entries(expected)) {
    expect([path, await outcome(workspace.read(path))]).toEqual([path, content]);
    const start = content.length > 6 ? content : content.slice(0, 3);
    expect([path, await outcome(workspace.readStart(path, 3))]).toEqual([path, start]);
    expect(await workspace.kind(path)).toBe(content.length > 6 ? undefined : 'file');
  }
});

test('folders and bounds', async () => {
  const workspace = movedWorkspace(new MemoryWorkspace(FILES), { from: 'new', to: 'old', others: false });
  expect(await workspace.list('new')).toEqual([
    { name: 'a', kind: 'file' },
    { name: 'deep', kind: 'directory' },
  ]);
  expect(await workspace.kind('new')).toBe('directory');
  await expect(workspace.list('')).rejects.toMatchObject({ reason: 'missing' });
});
