/** Shapes of the secrets that providers issue, as data for {@link findSecrets}. */

export interface SecretShape {
  readonly provider: string;
  /** Literals of which a text must hold one; the search starts where it stands. */
  readonly anchors: readonly string[];
  /** `token`: the shape begins at the start of the word that the anchor is in. */
  readonly from?: 'token';
  /** Sticky. Bounded and without nested repeats, so that it takes linear time. Group 1, where there is one, is the secret itself. */
  readonly shape: RegExp;
  /** What follows the fixed prefix must look random: no words, runs or steps. Off for shapes that are certain without it. */
  readonly random?: false;
  /** The named kinds of character that a real one always has, in practice. */
  readonly mix?: 'digit-and-letter';
}

/** Ends a token: the next character would belong to it. */
const end = '(?![A-Za-z0-9_-])';

export const secretShapes: readonly SecretShape[] = [
  // AWS: base32 after the prefix (long-lived AKIA, temporary ASIA).
  { provider: 'AWS access key', anchors: ['AKIA', 'ASIA'], shape: /(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9_-])/y },
  {
    provider: 'AWS secret access key',
    anchors: ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY', 'secretAccessKey', 'SecretAccessKey', 'secret_access_key'],
    from: 'token',
    shape: /[A-Za-z_]{15,32}["']?[ \t]{0,4}[:=>]{1,2}[ \t]{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/y,
    mix: 'digit-and-letter',
  },
  {
    provider: 'GitHub token',
    anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    shape: new RegExp(`gh[pousr]_[A-Za-z0-9]{36,255}${end}`, 'y'),
    mix: 'digit-and-letter',
  },
  { provider: 'GitHub token', anchors: ['github_pat_'], shape: new RegExp(`github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}${end}`, 'y') },
  {
    provider: 'GitLab token',
    anchors: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glsoat-', 'glcbt-', 'glft-', 'glimt-', 'glagent-'],
    shape: /gl[a-z]{2,5}-[A-Za-z0-9_-]{20,255}(?![A-Za-z0-9_-])/y,
    mix: 'digit-and-letter',
  },
  {
    provider: 'Slack token',
    anchors: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxe-', 'xoxe.', 'xapp-'],
    shape: /(?:xox[abeoprs]|xapp)[-.][A-Za-z0-9.-]{5,60}-[A-Za-z0-9]{16,255}(?![A-Za-z0-9_-])/y,
    mix: 'digit-and-letter',
  },
  {
    provider: 'Slack webhook',
    anchors: ['hooks.slack.com/'],
    shape: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{6,14}\/[A-Z0-9]{6,20}\/([A-Za-z0-9]{16,60})(?![A-Za-z0-9])/y,
  },
  {
    provider: 'Discord webhook',
    anchors: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    shape: /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/([A-Za-z0-9_-]{60,90})(?![A-Za-z0-9_-])/y,
  },
  // Test-mode keys (sk_test_) are left out: they move no money and documentation shows them on purpose.
  {
    provider: 'Stripe live key',
    anchors: ['sk_live_', 'rk_live_'],
    shape: /[sr]k_live_[A-Za-z0-9]{16,255}(?![A-Za-z0-9_])/y,
    mix: 'digit-and-letter',
  },
  {
    provider: 'webhook signing secret',
    anchors: ['whsec_'],
    shape: /whsec_[A-Za-z0-9+/]{32,255}={0,2}(?![A-Za-z0-9])/y,
    mix: 'digit-and-letter',
  },
  { provider: 'Google API key', anchors: ['AIza'], shape: new RegExp(`AIza[A-Za-z0-9_-]{35}${end}`, 'y'), mix: 'digit-and-letter' },
  { provider: 'Google OAuth client secret', anchors: ['GOCSPX-'], shape: new RegExp(`GOCSPX-[A-Za-z0-9_-]{28}${end}`, 'y') },
  // The armour may be cut into lines by real or escaped line breaks.
  {
    provider: 'private key',
    anchors: ['-----BEGIN '],
    shape:
      /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]){1,8}(?:[A-Za-z-]{3,12}: [^\n\\]{0,120}(?:\n|\\n){1,2}){0,6}(?:[A-Za-z0-9+/=]{20,}(?:\s|\\[nr]){0,8}){1,400}/y,
    random: false,
  },
  {
    provider: 'Azure storage key',
    anchors: ['AccountKey=', 'SharedAccessKey='],
    from: 'token',
    shape: /(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{42,86}={1,2})(?![A-Za-z0-9+/=])/y,
  },
  {
    provider: 'Azure client secret',
    anchors: ['8Q~', '7Q~'],
    from: 'token',
    shape: /[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/y,
  },
  {
    provider: 'Azure shared access signature',
    anchors: ['sig='],
    shape: /sig=([A-Za-z0-9+/]{20,60}(?:%(?:2[BbFf]|3[Dd])[A-Za-z0-9+/]{0,60}){0,12}={0,2})(?![A-Za-z0-9%+/])/y,
  },
  { provider: 'SendGrid key', anchors: ['SG.'], shape: new RegExp(`SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}${end}`, 'y') },
  { provider: 'Twilio key', anchors: ['SK'], shape: /SK[0-9a-f]{32}(?![A-Za-z0-9])/y, mix: 'digit-and-letter' },
  { provider: 'Twilio credentials', anchors: ['AC'], shape: /AC[0-9a-f]{32}:([0-9a-f]{32})(?![A-Za-z0-9])/y, mix: 'digit-and-letter' },
  { provider: 'Mailgun key', anchors: ['key-'], shape: /key-[0-9a-f]{32}(?![A-Za-z0-9])/y, mix: 'digit-and-letter' },
  { provider: 'Mailchimp key', anchors: ['-us'], from: 'token', shape: /[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/y, mix: 'digit-and-letter' },
  { provider: 'npm token', anchors: ['npm_'], shape: new RegExp(`npm_[A-Za-z0-9]{36}${end}`, 'y'), mix: 'digit-and-letter' },
  { provider: 'PyPI token', anchors: ['pypi-AgE'], shape: new RegExp(`pypi-AgE[A-Za-z0-9_-]{50,1000}${end}`, 'y') },
  {
    provider: 'OpenAI key',
    anchors: ['sk-'],
    shape: new RegExp(`sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{40,255}|[A-Za-z0-9]{48})${end}`, 'y'),
    mix: 'digit-and-letter',
  },
  { provider: 'Anthropic key', anchors: ['sk-ant-'], shape: new RegExp(`sk-ant-[a-z0-9]{2,10}-[A-Za-z0-9_-]{40,255}${end}`, 'y') },
  {
    provider: 'Shopify token',
    anchors: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shprt_'],
    shape: /shp[a-z]{2}_[a-fA-F0-9]{32}(?![A-Za-z0-9])/y,
  },
  {
    provider: 'Square token',
    anchors: ['sq0atp-', 'sq0csp-'],
    shape: new RegExp(`sq0(?:atp-[A-Za-z0-9_-]{22}|csp-[A-Za-z0-9_-]{43})${end}`, 'y'),
  },
  { provider: 'DigitalOcean token', anchors: ['dop_v1_', 'doo_v1_', 'dor_v1_'], shape: /do[por]_v1_[a-f0-9]{64}(?![A-Za-z0-9])/y },
  { provider: 'Telegram bot token', anchors: [':AA'], from: 'token', shape: new RegExp(`\\d{8,10}:AA[A-Za-z0-9_-]{33}${end}`, 'y') },
  { provider: 'Heroku key', anchors: ['HRKU-'], shape: new RegExp(`HRKU-[A-Za-z0-9_-]{36,90}${end}`, 'y') },
  { provider: 'Hugging Face token', anchors: ['hf_'], shape: new RegExp(`hf_[A-Za-z]{34}${end}`, 'y') },
  { provider: 'Databricks token', anchors: ['dapi'], shape: /dapi[a-f0-9]{32}(?:-\d)?(?![A-Za-z0-9])/y },
  { provider: 'Linear key', anchors: ['lin_api_'], shape: new RegExp(`lin_api_[A-Za-z0-9]{40}${end}`, 'y') },
  {
    provider: 'Grafana token',
    anchors: ['glsa_', 'glc_'],
    shape: /gl(?:sa_[A-Za-z0-9]{32}_[a-f0-9]{8}|c_[A-Za-z0-9+/]{60,400}={0,2})(?![A-Za-z0-9])/y,
  },
  { provider: 'Vault token', anchors: ['hvs.', 'hvb.'], shape: new RegExp(`hv[sb]\\.[A-Za-z0-9_-]{90,300}${end}`, 'y') },
  { provider: 'New Relic key', anchors: ['NRAK-'], shape: new RegExp(`NRAK-[A-Z0-9]{27}${end}`, 'y'), mix: 'digit-and-letter' },
  { provider: 'Postman key', anchors: ['PMAK-'], shape: new RegExp(`PMAK-[a-f0-9]{24}-[a-f0-9]{34}${end}`, 'y') },
  { provider: 'Docker Hub token', anchors: ['dckr_pat_'], shape: new RegExp(`dckr_pat_[A-Za-z0-9_-]{27}${end}`, 'y') },
  { provider: 'RubyGems key', anchors: ['rubygems_'], shape: /rubygems_[a-f0-9]{48}(?![A-Za-z0-9])/y },
  { provider: 'Atlassian token', anchors: ['ATATT3'], shape: /ATATT3[A-Za-z0-9_=-]{150,250}(?![A-Za-z0-9_=-])/y },
  { provider: 'Groq key', anchors: ['gsk_'], shape: new RegExp(`gsk_[A-Za-z0-9]{52}${end}`, 'y'), mix: 'digit-and-letter' },
  { provider: 'Supabase token', anchors: ['sbp_'], shape: /sbp_[a-f0-9]{40}(?![A-Za-z0-9])/y },
  {
    provider: 'Plaid access token',
    anchors: ['access-production-'],
    shape: /access-production-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9])/y,
    random: false,
  },
  { provider: 'age secret key', anchors: ['AGE-SECRET-KEY-1'], shape: /AGE-SECRET-KEY-1[0-9A-Z]{58}(?![A-Za-z0-9])/y },
];

/** Parts of keys that providers themselves print in their documentation. */
export const publishedSamples: readonly string[] = [
  // GitHub REST documentation, in every prefix.
  '16C7e42F292c6912E7710c838347Ae178B4a',
  // Stripe and Telegram documentation.
  '4eC39HqLyjWDarjtT1zdP7dc',
  'BQokikJOvBiI2HlWgH4olfQ2',
  'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  // Slack and Svix documentation.
  '17653672481-19874698323-pdFZKVeTuE8sk7oOcBrzbqgy',
  'C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  // Azurite and the storage emulator: one fixed, public key.
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq',
];

/** Words that a random key does not have. */
export const inventedWords =
  /example|sample|dummy|placeholder|redact|replace|insert|changeme|your|fake|foobar|foo_?bar|lorem|deadbeef|secret|password|token|test|demo|xxxx|qwerty|asdf|abc123|mykey/i;
