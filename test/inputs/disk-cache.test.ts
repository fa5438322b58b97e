import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiskCache } from '../../src/inputs/disk-cache.ts';
import { temporaryFolder } from '../support/temporary.ts';

const KEY = new Uint8Array(32).fill(7);

interface Opened {
  readonly cache: DiskCache;
  readonly folder: string;
  readonly workspace: string;
}

async function open(most?: number): Promise<Opened> {
  const [folder, workspace] = [join(await temporaryFolder(), 'a/cache'), await temporaryFolder()];
  return { cache: new DiskCache(folder, workspace, 'build 1', KEY, most), folder, workspace };
}

/** Paths of the entries. */
function entriesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function onlyEntry(folder: string): string {
  const [entry = ''] = entriesOf(folder);
  return entry;
}

describe('what was kept', () => {
  test('is there for the next run', async () => {
    const { cache, folder, workspace } = await open();
    expect(cache.get('key')).toBeUndefined();
    cache.set('key', 'text\nof lines, ü and 𝒳');
    cache.set('other', '');
    const next = new DiskCache(folder, workspace, 'build 1', KEY);
    expect([next.get('key'), next.get('other'), next.get('Key')]).toEqual(['text\nof lines, ü and 𝒳', '', undefined]);
  });

  test('is nothing to another build', async () => {
    const { cache, folder, workspace } = await open();
    cache.set('key', 'text');
    expect(new DiskCache(folder, workspace, 'build 2', KEY).get('key')).toBeUndefined();
  });

  test('is nothing to whoever has another key', async () => {
    const { cache, folder, workspace } = await open();
    cache.set('key', 'text');
    expect(new DiskCache(folder, workspace, 'build 1', KEY.with(0, 8)).get('key')).toBeUndefined();
    expect(new DiskCache(folder, workspace, 'build 1', KEY.slice()).get('key')).toBe('text');
  });

  test.skipIf(process.platform === 'win32')("is the user's alone", async () => {
    const { cache, folder } = await open();
    cache.set('key', 'text');
    const entry = onlyEntry(folder);
    expect([folder, dirname(entry), entry].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
  });

  test.each<[what: string, spoil: (entry: string) => void]>([
    ['that is cut', (entry) => writeFileSync(entry, readFileSync(entry).subarray(0, -1))],
    ['of which a letter differs', (entry) => writeFileSync(entry, readFileSync(entry, 'utf8').replace('text', 'test'))],
    ['without its seal', (entry) => writeFileSync(entry, 'text')],
    ['that is empty', (entry) => writeFileSync(entry, '')],
    [
      'that is a folder',
      (entry) => {
        rmSync(entry);
        mkdirSync(entry);
      },
    ],
  ])('is ignored in an entry %s', async (_, spoil) => {
    const { cache, folder } = await open();
    cache.set('key', 'text');
    expect(cache.get('key')).toBe('text');
    spoil(onlyEntry(folder));
    expect(cache.get('key')).toBeUndefined();
  });

  test('is ignored under the name of another entry', async () => {
    const { cache, folder } = await open();
    cache.set('open', 'nothing guards it');
    const first = onlyEntry(folder);
    cache.set('guarded', 'a guard');
    const second = entriesOf(folder).find((path) => path !== first) ?? '';
    renameSync(first, second);
    expect(cache.get('guarded')).toBeUndefined();
  });

  test.skipIf(process.platform === 'win32').each<[what: string, spoil: (entry: string) => void]>([
    [
      'is a link',
      (entry) => {
        renameSync(entry, `${entry}.far`);
        symlinkSync(`${entry}.far`, entry);
      },
    ],
    ['others may write to', (entry) => chmodSync(entry, 0o666)],
  ])('is ignored in an entry that %s', async (_, spoil) => {
    const { cache, folder } = await open();
    cache.set('key', 'text');
    spoil(onlyEntry(folder));
    expect(cache.get('key')).toBeUndefined();
  });

  test('fails no run where it cannot be written', async () => {
    const { cache, folder } = await open();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    cache.set('key', 'text');
    cache.close();
    expect(cache.get('key')).toBeUndefined();
  });
});

describe('a cache that is full', () => {
  test('loses what was used least lately, and what a run left unfinished', async () => {
    const { cache, folder, workspace } = await open(4000);
    for (let key = 0; key < 5; key++) cache.set(`${key}`, 'x'.repeat(900));
    writeFileSync(join(folder, `${'0'.repeat(32)}.tmp`), 'x'.repeat(900));
    writeFileSync(join(folder, 'notes.txt'), 'x'.repeat(9000));
    const old = new Date('2020-01-01');
    for (const path of entriesOf(folder)) utimesSync(path, old, old);
    expect(cache.get('3')).toHaveLength(900);
    cache.set('new', 'x'.repeat(900));
    cache.close();
    const left = new DiskCache(folder, workspace, 'build 1', KEY);
    expect(['3', 'new'].map((key) => left.get(key)?.length)).toEqual([900, 900]);
    const sizes = entriesOf(folder)
      .filter((path) => !path.endsWith('notes.txt'))
      .map((path) => statSync(path).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3000);
    expect(readdirSync(folder)).toContain('notes.txt');
  });

  test('is left alone by a run that kept nothing', async () => {
    const { cache, folder, workspace } = await open();
    cache.set('key', 'text');
    new DiskCache(folder, workspace, 'build 1', KEY, 1).close();
    expect(cache.get('key')).toBe('text');
    expect(entriesOf(folder)).toHaveLength(1);
  });
});

describe('a folder that cannot be trusted', () => {
  test('is the one that is judged, a folder in it, a link to it', async () => {
    const workspace = await temporaryFolder();
    const link = join(await temporaryFolder(), 'link');
    symlinkSync(workspace, link, 'junction');
    for (const folder of [workspace, join(workspace, '.cache/apiward'), join(workspace, 'a/../.cache'), link, join(link, 'cache')]) {
      expect(() => new DiskCache(folder, workspace, '', KEY), folder).toThrow('lies in the folder that is judged');
    }
    expect(readdirSync(workspace)).toEqual([]);
  });

  test('is one around what is judged', async () => {
    const folder = await temporaryFolder({ 'be/a.ts': '' });
    expect(() => new DiskCache(folder, join(folder, 'be'), '', KEY)).toThrow('the folder that is judged lies in it');
  });

  test.skipIf(process.platform !== 'linux')('is one that nobody can make', async () => {
    const workspace = await temporaryFolder();
    expect(() => new DiskCache('/proc/apiward', workspace, '', KEY)).toThrow('it cannot be made (ENOENT)');
  });

  test('writes through no link', async () => {
    const { cache, folder } = await open();
    cache.set('key', 'text');
    const shard = join(onlyEntry(folder), '..');
    const elsewhere = await temporaryFolder();
    rmSync(shard, { recursive: true });
    symlinkSync(elsewhere, shard, 'junction');
    cache.set('key', 'text');
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test('is one of a repository', async () => {
    const repository = await temporaryFolder({ '.git/HEAD': '', 'service/a.ts': '' });
    for (const folder of [join(repository, 'cache'), join(repository, 'other/cache')]) {
      expect(() => new DiskCache(folder, join(repository, 'service'), '', KEY), folder).toThrow('is a repository');
    }
  });

  test('is a file', async () => {
    const folder = await temporaryFolder({ cache: '' });
    const workspace = await temporaryFolder();
    expect(() => new DiskCache(join(folder, 'cache'), workspace, '', KEY)).toThrow('the cache cannot stand in');
  });

  test.skipIf(process.platform === 'win32')('is one that others may write to', async () => {
    const folder = await temporaryFolder();
    const workspace = await temporaryFolder();
    chmodSync(folder, 0o777);
    expect(() => new DiskCache(folder, workspace, '', KEY)).toThrow('others may write to it');
    chmodSync(folder, 0o700);
    expect(new DiskCache(folder, workspace, '', KEY).get('key')).toBeUndefined();
  });
});
