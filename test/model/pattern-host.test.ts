import { expect, test } from 'vitest';
import { pinsHost } from '../../src/model/pattern-host.ts';

test.each([
  '^https://example\\.com/',
  '^https://[a-z]+\\.example\\.com/.*$',
  '^(https|wss)://api\\.example\\.com(?::\\d+)?/',
  '^https?://hooks\\.example\\.com/services/',
  '^https://(www\\.)?example\\.com$',
  '^https://example\\.com(?:/|$)',
  '^https://example\\.com/?$',
  '^https://(a|b)\\.example\\.com/',
  '^/[a-z]+$',
])('names the host: %s', (pattern) => {
  expect(pinsHost(pattern)).toBe(true);
});

test.each([
  '^https?://.*$',
  'https://example\\.com/',
  '^https://([^/]+)/?(.*)$',
  '^https://.+\\.example\\.com/',
  '^https://[^@]*',
  '^https://[a-z.]+/example',
  '^(https://example\\.com/|.*)',
  '^https://example\\.com/|^.*$',
  '^//.*$',
  '^/.*$',
  '^https://example\\.com',
  '^https://example\\.com/?.*$',
  '^https://example\\.com.*$',
  '^https://.*@example\\.com/',
  '^https://',
  '^.*$',
  `^${'(|a)'.repeat(200)}://example.com/`,
  '(',
  '',
])('does not: %s', (pattern) => {
  expect(pinsHost(pattern)).toBe(false);
});
