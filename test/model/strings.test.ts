import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../../src/documents/parse.ts';
import { findSecrets, secretSource } from '../../src/model/secrets.ts';
import { type Search, stringsOf } from '../../src/model/strings.ts';
import { unsafeMarkup } from '../../src/rules/inventory/unsafe-html.ts';
import { suspects } from '../../src/rules/token/texts.ts';

const secrets: Search = { test: (text) => findSecrets(text).length > 0, source: secretSource };
// Put together here, so that no scanner of repositories takes the file for a leak.
const token = `${'gh'}p_${btoa(Array.from({ length: 27 }, (_, index) => String.fromCharCode((index * 89 + 67) % 251)).join('')).replaceAll(/[+/]/g, 'q')}`;

/** `value|path` of what a search finds in JSON text and in the YAML that reads the same. */
function found(text: string, search: Search): string[] {
  const [document] = parseDocuments('a.json', text);
  if (document === undefined) throw new Error('no document');
  const strings = stringsOf(document);
  return [...strings.find(search), ...strings.findKeys(search)].map((item) => `${item.text}|${item.path.join('.')}`);
}

describe('secrets in JSON text', () => {
  test.each([
    ['a value', `{"a":["x","${token}"]}`, [`${token}|a.1`]],
    ['a key', `{"a":{"${token}":1}}`, [`${token}|a`]],
    ['behind an escaped line break, which ends in a letter', `{"a":"key:\\n${token}"}`, [`key:\n${token}|a`]],
    ['behind an escaped quote and an escaped backslash', `{"\\\\":"a\\"b\\\\","b":"\\"${token}\\""}`, [`"${token}"|b`]],
    ['spelt by number', `{"a":"\\u0067${token.slice(1)}"}`, [`${token}|a`]],
    [
      'spelt by number in other cases',
      `{"a":"${token.slice(0, 4)}\\u005A${token.slice(5)}"}`,
      [`${token.slice(0, 4)}Z${token.slice(5)}|a`],
    ],
    ['twice the same', `{"a":"${token}","b":{"c":"${token}"}}`, [`${token}|a`, `${token}|b.c`]],
    ['lost by a repeated key', `{"a":"${token}","a":"x"}`, []],
    ['the whole document', `"${token}"`, [`${token}|`]],
    ['a part of a longer word', `{"a":"x${token}"}`, []],
    ['none', '{"a":"nothing here"}', []],
  ])('%s', (_name, text, expected) => {
    expect(found(text, secrets)).toEqual(expected);
  });
});

test('a slash may be escaped', () => {
  const url = 'https://hooks.slack.com/services/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';
  expect(found(JSON.stringify({ a: url }).replaceAll('/', '\\/'), secrets)).toEqual([`${url}|a`]);
  expect(found('{"u":"http:\\/\\/me\\u0026you@host\\/"}', suspects)).toEqual(['http://me&you@host/|u']);
});

describe('what JSON text and its values give is the same', () => {
  const pieces = fc.constantFrom(
    ...[
      'none',
      'alg',
      'alg: none',
      'HS256',
      'eyJ',
      'http://a:b@c',
      '://',
      '@',
      '<script>',
      '\n',
      '\t',
      '"',
      '\\',
      '/',
      '&',
      "'",
      'é',
      '\u2028',
    ],
    ...['javascript:', ' onload=x', 'x', ' ', '\u0001', token, 's\nc\rript:', 'data:text/html', '&#106;'],
  );
  const text = fc.array(pieces, { maxLength: 6 }).map((list) => list.join(''));
  const tree = fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(text, text, { maxKeys: 3 })), {
    maxKeys: 5,
  });
  /** Escapes that JSON.stringify does not make. */
  const respell = (json: string, how: number): string =>
    how === 0 ? json : how === 1 ? json.replaceAll('/', '\\/') : json.replaceAll('<', '\\u003c').replaceAll('&', '\\u0026');

  test.each([
    ['secrets', secrets],
    ['algorithms and user information', suspects],
    ['unsafe markup', unsafeMarkup],
  ])('%s', (_name, search) => {
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 1, 2), (value, how) => {
        const [written] = parseDocuments('a.json', respell(JSON.stringify(value), how));
        const [bare] = parseDocuments('a.json', JSON.stringify(value));
        if (written === undefined || bare === undefined) throw new Error('no document');
        // Without its text a document is searched value by value.
        const expected = stringsOf({ ...bare, text: '' }).find(search);
        expect(stringsOf(written).find(search)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
