import { describe, expect, test } from 'vitest';
import { hasWords, phraseFinder, splitWords } from '../../src/model/words.ts';

describe('splitWords', () => {
  test.each([
    ['nextPageTokens', 'next page token'],
    ['APIKey', 'api key'],
    ['ApiKeys', 'api key'],
    ['APIkey', 'api key'],
    ['apiURLs', 'api url'],
    ['URLsList', 'url list'],
    ['x-api-key', 'x api key'],
    ['user[email]', 'user email'],
    ['a.b  c', 'a b c'],
    ['getHTTPResponseCode', 'get http response code'],
    ['isSSOEnabled', 'is sso enabled'],
    // Glued words come apart only when they are known as a whole.
    ['apikey', 'api key'],
    ['APIKEY', 'api key'],
    ['accesstoken', 'access token'],
    ['creditcard', 'credit card'],
    ['clientsecret', 'client secret'],
    ['secretaccesskey', 'secret access key'],
    ['socialsecuritynumber', 'social security number'],
    ['dateofbirth', 'date of birth'],
    ['tokenization', 'tokenization'],
    ['pinned', 'pinned'],
    ['passport', 'passport'],
    // Spellings of one word.
    ['passwd', 'password'],
    ['PWD', 'password'],
    ['userPwd', 'user password'],
    ['passWord', 'password'],
    ['e-mail', 'email'],
    ['EMailAddress', 'email address'],
    ['oAuthToken', 'oauth token'],
    ['OAuth2Token', 'oauth2 token'],
    ["driver's_license", 'driver license'],
    // Digits.
    ['address1', 'address 1'],
    ['addressLine1', 'address line 1'],
    ['cvv2', 'cvv 2'],
    ['oauth2', 'oauth2'],
    ['SHA256Hash', 'sha256 hash'],
    ['x509Certificate', 'x509 certificate'],
    ['s3Bucket', 's3 bucket'],
    ['IPv4', 'ipv4'],
    ['K8S', 'k8s'],
    ['v1', 'v1'],
    ['last_4_digits', 'last4 digit'],
    // Plurals.
    ['userIDs', 'user id'],
    ['pins', 'pin'],
    ['addresses', 'address'],
    ['categories', 'category'],
    ['cookies', 'cookie'],
    ['caches', 'cache'],
    ['hashes', 'hash'],
    ['licenses', 'license'],
    ['statuses', 'status'],
    ...['status', 'address', 'access', 'process', 'bonus', 'dns', 'analysis', 'news', 'alias'].map((word) => [word, word]),
    // Any script, any junk.
    ['contraseña', 'contraseña'],
    ['ПарольКлюч', 'пароль ключ'],
    ['密码', '密码'],
    ['ｐａｓｓＷｏｒｄ', 'password'],
    ['💥key💥', 'key'],
    ['\ud800key', 'key'],
    ['constructor', 'constructor'],
    ['__proto__', 'proto'],
    ['$%&', ''],
    ['', ''],
  ])('%s', (name, words) => {
    expect(splitWords(name).join(' ')).toBe(words);
  });

  test.each([
    ['aB', 200_001],
    ['a', 1],
    ['passWord', 200_001],
    ['ABCd', 400_000],
    ['1a', 400_000],
    ['é', 1],
    ["'", 0],
  ])('ends on long names: %s 200,000 times', (part, words) => {
    expect(splitWords(part.repeat(200_000)).length).toBe(words);
  });

  test('gives the same words once the cache has been filled', () => {
    const before = splitWords('clientSecret');
    for (let index = 0; index < 60_000; index++) splitWords(`name${index}`);
    expect(splitWords('clientSecret')).toEqual(before);
  });
});

test.each([
  ['myApiKey', 'api key', true],
  ['my_apikey_id', 'apiKey', true],
  ['apiSecretKey', 'api key', false],
  ['keyApi', 'api key', false],
  ['api', 'api key', false],
])('hasWords(%s, %s) is %s', (name, phrase, expected) => {
  expect(hasWords(splitWords(name), phrase)).toBe(expected);
});

test('phraseFinder gives the longest phrase at each start', () => {
  const find = phraseFinder([
    ['key', 1],
    ['api key', 2],
    ['api', 3],
    ['api key id', 4],
  ]);
  expect(find(splitWords('apiKey_keyApi')).map(({ phrase, value, start, end }) => [phrase, value, start, end])).toEqual([
    ['api key', 2, 0, 2],
    ['key', 1, 1, 2],
    ['key', 1, 2, 3],
    ['api', 3, 3, 4],
  ]);
  expect(find(splitWords('constructor'))).toEqual([]);
});
