import { chmodSync, existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { DiskWorkspace } from '../../src/inputs/disk.ts';
import { Git } from '../../src/inputs/git.ts';
import { GitError } from '../../src/inputs/git-program.ts';
import { gitSnapshot } from '../../src/inputs/git-snapshot.ts';
import { readRenames } from '../../src/inputs/git-tree.ts';
import { type SnapshotBase, snapshotBase } from '../../src/inputs/snapshot.ts';
import type { Limits } from '../../src/inputs/snapshot-contents.ts';
import { WorkspaceError } from '../../src/inputs/workspace.ts';
import { GIT_ENV, Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Opened extends SnapshotBase {
  readonly kinds: Readonly<Record<string, string>>;
  read(file: string): Promise<string>;
}

async function snapshotOf(git: Git, revision: string, limits?: Partial<Limits>): Promise<Opened> {
  const snapshot = await gitSnapshot(git, (await git.commit(revision)) ?? revision, limits);
  const base = snapshotBase(new DiskWorkspace(git.program.directory), structuredClone(snapshot));
  const read = async (file: string): Promise<string> => {
    try {
      return new TextDecoder().decode(await base.workspace.read(file));
    } catch (error) {
      return error instanceof WorkspaceError ? `! ${error.message}` : String(error);
    }
  };
  return { ...base, read, kinds: Object.fromEntries([...snapshot.files].map(([file, { kind }]) => [file, kind])) };
}

const LONG = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join('');

const OTHER = LONG.replaceAll('line', 'row');

// Each starts many processes.
vi.setConfig({ testTimeout: 60_000 });

describe('the tree of a commit beside the working tree', () => {
  test('same, changed, removed, staged, added and untracked', async () => {
    const repository = await Repository.create({ a: '1', b: '1', c: '1', d: '1', e: '1', 'deep/er/f': '1', g: '1' });
    repository.commit({ a: '2', c: null, new: '1' });
    repository.write({ b: '3', d: null, untracked: '1', e: '2' });
    repository.git('add', 'e');
    repository.git('rm', '--cached', '--quiet', 'g');
    const base = await snapshotOf(await repository.open(), 'HEAD~1');
    expect(base.kinds).toEqual({ a: 'file', b: 'file', c: 'file', d: 'file', e: 'file', 'deep/er/f': 'same', g: 'file' });
    expect(await Promise.all(['a', 'b', 'c', 'd', 'e', 'deep/er/f', 'g'].map(base.read))).toEqual(Array(7).fill('1'));
    expect(await base.read('new')).toBe('! new does not exist.');
    expect(await base.read('untracked')).toBe('! untracked does not exist.');
    expect(base.notes).toEqual([]);
  });

  test('a file whose time alone changed is taken from the commit, and nothing is written', async () => {
    const repository = await Repository.create({ a: '1' });
    utimesSync(join(repository.folder, 'a'), new Date(0), new Date(0));
    const before = statSync(join(repository.folder, '.git/index')).mtimeMs;
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(base.kinds).toEqual({ a: 'file' });
    expect(statSync(join(repository.folder, '.git/index')).mtimeMs).toBe(before);
  });

  test('what the index is told to believe is not believed', async () => {
    const repository = await Repository.create({ a: '1', b: '1', c: '1' });
    repository.git('update-index', '--assume-unchanged', 'a');
    repository.git('update-index', '--skip-worktree', 'b');
    repository.write({ a: '2', b: '2' });
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(base.kinds).toEqual({ a: 'file', b: 'file', c: 'same' });
    expect([await base.read('a'), await base.read('b')]).toEqual(['1', '1']);
  });

  test('a file that became a folder, a folder that became a link', async () => {
    const repository = await Repository.create({ a: '1', 'dir/x': '1', 'other/x': '2' });
    repository.write({ a: null, 'a/x': '2', dir: { link: 'other' } });
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(base.kinds).toEqual({ a: 'file', 'dir/x': 'file', 'other/x': 'same' });
    expect(await base.read('dir/x')).toBe('1');
  });

  test('links: their targets are those of the commit', async () => {
    const repository = await Repository.create({
      'a.yaml': '1',
      'in.yaml': { link: 'a.yaml' },
      'out.yaml': { link: '../../etc/passwd' },
      'abs.yaml': { link: '/etc/passwd' },
    });
    repository.commit({ 'a.yaml': '2', 'file.yaml': 'x' });
    const base = await snapshotOf(await repository.open(), 'HEAD~1');
    expect(await base.read('in.yaml')).toBe('1');
    expect(await base.read('out.yaml')).toBe('! out.yaml is outside the workspace.');
    expect(await base.read('abs.yaml')).toBe('! abs.yaml is outside the workspace.');
    repository.git('config', 'core.symlinks', 'false');
    expect(await (await snapshotOf(await repository.open(), 'HEAD~1')).read('in.yaml')).toBe('a.yaml');
  });

  test('submodules are neither files nor folders, and are not looked into', async () => {
    const inner = await Repository.create({ x: '1' });
    const repository = await Repository.create({ a: '1' });
    repository.git('submodule', '--quiet', 'add', `file://${inner.folder}`, 'sub');
    repository.commit({});
    repository.write({ 'sub/x': '2' });
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(base.kinds).toEqual({ '.gitmodules': 'same', a: 'same', sub: 'other' });
    expect(await base.workspace.kind('sub')).toBe('other');
    expect(await base.read('sub/x')).toBe('! sub/x does not exist.');
  });

  test('hostile and foreign names', async () => {
    const names = [
      'new\nline.yaml',
      'qu"ote\'s.yaml',
      'tab\there',
      '-dash.yaml',
      ':(glob)*.yaml',
      'größe 文.yaml',
      '*.yaml',
      'a\\b.yaml',
      '__proto__',
    ];
    const repository = await Repository.create(Object.fromEntries(names.map((name) => [name, `1${name}`])));
    writeFileSync(Buffer.concat([Buffer.from(`${repository.folder}/bad-`), Buffer.from([0xff, 0xfe])]), 'x');
    repository.commit({});
    const same = await snapshotOf(await repository.open(), 'HEAD');
    expect(Object.keys(same.kinds).sort()).toEqual([...names].sort());
    expect(new Set(Object.values(same.kinds))).toEqual(new Set(['same']));
    expect(same.notes).toEqual(['1 file of the base is left out: the name is no text or no path']);
    repository.write(Object.fromEntries(names.map((name) => [name, '2'])));
    const changed = await snapshotOf(await repository.open(), 'HEAD');
    expect(await Promise.all(names.map(changed.read))).toEqual(names.map((name) => `1${name}`));
  });

  test('a tree whose names climb out', async () => {
    const repository = await Repository.create({ a: '1' });
    const blob = repository.git('rev-parse', 'HEAD:a');
    const entry = (name: string) => Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
    writeFileSync(join(repository.folder, '.git/tree'), Buffer.concat([entry('..'), entry('.'), entry('ok')]));
    const tree = repository.git('hash-object', '-t', 'tree', '-w', '--literally', '.git/tree');
    writeFileSync(join(repository.folder, '.git/outer'), Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(tree, 'hex')]));
    const outer = repository.git('hash-object', '-t', 'tree', '-w', '--literally', '.git/outer');
    for (const [object, files] of [
      [tree, ['ok']],
      [outer, []],
    ] as const) {
      const commit = repository.git('commit-tree', object, '-m', 'x');
      const base = await snapshotOf(await repository.open(), commit);
      expect(Object.keys(base.kinds)).toEqual(files);
      expect(base.notes[0]).toContain('left out: the name is no text or no path');
    }
  });

  test('line endings are compared as git compares them', async () => {
    const repository = await Repository.create({ '.gitattributes': '*.yaml text eol=crlf\n', 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });
    rmSync(join(repository.folder, 'a.yaml'));
    rmSync(join(repository.folder, 'b.yaml'));
    repository.git('checkout', '--', '.');
    expect(await readFile(join(repository.folder, 'a.yaml'), 'utf8')).toBe('a: 1\r\n');
    repository.write({ 'b.yaml': 'b: 2\r\n' });
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(base.kinds).toEqual({ '.gitattributes': 'same', 'a.yaml': 'same', 'b.yaml': 'file' });
    expect(await base.read('b.yaml')).toBe('b: 1\n');
  });

  test('a pointer of Git LFS is no content', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`;
    const repository = await Repository.create({ 'a.yaml': pointer, 'b.yaml': pointer });
    repository.write({ 'a.yaml': 'openapi: 3.1.0' });
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(await base.read('a.yaml')).toBe('! a.yaml is a pointer of Git LFS, and its content is not in the repository.');
    expect(base.kinds['b.yaml']).toBe('same');
    expect(base.notes).toEqual(['1 file of the base is not readable: `a.yaml`']);
  });

  test('a conflict that is not resolved', async () => {
    const repository = await Repository.create({ a: '1' });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ a: '2' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ a: '3' });
    expect(() => repository.git('merge', '--quiet', 'side')).toThrow();
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(await base.read('a')).toBe('3');
  });
});

describe('limits', () => {
  const files = { 'a.yaml': '12345', 'b.yaml': '1234567', 'c.txt': '12', 'd.yaml': '123456' };

  test.each<[Partial<Limits>, object, string]>([
    [{ fileBytes: 5 }, { 'a.yaml': 'file', 'b.yaml': 'refused', 'c.txt': 'file', 'd.yaml': 'refused' }, '! b.yaml is larger than 5 bytes.'],
    [
      { totalBytes: 12 },
      { 'a.yaml': 'file', 'b.yaml': 'refused', 'c.txt': 'refused', 'd.yaml': 'file' },
      '! b.yaml was not read, since too much of the base differs.',
    ],
    [
      { contents: 1 },
      { 'a.yaml': 'file', 'b.yaml': 'refused', 'c.txt': 'refused', 'd.yaml': 'refused' },
      '! b.yaml was not read, since too much of the base differs.',
    ],
  ])('%j', async (limits, kinds, message) => {
    const repository = await Repository.create(files);
    repository.write(Object.fromEntries(Object.keys(files).map((file) => [file, 'x'])));
    const base = await snapshotOf(await repository.open(), 'HEAD', { ...limits, totalBytes: limits.totalBytes ?? 100 });
    // Documents first, then the small ones.
    expect(base.kinds).toEqual(kinds);
    expect(await base.read('b.yaml')).toBe(message);
    expect(base.notes).toHaveLength(1);
  });

  test('a link of megabytes, an empty one', async () => {
    const repository = await Repository.create({ a: 'x'.repeat(5000), b: 'n\0ul', c: 'a' });
    for (const name of ['a', 'b', 'c']) {
      repository.git('update-index', '--add', '--cacheinfo', `120000,${repository.git('rev-parse', `HEAD:${name}`)},link-${name}`);
    }
    repository.git('commit', '--quiet', '-m', 'links');
    const base = await snapshotOf(await repository.open(), 'HEAD');
    expect(base.kinds).toMatchObject({ 'link-a': 'refused', 'link-b': 'refused', 'link-c': 'link' });
    expect(await base.read('link-a')).toBe('! link-a is a link to no path.');
  });

  test('a command that does not end in time', async () => {
    const folder = await temporaryFolder({ git: '#!/bin/sh\ncat >/dev/null\nsleep 60\n' });
    chmodSync(join(folder, 'git'), 0o755);
    const error = await Git.open(folder, { env: GIT_ENV, program: join(folder, 'git'), timeout: 200 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ fault: 'timeout', message: 'git rev-parse took longer than 0.2 s' });
  });

  test('an endless answer', async () => {
    const folder = await temporaryFolder({ git: '#!/bin/sh\nexec cat /dev/zero\n' });
    chmodSync(join(folder, 'git'), 0o755);
    const error = await Git.open(folder, { env: GIT_ENV, program: join(folder, 'git') }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ fault: 'too-large' });
  });
});

describe('renames', () => {
  test('a file that moved with changes is followed, one that was copied is not', async () => {
    const repository = await Repository.create({ 'old.yaml': LONG, 'kept.yaml': OTHER, gone: 'x' });
    repository.commit({ 'old.yaml': null, 'new/name.yaml': `${LONG}more\n`, 'copy.yaml': OTHER });
    const git = await repository.open();
    const base = await snapshotOf(git, 'HEAD~1');
    expect([...base.renamed]).toEqual([['new/name.yaml', 'old.yaml']]);
    expect(await base.read('old.yaml')).toBe(LONG);
    expect(base.same('kept.yaml')).toBe(true);
    const [first, second] = [await git.commit('HEAD~1'), await git.commit('HEAD')];
    expect([...(await readRenames(git, first ?? '', second ?? ''))]).toEqual([['new/name.yaml', 'old.yaml']]);
  });

  test('not from outside of the folder that is judged', async () => {
    const repository = await Repository.create({ 'a/old.yaml': LONG, 'b/old.yaml': `${LONG}b`, 'b/x': '1' });
    repository.commit({ 'a/old.yaml': null, 'b/from-a.yaml': LONG, 'b/old.yaml': null, 'b/from-b.yaml': `${LONG}b` });
    expect([...(await snapshotOf(await repository.open('b'), 'HEAD~1')).renamed]).toEqual([['from-b.yaml', 'old.yaml']]);
  });
});

describe('kinds of repositories', () => {
  test('a folder below the root', async () => {
    const repository = await Repository.create({
      'x.yaml': '1',
      'apps/one/a.yaml': '1',
      'apps/one/up.yaml': { link: '../../x.yaml' },
      'apps/two/b': '1',
    });
    repository.write({ 'apps/one/a.yaml': '2', 'x.yaml': '2' });
    const base = await snapshotOf(await repository.open('apps/one'), 'HEAD');
    expect(base.kinds).toEqual({ 'a.yaml': 'file', 'up.yaml': 'link' });
    expect(await base.read('up.yaml')).toBe('! up.yaml is outside the workspace.');
  });

  test('a folder that the commit does not have', async () => {
    const repository = await Repository.create({ a: '1' });
    repository.write({ 'new/a': '1' });
    expect((await snapshotOf(await repository.open('new'), 'HEAD')).kinds).toEqual({});
  });

  test('a worktree', async () => {
    const repository = await Repository.create({ a: '1' });
    const other = await temporaryFolder();
    repository.git('worktree', 'add', '--quiet', join(other, 'tree'));
    writeFileSync(join(other, 'tree/a'), '2');
    const git = await Git.open(join(other, 'tree'), { env: GIT_ENV });
    expect(await (await snapshotOf(git, 'HEAD')).read('a')).toBe('1');
  });

  test('a sparse checkout: what it leaves out is in neither', async () => {
    const origin = await Repository.create({ 'in/a': '1', 'out/b': '1', 'out/c': '1' });
    origin.commit({ 'in/a': '2', 'out/b': '2' });
    const repository = await Repository.clone(origin, '--sparse');
    repository.git('sparse-checkout', 'set', 'in');
    const base = await snapshotOf(await repository.open(), 'HEAD~1');
    expect(base.kinds).toEqual({ 'in/a': 'file' });
    expect(base.notes).toEqual(['2 files of the base are left out, since the checkout is sparse']);
  });

  test('SHA-256', async () => {
    const folder = await temporaryFolder();
    const repository = Object.create(await Repository.create(), { folder: { value: folder } }) as Repository;
    repository.git('init', '--quiet', '--object-format=sha256');
    const commit = repository.commit({ a: '1' });
    expect(commit).toHaveLength(64);
    repository.write({ a: '2' });
    const git = await repository.open();
    expect(await (await snapshotOf(git, commit)).read('a')).toBe('1');
  });

  test('a partial clone without its files: all at once where that is allowed, else a reason', async () => {
    const origin = await Repository.create({ a: '1', b: 'b', c: 'c' });
    origin.commit({ a: '2', b: '3' });
    const repository = await Repository.clone(origin, '--filter=blob:none');
    await expect(snapshotOf(await repository.open(), 'HEAD~1')).rejects.toMatchObject({
      fault: 'missing',
      message: 'the clone is partial and does not hold all files of the base',
    });
    const base = await snapshotOf(await repository.open('.', { network: true }), 'HEAD~1');
    expect(base.kinds).toEqual({ a: 'file', b: 'file', c: 'same' });
    expect(await base.read('a')).toBe('1');
  });

  test('a shallow clone: the base is fetched alone, where that is allowed', async () => {
    const origin = await Repository.create({ a: '1' });
    const [first, second] = [origin.commit({ a: '2' }), origin.commit({ a: '3' })];
    origin.commit({ a: '4' });
    const repository = await Repository.clone(origin, '--depth=1');
    const offline = await repository.open();
    expect(await offline.has(second)).toBe(false);
    await expect(offline.ensure(second)).rejects.toMatchObject({
      fault: 'missing',
      message: `the commit ${second.slice(0, 7)} is not in this clone`,
    });
    const git = await repository.open('.', { network: true });
    await git.ensure(second);
    expect(await (await snapshotOf(git, second)).read('a')).toBe('3');
    expect(await git.has(first)).toBe(false);
    expect(repository.git('tag', '--list')).toBe('');
    expect(await readdir(join(repository.folder, '.git'))).not.toContain('FETCH_HEAD');
    await expect(git.ensure('1'.repeat(40))).rejects.toMatchObject({
      fault: 'missing',
      message: expect.stringMatching(/^the commit 1111111 is not in this clone and could not be fetched: git fetch failed: /),
    });
  });

  test('what a remote says of itself holds no credentials', async () => {
    const repository = await Repository.create({ a: '1' });
    repository.git('remote', 'add', 'origin', 'https://user:secret@127.0.0.1:9/x.git');
    const git = await repository.open('.', { network: true });
    const error = await git.ensure('1'.repeat(40)).catch((reason: unknown) => reason);
    expect(String(error)).toContain('could not be fetched');
    expect(String(error)).not.toContain('secret');
  });
});

describe('a hostile repository', () => {
  test.each([
    '--upload-pack=touch pwned',
    '-',
    '--output=pwned',
    '--help',
    '',
    'HEAD\0x',
    'HEAD\n--output=pwned',
    'no-such-branch',
    'HEAD..HEAD',
    'HEAD:a',
    'x'.repeat(2000),
  ])('%j is no commit', async (revision) => {
    const repository = await Repository.create({ a: '1' });
    const git = await repository.open();
    expect(await git.commit(revision)).toBeUndefined();
    expect(await git.has(revision)).toBe(false);
    expect(await git.parents(revision)).toEqual([]);
    expect(await git.mergeBase(revision, revision)).toBeUndefined();
    await expect(git.ensure(revision)).rejects.toBeInstanceOf(GitError);
    expect(await readdir(repository.folder)).toEqual(['.git', 'a']);
  });

  test('nothing that its configuration names is run', async () => {
    const repository = await Repository.create({ a: '1', 'b.x': LONG, '.gitattributes': '*.x filter=evil diff=evil\n* filter=other\n' });
    const commit = repository.commit({ 'b.x': null, 'c.x': `${LONG}1` });
    const evil = join(repository.folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\ntouch '${repository.folder}/pwned'\ncat\n`);
    chmodSync(evil, 0o755);
    mkdirSync(join(repository.folder, 'hooks'));
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'pre-auto-gc']) {
      writeFileSync(join(repository.folder, 'hooks', hook), `#!/bin/sh\ntouch '${repository.folder}/pwned'\n`);
      chmodSync(join(repository.folder, 'hooks', hook), 0o755);
    }
    for (const [key, value] of Object.entries({
      'core.fsmonitor': evil,
      'core.hooksPath': join(repository.folder, 'hooks'),
      'core.pager': evil,
      'core.editor': evil,
      'core.sshCommand': evil,
      'core.askPass': evil,
      'core.alternateRefsCommand': evil,
      'credential.helper': `!${evil}`,
      'diff.external': evil,
      'diff.evil.textconv': evil,
      'diff.evil.command': evil,
      'filter.evil.clean': evil,
      'filter.evil.smudge': evil,
      'filter.other.process': evil,
      'filter.other.required': 'true',
      'remote.origin.url': `ext::${evil}`,
      'remote.ssh.url': 'ssh://127.0.0.1/x',
      'remote.origin.uploadpack': evil,
      'protocol.ext.allow': 'always',
    })) {
      repository.git('config', key, value);
    }
    repository.write({ a: '2', 'c.x': `${LONG}2` });
    // The trap works; a filter that says nothing sensible may end git as well.
    try {
      repository.git('diff-index', '--find-renames', commit);
    } catch {
      // What it ran has left its mark all the same.
    }
    expect(existsSync(join(repository.folder, 'pwned'))).toBe(true);
    rmSync(join(repository.folder, 'pwned'));
    const env = { ...GIT_ENV, GIT_EXTERNAL_DIFF: evil, GIT_SSH_COMMAND: evil, GIT_ASKPASS: evil, SSH_ASKPASS: evil, GIT_PAGER: evil };
    const git = await repository.open('.', { network: true, env });
    const base = await snapshotOf(git, `${commit}~1`);
    expect([...base.renamed]).toEqual([['c.x', 'b.x']]);
    expect(await base.read('a')).toBe('1');
    await expect(git.ensure('1'.repeat(40))).rejects.toMatchObject({ fault: 'missing' });
    expect(await readdir(repository.folder)).not.toContain('pwned');
  });

  test('a filter that cannot be turned off', async () => {
    const repository = await Repository.create({ a: '1' });
    repository.git('config', 'filter.a=b.clean', 'touch pwned');
    await expect(repository.open()).rejects.toMatchObject({ fault: 'unsafe' });
  });

  test('another working tree than the folder', async () => {
    const repository = await Repository.create({ a: '1' });
    repository.git('config', 'core.worktree', await mkdtemp(join(tmpdir(), 'apiward-test-')));
    await expect(repository.open()).rejects.toBeInstanceOf(GitError);
  });

  test('the environment names no other repository', async () => {
    const [one, other] = [await Repository.create({ a: '1' }), await Repository.create({ b: '1' })];
    const git = await one.open('.', {
      env: { ...GIT_ENV, GIT_DIR: join(other.folder, '.git'), GIT_INDEX_FILE: '/nowhere', GIT_WORK_TREE: other.folder },
    });
    expect((await snapshotOf(git, 'HEAD')).kinds).toEqual({ a: 'same' });
  });

  test('replaced objects are not followed', async () => {
    const repository = await Repository.create({ a: '1' });
    const first = repository.git('rev-parse', 'HEAD');
    repository.git('replace', first, repository.commit({ a: '2' }));
    expect(await (await snapshotOf(await repository.open(), first)).read('a')).toBe('1');
  });
});

describe('no repository that can be read', () => {
  test('each says why', async () => {
    const folder = await temporaryFolder();
    await expect(Git.open(folder, { env: { ...GIT_ENV, GIT_CEILING_DIRECTORIES: tmpdir() } })).rejects.toMatchObject({
      fault: 'not-a-repository',
      message: expect.stringContaining('is not in a git repository'),
    });
    await expect(Git.open(folder, { env: { PATH: folder } })).rejects.toMatchObject({
      fault: 'no-git',
      message: 'the program `git` is not installed',
    });
    const script = '#!/bin/sh\necho "fatal: detected dubious ownership in repository at \'/x\'" >&2\nexit 128\n';
    writeFileSync(join(folder, 'git'), script);
    chmodSync(join(folder, 'git'), 0o755);
    await expect(Git.open(folder, { env: GIT_ENV, program: join(folder, 'git') })).rejects.toMatchObject({
      fault: 'unsafe',
      message: expect.stringContaining('run `git config --global --add safe.directory '),
    });
    const repository = await Repository.create();
    expect(await (await repository.open()).commit('HEAD')).toBeUndefined();
  });
});
