/** What an entry of `extends` names. */
import type { Preset } from '../../engine/define-rule.ts';
import { PRESETS } from '../../engine/presets.ts';
import { joinPath, normalizePath } from '../../inputs/paths.ts';
import { nearest } from '../../nearest.ts';
import type { Origin } from './config-file.ts';

/** A file of another repository on GitHub. */
export interface RemoteReference {
  readonly owner: string;
  readonly repo: string;
  /** Normalised path in that repository. */
  readonly path: string;
  readonly ref: string;
  /** The name under which a policy that extends this one by a relative path was asked for; its commit is then `ref`. */
  readonly asked?: string;
}

export type Reference =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'remote'; readonly remote: RemoteReference }
  /** `why` continues a sentence that begins with the entry. */
  | { readonly kind: 'wrong'; readonly why: string };

const OWNER = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/;
const REPOSITORY = /^[\w.-]{1,100}$/;
/** A branch, tag or SHA that needs no quoting in a URL (git-check-ref-format(1) allows more). */
const REF = /^[A-Za-z0-9_][\w./+-]{0,199}$/;

/** Whether a reference is a whole commit SHA, so that it can only ever mean one content. */
export function isPinned(ref: string): boolean {
  return /^[0-9a-f]{40}$/.test(ref);
}

/** Whether a text is meant as `owner/repo/path@ref`, well-formed or not. */
export function looksRemote(text: string): boolean {
  return /^[^./][^@\s]*\/[^@\s]*@/.test(text);
}

/** @param origin the policy that the entry stands in: files are relative to it, and stay in its repository */
export function parseReference(text: string, origin: Origin | undefined): Reference {
  const preset = PRESETS.find((name) => name === text || `apiward:${name}` === text);
  if (preset !== undefined) return { kind: 'preset', preset };
  if (/^[a-z][\w+.-]*:\/\//i.test(text)) return { kind: 'wrong', why: urlAdvice(text) };
  if (looksRemote(text)) return parseRemote(text);
  if (/^\.{0,2}\//.test(text) || /\.(?:ya?ml|json)$/i.test(text)) return parseFile(text, origin);
  if (text.split('/').length > 2) return { kind: 'wrong', why: 'has no version: write `owner/repo/path@<commit SHA>`' };
  const meant = nearest(text, PRESETS);
  const advice =
    meant === undefined
      ? `presets are ${PRESETS.join(', ')}; a file ends in .yml; another repository is \`owner/repo/path@ref\``
      : `did you mean \`${meant}\`?`;
  return { kind: 'wrong', why: `is no preset, file or repository: ${advice}` };
}

function parseFile(text: string, origin: Origin | undefined): Reference {
  if (text.startsWith('/')) return { kind: 'wrong', why: 'is absolute: write it relative to this file' };
  if (text.includes('\\')) return { kind: 'wrong', why: 'has a backslash: write `/` between folders' };
  const path = normalizePath(joinPath(origin?.path ?? '', text));
  if (path === undefined || path === '') return { kind: 'wrong', why: 'leads out of the repository' };
  if (origin?.remote === undefined) return { kind: 'file', path };
  const { owner, repo, ref, sha } = origin.remote;
  return { kind: 'remote', remote: { owner, repo, path, ref: sha, asked: ref } };
}

function parseRemote(text: string): Reference {
  const at = text.indexOf('@');
  const [owner = '', repo = '', ...rest] = text.slice(0, at).split('/');
  const ref = text.slice(at + 1);
  if (!OWNER.test(owner)) return { kind: 'wrong', why: 'does not begin with an owner on GitHub: write `owner/repo/path@ref`' };
  if (!REPOSITORY.test(repo) || repo === '.' || repo === '..')
    return { kind: 'wrong', why: 'names no repository: write `owner/repo/path@ref`' };
  if (rest.length === 0 || rest.includes('') || rest.some((segment) => segment === '.' || segment === '..')) {
    return { kind: 'wrong', why: 'names no plain path in the repository: write `owner/repo/path@ref` without `.` and `..`' };
  }
  if (!/^[\w ./+-]+$/.test(rest.join('/')))
    return { kind: 'wrong', why: 'has characters in its path that no policy needs: rename that file' };
  if (!REF.test(ref) || ref.includes('..') || ref.endsWith('.lock')) {
    return { kind: 'wrong', why: 'has no version behind `@`: write a commit SHA, a tag or a branch' };
  }
  return { kind: 'remote', remote: { owner, repo, path: rest.join('/'), ref } };
}

function urlAdvice(text: string): string {
  const found =
    /^https:\/\/(?:raw\.githubusercontent\.com\/([\w.-]+)\/([\w.-]+)|github\.com\/([\w.-]+)\/([\w.-]+)\/(?:blob|raw))\/([\w.-]+)\/([^?#\s]+)/.exec(
      text,
    );
  if (found === null) return 'is a URL: a policy comes from this repository or from GitHub, `owner/repo/path@ref`';
  const [, rawOwner, rawRepo, owner, repo, ref, path] = found;
  return `is a URL: write \`${rawOwner ?? owner}/${rawRepo ?? repo}/${path}@${ref}\``;
}
