/** What the names of sensitive fields look like, as data: {@link sensitivity} gives it meaning. */

/**
 * `password`, `secret`, `pin`, `government`, `financial`, `health` and `biometric` are grave wherever they show. `token` and `account`
 * (bank account numbers, pay) are as grave, and ordinary in the answers of APIs that are about them. `personal` describes a
 * person (date of birth, gender), `contact` reaches one (email, phone), `name` and `address` alone say little. `custom` is a policy's.
 */
export type SensitiveClass =
  | 'password'
  | 'secret'
  | 'token'
  | 'pin'
  | 'government'
  | 'financial'
  | 'account'
  | 'health'
  | 'biometric'
  | 'personal'
  | 'contact'
  | 'name'
  | 'address'
  | 'custom';

const list = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');

/** Phrases that are the thing itself when they end a name, or when only {@link neutralAfter} words follow. */
export const sensitivePhrases: Readonly<Record<Exclude<SensitiveClass, 'custom'>, readonly string[]>> = {
  password: list(`
    password, passphrase, passcode, htpasswd, user pass, smtp pass, db pass, login pass, proxy pass, auth pass, admin pass, master pass
  `),
  secret: list(`
    secret, secret string, secret binary, secret value, secret data, secret key, secret access key, private key, private pem, ssh private,
    security answer, secret answer, seed phrase, recovery phrase, mnemonic phrase, wallet mnemonic, seed mnemonic, wallet seed, recovery key, unseal key,
    connection string
  `),
  token: list(`
    token, jwt, bearer, otp, totp, totp code, otp code, one time password, one time passcode, one time code, verification code, confirmation code sms,
    recovery code, backup code, scratch code, mfa code, 2fa code, auth code, authorization code, session cookie, auth cookie, session secret, session key,
    sas token, magic link token, id token, device code, sms code, saml assertion, kerberos ticket
  `),
  pin: list(`
    pin, pin code, pin number, pin block, personal identification number, cvv, cvc, cvn, csc, card verification value, card verification code,
    card security code, security code
  `),
  government: list(`
    ssn, social security, social security number, social insurance number, social insurance, national insurance number, ni number, nino, tax id,
    tax identifier, tax identification, tax identification number, tax number, taxpayer id, tax payer id, taxpayer identifier, taxpayer identification,
    taxpayer identification number, tax file number, tfn, tin, itin, passport, passport number, passport no, driver license, driver license number,
    driving license, driving license number, drivers license no, national id, national id number, national identity, national identity number,
    national identification, national identification number, national identifier, identity number, identity card number, id card number, id number,
    government id, government id number, citizen id, citizen service number, personal id number, personal identity number, aadhaar, aadhaar number, aadhar,
    cpf, cpf number, nif, nie, curp, bsn, pesel, codice fiscale, personnummer, visa number, residence permit number, alien registration number,
    voter id, military id, birth certificate number
  `),
  financial: list(`
    card number, credit card number, debit card number, payment card number, cc number, cc num, card num, card no, card pan, pan, primary account number,
    iban, track data, track1 data, track2 data, track 1, track 2, magnetic stripe, magstripe
  `),
  account: list(`
    account number, account no, account num, bank account number, bank account no, salary, annual income, household income, net worth, credit score
  `),
  health: list(`
    diagnosis, diagnosis code, diagnosis pointer, icd code, icd10 code, icd 10 code, medical record, medical record number, mrn,
    medical history, medical condition, medical note, health condition, health record, health history, health insurance number, health insurance id,
    health card number, mental health, blood type, blood group, blood pressure, allergy, food allergy, medication, current medication,
    prescription, disability, disability status, disability description, disability type, hiv status, pregnancy status, vaccination status, immunization status,
    chronic disease, medical diagnosis, treatment plan, drug allergy, genetic data, genetic test, health data
  `),
  biometric: list(`
    biometric, biometric data, biometric template, biometric hash, biometric id, fingerprint template, fingerprint data, fingerprint image, fingerprint scan,
    face template, face embedding, face encoding, face print, faceprint, facial template, facial geometry, voice print, voiceprint, retina scan, retina,
    iris scan, palm print, hand geometry, dna profile, dna sequence profile
  `),
  personal: list(`
    date of birth, dob, birth date, birthdate, birthday, birth day, birth year, birth month, year of birth, month of birth, day of birth, place of birth,
    birth place, birthplace, birth city, birth country, birth state, city of birth, country of birth, gender, sex, ethnicity, ethnic group, ethnic origin,
    race, racial origin, religion, religious belief, sexual orientation, sexual preference, gender identity, political opinion, political affiliation,
    political view, marital status, nationality, citizenship, mother maiden name, maiden name, criminal record, criminal history, union membership,
    immigration status
  `),
  contact: list(`
    email, email address, mail address, phone, phone number, phone no, mobile, mobile number, mobile phone, mobile no, home phone, work phone,
    cell number, cell phone, contact number, contact no, telephone number, msisdn, fax number, whatsapp number
  `),
  name: list(`
    first name, last name, full name, surname, family name, given name, middle name, second name, patient name, cardholder name, card holder name, name on card,
    account holder name
  `),
  address: list(`
    street, street address, street name, street line, address line, address 1, address 2, address 3, home address, postal address, mailing address,
    residential address, billing address, shipping address, delivery address, postal code, post code, postcode, zip, zip code
  `),
};

