import { describe, expect, test } from 'vitest';
import { findSecrets, secretSource } from '../../src/model/secrets.ts';

/** A reproducible body that looks random. Keys are put together here so that no scanner takes this file for a leak. */
function body(length: number, alphabet: string): string {
  let state = 20_260_101;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += alphabet[(state >>> 16) % alphabet.length];
  }
  return text;
}
const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const hex = (length: number) => body(length, `${digits}abcdef`);
const upper = (length: number) => body(length, `${lower.toUpperCase()}234567`);
const alnum = (length: number) => body(length, digits + lower + lower.toUpperCase());
const base64url = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
const jwt = (payload: object, header: object = { alg: 'HS256', typ: 'JWT' }, signature = alnum(43)) =>
  [base64url(header), base64url(payload), signature].join('.');
const pem = (text: string, label = 'RSA PRIVATE KEY') => `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----`;
const join = (...parts: string[]) => parts.join('');
const live = { sub: 'u-81233', tenant: 'acme', exp: 2_000_000_000 };

const seeded: readonly [provider: string, secret: string][] = [
  ['AWS access key', join('AK', 'IA', upper(16))],
  ['AWS access key', join('AS', 'IA', upper(16))],
  ['GitHub token', join('gh', 'p_', alnum(36))],
  ['GitHub token', join('gh', 's_', alnum(36))],
  ['GitHub token', join('github', '_pat_', alnum(22), '_', alnum(59))],
  ['GitLab token', join('gl', 'pat-', alnum(20))],
  ['Slack token', join('xo', 'xb-', '318476293847', '-', '4719283746152', '-', alnum(24))],
  ['Stripe live key', join('sk', '_live_', alnum(24))],
  ['Stripe live key', join('rk', '_live_', alnum(99))],
  ['webhook signing secret', join('wh', 'sec_', alnum(32))],
  ['Google API key', join('AI', 'za', alnum(35))],
  ['Google OAuth client secret', join('GOC', 'SPX-', alnum(28))],
  ['Azure client secret', join(alnum(3), '8', 'Q~', alnum(34))],
  ['SendGrid key', join('S', 'G.', alnum(22), '.', alnum(43))],
  ['Twilio key', join('S', 'K', hex(32))],
  ['Mailgun key', join('ke', 'y-', hex(32))],
  ['Mailchimp key', join(hex(32), '-', 'us14')],
  ['npm token', join('np', 'm_', alnum(36))],
  ['PyPI token', join('py', 'pi-AgEIcHlwaS5vcmc', alnum(90))],
  ['OpenAI key', join('s', 'k-', alnum(48))],
  ['OpenAI key', join('s', 'k-proj-', alnum(80))],
  ['Anthropic key', join('s', 'k-ant-', 'api03-', alnum(95))],
  ['Shopify token', join('shp', 'at_', hex(32))],
  ['Square token', join('sq0', 'atp-', alnum(22))],
  ['DigitalOcean token', join('dop', '_v1_', hex(64))],
  ['Telegram bot token', join('5839201746', ':', 'AA', alnum(33))],
  ['Discord bot token', join(btoa('184736251948372615').slice(0, 24), '.', alnum(6), '.', alnum(38))],
  ['Heroku key', join('HR', 'KU-', alnum(60))],
  ['Hugging Face token', join('h', 'f_', body(34, lower + lower.toUpperCase()))],
  ['Databricks token', join('da', 'pi', hex(32))],
  ['Plaid access token', join('access', '-production-', '8ab1c2d9-41c7-4e0a-9f3b-6d21e07c55fa')],
  ['private key', pem(alnum(64).concat('\n', alnum(64)))],
  ['private key', pem(alnum(64), 'PRIVATE KEY')],
  ['private key', pem(alnum(70), 'OPENSSH PRIVATE KEY')],
  ['private key', pem(alnum(64)).replaceAll('\n', '\\n')],
  ['JSON Web Token', jwt(live)],
  ['JSON Web Token', jwt({ iss: 'https://login.acme.io', sub: '42' })],
];

describe('provider-shaped secrets', () => {
  test.each(seeded)('%s', (provider, secret) => {
    const text = `Call it with "${secret}", please.`;
    const found = findSecrets(text);
    expect(found.map((hit) => hit.provider)).toEqual([provider]);
    const [hit] = found;
    expect(secret.startsWith(text.slice(hit?.start, hit?.end).slice(0, 20))).toBe(true);
    expect(hit?.masked.slice(0, 5)).toBe(`${secret.slice(0, 4)}\u2026`);
    expect(hit?.masked.length).toBeLessThan(30);
    // A search of JSON text meets it too, also where slashes are escaped.
    expect(JSON.stringify({ text }).replaceAll('/', '\\/').search(secretSource)).toBeGreaterThan(-1);
    // The same where nothing stands around it.
    expect(findSecrets(secret)).toHaveLength(1);
  });

  test.each<[string, string, string[]]>([
    ['a webhook', join('https://hooks.sl', 'ack.com/services/T024BE7LH/B03KD81QZ/', alnum(24)), ['Slack webhook']],
    ['a connection string', join('AccountName=acme;Account', 'Key=', alnum(86), '=='), ['Azure storage key']],
    [
      'a signature',
      `https://a.blob.core.windows.net/c?sv=2022-11-02&se=2031-01-01T00:00:00Z&sig=${alnum(43)}%3D`,
      ['Azure shared access signature'],
    ],
    ['an id and its token', join('curl -u AC', hex(32), ':', hex(32)), ['Twilio credentials']],
    ['a key pair', join('id AK', 'IA', upper(16), ' secret ', alnum(40)), ['AWS access key', 'AWS secret access key']],
    ['a settings file', join('aws_secret_access', '_key = ', alnum(40)), ['AWS secret access key']],
    ['two', join('gh', 'p_', alnum(36), ' or np', 'm_', alnum(36)), ['GitHub token', 'npm token']],
  ])('in %s', (_, text, providers) => {
    expect(findSecrets(text).map(({ provider }) => provider)).toEqual(providers);
    expect(JSON.stringify({ text }).replaceAll('/', '\\/').search(secretSource)).toBeGreaterThan(-1);
  });
});

