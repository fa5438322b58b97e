import type { Bundle, Resolution } from './bundle.ts';
import type { SourceDocument } from './document.ts';
import { Identities, mayName, type Resource } from './identities.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Place, toPointer } from './place.ts';
import { percentDecode, pointerSegments, resolveUri, splitReference, targetOf } from './reference-uri.ts';
import { getString, isObject } from './tree.ts';

type Failure = Extract<Resolution, { readonly ok: false }>;

/** References that lead through references of the path itself (`#/paths/~1a/get` where `/a` is a `$ref`), one inside the other. */
const mostNested = 64;

/** One reference as it stands in one resource, shared by all places that write it. */
interface Hop {
  /** What it names itself; undefined while that is being found out. */
  direct: Resolution | undefined;
  /** Where it leads in the end, without and with siblings kept. */
  end: Resolution | undefined;
  endKept: Resolution | undefined;
}

interface ResolverOptions {
  /** Why files that are referred to could not be loaded. */
  readonly failures?: ReadonlyMap<string, Failure>;
  readonly limits?: Partial<Limits>;
}

/** Resolves references among loaded documents. Everything is looked up once, and a chain is walked once whatever enters it. */
export class Resolver implements Bundle {
  readonly root: SourceDocument;
  readonly documents: readonly SourceDocument[];
  readonly unloaded: readonly string[];
  readonly limits: Limits;
  readonly #byFile = new Map<string, SourceDocument>();
  readonly #failures: ReadonlyMap<string, Failure>;
  readonly #hops = new Map<object, Map<string, Hop>>();
  readonly #identities: Identities | undefined;
  #nested = 0;

  constructor(root: SourceDocument, others: readonly SourceDocument[], { failures = new Map(), limits = {} }: ResolverOptions = {}) {
    this.limits = { ...defaultLimits, ...limits };
    this.root = root;
    this.documents = [root, ...others];
    this.#failures = failures;
    this.unloaded = [...failures.keys()];
    for (const document of this.documents) if (!this.#byFile.has(document.file)) this.#byFile.set(document.file, document);
    // Schemas have resources and anchors of their own since OAS 3.1 only.
    const named = /^3\.(?!0)/.test(getString(root.value, 'openapi') ?? '') && this.documents.some(mayName);
    this.#identities = named ? new Identities(this.documents) : undefined;
  }

  resolve(ref: string, from: Place, keepSiblings = false): Resolution {
    let hop = this.#hop(ref, from);
    const known = keepSiblings ? hop.endKept : hop.end;
    if (known !== undefined) return known;
    const chain = new Set<Hop>();
    let end: Resolution | undefined;
    while (end === undefined) {
      end = keepSiblings ? hop.endKept : hop.end;
      if (end !== undefined) break;
      const direct = hop.direct;
      if (direct === undefined || chain.has(hop)) {
        end = { ok: false, reason: 'circular', message: `\`${ref}\` leads back to itself and never to a value; define it in one place.` };
        break;
      }
      chain.add(hop);
      const next = direct.ok ? nextReference(direct.value, keepSiblings) : undefined;
      if (next === undefined || !direct.ok) end = direct;
      else hop = this.#hop(next, direct.place);
    }
    for (const passed of chain) {
      if (keepSiblings) passed.endKept = end;
      else passed.end = end;
    }
    return end;
  }

  #hop(ref: string, from: Place): Hop {
    const resource = this.#identities?.resourceAt(from);
    const scope = resource ?? from.document;
    let hops = this.#hops.get(scope);
    if (hops === undefined) {
      hops = new Map();
      this.#hops.set(scope, hops);
    }
    let hop = hops.get(ref);
    if (hop === undefined) {
      hop = { direct: undefined, end: undefined, endKept: undefined };
      hops.set(ref, hop);
      hop.direct = this.#direct(ref, from.document, resource);
    }
    return hop;
  }

