/** Fractional parts of the cube roots of the first 64 primes (FIPS 180-4 section 4.2.2). */
const K = new Uint32Array(64);
/** Fractional parts of the square roots of the first 8 primes (FIPS 180-4 section 5.3.3). */
const H = new Uint32Array(8);

let primes = 0;
for (let candidate = 2; primes < 64; candidate++) {
  if (!isPrime(candidate)) continue;
  if (primes < 8) H[primes] = fraction(candidate ** (1 / 2));
  K[primes++] = fraction(candidate ** (1 / 3));
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) return false;
  return true;
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) >>> 0;
}

const encoder = new TextEncoder();

/** The first 64 bits of the SHA-256 of a text's UTF-8 (FIPS 180-4), as 16 hex digits. Synchronous and without a platform's own crypto. */
export function digest(text: string): string {
  const words = pad(encoder.encode(text));
  const state = Uint32Array.from(H);
  const w = new Uint32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    w.set(words.subarray(block, block + 16));
    compress(state, w);
  }
  return hex(state[0] as number) + hex(state[1] as number);
}

/** Big-endian words with the closing bit and the length in bits. */
function pad(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) << 4);
  for (let at = 0; at < bytes.length; at++) words[at >> 2] = (words[at >> 2] as number) | ((bytes[at] as number) << (24 - (at & 3) * 8));
  const end = bytes.length >> 2;
  words[end] = (words[end] as number) | (0x80 << (24 - (bytes.length & 3) * 8));
  words[words.length - 2] = Math.floor(bytes.length / 2 ** 29);
  words[words.length - 1] = bytes.length << 3;
  return words;
}

/** FIPS 180-4 section 6.2.2. */
function compress(state: Uint32Array, w: Uint32Array): void {
  for (let t = 16; t < 64; t++) {
    const w15 = w[t - 15] as number;
    const w2 = w[t - 2] as number;
    const small0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const small1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    w[t] = (w[t - 16] as number) + small0 + (w[t - 7] as number) + small1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (w[t] as number)) | 0;
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] as number) + value;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
