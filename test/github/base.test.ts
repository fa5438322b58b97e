import { createHash } from 'node:crypto';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { remoteMergeBase, remoteSnapshot } from '../../src/github/base.ts';
import { obtainBase } from '../../src/github/obtain-base.ts';
import { type GitHub, GitHubError, type Reason } from '../../src/github/port.ts';
import { DiskWorkspace } from '../../src/inputs/disk.ts';
import { snapshotBase } from '../../src/inputs/snapshot.ts';
import type { Limits } from '../../src/inputs/snapshot-contents.ts';
import { blobName, DiskTree } from '../../src/inputs/working-tree.ts';
import { WorkspaceError } from '../../src/inputs/workspace.ts';
import { GIT_ENV, Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

vi.setConfig({ testTimeout: 60_000 });

type Item = string | { readonly link: string } | { readonly submodule: string };

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

const BASE = 'b'.repeat(40);
const HEAD = 'c'.repeat(40);
const FOLDER = { owner: 'acme', name: 'pets', path: '' };

/** Trees, blobs and a comparison, as GitHub gives them. */
class FakeContents implements Pick<GitHub, 'get'> {
  readonly asked: string[] = [];
  readonly trees = new Map<string, Entry[]>();
  readonly blobs = new Map<string, unknown>();
  comparison: unknown = { merge_base_commit: { sha: BASE }, files: [] };
  /** Trees with more entries than this are cut. */
  most = 1000;
  fault: (path: string) => Reason | undefined = () => undefined;
  busy = 0;
  busiest = 0;

  constructor(files: Readonly<Record<string, Item>>) {
    this.trees.set(BASE, this.#tree(Object.entries(files)));
  }

  async get(path: string): Promise<unknown> {
    this.asked.push(path);
    this.busiest = Math.max(this.busiest, ++this.busy);
    await new Promise((resolve) => setImmediate(resolve));
    this.busy--;
    const reason = this.fault(path);
    if (reason !== undefined) throw new GitHubError(reason, `told: ${reason}`);
    const [, kind, name = ''] = /^\/repos\/acme\/pets\/(git\/trees|git\/blobs|compare)\/([^?]*)/.exec(path) ?? [];
    if (kind === 'compare') return this.comparison;
    if (kind === 'git/blobs') return this.blobs.get(name) ?? this.#missing();
    const recursive = path.endsWith('?recursive=1');
    const entries = [...this.#walk(this.trees.get(name) ?? this.#missing(), recursive)];
    return { sha: name, tree: entries.slice(0, this.most), truncated: entries.length > this.most };
  }

  #missing(): never {
    throw new GitHubError('not-found', 'Not Found', 404);
  }

  *#walk(entries: readonly Entry[], recursive: boolean): Generator<Entry> {
    for (const entry of entries) {
      yield entry;
      if (!recursive || entry?.type !== 'tree') continue;
      for (const below of this.#walk(this.trees.get(entry.sha) ?? [], true)) yield { ...below, path: `${entry.path}/${below.path}` };
    }
  }

  #tree(files: readonly (readonly [string, Item])[]): Entry[] {
    const folders = new Map<string, [string, Item][]>();
    const entries: Entry[] = [];
    for (const [path, item] of files) {
      const slash = path.indexOf('/');
      if (slash === -1) entries.push(this.#entry(path, item));
      else folders.set(path.slice(0, slash), [...(folders.get(path.slice(0, slash)) ?? []), [path.slice(slash + 1), item]]);
    }
    for (const [path, below] of folders) {
      const tree = this.#tree(below);
      const sha = createHash('sha1').update(JSON.stringify(tree)).digest('hex');
      this.trees.set(sha, tree);
      entries.push({ path, mode: '040000', type: 'tree', sha });
    }
    return entries;
  }

  #entry(path: string, item: Item): Entry {
    if (typeof item === 'object' && 'submodule' in item) return { path, mode: '160000', type: 'commit', sha: item.submodule };
    const bytes = new TextEncoder().encode(typeof item === 'string' ? item : item.link);
    const sha = blobName(bytes, BASE);
    const content = Buffer.from(bytes)
      .toString('base64')
      .replace(/.{1,60}/g, '$&\n');
    this.blobs.set(sha, { sha, content, encoding: 'base64', size: bytes.length });
    return { path, mode: typeof item === 'string' ? '100644' : '120000', type: 'blob', sha, size: bytes.length };
  }

  /** The requests for contents. */
  get blobsAsked(): number {
    return this.asked.filter((path) => path.includes('/git/blobs/')).length;
  }
}

async function opened(api: FakeContents, directory: string, options: { path?: string; limits?: Partial<Limits>; head?: string } = {}) {
  const { path = '', limits, head } = options;
  const snapshot = await remoteSnapshot(api, {
    folder: { ...FOLDER, path },
    commit: BASE,
    head,
    workingTree: new DiskTree(directory),
    ...(limits && { limits }),
  });
  const base = snapshotBase(new DiskWorkspace(directory), structuredClone(snapshot));
  const read = async (file: string): Promise<string> => {
    try {
      return new TextDecoder().decode(await base.workspace.read(file));
    } catch (error) {
      return error instanceof WorkspaceError ? `! ${error.message}` : String(error);
    }
  };
  return { ...base, read, kinds: Object.fromEntries([...snapshot.files].map(([file, { kind }]) => [file, kind])) };
}

describe('files of the base', () => {
  test('only what differs is downloaded', async () => {
    const directory = await temporaryFolder({
      'same.yaml': 'same: 1\n',
      'crlf.yaml': 'a: 1\r\nb: 2\r\n',
      'changed.yaml': 'new: 1',
      'longer.yaml': 'new: 12345',
      'deep/same.json': '{}',
      'untracked.yaml': 'x',
      'dir.yaml/x': '1',
      'sub/x': '1',
    });
    symlinkSync('same.yaml', join(directory, 'to-link.yaml'));
    symlinkSync('deep', join(directory, 'linked'));
    const api = new FakeContents({
      'same.yaml': 'same: 1\n',
      'crlf.yaml': 'a: 1\nb: 2\n',
      'changed.yaml': 'old: 1',
      'longer.yaml': 'old: 1',
      'deep/same.json': '{}',
      'gone.yaml': 'gone: 1',
      'dir.yaml': 'file: 1',
      'to-link.yaml': 'same: 1\n',
      'linked/same.json': '{}',
      'link.yaml': { link: 'changed.yaml' },
      'out.yaml': { link: '../x' },
      sub: { submodule: HEAD },
    });
    const base = await opened(api, directory);
    expect(base.kinds).toEqual({
      'same.yaml': 'same',
      'crlf.yaml': 'same',
      'changed.yaml': 'file',
      'longer.yaml': 'file',
      'deep/same.json': 'same',
      'gone.yaml': 'file',
      'dir.yaml': 'file',
      'to-link.yaml': 'file',
      'linked/same.json': 'file',
      'link.yaml': 'link',
      'out.yaml': 'link',
      sub: 'other',
    });
    expect(await base.read('link.yaml')).toBe('old: 1');
    expect(await base.read('out.yaml')).toBe('! out.yaml is outside the workspace.');
    expect(await base.read('gone.yaml')).toBe('gone: 1');
    expect(await base.read('untracked.yaml')).toBe('! untracked.yaml does not exist.');
    expect(base.notes).toEqual([]);
    expect(api.busiest).toBeLessThanOrEqual(4);
  });

  test('one content that several files have is downloaded once', async () => {
    const api = new FakeContents({ 'a.yaml': '1', 'b.yaml': '1', 'c.yaml': '1' });
    expect((await opened(api, await temporaryFolder())).kinds).toEqual({ 'a.yaml': 'file', 'b.yaml': 'file', 'c.yaml': 'file' });
    expect(api.blobsAsked).toBe(1);
  });

  test('a folder of the repository', async () => {
    const api = new FakeContents({ 'a.yaml': '1', 'apps/one/a.yaml': '2', 'apps/one/b/c.yaml': '3', 'apps/two/a.yaml': '4', file: '5' });
    const directory = await temporaryFolder({ 'a.yaml': '2' });
    expect((await opened(api, directory, { path: 'apps/one' })).kinds).toEqual({ 'a.yaml': 'same', 'b/c.yaml': 'file' });
    expect((await opened(api, directory, { path: 'apps/none' })).kinds).toEqual({});
    expect((await opened(api, directory, { path: 'file' })).kinds).toEqual({});
  });

  test('a tree too large for one answer is read folder by folder', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`d${index % 6}/e${index % 3}/f${index}.yaml`, String(index)]),
    );
    const api = new FakeContents({ ...files, 'top.yaml': 'x' });
    api.most = 25;
    const base = await opened(api, await temporaryFolder());
    expect(Object.keys(base.kinds).sort()).toEqual([...Object.keys(files), 'top.yaml'].sort());
    expect(base.notes).toEqual([]);
  });

  test('a tree without end', async () => {
    const api = new FakeContents({ 'a.yaml': '1' });
    api.trees.set(
      BASE,
      Array.from({ length: 50 }, (_, index) => ({ path: `d${index}`, mode: '040000', type: 'tree', sha: BASE })),
    );
    api.get = async (path: string) => {
      api.asked.push(path);
      return { sha: BASE, tree: api.trees.get(BASE), truncated: true };
    };
    await expect(opened(api, await temporaryFolder())).rejects.toThrow('the tree of the base is too large for 300 requests');
    expect(api.asked.length).toBeLessThanOrEqual(301);
  });

  test('limits: documents first; what is left out is refused, not missing', async () => {
    const api = new FakeContents({ 'a.yaml': '12345', 'b.yaml': '1234567', 'c.txt': '1', 'd.yaml': '123456' });
    const base = await opened(api, await temporaryFolder(), { limits: { contents: 2, fileBytes: 6 } });
    expect(base.kinds).toEqual({ 'a.yaml': 'file', 'b.yaml': 'refused', 'c.txt': 'refused', 'd.yaml': 'file' });
    expect(await base.read('b.yaml')).toBe('! b.yaml is larger than 6 bytes.');
    expect(base.notes).toEqual(['2 files of the base are not readable: `b.yaml`, `c.txt`']);
  });
});

