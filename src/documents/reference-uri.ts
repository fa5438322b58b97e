import { directoryOf, normalizePath } from '../inputs/paths.ts';

/** A reference split at its fragment (RFC 3986 section 3.5); the fragment is as written, without `#`. */
export interface SplitReference {
  readonly uri: string;
  readonly fragment: string;
}

export function splitReference(ref: string): SplitReference {
  const hash = ref.indexOf('#');
  return hash === -1 ? { uri: ref, fragment: '' } : { uri: ref.slice(0, hash), fragment: ref.slice(hash + 1) };
}

/** Where the URI of a reference points when no loaded document has that name. */
export type Target =
  | { readonly kind: 'file'; readonly file: string }
  /** A host, or a scheme that is no file. */
  | { readonly kind: 'remote' }
  /** An absolute path, a `file:` URI, a drive, a UNC share, or a climb out of the workspace. */
  | { readonly kind: 'outside' };

/** Takes a reference as a path relative to the file that holds it; `%2e%2e%2f` and backslashes are what they stand for. */
export function targetOf(uri: string, from: string): Target {
  const decoded = percentDecode(uri).replaceAll('\\', '/');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(decoded)?.[1]?.toLowerCase();
  if (scheme !== undefined) return { kind: scheme === 'file' || scheme.length === 1 ? 'outside' : 'remote' };
  // `\\host` is a UNC share and `//host` a host; neither is a path.
  if (decoded.startsWith('//')) return { kind: uri.startsWith('//') ? 'remote' : 'outside' };
  if (decoded.startsWith('/')) return { kind: 'outside' };
  const query = decoded.indexOf('?');
  const path = query === -1 ? decoded : decoded.slice(0, query);
  if (path === '') return { kind: 'file', file: from };
  const file = normalizePath(`${directoryOf(from)}/${path}`);
  return file === undefined ? { kind: 'outside' } : { kind: 'file', file };
}

/** The text itself when it is not well-formed percent-encoding. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Segments of an RFC 6901 JSON pointer in its URI fragment form; undefined for what is no pointer, such as an anchor. */
export function pointerSegments(fragment: string): string[] | undefined {
  if (fragment === '') return [];
  const pointer = percentDecode(fragment);
  if (!pointer.startsWith('/')) return undefined;
  const segments = pointer.slice(1).split('/');
  return pointer.includes('~') ? segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')) : segments;
}

/** Resolves a URI reference against a base (RFC 3986 section 5), without its fragment; undefined when that makes no URI. */
export function resolveUri(reference: string, base: string): string | undefined {
  try {
    const url = new URL(reference, base);
    url.hash = '';
    return url.href;
  } catch {
    return undefined;
  }
}

/** The URI under which a document is known when it does not name itself. */
export function retrievalUri(file: string): string {
  return `workspace:///${file.split('/').map(encodeURIComponent).join('/')}`;
}
