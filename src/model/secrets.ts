import { isBrokenDer } from './der.ts';
import { inventedWords, publishedSamples, type SecretShape, secretShapes } from './secret-shapes.ts';

/** A secret in a text. The secret itself is never carried further than its place. */
interface FoundSecret {
  readonly provider: string;
  /** UTF-16 offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The first four characters and the length: safe to print. */
  readonly masked: string;
}

const shapesByAnchor = new Map<string, SecretShape[]>();
for (const shape of secretShapes) {
  for (const anchor of shape.anchors) shapesByAnchor.set(anchor, [...(shapesByAnchor.get(anchor) ?? []), shape]);
}

/** Anchors of few letters are narrowed, or they would stop the scan everywhere. */
const narrowed: Readonly<Record<string, string>> = {
  SK: 'SK(?=[0-9a-f]{32})',
  AC: 'AC(?=[0-9a-f]{32}:)',
  '-us': '-us(?=\\d)',
  'sk-': 'sk-(?=[A-Za-z0-9])',
  AKIA: 'AKIA(?=[A-Z2-7])',
  ASIA: 'ASIA(?=[A-Z2-7])',
};

/** `eyJ` is `{"` in base64: the header of a JWT. A Discord bot token begins with its user's id in base64. */
const jwtAnchor = 'eyJ';
const discordAnchor = '(?:M[TDjz]|N[DTjz]|O[DT])(?=[A-Za-z0-9]{22,26}\\.)';

const anchors = [...shapesByAnchor.keys()]
  .sort((a, b) => b.length - a.length)
  .map((anchor) => narrowed[anchor] ?? anchor.replaceAll(/[.\\+*?()[\]{}|^$]/g, '\\$&'))
  .concat(jwtAnchor, discordAnchor);
const anchorPattern = new RegExp(anchors.join('|'), 'g');

/** Matches somewhere in every JSON literal of a text with a secret. */
export const secretSource = new RegExp(anchors.map((anchor) => anchor.replaceAll('/', '\\\\?/')).join('|'), 'g');

const awsKey = 'AWS access key';
const privateKey = 'private key';

/** No known secret is shorter. */
export const shortestSecret = 20;

/** Whether a text holds anything that a secret may be found by. */
export function mayHoldSecret(text: string): boolean {
  anchorPattern.lastIndex = 0;
  return anchorPattern.test(text) || text.includes('PRIVATE KEY');
}

/** Provider-shaped secrets in a text: a fixed prefix, a length, an alphabet, and a body that nobody made up. Linear time. */
export function findSecrets(text: string): FoundSecret[] {
  if (text.length < shortestSecret) return [];
  const found: FoundSecret[] = [];
  anchorPattern.lastIndex = 0;
  for (let match = anchorPattern.exec(text); match !== null; match = anchorPattern.exec(text)) {
    const anchor = match[0];
    const { secret, next } = anchor === jwtAnchor ? jwtAt(text, match.index) : shapedAt(text, match.index, anchor);
    if (secret !== undefined && secret.start >= (found.at(-1)?.end ?? 0)) found.push(secret);
    if (next > anchorPattern.lastIndex) anchorPattern.lastIndex = next;
  }
  return found.some(({ provider }) => provider === awsKey) ? withAwsSecret(text, found) : found;
}

/** What stands at an anchor, and where the search goes on. */
interface Step {
  readonly secret: FoundSecret | undefined;
  readonly next: number;
}

function shapedAt(text: string, index: number, anchor: string): Step {
  for (const shape of shapesByAnchor.get(anchor) ?? [discordShape]) {
    const start = shape.from === 'token' ? tokenStart(text, index) : index;
    // A prefix in the middle of a word is no prefix.
    if (start > 0 && isWordCode(text.charCodeAt(start - 1))) continue;
    shape.shape.lastIndex = start;
    const match = shape.shape.exec(text);
    if (match === null) continue;
    const value = match[1] ?? match[0];
    const from = start + match[0].lastIndexOf(value);
    if (isReal(value, shape) && !isHarmlessHere(text, from, from + value.length, shape))
      return { secret: secretOf(shape.provider, text, from, from + value.length), next: start + match[0].length };
  }
  return { secret: undefined, next: 0 };
}

