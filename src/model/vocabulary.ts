/** What {@link splitWords} knows of single words, as data. */

const list = (text: string): string[] => text.trim().split(/\s+/);

/** Words that names glue together (`apikey`, `USERID`, `secretaccesskey`). A chunk is split only when such words cover it whole. */
export const gluedWords: ReadonlySet<string> = new Set(
  list(`
    access account address admin api app auth authentication authorization aws bank bearer billing birth callback card cell certificate cipher
    client code config connection consumer correlation country credential credit current customer cvc cvv data database date db debit default device
    digit display document domain driver drivers email encryption expire expiry file first full gender given group hash home host iban id identity ip
    issue issuer key last legal license licence limit link list login mail maiden master member merchant message middle mobile mother mothers name
    national new number oauth of offset old order organization original otp owner page partner passcode passphrase passport passwd password payment phone pin
    policy port postal post primary private proxy public pwd query rate recovery redirect refresh request reset response return role root routing salt
    secret secure security server service session shared signing size smtp social sort ssh sso ssn start state status store street subscription swift
    tax team tenant time token trace transaction type uri url user uuid value verification version webhook zip zone
  `),
);

/** Spellings of another word. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ['passwd', 'password'],
  ['passwrd', 'password'],
  ['pwd', 'password'],
  ['pswd', 'password'],
  ['drivers', 'driver'],
  ['mothers', 'mother'],
  ['licence', 'license'],
  ['cellphone', 'phone'],
  ['telephone', 'phone'],
]);

/** Neighbours that are one word, however they are written (`passWord`, `OAuth`, `e-mail`, `IPv4`). */
export const joinedWords: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    pass: { word: 'password', phrase: 'passphrase', code: 'passcode', port: 'passport', key: 'passkey' },
    o: { auth: 'oauth', auth2: 'oauth2', auth1: 'oauth1' },
    oauth: { '1': 'oauth1', '2': 'oauth2' },
    open: { id: 'openid' },
    e: { mail: 'email' },
    i: { pv4: 'ipv4', pv6: 'ipv6', os: 'ios', d: 'id', ban: 'iban' },
    ip: { v4: 'ipv4', v6: 'ipv6' },
    web: { hook: 'webhook' },
    data: { base: 'database' },
    time: { stamp: 'timestamp' },
    m: { tls: 'mtls' },
    mac: { os: 'macos' },
    git: { hub: 'github', lab: 'gitlab' },
    graph: { ql: 'graphql' },
    wi: { fi: 'wifi' },
    pay: { pal: 'paypal' },
    ap: { ikey: 'apikey' },
    last: { '4': 'last4' },
    sha: { '1': 'sha1', '256': 'sha256', '512': 'sha512' },
  }).map(([first, next]) => [first, new Map(Object.entries(next))]),
);

/** Words whose digits belong to them. A single letter with digits (`v1`, `s3`, `x509`) always stays whole. */
export const wordsWithDigits: ReadonlySet<string> = new Set(
  list(`
    oauth1 oauth2 sha1 sha2 sha3 sha224 sha256 sha384 sha512 base32 base58 base64 md4 md5 ipv4 ipv6 2fa 3ds 3ds2 3d 2d ec2 ed25519 rs256 es256 hs256
    utf8 utf16 mp3 mp4 pkcs1 pkcs7 pkcs8 pkcs12 id3 i18n l10n k8s e2e b2b b2c p2p iso8601 iso3166 rfc3339 rfc822 http2 http3 crc32 crc64 argon2 pbkdf2
    secp256k1 web3 pv4 pv6 4xx 5xx office365 auth0 wpa2 wpa3 socks5 snmpv3 last4 1password
  `),
);

/** Words that end in s and are singular, or have no singular that a rule would look for. */
export const notPlural: ReadonlySet<string> = new Set(
  list(`
    alias canvas gas atlas bias has was his its this does plus minus always yes across news series species lens dns tls mtls ssl https sms mms aws gps cors
    css js os ios macos rss jwks kms sns sqs rds eks ecs dms cms crms lms pms sts sas saas paas iaas aas faas tos pos ops devops qps rps tps fps bps
    mbps kbps vps nfs sftps ftps smtps imaps ldaps sips wss aes des rs es analytics diagnostics graphics statistics windows kubernetes postgres jenkins
    redis thus towards iris ibis chaos rhesus perhaps sans tennis basis axis analysis emphasis diagnosis synopsis hypothesis oasis nexus
  `),
);

/** Plurals that the endings alone would get wrong. */
export const irregularPlurals: ReadonlyMap<string, string> = new Map(
  list(`
    ids:id ips:ip pins:pin keys:key urls:url uris:uri ssns:ssn vms:vm tvs:tv pcs:pc dbs:db ads:ad ibans:iban pans:pan otps:otp statuses:status
    aliases:alias bonuses:bonus campuses:campus viruses:virus buses:bus biases:bias canvases:canvas atlases:atlas lenses:lens gases:gas caches:cache
    niches:niche headaches:headache movies:movie cookies:cookie zombies:zombie calories:calorie selfies:selfie rookies:rookie ties:tie pies:pie lies:lie
    dies:die indices:index matrices:matrix vertices:vertex children:child geniuses:genius censuses:census corpuses:corpus plusses:plus
  `).map((pair): [string, string] => {
    const [plural = '', singular = ''] = pair.split(':');
    return [plural, singular];
  }),
);
