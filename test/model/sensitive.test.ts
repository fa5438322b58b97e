import { describe, expect, test } from 'vitest';
import { sensitivity, type ValueFacts } from '../../src/model/sensitive.ts';
import { splitWords } from '../../src/model/words.ts';
import { labelledNames } from './sensitive-names.labelled.ts';

const string: ValueFacts = { types: ['string'], format: undefined, values: undefined };
const classOf = (name: string, facts: Partial<ValueFacts> = {}): string | undefined =>
  sensitivity(splitWords(name), { ...string, ...facts })?.class;

/** The labels call these by the wider name. */
const wider: Readonly<Record<string, string>> = { name: 'contact', address: 'contact', account: 'financial' };

test('labelled names: precision at least 97 %, recall at least 95 %', () => {
  const missed: string[] = [];
  const wrong: string[] = [];
  let right = 0;
  let sameClass = 0;
  for (const { name, facts, label } of labelledNames) {
    const found = sensitivity(splitWords(name), facts)?.class;
    if (found !== undefined && label === 'none') wrong.push(name);
    else if (found === undefined && label !== 'none') missed.push(name);
    else if (found !== undefined) {
      right++;
      if ((wider[found] ?? found) === label) sameClass++;
    }
  }
  expect(labelledNames.length).toBeGreaterThan(400);
  expect(right / (right + wrong.length), `not sensitive: ${wrong}`).toBeGreaterThanOrEqual(0.97);
  expect(right / (right + missed.length), `missed: ${missed}`).toBeGreaterThanOrEqual(0.95);
  expect(sameClass / right).toBeGreaterThanOrEqual(0.95);
});

describe('by name', () => {
  test.each([
    ['password', 'password pwd passwd PASSWORD user_password newPassword passwordHash passphrase password_confirmation dbPwd'],
    ['secret', 'client_secret clientsecret privateKey secretAccessKey connectionString secret securityAnswer'],
    ['secret', 'api_key apiKey APIKEY apikey accessKey encryption_key'],
    ['token', 'token access_token refreshToken idToken otp oneTimePassword jwt'],
    ['pin', 'pin pinCode cvv cvv2 CVC card_security_code'],
    ['government', 'ssn SSN social_security_number taxId passportNumber passport driversLicense nationalId'],
    ['financial', 'cardNumber card_number creditCardNumber iban pan'],
    ['account', 'accountNumber bank_account_number'],
    ['health', 'diagnosis bloodType medicalRecordNumber allergies'],
    ['biometric', 'fingerprintTemplate faceEmbedding biometricData'],
    ['personal', 'dateOfBirth dob birth_date gender ethnicity religion'],
    ['contact', 'email emailAddress phone_number mobile'],
    ['name', 'firstName last_name'],
    ['address', 'streetAddress postalCode address_line_1'],
  ])('%s', (kind, names) => {
    for (const name of names.split(' ')) expect(classOf(name), name).toBe(kind);
  });

  test.each([
    ['paging', 'page_token nextPageToken continuation_token nextToken pageToken syncToken cursor'],
    ['about a token', 'tokenId token_type tokenName token_count max_tokens prompt_tokens total_tokens token_url token_expires_at tokenTtl'],
    ['other tokens', 'csrf_token idempotencyToken clientToken deviceToken'],
    ['other keys', 'key public_key primary_key partition_key sort_key idempotency_key accessKeyId keyId keyName keys'],
    [
      'about a password',
      'password_reset_url passwordPolicy password_expires_at has_password passwordHint password_length passwordStrength',
    ],
    ['about a secret', 'secretName secretArn secretId secretVersion is_secret secret_count'],
    ['about a pin', 'pinned requires_pin map_pin pin_id pinLocation pinLength pinned_at pincodeEnabled'],
    ['about a card', 'card_id cardId card_type cardBrand last4 card_last4 cardNumberMasked masked_card_number card_number_last_four'],
    ['a part of an id', 'ssn_last_4 last_four_ssn ssnLast4'],
    ['machines', 'health health_check healthStatus fingerprint ip_address mac_address walletAddress'],
    ['objects of prototype', 'constructor __proto__ toString hasOwnProperty'],
  ])('not: %s', (_, names) => {
    for (const name of names.split(' ')) expect(classOf(name), name).toBeUndefined();
  });
});

describe('by schema', () => {
  test.each<[string, Partial<ValueFacts>, string | undefined]>([
    ['password', { types: ['boolean'] }, undefined],
    ['password', { types: ['object'] }, undefined],
    ['password', { types: ['integer'] }, undefined],
    ['password', { format: 'date-time' }, undefined],
    ['password', { format: 'uri' }, undefined],
    ['password', { format: 'password' }, 'password'],
    ['password', { types: [] }, 'password'],
    ['password', { values: ['required', 'optional'] }, undefined],
    ['token', { types: ['integer'] }, undefined],
    ['otp', { types: ['integer'] }, 'token'],
    ['pin', { types: ['integer'] }, 'pin'],
    ['pin', { types: ['object'] }, undefined],
    ['ssn', { types: ['integer'] }, 'government'],
    ['ssn', { types: ['string', 'integer'] }, 'government'],
    ['gender', { values: ['f', 'm'] }, 'personal'],
    ['birthDate', { format: 'date' }, 'personal'],
    ['passport', { format: 'date' }, undefined],
    ['apiKeys', { types: ['array'], items: string }, 'secret'],
    ['apiKeys', { types: ['array'], items: { ...string, types: ['object'] } }, undefined],
    ['apiKeys', { types: ['array'] }, 'secret'],
    ['password', { types: ['array'], items: string }, undefined],
    ['ssn', { types: ['number'] }, undefined],
    ['tax_ids', { types: ['array'], items: string }, undefined],
    ['taxId', { types: ['integer'] }, undefined],
  ])('%s %j is %s', (name, facts, expected) => {
    expect(classOf(name, facts)).toBe(expected);
  });
});

test('keys are told from other secrets', () => {
  const isKey = (name: string) => sensitivity(splitWords(name))?.isKey;
  expect(['apikey', 'signing_key', 'clientSecret', 'privateKey', 'secretAccessKey'].map(isKey)).toEqual([true, true, false, false, false]);
});

test('a policy adds and removes words', () => {
  const custom = { add: ['employee number', 'health plan'], remove: ['pin', 'apiKey'] };
  const judge = (name: string) => sensitivity(splitWords(name), string, custom);
  expect(judge('employeeNumber')).toEqual({ class: 'custom', label: 'employee number', isKey: false });
  expect(judge('health_plan')?.class).toBe('custom');
  expect(judge('pin')).toBeUndefined();
  expect(judge('api_key')).toBeUndefined();
  expect(judge('pinCode')?.class).toBe('pin');
  expect(judge('password')?.class).toBe('password');
});
