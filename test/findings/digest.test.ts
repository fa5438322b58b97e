import { expect, test } from 'vitest';
import { digest } from '../../src/findings/digest.ts';

// The examples of FIPS 180-4, and what is written in UTF-8.
test.each([
  ['', 'e3b0c44298fc1c14'],
  ['abc', 'ba7816bf8f01cfea'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8'],
  ['é', '4a99557e4033c353'],
])('the beginning of the SHA-256 of %j', (text, expected) => {
  expect(digest(text)).toBe(expected);
});