describe('what is none', () => {
  test.each<[string, string]>([
    ['the AWS sample', join('AK', 'IAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')],
    ['the GitHub sample', join('gh', 's_16C7e42F292c6912E7710c838347Ae178B4a')],
    ['the Telegram sample', join('110201543', ':AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')],
    ['a Stripe test key', join('sk', '_test_', alnum(24))],
    ['a publishable key', join('pk', '_live_', alnum(24))],
    ['an x-ed key', join('gh', 'p_', 'x'.repeat(36))],
    ['a stepped key', join('sk', '_live_', '1234567890abcdef12345678')],
    ['an alphabet', join('AI', 'zaSy', 'abcdefghijklmnopqrstuvwxyz0123456')],
    ['a repeated piece', join('gl', 'pat-', 'k9Qz'.repeat(5))],
    ['words', join('s', 'k-your-', 'openai-api-key-goes-here-and-not-elsewhere')],
    ['words in a shape', join('np', 'm_', 'ThisIsYourExampleToken4TheRegistry00')],
    ['a placeholder', join('gh', 'p_<token>, sk', '_live_..., {api', 'Key}, Bearer xox', 'b-your-token')],
    ['a pattern', '^SK[0-9a-fA-F]{32}$'],
    ['a short one', join('gh', 'p_', alnum(20))],
    ['a long one', join('AK', 'IA', upper(24))],
    ['a prefix inside a word', join('xAK', 'IA', upper(16), ' task-', alnum(48))],
    ['a presigned link', join('https://s3.amazonaws.com/b?X-Amz-Credential=AK', 'IA', upper(16), '%2F20220514&X-Amz-Signature=', hex(64))],
    ['an expired signature', `https://a.blob.core.windows.net/c?sv=2017-04-17&se=2018-01-01T00:00:00Z&sig=${alnum(43)}%3D`],
    ['the sig of another site', `https://books.example/?id=1&sig=${alnum(34)}&hl=en`],
    ['an abbreviated key', pem('MIIEpAIBAAKCAQEA...')],
    ['a longer abbreviated key', pem(`${alnum(64)}...`)],
    ['a public key', pem(alnum(64), 'PUBLIC KEY')],
    ['a certificate', pem(alnum(64), 'CERTIFICATE')],
    ['a UUID', '8ab1c2d9-41c7-4e0a-9f3b-6d21e07c55fa'],
    ['hashes', `${hex(32)} ${hex(40)} ${hex(64)} sha256:${hex(64)}`],
    ['an image', `data:image/png;base64,${alnum(400)}`],
    ['an id', `${alnum(24)} cus_${alnum(24)} price_${alnum(24)} key-value`],
    ['an account', join('AC', hex(32))],
    ['the JWT of jwt.io', jwt({ sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 })],
    ['an ended JWT', jwt({ ...live, exp: 1_590_000_000 })],
    ['an unsigned JWT', jwt(live, { alg: 'none' }, '')],
    ['a JWT without a readable payload', ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOi', alnum(43)].join('.')],
    ['a JWT for localhost', jwt({ ...live, iss: 'http://localhost:3000' })],
    ['one part of a JWT', base64url({ alg: 'HS256' })],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(findSecrets(text)).toEqual([]);
    expect(findSecrets(`before ${text} after`)).toEqual([]);
  });
});

test('ends on hostile text, and finds nothing in it', () => {
  const parts = [
    ...['a', 'eyJ', 'eyJa.', ':AA', '8Q~', 'ghp_', 'sk-ant-', 'xoxb-1-', 'SG.', 'M', 'MT', 'AKIAA', '-us1', 'sig=', 'secretAccessKey='],
    ...[
      '-----BEGIN PRIVATE KEY-----\n',
      `-----BEGIN PRIVATE KEY-----\n${'Ab: Cd: '.repeat(40)}\n`,
      '-----BEGIN A B PRIVATE KEY-----\\n',
      'A\n',
    ],
  ];
  for (const part of parts) {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    expect(findSecrets(text), part).toEqual([]);
    expect(findSecrets(`-----BEGIN PRIVATE KEY-----\n${text}`), part).toEqual([]);
  }
});
