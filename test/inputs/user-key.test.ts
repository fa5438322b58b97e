import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { userKey } from '../../src/inputs/user-key.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('a key is made once, and nobody else reads it', async () => {
  const state = join(await temporaryFolder(), 'a/apiward');
  const key = userKey(state);
  expect(key).toHaveLength(32);
  expect(userKey(state)).toEqual(key);
  expect(userKey(join(await temporaryFolder(), 'b'))).not.toEqual(key);
  expect(readdirSync(state)).toEqual(['cache-key']);
  if (process.platform !== 'win32') expect(statSync(join(state, 'cache-key')).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32')('a key that others may write is none', async () => {
  const state = await temporaryFolder();
  userKey(state);
  chmodSync(join(state, 'cache-key'), 0o666);
  expect(() => userKey(state)).toThrow('it is no key of yours');
});

test('a key of another length is none, and a folder that is a file is told', async () => {
  const state = await temporaryFolder({ 'cache-key': 'short', file: '' });
  expect(() => userKey(state)).toThrow('it is no key of yours');
  expect(() => userKey(join(state, 'file'))).toThrow('it cannot be read');
});