function secretOf(provider: string, text: string, start: number, end: number): FoundSecret {
  return { provider, start, end, masked: `${text.slice(start, start + 4)}\u2026 (${end - start} characters)` };
}

/** Start of the word around an anchor, looking back no further than the longest shape needs. */
function tokenStart(text: string, index: number): number {
  let start = index;
  while (start > 0 && index - start < 64 && /[A-Za-z0-9_~.-]/.test(text.charAt(start - 1))) start--;
  return start;
}

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

function isReal(value: string, shape: SecretShape): boolean {
  if (publishedSamples.some((sample) => value.includes(sample))) return false;
  if (shape.provider === privateKey) return isKeyArmour(value);
  if (shape.provider === 'Discord bot token') return /^\d{17,20}$/.test(decode(value.slice(0, value.indexOf('.'))) ?? '');
  if (shape.random === false) return true;
  const body = withoutPrefix(value);
  return (shape.mix === undefined || isMixed(body)) && !looksInvented(body);
}

/** Letters with digits, or without any as many capitals as chance gives (words have fewer). */
function isMixed(body: string): boolean {
  const letters = body.replaceAll(/[^A-Za-z]/g, '').length;
  if (/\d/.test(body)) return letters > 0;
  const capitals = body.replaceAll(/[^A-Z]/g, '').length;
  return capitals > letters * 0.3 && capitals < letters * 0.7;
}

/** What makes a real secret worthless where it stands: the link that it signs says so. */
function isHarmlessHere(text: string, start: number, end: number, { provider }: SecretShape): boolean {
  const around = text.slice(Math.max(0, start - 600), start + 900);
  // A presigned S3 link names the key id on purpose.
  if (provider === awsKey)
    return (
      /(?:Credential|AWSAccessKeyId)(?:=|%3D)$/.test(text.slice(Math.max(0, start - 20), start)) &&
      /(?:Signature|Expires)(?:=|%3D)/.test(around)
    );
  // An abbreviated key ends in a full stop or three.
  if (provider === privateKey) return /^[A-Za-z0-9+/=]{0,20}(?:\.|\u2026)/.test(text.slice(end, end + 24));
  if (provider !== 'Azure shared access signature') return false;
  // `sv` is the service version; a link without an end (`se`) is only a template.
  const ends = /[?&]se=(\d{4})-(\d\d)/.exec(around);
  return !/[?&]sv=20\d\d-/.test(around) || ends === null || Date.UTC(Number(ends[1]), Number(ends[2]) - 1) / 1000 < deadBefore;
}

/** The body of a token without its provider's prefix (`sk_live_`, `xoxb-`, `AKIA`), which is not random. */
function withoutPrefix(value: string): string {
  return value.replace(/^(?:(?:[A-Za-z0-9]{2,10}[_-]){1,3}|AKIA|ASIA|AIza|SK|SG\.|dapi|ATATT3|hv[sb]\.)(?=.{12})/, '');
}

/** Whether a human made a value up: words, runs of one character, steps (`1234`, `abcd`), a repeated piece, few different characters. */
function looksInvented(value: string): boolean {
  if (inventedWords.test(value)) return true;
  if (entropy(value) < Math.min(3, 0.7 * Math.log2(Math.max(2, value.length)))) return true;
  let stepped = 0;
  let run = 1;
  let step = 0;
  const lower = value.toLowerCase();
  for (let index = 1; index <= lower.length; index++) {
    const difference = index < lower.length ? lower.charCodeAt(index) - lower.charCodeAt(index - 1) : Number.NaN;
    if (difference === step && Math.abs(difference) <= 1) {
      run++;
      continue;
    }
    if (run >= 4) stepped += run;
    if (run >= (step === 0 ? 5 : 6)) return true;
    // A pair begins a run of two.
    run = Math.abs(difference) <= 1 ? 2 : 1;
    step = difference;
  }
  return stepped * 2 >= value.length || isPeriodic(lower);
}

