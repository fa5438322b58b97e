import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { isBrokenDer } from '../../src/model/der.ts';
import { findSecrets } from '../../src/model/secrets.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const bytes = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1') => key.export({ type: type as 'pkcs8', format: 'der' }).toString('latin1');
const pem = (der: string) => {
  const lines = btoa(der).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
};
const whole = bytes(privateKey, 'pkcs8');
/** The length of the modulus, in the middle of the inner key, says one byte more. */
const at = whole.indexOf('\u0002\u0082\u0001\u0001', 20) + 3;
const scrambled = `${whole.slice(0, at)}\u0002${whole.slice(at + 1)}`;

test.each([
  ['PKCS #8', whole, false],
  ['PKCS #1', bytes(privateKey, 'pkcs1'), false],
  ['PKCS #8 of a curve', bytes(curve, 'pkcs8'), false],
  ['SEC 1', bytes(curve, 'sec1'), false],
  ['a scrambled inner length', scrambled, true],
  ['one byte less', whole.slice(0, -1), false],
  ['one byte more', `${whole}\u0000`, false],
  ['nothing', '', false],
  ['text', 'openssh-key-v1', false],
  ['an endless length', '\u0030\u0084', false],
  ['only a header', '\u0030\u0000', false],
])('%s', (_, der, broken) => {
  expect(isBrokenDer(der)).toBe(broken);
});

test('a scrambled key is no secret, a real one is', () => {
  expect(findSecrets(pem(whole)).map(({ provider }) => provider)).toEqual(['private key']);
  expect(findSecrets(pem(scrambled))).toEqual([]);
});

test('whatever the bytes, they are judged', () => {
  for (let seed = 1; seed < 2000; seed++) {
    let state = seed;
    const random = Array.from({ length: 40 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return String.fromCharCode(state >>> 24);
    }).join('');
    expect(typeof isBrokenDer(`\u0030\u0028${random}`)).toBe('boolean');
  }
});
