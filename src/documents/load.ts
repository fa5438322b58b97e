import { type Workspace, WorkspaceError } from '../inputs/workspace.ts';
import type { Bundle, Resolution } from './bundle.ts';
import type { SourceDocument } from './document.ts';
import { extensionTarget, externalReferences, type ReferenceScope } from './external-references.ts';
import { defaultLimits, type Limits, raise } from './limits.ts';
import { parseDocuments, unreadDocument } from './parse.ts';
import { splitReference, targetOf } from './reference-uri.ts';
import { Resolver } from './resolver.ts';

/**
 * Loads a file and everything that it reaches by local references, one bundle for each document of its YAML stream (nearly always one).
 * Never rejects for what the workspace holds: a file that cannot be read is a document without a value and with a problem.
 *
 * @param file POSIX path relative to the workspace
 */
export async function loadBundles(file: string, workspace: Workspace, limits: Partial<Limits> = {}): Promise<Bundle[]> {
  const roots = await readDocuments(file, workspace, limits);
  return Promise.all(roots.map((root) => loadBundle(root, workspace, limits)));
}

/** Loads what one document reaches. Given a file, its first document is the root. */
export async function loadBundle(root: SourceDocument | string, workspace: Workspace, limits: Partial<Limits> = {}): Promise<Bundle> {
  if (typeof root !== 'string') return new Loader(workspace, limits).load(root);
  const [first] = await readDocuments(root, workspace, limits);
  return new Loader(workspace, limits).load(first ?? unreadDocument(root, emptyFile));
}

/** A bundle of documents that are already there, the root first. */
export function bundleOf(documents: readonly SourceDocument[]): Bundle {
  const [root, ...others] = documents;
  return new Resolver(root ?? unreadDocument('', emptyFile), others);
}

const emptyFile = { kind: 'syntax', message: 'The file is empty.', at: { start: 0, end: 0 } } as const;

async function readDocuments(file: string, workspace: Workspace, limits: Partial<Limits>): Promise<SourceDocument[]> {
  try {
    return parseDocuments(file, await workspace.read(file, limits.bytes ?? defaultLimits.bytes), limits);
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const tooLarge = error.reason === 'too-large';
    const message = tooLarge ? `${error.message.replace(/\.$/, '')}; ${raise('bytes')}.` : error.message;
    return [unreadDocument(file, { kind: tooLarge ? 'limit' : 'syntax', message, at: { start: 0, end: 0 } })];
  }
}

type Failure = Extract<Resolution, { readonly ok: false }>;

class Loader {
  readonly #workspace: Workspace;
  readonly #limits: Partial<Limits>;
  readonly #documents = new Map<string, SourceDocument>();
  readonly #failures = new Map<string, Failure>();

  constructor(workspace: Workspace, limits: Partial<Limits>) {
    this.#workspace = workspace;
    this.#limits = limits;
  }

  async load(root: SourceDocument): Promise<Bundle> {
    this.#documents.set(root.file, root);
    const scopes: ReferenceScope[] = [{ document: root, value: root.value }];
    const entered = new Set<object>();
    // The list grows while it is walked: breadth first, in order of first reference.
    for (const scope of scopes) {
      for (const ref of externalReferences(scope, root, entered)) {
        const target = targetOf(splitReference(ref).uri, scope.document.file);
        if (target.kind !== 'file') continue;
        const known = this.#documents.get(target.file);
        const document = known ?? (await this.#read(target.file, ref));
        if (document === undefined) continue;
        if (known === undefined) scopes.push({ document, value: document.value });
        const extension = extensionTarget(ref, document);
        if (extension !== undefined && !entered.has(extension)) scopes.push({ document, value: extension });
      }
    }
    return new Resolver(root, [...this.#documents.values()].slice(1), { failures: this.#failures, limits: this.#limits });
  }

  async #read(file: string, ref: string): Promise<SourceDocument | undefined> {
    if (this.#failures.has(file)) return undefined;
    const most = this.#limits.documents ?? defaultLimits.documents;
    if (this.#documents.size > most) {
      return this.#fail(
        file,
        'unreadable',
        `\`${ref}\` was not read: one document may reach ${most} files by reference; ${raise('documents')}.`,
      );
    }
    try {
      const [document] = parseDocuments(file, await this.#workspace.read(file, this.#limits.bytes ?? defaultLimits.bytes), this.#limits);
      if (document === undefined) return this.#fail(file, 'unreadable', `\`${ref}\` leads to an empty file.`);
      this.#documents.set(file, document);
      return document;
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
      const reason = error.reason === 'missing' || error.reason === 'outside' ? error.reason : 'unreadable';
      return this.#fail(file, reason, `\`${ref}\` cannot be read: ${error.message}`);
    }
  }

  #fail(file: string, reason: Failure['reason'], message: string): undefined {
    this.#failures.set(file, { ok: false, reason, message });
  }
}
