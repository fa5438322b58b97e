import type { Bundle } from '../../documents/bundle.ts';
import type { SourceDocument } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';
import { isObject, type JsonObject } from '../../documents/tree.ts';
import { nearest } from '../../nearest.ts';
import type { BrokenRef, OasVersion } from '../api.ts';
import type { FaultList } from './fault-list.ts';
import type { ListShape, MapShape, ObjectShape, Shape, UnionShape } from './types.ts';
import { shapesOf, type VersionShapes } from './versions.ts';
import { an, cut, misplacedRef, missingField, unknownField, wrongValue } from './wording.ts';

/** A path that is only made into a {@link Place} for a fault. */
interface Trail {
  readonly parent: Trail | undefined;
  readonly key: string | number;
  /** Of the first link. */
  readonly start: Place;
}

/**
 * Checks the root document, and what it refers to in other documents, against the object types of the version. Linear in the size
 * of the documents, without recursion.
 *
 * @returns references that lead nowhere, each site once
 */
export function validateStructure(bundle: Bundle, version: OasVersion, faults: FaultList): readonly BrokenRef[] {
  return new Walk(bundle, version, faults).run();
}

class Walk {
  readonly #bundle: Bundle;
  readonly #version: OasVersion;
  readonly #shapes: VersionShapes;
  readonly #rootValue: unknown;
  readonly #faults: FaultList;
  readonly #brokenRefs: BrokenRef[] = [];
  readonly #stack: { shape: ListShape | MapShape | ObjectShape | UnionShape; value: object; trail: Trail }[] = [];
  /** By shape: YAML aliases and several references lead to one object. */
  readonly #seen = new Map<Shape, Set<object>>();
  /** References that were followed already, with what is wrong with them. */
  readonly #followed = new Map<SourceDocument, Map<string, BrokenRef['reason'] | undefined>>();

  constructor(bundle: Bundle, version: OasVersion, faults: FaultList) {
    this.#bundle = bundle;
    this.#faults = faults;
    this.#version = version;
    this.#shapes = shapesOf(version);
    this.#rootValue = bundle.root.value;
  }

  run(): readonly BrokenRef[] {
    const { root } = this.#bundle;
    this.#check(this.#shapes.document, root.value, { parent: undefined, key: '', start: root.root }, undefined);
    for (let next = this.#stack.pop(); next !== undefined; next = this.#stack.pop()) {
      const { shape, value, trail } = next;
      const height = this.#stack.length;
      if (shape.kind === 'list') this.#list(shape, value as readonly unknown[], trail);
      else if (shape.kind === 'map') this.#map(shape, value as JsonObject, trail);
      else this.#object(shape.kind === 'union' ? shape.pick(value as JsonObject) : shape, value as JsonObject, trail);
      this.#reverse(height);
    }
    return this.#brokenRefs;
  }

