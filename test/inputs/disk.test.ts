import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBundle } from '../../src/documents/load.ts';
import { DiskWorkspace } from '../../src/inputs/disk.ts';
import { WorkspaceError } from '../../src/inputs/workspace.ts';

let base = '';
let root = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'apiward-disk-'));
  root = join(base, 'root');
  mkdirSync(join(root, 'api/deep'), { recursive: true });
  mkdirSync(join(base, 'root-other'));
  writeFileSync(join(base, 'secret.yaml'), 'secret: 1');
  writeFileSync(join(base, 'root-other/secret.yaml'), 'secret: 1');
  writeFileSync(join(root, 'api/a.yaml'), 'a: 1');
  writeFileSync(join(root, 'api/big.yaml'), 'x'.repeat(101));
  symlinkSync('api/a.yaml', join(root, 'inside.yaml'));
  symlinkSync('../secret.yaml', join(root, 'outside.yaml'));
  symlinkSync('../root-other', join(root, 'sibling'));
  symlinkSync('nowhere', join(root, 'dangling.yaml'));
  symlinkSync('loop.yaml', join(root, 'loop.yaml'));
  symlinkSync('/dev/zero', join(root, 'zero.yaml'));
  execFileSync('mkfifo', [join(root, 'fifo.yaml')]);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

async function reasonOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'read';
  } catch (error) {
    return error instanceof WorkspaceError ? error.reason : String(error);
  }
}

describe('reading', () => {
  test.each([
    ['api/a.yaml', 'read'],
    ['./api/../api/a.yaml', 'read'],
    ['inside.yaml', 'read'],
    ['outside.yaml', 'outside'],
    ['sibling/secret.yaml', 'outside'],
    ['../secret.yaml', 'outside'],
    ['../root-other/secret.yaml', 'outside'],
    ['/etc/passwd', 'outside'],
    ['zero.yaml', 'outside'],
    ['fifo.yaml', 'not-a-file'],
    ['api', 'not-a-file'],
    ['', 'not-a-file'],
    ['dangling.yaml', 'missing'],
    ['gone.yaml', 'missing'],
    ['api/a.yaml/x', 'missing'],
    ['a\0b', 'missing'],
    [`${'n'.repeat(300)}.yaml`, 'missing'],
    ['loop.yaml', 'unreadable'],
    ['api/big.yaml', 'too-large'],
  ])('%j: %s', async (file, reason) => {
    const workspace = new DiskWorkspace(root, { fileBytes: 100 });
    expect(await reasonOf(workspace.read(file))).toBe(reason);
    expect(await reasonOf(workspace.readStart(file, 10))).toBe(reason === 'too-large' ? 'read' : reason);
  });

  test('a file is read once', async () => {
    const workspace = new DiskWorkspace(root);
    const file = join(root, 'once.yaml');
    writeFileSync(file, 'a: 1');
    const bytes = await workspace.read('once.yaml');
    writeFileSync(file, 'a: 2');
    expect(await workspace.read('once.yaml')).toBe(bytes);
    expect(new TextDecoder().decode(await workspace.readStart('once.yaml', 3))).toBe('a: ');
    expect(new TextDecoder().decode(bytes)).toBe('a: 1');
  });

  test('what is not kept must still be the same', async () => {
    const workspace = new DiskWorkspace(root, { keptBytes: 0 });
    const file = join(root, 'twice.yaml');
    writeFileSync(file, 'a: 1');
    expect(await workspace.read('twice.yaml')).toEqual(await workspace.read('twice.yaml'));
    writeFileSync(file, 'a: 2');
    expect(await reasonOf(workspace.read('twice.yaml'))).toBe('unreadable');
  });

  test('a document that refers to hostile places ends with reasons, at once', async () => {
    const refs = [
      '../secret.yaml',
      'outside.yaml',
      'sibling/secret.yaml',
      'fifo.yaml',
      'zero.yaml',
      'dangling.yaml',
      'loop.yaml',
      'api',
      'inside.yaml',
    ];
    writeFileSync(join(root, 'root.json'), JSON.stringify(refs.map((ref) => ({ $ref: ref }))));
    const bundle = await loadBundle('root.json', new DiskWorkspace(root));
    const reasons = refs.map((ref) => {
      const found = bundle.resolve(ref, bundle.root.root);
      return found.ok ? 'ok' : found.reason;
    });
    expect(reasons).toEqual(['outside', 'outside', 'outside', 'unreadable', 'outside', 'missing', 'unreadable', 'unreadable', 'ok']);
  });
});

test('listing and kinds: links are neither files nor directories', async () => {
  const workspace = new DiskWorkspace(root);
  expect(await workspace.list('api')).toEqual([
    { name: 'a.yaml', kind: 'file' },
    { name: 'big.yaml', kind: 'file' },
    { name: 'deep', kind: 'directory' },
  ]);
  const kinds = Object.fromEntries((await workspace.list('')).map(({ name, kind }) => [name, kind]));
  expect(kinds).toMatchObject({ api: 'directory', 'inside.yaml': 'other', sibling: 'other', 'fifo.yaml': 'other' });
  expect(await reasonOf(workspace.list('sibling'))).toBe('outside');
  expect(await reasonOf(workspace.list('gone'))).toBe('missing');
  const asked = ['inside.yaml', 'api', 'fifo.yaml', 'outside.yaml', 'gone', '..', ''];
  expect(await Promise.all(asked.map((path) => workspace.kind(path)))).toEqual([
    'file',
    'directory',
    'other',
    undefined,
    undefined,
    undefined,
    'directory',
  ]);
});

test('a root that is no directory', () => {
  for (const path of [join(base, 'gone'), join(base, 'secret.yaml')]) {
    expect(() => new DiskWorkspace(path)).toThrow('is not a directory that can be read');
  }
});
