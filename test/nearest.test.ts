import { expect, test } from 'vitest';
import { nearest } from '../src/nearest.ts';

const IDS = ['tls-server', 'tls-server-missing', 'token-basic', 'oauth-pkce'];

test.each([
  ['tls-servr', 'tls-server'],
  ['tls-sevrer', 'tls-server'],
  ['TLS-SERVER', 'tls-server'],
  ['token-bsic', 'token-basic'],
  ['tls-server-missin', 'tls-server-missing'],
  ['pkce', undefined],
  ['', undefined],
  ['something-else-entirely', undefined],
  ['x'.repeat(100_000), undefined],
])('%s', (word, expected) => expect(nearest(word, IDS)).toBe(expected));
