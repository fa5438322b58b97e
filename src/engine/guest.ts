/** Our rules under Spectral's own CLI or editor extensions: the model is built from the documents that Spectral has parsed. */
import type { RulesetFunctionContext } from '@stoplight/spectral-core';
import type { Bundle } from '../documents/bundle.ts';
import type { SourceDocument } from '../documents/document.ts';
import { walkKeywords } from '../documents/keyword-walk.ts';
import { bundleOf } from '../documents/load.ts';
import { Place } from '../documents/place.ts';
import { get, getString } from '../documents/tree.ts';
import { directoryOf, normalizePath } from '../inputs/paths.ts';
import type { Api } from '../model/api.ts';
import { buildApi } from '../model/build.ts';
import { check } from './check.ts';
import type { Rule } from './define-rule.ts';

interface Result {
  readonly message: string;
  readonly path: (string | number)[];
}

interface Guest {
  readonly api: Api | undefined;
  readonly entrances: Entrances;
}

const guests = new WeakMap<object, Guest>();

/** What a rule finds, as Spectral takes it. Nothing is thrown, for that would end Spectral's whole run. */
export function guestResults(rule: Rule, options: object | null, context: RulesetFunctionContext): Result[] {
  try {
    const { api, entrances } = guestOf(context);
    if (api === undefined) return [];
    return check(rule, api, options ?? undefined).map(({ problem: { message }, place }) => {
      const shown = entrances.of(place);
      const path = shown.parent === undefined ? versionField(shown.document) : shown.path;
      if (shown === place) return { message: inert(message), path };
      const file = relativeTo(api.place.document.file, place.document.file);
      return { message: inert(`${message} (in ${file}#${place.pointer})`), path };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ message: inert(`apiward's rule ${rule.id} failed on this document (${reason}): please report this bug`), path: [] }];
  }
}

function guestOf({ document, documentInventory }: RulesetFunctionContext): Guest {
  let guest = guests.get(document);
  if (guest === undefined) {
    const { graph, referencedDocuments } = documentInventory;
    // Spectral keeps what it has read for other documents too; the nodes of the graph are what this one reaches.
    const others = Object.entries(referencedDocuments).filter(([file]) => graph?.hasNode(file));
    const bundle = bundleOf([[document.source ?? '', document] as const, ...others].map(([file, parsed]) => foreignDocument(file, parsed)));
    guest = { api: buildApi(bundle), entrances: new Entrances(bundle) };
    guests.set(document, guest);
  }
  return guest;
}

/** A file as it is named from the folder of another, when it is below that. */
function relativeTo(from: string, file: string): string {
  const folder = `${directoryOf(from)}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : `/${file}`;
}

/** Spectral replaces `{{...}}` in messages and evaluates `#{{...}}`, which a name in a document can hold. */
function inert(message: string): string {
  return message.replaceAll('{{', '{ {');
}

/** The document as a whole is shown at its version, as in our own reports. */
function versionField({ value }: SourceDocument): string[] {
  return ['openapi', 'swagger'].filter((field) => get(value, field) !== undefined).slice(0, 1);
}

/** A document parsed by somebody else. Spectral's paths are absolute, ours are relative to its root. */
function foreignDocument(file: string, parsed: { readonly data: unknown; readonly input?: unknown }): SourceDocument {
  const value = parsed.data;
  const document = {
    file: normalizePath(file.replaceAll('\\', '/')) ?? file,
    format: 'yaml',
    // A document that Spectral has parsed itself keeps its text, which tells whether its schemas name themselves.
    text: typeof parsed.input === 'string' ? parsed.input : '',
    index: 0,
    value,
    problems: [],
    locate: (paths) => paths.map(() => ({ value: { start: 0, end: 0 }, exact: false })),
  } as Omit<SourceDocument, 'root'> as { -readonly [K in keyof SourceDocument]: SourceDocument[K] };
  document.root = Place.root(document);
  return document;
}

/** References by what they lead to: a place, and its document. */
interface Found {
  readonly byTarget: ReadonlyMap<string, Place>;
  readonly byDocument: ReadonlyMap<SourceDocument, Place>;
}

/** Spectral shows a rule's results in the root document: where that document's references lead to the place of a finding. */
class Entrances {
  readonly #bundle: Bundle;
  #found: Found | undefined;

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
  }

  /** The place itself when it is in the root; else the reference there that leads to it; else the root. */
  of(place: Place): Place {
    const { root } = this.#bundle;
    const passed = new Set<SourceDocument>();
    let shown: Place | undefined = place;
    while (shown !== undefined && shown.document !== root && !passed.has(shown.document)) {
      passed.add(shown.document);
      shown = this.#into(shown);
    }
    return shown?.document === root ? shown : root.root;
  }

  /** The reference whose target holds the place most closely, or any into its document. */
  #into(place: Place): Place | undefined {
    this.#found ??= this.#find();
    for (let target: Place | undefined = place; target !== undefined; target = target.parent) {
      const entrance = this.#found.byTarget.get(`${target.document.file}#${target.pointer}`);
      if (entrance !== undefined) return entrance;
    }
    return this.#found.byDocument.get(place.document);
  }

  /** Of several references to one thing, the one nearest to the root. */
  #find(): Found {
    const byTarget = new Map<string, Place>();
    const byDocument = new Map<SourceDocument, Place>();
    for (const document of this.#bundle.documents) {
      const isApi = getString(document.value, 'openapi') !== undefined || getString(document.value, 'swagger') !== undefined;
      walkKeywords<Place>(
        document.value,
        !isApi,
        document.root,
        (place, key) => place.at(key),
        (object, from) => {
          const ref = getString(object, '$ref');
          const target = ref === undefined || ref.startsWith('#') ? undefined : this.#bundle.resolve(ref, from);
          if (target?.ok !== true || target.place.document === document) return;
          const key = `${target.place.document.file}#${target.place.pointer}`;
          if (!byTarget.has(key)) byTarget.set(key, from);
          if (!byDocument.has(target.place.document)) byDocument.set(target.place.document, from);
        },
      );
    }
    return { byTarget, byDocument };
  }
}
