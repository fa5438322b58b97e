import type { Place } from '../documents/place.ts';
import { get, getString, isObject } from '../documents/tree.ts';

interface Identifiable {
  readonly ruleId: string;
  readonly place: Place;
}

/** The fingerprint of each draft, in order. Drafts that nothing tells apart are numbered in the order of their pointers. */
export function fingerprints(drafts: readonly Identifiable[]): string[] {
  const groups = new Map<string, number[]>();
  for (const [index, { ruleId, place }] of drafts.entries()) {
    const identity = `${ruleId}\u0000${place.document.file}\u0000${place.document.index}\u0000${semanticPlace(place)}`;
    const group = groups.get(identity);
    if (group === undefined) groups.set(identity, [index]);
    else group.push(index);
  }
  const result: string[] = new Array(drafts.length);
  for (const [identity, indexes] of groups) {
    for (const [nth, index] of indexes.entries()) result[index] = hash64(nth === 0 ? identity : `${identity}\u0000${nth}`);
  }
  return result;
}

/**
 * Names a place by what stands there rather than where: list entries by their name, URL, scheme or reference instead of their index.
 * Reordering, reformatting and moving lines change nothing; two equal entries share a name.
 */
export function semanticPlace(place: Place): string {
  const steps: string[] = [];
  let value: unknown = place.document.value;
  for (const key of place.path) {
    const next = Array.isArray(value) ? value[Number(key)] : get(value, String(key));
    steps.push(Array.isArray(value) ? entryName(next) : String(key));
    value = next;
  }
  return steps.join('\u0000');
}

function entryName(value: unknown): string {
  if (!isObject(value)) return `=${typeof value === 'object' ? '[]' : String(value)}`;
  const ref = getString(value, '$ref');
  if (ref !== undefined) return `ref:${ref}`;
  const name = getString(value, 'name');
  if (name !== undefined) return `${getString(value, 'in') ?? 'name'}:${name}`;
  const url = getString(value, 'url');
  if (url !== undefined) return `url:${url}`;
  const title = getString(value, 'title');
  if (title !== undefined) return `title:${title}`;
  // A security requirement, an anonymous branch: its keys tell it from its neighbours as far as anything does.
  return `keys:${Object.keys(value).sort().join(',')}`;
}

/** 64 bits of MurmurHash3-style mixing over UTF-16 code units, as 16 hex digits. Not for security: it tells findings apart. */
export function hash64(text: string): string {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x27d4eb2d);
    high ^= high >>> 15;
    low = Math.imul(low ^ unit, 0x165667b1);
    low = (low << 13) | (low >>> 19);
  }
  high = Math.imul(high ^ (low >>> 16), 0x85ebca6b) ^ (high >>> 13);
  low = Math.imul(low ^ (high >>> 16), 0xc2b2ae35) ^ (low >>> 16);
  return hex(high) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