  #direct(ref: string, document: SourceDocument, resource: Resource | undefined): Resolution {
    const { uri, fragment } = splitReference(ref);
    if (uri === '') {
      const own = this.#fragment(ref, fragment, resource ?? whole(document), document);
      // Many authors write `#/components/...` inside a schema with its own `$id` and mean the document.
      if (own.ok || resource === undefined || resource.place.parent === undefined) return own;
      const outer = this.#fragment(ref, fragment, whole(document), document);
      return outer.ok ? outer : own;
    }
    const absolute = resource === undefined ? undefined : resolveUri(uri, resource.base);
    const named = absolute === undefined ? undefined : this.#identities?.resource(absolute);
    if (named !== undefined) return this.#fragment(ref, fragment, named, named.place.document);
    const target = targetOf(uri, document.file);
    if (target.kind === 'remote') {
      return {
        ok: false,
        reason: 'remote',
        message: `\`${ref}\` is not in the workspace and is not fetched; keep a copy of it in the workspace.`,
      };
    }
    if (target.kind === 'outside') {
      return {
        ok: false,
        reason: 'outside',
        message: `\`${ref}\` leads out of the workspace; refer to a file inside it by a relative path.`,
      };
    }
    const found = target.file === document.file ? document : this.#byFile.get(target.file);
    if (found !== undefined) return this.#fragment(ref, fragment, this.#identities?.resourceAt(found.root) ?? whole(found), found);
    const failure = this.#failures.get(target.file);
    return failure ?? { ok: false, reason: 'missing', message: `\`${ref}\` names the file \`${target.file}\`, which was not loaded.` };
  }

  /** What a fragment names inside a resource. */
  #fragment(ref: string, fragment: string, resource: Pick<Resource, 'value' | 'place'>, document: SourceDocument): Resolution {
    if (document.value === undefined) {
      const message = `\`${ref}\` leads to \`${document.file}\`, which cannot be read: ${document.problems[0]?.message ?? 'it is empty.'}`;
      return { ok: false, reason: 'unreadable', message };
    }
    const segments = pointerSegments(fragment);
    if (segments !== undefined) return this.#pointer(ref, segments, resource);
    const anchor = this.#identities?.anchor(resource as Resource, percentDecode(fragment));
    if (anchor !== undefined) return { ok: true, ...anchor };
    return { ok: false, reason: 'missing', message: `\`${ref}\` names no anchor of \`${document.file}\`; a pointer begins with \`#/\`.` };
  }

  #pointer(ref: string, segments: readonly string[], start: Pick<Resource, 'value' | 'place'>): Resolution {
    let { value, place } = start;
    for (const segment of segments) {
      let child = childOf(value, segment);
      if (child === undefined) {
        const through = this.#through(value, place);
        if (through !== undefined) {
          if (!through.ok) return through;
          ({ value, place } = through);
          child = childOf(value, segment);
        }
      }
      if (child === undefined) {
        const where = place.parent === undefined ? 'its root' : `\`${toPointer(place.path)}\``;
        const message = `\`${ref}\` leads nowhere: ${where} of \`${place.document.file}\` has no \`${segment}\`; define it or correct the reference.`;
        return { ok: false, reason: 'missing', message };
      }
      value = child.value;
      place = place.at(child.key);
    }
    return { ok: true, value, place };
  }

  /** A pointer may lead through an object that is itself a reference. */
  #through(value: unknown, place: Place): Resolution | undefined {
    const ref = getString(value, '$ref');
    if (ref === undefined || this.#nested >= mostNested) return undefined;
    this.#nested++;
    const found = this.resolve(ref, place);
    this.#nested--;
    return found;
  }
}

function whole(document: SourceDocument): Pick<Resource, 'value' | 'place'> {
  return { value: document.value, place: document.root };
}

/** The `$ref` of a value that is a reference and not yet the thing itself. */
function nextReference(value: unknown, keepSiblings: boolean): string | undefined {
  const ref = getString(value, '$ref');
  return ref === undefined || (keepSiblings && isObject(value) && Object.keys(value).length > 1) ? undefined : ref;
}

function childOf(value: unknown, segment: string): { readonly key: string | number; readonly value: unknown } | undefined {
  if (Array.isArray(value)) {
    const index = /^(?:0|[1-9][0-9]{0,9})$/.test(segment) ? Number(segment) : -1;
    return index >= 0 && index < value.length ? { key: index, value: value[index] } : undefined;
  }
  return isObject(value) && Object.hasOwn(value, segment) ? { key: segment, value: value[segment] } : undefined;
}
