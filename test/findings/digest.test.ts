import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digest } from '../../src/findings/digest.ts';

test('is the beginning of the SHA-256, whatever the length and the characters', () => {
  const texts = Array.from({ length: 200 }, (_, length) => 'aé€😀\ud800 '.repeat(40).slice(0, length));
  const expected = texts.map((text) => createHash('sha256').update(text).digest('hex').slice(0, 16));
  expect(texts.map(digest)).toEqual(expected);
});
