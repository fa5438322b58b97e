import { isObject } from '../../documents/tree.ts';
import type { Policy } from './policy.ts';

/**
 * `sha256:` and 64 hex digits over what a policy means: severities, options, overrides, floors and settings. Layout, comments, order of
 * keys and names of files change nothing; line numbers, reasons and notes are left out.
 */
export async function policyDigest({ preset, layers, settings, files }: Omit<Policy, 'digest'>): Promise<string> {
  const text = canonicalJson({ preset, layers, settings, files });
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256:${Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Said of a policy for people, and not part of what it means. */
const SPOKEN: ReadonlySet<string> = new Set(['line', 'name', 'by', 'reason']);

/** JSON with sorted keys. Policies are shallow, so recursion is bounded. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value)
    .filter((key) => !SPOKEN.has(key) && value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${entries.join(',')}}`;
}
