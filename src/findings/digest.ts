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

/** Scratch space of one call, kept since there are many. */
const state = new Uint32Array(8);
const schedule = new Uint32Array(64);

/** The first 64 bits of the SHA-256 of a text's UTF-8 (FIPS 180-4), as 16 hex digits. Synchronous and without a platform's own crypto. */
export function digest(text: string): string {
  const bytes = encoder.encode(text);
  const { length } = bytes;
  state.set(H);
  // With the closing bit and the length in bits, which take at least nine bytes (section 5.1.1).
  const end = (((length + 8) >> 6) + 1) << 6;
  for (let block = 0; block < end; block += 64) {
    for (let word = 0; word < 16; word++) {
      const at = block + word * 4;
      schedule[word] =
        at + 3 < length
          ? ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
          : (byteAt(bytes, at) << 24) | (byteAt(bytes, at + 1) << 16) | (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3);
    }
    if (block + 64 === end) {
      schedule[14] = Math.floor(length / 2 ** 29);
      schedule[15] = length << 3;
    }
    compress();
  }
  return hex(state[0] as number) + hex(state[1] as number);
}

function byteAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (bytes[at] as number) : at === bytes.length ? 0x80 : 0;
}

/** FIPS 180-4 section 6.2.2. */
function compress(): void {
  const w = schedule;
  for (let t = 16; t < 64; t++) {
    const w15 = w[t - 15] as number;
    const w2 = w[t - 2] as number;
    const small0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const small1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    w[t] = (w[t - 16] as number) + small0 + (w[t - 7] as number) + small1;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
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
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
