import { describe, expect, test } from 'vitest';
import { discover } from '../../src/inputs/discover.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { type Snapshot, type SnapshotBase, type SnapshotEntry, snapshotBase } from '../../src/inputs/snapshot.ts';
import { WorkspaceError } from '../../src/inputs/workspace.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);
const file = (content: string): SnapshotEntry => ({ kind: 'file', bytes: bytes(content) });
const link = (target: string): SnapshotEntry => ({ kind: 'link', target });
const same: SnapshotEntry = { kind: 'same' };

const DISK = {
  'api/a.yaml': 'a: disk',
  'api/same.yaml': 'same: disk',
  'untracked.yaml': 'new: 1',
  '.git/info/exclude': 'local.yaml',
  '.git/config': 'secret',
};

const FILES: Readonly<Record<string, SnapshotEntry>> = {
  'api/a.yaml': file('a: base'),
  'api/same.yaml': same,
  'api/deep/gone.yaml': file('gone: base'),
  'sub/module': { kind: 'other' },
  'big.yaml': { kind: 'refused', reason: 'too-large', why: 'is larger than 10 bytes' },
  'inside.yaml': link('api/a.yaml'),
  'to-same.yaml': link('api/../api/./same.yaml'),
  'chain.yaml': link('inside.yaml'),
  folder: link('api'),
  'api/up.yaml': link('../api/a.yaml'),
  'through.yaml': link('folder/deep/../a.yaml'),
  'outside.yaml': link('../secret.yaml'),
  'api/outside.yaml': link('../../secret.yaml'),
  'absolute.yaml': link('/etc/passwd'),
  'dangling.yaml': link('nowhere'),
  'dangling-up.yaml': link('nowhere/../api/a.yaml'),
  'loop.yaml': link('loop.yaml'),
  'ping.yaml': link('pong.yaml'),
  'pong.yaml': link('ping.yaml'),
  'to-module.yaml': link('sub/module'),
  'to-git.yaml': link('.git/config'),
  'to-untracked.yaml': link('untracked.yaml'),
  __proto__x: file('p'),
  constructor: file('c'),
};

function base(files = FILES, disk: Readonly<Record<string, string>> = DISK, renamed: Snapshot['renamed'] = new Map()): SnapshotBase {
  const snapshot = { files: new Map(Object.entries(files)), renamed, notes: ['a note'] };
  // It must be able to cross to a thread.
  return snapshotBase(new MemoryWorkspace(disk), structuredClone(snapshot));
}

async function outcome(promise: Promise<Uint8Array>): Promise<string> {
  try {
    return `= ${text(await promise)}`;
  } catch (error) {
    return error instanceof WorkspaceError ? error.reason : String(error);
  }
}