/** Shannon entropy in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** The value is one piece of up to 12 characters, repeated at least three times. */
function isPeriodic(value: string): boolean {
  for (let period = 1; period <= 12 && period * 3 <= value.length; period++) {
    let index = period;
    while (index < value.length && value.charCodeAt(index) === value.charCodeAt(index - period)) index++;
    if (index === value.length) return true;
  }
  return false;
}

/** A PEM private key with a body: not `MIIE...`, not filled with one letter. */
function isKeyArmour(value: string): boolean {
  const body = value.slice(value.indexOf('-----', 11) + 5).replaceAll(/\s|\\[nr]|[A-Za-z-]{3,12}: [^\n\\]*/g, '');
  if (body.length < 40 || entropy(body) < 3.8 || /example|sample|placeholder|x{8}/i.test(body)) return false;
  return !isBrokenDer(decode(body) ?? '');
}

const discordShape: SecretShape = {
  provider: 'Discord bot token',
  anchors: [],
  shape: /[MNO][A-Za-z0-9]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y,
};

const awsSecret = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** An AWS key id in a text makes a 40-character base64 word beside it the secret of the pair. */
function withAwsSecret(text: string, found: readonly FoundSecret[]): FoundSecret[] {
  const all = [...found];
  for (const { provider, end } of found) {
    if (provider !== awsKey) continue;
    const beside = text.slice(end, end + 300);
    for (const match of beside.matchAll(awsSecret)) {
      const start = end + match.index;
      if (/\d/.test(match[0]) && /[A-Z]/.test(match[0]) && /[a-z]/.test(match[0]) && !looksInvented(match[0])) {
        all.push(secretOf('AWS secret access key', text, start, start + 40));
      }
    }
  }
  all.sort((a, b) => a.start - b.start);
  return all.filter((secret, index) => index === 0 || secret.start >= (all[index - 1]?.end ?? 0));
}

/** Tokens that ended before this (Unix seconds, 2026-01-01) are dead; a fixed date keeps the same document's findings the same. */
const deadBefore = 1_767_225_600;
const longestJwt = 16_384;

/**
 * A signed JWT whose payload is neither a sample nor long expired. Most JWTs in documents are illustrations: those that ended, name
 * John Doe, a test or localhost, or have no issuer, audience, identity or expiry to speak of are left alone.
 */
function jwtAt(text: string, start: number): Step {
  const headerEnd = wordEnd(text, start);
  const nothing = (next: number): Step => ({ secret: undefined, next });
  if (text.charCodeAt(headerEnd) !== 46 || (start > 0 && isWordCode(text.charCodeAt(start - 1)))) return nothing(headerEnd);
  const payloadEnd = wordEnd(text, headerEnd + 1);
  if (text.charCodeAt(payloadEnd) !== 46) return nothing(payloadEnd);
  const end = wordEnd(text, payloadEnd + 1);
  // HS256, the shortest signature, has 43 characters.
  if (end - payloadEnd < 43 || end - start > longestJwt) return nothing(end);
  const header = object(decode(text.slice(start, headerEnd)));
  const payload = object(decode(text.slice(headerEnd + 1, payloadEnd)));
  if (header === undefined || payload === undefined || typeof header['alg'] !== 'string' || /^none$/i.test(header['alg']))
    return nothing(end);
  return isLive(payload) && !looksInvented(text.slice(payloadEnd + 1, end))
    ? { secret: secretOf('JSON Web Token', text, start, end), next: end }
    : nothing(end);
}

function isLive(payload: Record<string, unknown>): boolean {
  const { exp } = payload;
  if (typeof exp === 'number' && exp < deadBefore) return false;
  const text = JSON.stringify(payload);
  if (/example|sample|dummy|john|jane|1234567890|123456|test|demo|localhost|foo\b|lorem|your/i.test(text)) return false;
  return Object.keys(payload).length > 1;
}

/** End of the base64url word at an index. */
function wordEnd(text: string, start: number): number {
  let index = start;
  while (index < text.length && (isWordCode(text.charCodeAt(index)) || text.charCodeAt(index) === 45)) index++;
  return index;
}

function decode(base64url: string): string | undefined {
  try {
    return atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}

function object(json: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