  /** What was pushed in document order is popped in document order. */
  #reverse(from: number): void {
    const stack = this.#stack;
    for (let low = from, high = stack.length - 1; low < high; low++, high--) {
      const entry = stack[low] as (typeof stack)[number];
      stack[low] = stack[high] as (typeof stack)[number];
      stack[high] = entry;
    }
  }

  /** A value below `trail` at `key` (at `trail` itself when undefined). Scalars are judged at once, the rest is put on the stack. */
  #check(shape: Shape, value: unknown, trail: Trail, key: string | number | undefined): void {
    switch (shape.kind) {
      case 'any':
        return;
      case 'text':
        if (typeof value !== 'string' || (shape.values !== undefined && !shape.values.includes(value))) break;
        if (shape.form !== undefined && !shape.form.test(value)) {
          const at = this.#below(trail, key);
          const { says } = shape.form;
          this.#fault(at, () => `${label(at)} must ${says}, not \`${cut(value)}\``, 'form');
        }
        return;
      case 'flag':
        if (typeof value === 'boolean' && (value || !shape.only)) return;
        break;
      case 'number':
        if (typeof value !== 'number') break;
        if (shape.limit === 'positive' ? value > 0 : shape.limit === 'none' || (Number.isInteger(value) && value >= 0)) return;
        break;
      case 'list':
        if (Array.isArray(value)) {
          this.#push(shape, value, this.#below(trail, key));
          return;
        }
        break;
      case 'map':
      case 'object':
      case 'union':
        if (isObject(value)) {
          this.#push(shape, value, this.#below(trail, key));
          return;
        }
        break;
      case 'reference':
        if (isObject(value)) {
          const at = this.#below(trail, key);
          if (!Object.hasOwn(value, '$ref')) this.#push(shape.target, value, at);
          else {
            this.#push(shape.reference, value, at);
            this.#follow(value['$ref'], shape.target, at, value);
          }
          return;
        }
        break;
      case 'either': {
        const picked = shape.pick(value);
        // The wording of the alternative, unless the value is of none of the types.
        if (isObject(value) || (picked.kind !== 'object' && picked.kind !== 'reference')) {
          this.#check(picked, value, trail, key);
          return;
        }
        break;
      }
    }
    const at = this.#below(trail, key);
    this.#fault(at, () => wrongValue(label(at), shape, value), `value ${shape.kind}`);
  }

  #below(trail: Trail, key: string | number | undefined): Trail {
    return key === undefined ? trail : { parent: trail, key, start: trail.start };
  }

  #push(shape: ListShape | MapShape | ObjectShape | UnionShape, value: object, trail: Trail): void {
    const { document } = trail.start;
    // Only aliases and references lead to one object twice.
    if (document.format === 'yaml' || document !== this.#bundle.root) {
      const seen = this.#seen.get(shape);
      if (seen === undefined) this.#seen.set(shape, new Set([value]));
      else if (seen.has(value)) return;
      else seen.add(value);
    }
    this.#stack.push({ shape, value, trail });
  }

  #list(shape: ListShape, items: readonly unknown[], trail: Trail): void {
    if (shape.nonEmpty && items.length === 0) this.#fault(trail, () => `${label(trail)} must not be empty: fill it or remove it`, 'empty');
    const first = shape.identity !== undefined && items.length > 1 ? new Map<string, number>() : undefined;
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      const identity = first === undefined ? undefined : shape.identity?.(item);
      const before = identity === undefined ? undefined : first?.get(identity);
      if (before !== undefined) {
        const name = typeof item === 'string' ? `\`${cut(item)}\`` : identity?.startsWith('`') ? cut(identity) : `item ${before + 1}`;
        const at = this.#below(trail, index);
        this.#fault(at, () => `${label(at)} repeats ${name}: remove one of the two`, 'repeat');
        continue;
      }
      if (identity !== undefined) first?.set(identity, index);
      this.#check(shape.items, item, trail, index);
    }
    const wrong = shape.rule?.(items);
    if (wrong !== undefined) this.#fault(this.#below(trail, wrong.index), () => wrong.message, 'rule');
  }

  #map(shape: MapShape, raw: JsonObject, trail: Trail): void {
    if (shape.single && Object.keys(raw).length !== 1) {
      this.#fault(trail, () => `${label(trail)} must have exactly one entry, not ${Object.keys(raw).length}`, 'single');
    }
    for (const key in raw) {
      if (shape.extensions && key.startsWith('x-')) continue;
      const form = shape.keys?.form;
      if (form?.test(key) === false) this.#fault(this.#below(trail, key), () => `the name \`${cut(key)}\` must ${form.says}`, 'name', true);
      this.#check(shape.values, raw[key], trail, key);
    }
  }

  #object(shape: ObjectShape, raw: JsonObject, trail: Trail): void {
    const { spec } = shape;
    if (spec.foreign?.(raw, this.#rootValue)) return;
    if (spec.refersToOwnType && Object.hasOwn(raw, '$ref')) this.#follow(raw['$ref'], shape, trail, raw);
    if (!spec.open && Object.hasOwn(raw, '$ref') && !spec.fields.has('$ref')) {
      this.#fault(this.#below(trail, '$ref'), () => misplacedRef(shape), `misplaced ${shape.name}`);
      return;
    }
    const unknown: string[] = [];
    for (const key in raw) {
      const field = spec.fields.get(key);
      if (field !== undefined) this.#check(field, raw[key], trail, key);
      else if (spec.open || (spec.extensions && key.startsWith('x-'))) continue;
      else if (spec.patterned?.test(key)) this.#check(spec.patterned.shape, raw[key], trail, key);
      else {
        unknown.push(key);
        this.#fault(this.#below(trail, key), () => unknownField(key, shape, this.#version), `unknown ${shape.name}`);
      }
    }
    for (const key of spec.required) {
      if (Object.hasOwn(raw, key) || isMisspelt(key, unknown)) continue;
      this.#fault(trail, () => missingField(key, shape, raw), `missing ${shape.name} ${key}`, true);
    }
    for (const rule of spec.rules) {
      const wrong = rule(raw, shape.name);
      if (wrong === undefined || (wrong.key === undefined && unknown.length > 0)) continue;
      const at = wrong.key === undefined ? trail : this.#below(trail, wrong.key);
      this.#fault(at, () => wrong.message, `rule ${shape.name} ${wrong.key ?? ''}`, true);
    }
  }

  /** Makes sure that a reference leads somewhere, and checks what stands there unless the tree of the root document comes by anyway. */
  #follow(ref: unknown, target: ObjectShape | UnionShape, trail: Trail, site: JsonObject): void {
    if (typeof ref !== 'string') return;
    const { document } = trail.start;
    const isLocal = document === this.#bundle.root && ref.startsWith('#');
    if (isLocal && this.#isOfOtherType(ref, target.name, trail)) return;
    let followed = this.#followed.get(document);
    if (followed === undefined) {
      followed = new Map();
      this.#followed.set(document, followed);
    }
    // The same text from the same document leads to the same place, unless an `$id` of the schema around it says otherwise.
    if (followed.has(ref)) {
      const reason = followed.get(ref);
      if (reason !== undefined) this.#brokenRefs.push({ place: toPlace(trail).at('$ref'), ref, reason });
      return;
    }
    const place = toPlace(trail);
    // Siblings of a `$ref` count in schemas from 3.1 on, so a chain is walked link by link.
    const keepSiblings = target.kind === 'object' && target.spec.refersToOwnType && target.spec.open;
    const found = this.#bundle.resolve(ref, place, keepSiblings);
    followed.set(ref, found.ok ? undefined : found.reason);
    if (!found.ok) {
      this.#brokenRefs.push({ place: place.at('$ref'), ref, reason: found.reason });
      return;
    }
    if (found.value === site || this.#isWalkedAnyway(found.place)) return;
    this.#check(target, found.value, { parent: undefined, key: found.place.key, start: found.place }, undefined);
  }

  /** The tree of the root document, without its extensions; the whole document is never a part of itself. */
  #isWalkedAnyway(place: Place): boolean {
    const [first = ''] = place.path;
    return place.document === this.#bundle.root && (first === '' || this.#shapes.document.spec.fields.has(String(first)));
  }

  /** `#/components/schemas/Pet` where a parameter belongs. */
  #isOfOtherType(ref: string, wanted: string, trail: Trail): boolean {
    const end = ref.lastIndexOf('/') + 1;
    const type = this.#shapes.homes[ref.slice(0, end)];
    if (type === undefined || type === wanted) return false;
    const at = this.#below(trail, '$ref');
    this.#fault(at, () => `\`$ref\` leads to \`${cut(ref, 120)}\`, ${an(type)}, where ${an(wanted)} belongs`, `type ${type} ${wanted}`);
    return true;
  }

  #fault(trail: Trail, message: () => string, what: string, whole = false): void {
    this.#faults.add(toPlace(trail), whole ? what : `${what} ${lastName(trail)}`, message);
  }
}

function toPlace(trail: Trail): Place {
  const keys: (string | number)[] = [];
  for (let link = trail; link.parent !== undefined; link = link.parent) keys.push(link.key);
  return trail.start.at(...keys.reverse());
}

/** The field is there, under a name that was reported as a misspelling of it. */
function isMisspelt(field: string, unknown: readonly string[]): boolean {
  return unknown.slice(0, 20).some((key) => nearest(key, [field]) !== undefined);
}

function lastName(trail: Trail): string {
  for (let link: Trail | undefined = trail; link !== undefined; link = link.parent) if (typeof link.key === 'string') return link.key;
  return '';
}

/** `` `tags[2]` ``: the key, or the nearest key and the indexes below it. */
function label(trail: Trail): string {
  let indexes = '';
  for (let link: Trail | undefined = trail; link !== undefined; link = link.parent) {
    if (typeof link.key === 'string') return link.key === '' ? 'the document' : `\`${cut(link.key)}${indexes}\``;
    indexes = `[${link.key}]${indexes}`;
  }
  return 'the document';
}