describe('reading', () => {
  test.each([
    ['api/a.yaml', '= a: base', 'file'],
    ['./api/../api/a.yaml', '= a: base', 'file'],
    ['api/same.yaml', '= same: disk', 'file'],
    ['api/deep/gone.yaml', '= gone: base', 'file'],
    ['constructor', '= c', 'file'],
    ['__proto__x', '= p', 'file'],
    ['__proto__', 'missing', undefined],
    ['toString', 'missing', undefined],
    ['untracked.yaml', 'missing', undefined],
    ['.git/config', 'missing', undefined],
    ['.git/info/exclude', '= local.yaml', undefined],
    ['api', 'not-a-file', 'directory'],
    ['', 'not-a-file', 'directory'],
    ['sub', 'not-a-file', 'directory'],
    ['sub/module', 'not-a-file', 'other'],
    ['sub/module/x.yaml', 'missing', undefined],
    ['api/a.yaml/x', 'missing', undefined],
    ['big.yaml', 'too-large', 'file'],
    ['inside.yaml', '= a: base', 'file'],
    ['to-same.yaml', '= same: disk', 'file'],
    ['chain.yaml', '= a: base', 'file'],
    ['folder/a.yaml', '= a: base', 'file'],
    ['folder/deep/gone.yaml', '= gone: base', 'file'],
    ['folder', 'not-a-file', 'directory'],
    ['api/up.yaml', '= a: base', 'file'],
    ['folder/up.yaml', '= a: base', 'file'],
    ['through.yaml', '= a: base', 'file'],
    ['outside.yaml', 'outside', undefined],
    ['api/outside.yaml', 'outside', undefined],
    ['folder/outside.yaml', 'outside', undefined],
    ['absolute.yaml', 'outside', undefined],
    ['../secret.yaml', 'outside', undefined],
    ['/etc/passwd', 'outside', undefined],
    ['dangling.yaml', 'missing', undefined],
    ['dangling-up.yaml', 'missing', undefined],
    ['loop.yaml', 'unreadable', undefined],
    ['ping.yaml', 'unreadable', undefined],
    ['to-module.yaml', 'not-a-file', 'other'],
    ['to-git.yaml', 'missing', undefined],
    ['to-untracked.yaml', 'missing', undefined],
  ])('%j: %s', async (path, expected, kind) => {
    const { workspace } = base();
    expect(await outcome(workspace.read(path))).toBe(expected);
    const start = expected.startsWith('=') ? expected.slice(0, 5) : expected;
    expect(await outcome(workspace.readStart(path, 3))).toBe(start);
    expect(await workspace.kind(path)).toBe(kind);
  });

  test('the same paths without any link', async () => {
    const plain = Object.fromEntries(Object.entries(FILES).filter(([, { kind }]) => kind !== 'link'));
    const { workspace } = base(plain);
    expect(await outcome(workspace.read('api/../api/a.yaml'))).toBe('= a: base');
    expect(await outcome(workspace.read('inside.yaml'))).toBe('missing');
    expect(await outcome(workspace.read('../api/a.yaml'))).toBe('outside');
    expect(await outcome(workspace.read('api/a.yaml/x'))).toBe('missing');
  });

  test('a message names the path that was asked for', async () => {
    const error = await base()
      .workspace.read('big.yaml')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: 'big.yaml is larger than 10 bytes.', file: 'big.yaml' });
  });

  test('long chains of long links end', async () => {
    const target = `${'a/'.repeat(2000)}b`;
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`l${index}`, link(`${target}/../l${index + 1}`)]));
    expect(await outcome(base(files).workspace.read('l0'))).toBe('missing');
    const climbing = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`d/l${index}`, link(`${'./../d/'.repeat(600)}l${index + 1}`)]),
    );
    expect(await outcome(base(climbing).workspace.read('d/l0'))).toBe('unreadable');
    expect(await outcome(base(climbing).workspace.read('d/l20'))).toBe('missing');
  });
});

test('listing: what the tree holds, links and submodules as neither file nor folder', async () => {
  const { workspace } = base();
  expect(await workspace.list('api')).toEqual([
    { name: 'a.yaml', kind: 'file' },
    { name: 'deep', kind: 'directory' },
    { name: 'outside.yaml', kind: 'other' },
    { name: 'same.yaml', kind: 'file' },
    { name: 'up.yaml', kind: 'other' },
  ]);
  expect(await workspace.list('folder')).toEqual(await workspace.list('api'));
  expect(await workspace.list('sub')).toEqual([{ name: 'module', kind: 'other' }]);
  const root = new Map((await workspace.list('')).map(({ name, kind }) => [name, kind]));
  expect(root.get('folder')).toBe('other');
  expect(root.has('untracked.yaml')).toBe(false);
  for (const [path, reason] of [
    ['gone', 'missing'],
    ['api/a.yaml', 'missing'],
    ['..', 'outside'],
  ] as const) {
    await expect(workspace.list(path)).rejects.toMatchObject({ reason });
  }
});

test('what is the same is told of regular files alone', () => {
  const { same: isSame, notes, renamed } = base(FILES, DISK, new Map([['new.yaml', 'api/a.yaml']]));
  expect(['api/same.yaml', 'api/a.yaml', 'untracked.yaml', 'to-same.yaml', 'api'].map(isSame)).toEqual([true, false, false, false, false]);
  expect(notes).toEqual(['a note']);
  expect(renamed.get('new.yaml')).toBe('api/a.yaml');
});

test('documents are discovered as the tree has them', async () => {
  const openapi = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
  const files = {
    'kept.yaml': same,
    'changed.yaml': file(openapi),
    'hidden.yaml': same,
    'local.yaml': same,
    'linked.yaml': link('kept.yaml'),
    '.gitignore': file('hidden.yaml'),
  };
  const disk = { ...DISK, 'kept.yaml': openapi, 'hidden.yaml': openapi, 'local.yaml': openapi, 'untracked.yaml': openapi };
  const found = await discover(base(files, disk).workspace, {});
  expect(found.files).toEqual(['changed.yaml', 'kept.yaml']);
  expect(Object.fromEntries(found.passedOver)).toEqual({ link: 1, ignored: 2 });
});