describe('hostile answers', () => {
  test('names that climb out, and entries that are none', async () => {
    const api = new FakeContents({ 'ok.yaml': '1' });
    const [ok] = api.trees.get(BASE) as [Entry];
    const hostile: unknown[] = [
      ...['../x.yaml', '/etc/passwd', 'a/../../x', 'a//b', './a', '..', '.', '', 'a/', 'n\0ul', 5, null].map((path) => ({ ...ok, path })),
      ...['100', '', 5, undefined, '777777'].map((mode) => ({ ...ok, path: 'mode.yaml', mode })),
      ...['', 'zz', '../../x', `${'a'.repeat(40)}/../x`, 5].map((sha) => ({ ...ok, path: 'sha.yaml', sha })),
      null,
      5,
      [],
      'text',
    ];
    api.trees.set(BASE, [ok, ...(hostile as Entry[])]);
    const base = await opened(api, await temporaryFolder());
    expect(base.kinds).toEqual({ 'ok.yaml': 'file' });
    expect(base.notes).toEqual([`${hostile.length} files of the base are left out: the name is no path`]);
  });

  test.each([null, 5, [], 'text', {}, { tree: 5 }, { tree: {}, truncated: false }])('a tree that is none: %j', async (answer) => {
    const api = new FakeContents({});
    api.get = async () => answer;
    await expect(opened(api, await temporaryFolder())).rejects.toBeInstanceOf(GitHubError);
  });

  test.each([
    ['another content', { encoding: 'base64', content: Buffer.from('evil').toString('base64') }],
    ['no content', { encoding: 'base64' }],
    ['another encoding', { encoding: 'utf-8', content: '1' }],
    ['no object', 5],
    ['too much', { encoding: 'base64', content: 'AAAA'.repeat(1000) }],
  ])('a file with %s is refused, the others stay', async (_, answer) => {
    const api = new FakeContents({ 'a.yaml': '1', 'b.yaml': '2' });
    api.blobs.set(blobName(new TextEncoder().encode('1'), BASE), answer);
    const base = await opened(api, await temporaryFolder(), { limits: { fileBytes: 100 } });
    expect(base.kinds).toEqual({ 'a.yaml': 'refused', 'b.yaml': 'file' });
    expect(await base.read('a.yaml')).toMatch(/^! a\.yaml could not be had from GitHub \(the answer is /);
  });

  test.each<[Reason, number]>([
    ['not-found', 20],
    ['server', 20],
    ['rate-limit', 4],
    ['budget', 4],
    ['token', 4],
  ])('%s: no more than %i requests for contents', async (reason, most) => {
    const api = new FakeContents(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.yaml`, String(index)])));
    api.fault = (path) => (path.includes('/blobs/') ? reason : undefined);
    const base = await opened(api, await temporaryFolder());
    expect(new Set(Object.values(base.kinds))).toEqual(new Set(['refused']));
    expect(api.blobsAsked).toBeLessThanOrEqual(most);
    expect(base.notes[0]).toContain('20 files of the base are not readable: `0.yaml`, `1.yaml`');
  });
});

describe('renames', () => {
  const rename = (previous_filename: unknown, filename: unknown, status: unknown = 'renamed') => ({ status, filename, previous_filename });

  test('where the one is gone and the other new; anything else that is said is not believed', async () => {
    const directory = await temporaryFolder({ 'new.yaml': '2', 'kept.yaml': '1', 'added.yaml': '3' });
    const api = new FakeContents({ 'old.yaml': '1', 'kept.yaml': '1', 'other.yaml': '9' });
    api.comparison = {
      files: [
        rename('old.yaml', 'new.yaml'),
        rename('kept.yaml', 'added.yaml'),
        rename('other.yaml', 'kept.yaml'),
        rename('other.yaml', 'nowhere.yaml'),
        rename('nowhere.yaml', 'added.yaml'),
        rename('other.yaml', 'added.yaml', 'copied'),
        rename('other.yaml', '../added.yaml'),
        rename(5, null),
        null,
      ],
    };
    expect([...(await opened(api, directory, { head: HEAD })).renamed]).toEqual([['new.yaml', 'old.yaml']]);
    expect(api.asked.at(-1)).toBe(`/repos/acme/pets/compare/${BASE}...${HEAD}?per_page=1`);
    expect([...(await opened(api, directory)).renamed]).toEqual([]);
  });

  test('in a folder', async () => {
    const api = new FakeContents({ 'apps/one/old.yaml': '1', 'apps/two/old.yaml': '1' });
    api.comparison = { files: [rename('apps/one/old.yaml', 'apps/one/new.yaml'), rename('apps/two/old.yaml', 'apps/one/moved.yaml')] };
    const directory = await temporaryFolder({ 'new.yaml': '1', 'moved.yaml': '1' });
    expect([...(await opened(api, directory, { path: 'apps/one', head: HEAD })).renamed]).toEqual([['new.yaml', 'old.yaml']]);
  });

  test('that GitHub does not tell is a note', async () => {
    const api = new FakeContents({ 'old.yaml': '1' });
    api.fault = (path) => (path.includes('/compare/') ? 'not-found' : undefined);
    const base = await opened(api, await temporaryFolder(), { head: HEAD });
    expect(base.notes).toEqual(['renames are not followed, since GitHub did not tell them (told: not-found)']);
  });
});

test.each([
  [{ merge_base_commit: { sha: BASE } }, BASE],
  [{ merge_base_commit: { sha: '--upload-pack=x' } }, undefined],
  [{}, undefined],
  [null, undefined],
])('merge base %j', async (comparison, expected) => {
  const api = new FakeContents({});
  api.comparison = comparison;
  expect(await remoteMergeBase(api, FOLDER)(BASE, HEAD)).toBe(expected);
  api.fault = () => 'server';
  expect(await remoteMergeBase(api, FOLDER)(BASE, HEAD)).toBeUndefined();
});

describe('obtaining the base', () => {
  const repository = { owner: 'acme', name: 'pets', folder: '' };

  test('from the clone', async () => {
    const clone = await Repository.create({ 'a.yaml': '1' });
    const base = clone.git('rev-parse', 'HEAD');
    const head = clone.commit({ 'a.yaml': '2' });
    const facts = { kind: 'push', base, head, sha: head };
    const found = await obtainBase({ directory: clone.folder, facts, name: 'main', git: { env: GIT_ENV } });
    expect(found).toMatchObject({
      kind: 'base',
      commit: base,
      label: `main (${base.slice(0, 7)})`,
      why: 'the branch was there before the push',
    });
    expect(found.kind === 'base' && found.snapshot.files.get('a.yaml')?.kind).toBe('file');
  });

  test('from the API where the clone does not hold it, in the folder that git tells', async () => {
    const clone = await Repository.create({ 'apps/one/a.yaml': '1' });
    const head = clone.git('rev-parse', 'HEAD');
    const api = new FakeContents({ 'a.yaml': 'root', 'apps/one/a.yaml': '0' });
    const facts = { kind: 'push', base: BASE, head, sha: head };
    const directory = join(clone.folder, 'apps/one');
    const found = await obtainBase({ directory, facts, git: { env: GIT_ENV }, github: { api, ...repository } });
    expect(found).toMatchObject({ kind: 'base', commit: BASE, label: BASE.slice(0, 7) });
    expect(found.kind === 'base' && found.snapshot.files.get('a.yaml')).toEqual({ kind: 'file', bytes: new TextEncoder().encode('0') });
  });

  test('from the API without git and without a repository', async () => {
    const directory = await temporaryFolder({ 'a.yaml': '1' });
    const api = new FakeContents({ 'apps/a.yaml': '1', 'apps/b.yaml': '2' });
    const facts = { kind: 'pull_request', base: BASE, head: HEAD, sha: HEAD };
    const found = await obtainBase({ directory, facts, git: { env: { PATH: '' } }, github: { api, ...repository, folder: 'apps' } });
    expect(found.kind === 'base' && [...found.snapshot.files].map(([file, { kind }]) => [file, kind])).toEqual([
      ['a.yaml', 'same'],
      ['b.yaml', 'file'],
    ]);
  });

  describe('around a folder', () => {
    const files = { 'apps/one/a.yaml': '1', '.github/workflows/a.yml': 'old', 'other/b.yaml': '1', CODEOWNERS: '* @a' };

    test('git tells of what decides at the root, and of nothing else', async () => {
      const clone = await Repository.create(files);
      const base = clone.git('rev-parse', 'HEAD');
      const head = clone.commit({ '.github/workflows/a.yml': 'new', 'other/b.yaml': '2' });
      const found = await obtainBase({
        directory: join(clone.folder, 'apps/one'),
        facts: { kind: 'push', base, head, sha: head },
        git: { env: GIT_ENV },
      });
      expect(found).toMatchObject({ around: { directory: clone.folder, folder: 'apps/one' } });
      expect(found.kind === 'base' && [...(found.around?.snapshot.files ?? [])]).toEqual([
        ['CODEOWNERS', { kind: 'same' }],
        ['.github/workflows/a.yml', { kind: 'file', bytes: new Uint8Array(Buffer.from('old')) }],
      ]);
      expect(found.kind === 'base' && [...found.snapshot.files.keys()]).toEqual(['a.yaml']);
    });

    test('so does the API', async () => {
      const directory = await temporaryFolder({ ...files, '.github/workflows/a.yml': 'new' });
      const facts = { kind: 'pull_request', base: BASE, head: HEAD, sha: HEAD };
      const github = { api: new FakeContents(files), ...repository, folder: 'apps/one' };
      const found = await obtainBase({ directory: join(directory, 'apps/one'), facts, git: { env: { PATH: '' } }, github });
      expect(found).toMatchObject({ around: { directory, folder: 'apps/one' } });
      expect(found.kind === 'base' && [...(found.around?.snapshot.files ?? [])].sort()).toEqual([
        ['.github/workflows/a.yml', { kind: 'file', bytes: new Uint8Array(Buffer.from('old')) }],
        ['CODEOWNERS', { kind: 'same' }],
      ]);
    });

    test('where it cannot be had, that is said and the folder is compared all the same', async () => {
      const directory = await temporaryFolder(files);
      const api = new FakeContents(files);
      api.fault = (path) => (path.endsWith(`/git/trees/${BASE}?recursive=1`) ? 'server' : undefined);
      const facts = { kind: 'pull_request', base: BASE, head: HEAD, sha: HEAD };
      const found = await obtainBase({
        directory: join(directory, 'apps/one'),
        facts,
        git: { env: { PATH: '' } },
        github: { api, ...repository, folder: 'apps/one' },
      });
      expect(found).toMatchObject({
        kind: 'base',
        snapshot: {
          notes: ['changes of workflows and code owners at the root of the repository are not shown: GitHub: told: server'],
        },
      });
      expect(found).not.toHaveProperty('around');
    });

    test('at the root there is nothing around', async () => {
      const clone = await Repository.create(files);
      const base = clone.git('rev-parse', 'HEAD');
      const head = clone.commit({ 'apps/one/a.yaml': '2' });
      const facts = { kind: 'push', base, head, sha: head };
      expect(await obtainBase({ directory: clone.folder, facts, git: { env: GIT_ENV } })).not.toHaveProperty('around');
    });
  });

  test('from nowhere: every reason is told', async () => {
    const directory = await temporaryFolder();
    const facts = { kind: 'merge_group', base: BASE, head: HEAD, sha: HEAD };
    const git = { env: { PATH: '' } };
    expect(await obtainBase({ directory, facts, git })).toEqual({
      kind: 'unknown',
      why: 'the base bbbbbbb cannot be had: the program `git` is not installed; there is no token to ask GitHub with',
    });
    const api = new FakeContents({});
    api.fault = () => 'permission';
    expect(await obtainBase({ directory, facts, git, github: { api, ...repository } })).toEqual({
      kind: 'unknown',
      why: 'the base bbbbbbb cannot be had: the program `git` is not installed; GitHub: told: permission',
    });
    expect(await obtainBase({ directory, facts: { kind: 'schedule' }, git })).toMatchObject({ kind: 'none' });
  });
});

describe('the working tree', () => {
  test('blobs have the names that git gives', async () => {
    const repository = await Repository.create({ a: 'text\n', b: 'x\r\ny\n', c: '' });
    const tree = new DiskTree(repository.folder);
    for (const name of ['a', 'b', 'c']) expect(tree.is(name, repository.git('rev-parse', `HEAD:${name}`))).toBe(true);
    expect(tree.is('a', repository.git('rev-parse', 'HEAD:b'))).toBe(false);
    writeFileSync(join(repository.folder, 'a'), 'text\r\n');
    expect(tree.is('a', repository.git('rev-parse', 'HEAD:a'))).toBe(true);
    rmSync(join(repository.folder, 'c'));
    expect([tree.is('c', repository.git('rev-parse', 'HEAD:c')), tree.size('c'), tree.size('a'), tree.size('.git')]).toEqual([
      false,
      undefined,
      6,
      undefined,
    ]);
    expect(blobName(new Uint8Array(), 'f'.repeat(64))).toBe('473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813');
  });
});