/** Secrets, too, and what key-managing APIs answer with as a matter of course. */
export const keyPhrases: readonly string[] = list(`
    api key, access key, shared access key, signing key, signature key, encryption key, decryption key, encrypt key, decrypt key, master key, license key,
    account key, storage key, subscription key, auth key, hmac key, hmac, service account key, symmetric key, pre shared key, psk, wpa key, wep key,
    wifi key, kek, tls key, ssl key, key pem, pem key, root key, webhook key, server key
  `);

/** Phrases that hold a sensitive one and are something else. */
export const harmlessPhrases: readonly string[] = list(`
  page token, next token, previous token, prev token, continuation token, continue token, pagination token, paging token, cursor token, sync token,
  next sync token, start token, end token, starting token, ending token, marker token, scroll token, iterator token, sequence token, next page token,
  skip token, delta token, change token, resume token, watch token, wait token, snapshot token, poll token, query token, search token, list token, batch token,
  client token, client request token, request token id, idempotency token, client idempotency token, deduplication token, lifecycle action token, action token,
  heartbeat token, callback token name, lock token, concurrency token, version token, row token, etag token, revision token, update token, upload part token,
  max token, min token, total token, prompt token, completion token, input token, output token, cached token, reasoning token, stop token, eos token, bos token,
  pad token, unk token, text token, word token, special token, blacklist token, blocklist token, used token, design token, network token, erc20 token, nft token,
  public key token, fungible token, reward token, governance token, base token, quote token, collateral token, pool token, lp token, native token, gas token,
  csrf token, xsrf token, anti forgery token, antiforgery token, request verification token, device token, push token, registration token, fcm token, apns token,
  public token, publishable token, tracking token, merge token, template token, replacement token, group token, block token, digest tip token, tip token,
  public key pem, public key, publishable key, primary key, foreign key, partition key, sort key, idempotency key, public api key, api key public, site key, public access key,
  secret scanning, secret santa, top secret, trade secret, secret manager, secret id,
  access key id, key id, key name,
  health check, health status, health state, health plan, health score,
  map pin, push pin, drop pin, pin location, pin address,
  general ledger account number, gl account number, ledger account number, accounting account number, aws account number, customer account number,
  menu card number, business card number, report card, route card, sim card number, contra account number, balancing account number,
  property tax id, sale tax id, product tax id, item tax id, default tax id, purchase tax id, tax rate id,
  vehicle identification number, bank identification number, business identification number, business tax id type,
  fantasy data salary, fantasy draft salary, fan duel salary, draft king salary, yahoo salary,
  race card, horse race, data race, race condition,
  email template, email list, ip address, mac address, physical address, wallet address, contract address, address type,
  package family name, font family name, ssml gender, voice gender, grammatical gender,
  image orientation, page orientation, street view,
  device fingerprint, key fingerprint, certificate fingerprint, password less, passwordless, password grant,
  fuel card pin, token bucket, bearer token method, first blood, blood line, union type
`);

const common = list(`
  value, text, string, plain, plaintext, raw, clear, cleartext, encoded, base64, encrypted, decrypted, new, old, current, previous, confirm, confirmation,
  again, repeat, repeated, verify, verification, check again, primary, secondary, alt, alternate, 1, 2, 3, 4, 5, a, b, input, field, data, content
`);

/** Words that may follow a phrase and leave it what it is. Any other (`id`, `name`, `type`, `url`, `expiry`, `policy`...) makes it a remark about the thing. */
export const neutralAfter: Readonly<Record<SensitiveClass, ReadonlySet<string>>> = {
  password: new Set([...common, ...list('hash, hashed, md5, sha1, sha256, bcrypt, salt, digest')]),
  secret: new Set([...common, ...list('pem, file, contents, body, material, hex, bytes')]),
  token: new Set(common),
  pin: new Set([...common, ...list('number, code')]),
  government: new Set([...common, ...list('number, no, num, 9')]),
  financial: new Set([...common, ...list('number, no, num')]),
  account: new Set([...common, ...list('iban')]),
  health: new Set([...common, ...list('code, detail, note, list, information, icd9, icd10')]),
  biometric: new Set([...common, ...list('template, hash')]),
  personal: new Set([...common, ...list('date, year, month, day, no, time')]),
  contact: new Set([...common, ...list('address, number, no')]),
  name: new Set(common),
  address: new Set([...common, ...list('line')]),
  custom: new Set([...common, ...list('number, code')]),
};

/** First words that make a name a switch or a count. */
export const flagWords: ReadonlySet<string> = new Set(
  list(`
    has, is, can, are, was, should, must, may, require, required, requires, need, needs, allow, allowed, allows, enable, enabled, disable, disabled, show, hide,
    support, supported, supports, include, exclude, use, used, force, ignore, skip, clear, revoke, reset, num, max, min, maximum, minimum, total, count, record,
    revealed, requested, validate, check, unlock, suppress
  `),
);

/** Words before `token` that make it a position, a piece of text, a unit or a label instead of a credential. */
export const harmlessTokenWords: ReadonlySet<string> = new Set(
  list(`
    next, previous, prev, page, paging, pagination, continuation, continue, cursor, sync, lookup, attribution, forward, backward, scroll, skip, delta, resume,
    idempotency, deduplication, prompt, completion, reasoning, blacklist, blocklist, tracking
  `),
);

/** Phrases anywhere in a name that say only a part or a stand-in of the value is there. */
export const maskedPhrases: readonly string[] = list(`
  mask, masked, redacted, truncated, obfuscated, obscured, partial, last4, last four, last digit, last 4, first 6, first six, suffix, anonymized, anonymised,
  anonymous, anon, pseudonym, tokenized, tokenised, hint, placeholder, dummy, fake
`);
