import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { DocumentProblem, Span } from './document.ts';
import { Duplicates } from './json.ts';
import { type Limits, raise } from './limits.ts';
import { alias, mapping, mergeKey, Outline, scalar, sequence } from './yaml-outline.ts';
import { plainValue, taggedValue } from './yaml-scalar.ts';

/** One document of a stream. */
export interface Composed {
  readonly value: unknown;
  /** Its root in the outline. */
  readonly node: number;
  readonly problems: readonly DocumentProblem[];
  /** Nothing but comments stands in it. */
  readonly empty: boolean;
}

/** Thrown to give up on a stream. */
export class ComposeError extends Error {
  readonly problem: DocumentProblem;
  constructor(kind: 'syntax' | 'limit', message: string, at: Span) {
    super(message);
    this.problem = { kind, message, at };
  }
}

interface Anchor {
  value: unknown;
  readonly node: number;
  /** Nodes that it stands for, aliases below it expanded. */
  size: number;
  /** Still being read: an alias to it would be a circle. */
  open: boolean;
  /** Its text when it is a scalar, for use as a key. */
  readonly text: string | undefined;
}

interface Frame {
  readonly value: unknown[] | Record<string, unknown>;
  readonly isMap: boolean;
  readonly node: number;
  readonly closer: '}' | ']' | undefined;
  readonly anchor: Anchor | undefined;
  size: number;
  hasKey: boolean;
  key: string;
  keyNode: number;
  isMerge: boolean;
  merges: Record<string, unknown>[] | undefined;
}

/**
 * Turns parser events into plain values and an outline of places, in one pass. An alias is the very object of its anchor: nothing is
 * copied, and what it stands for is only counted. Merge keys copy references, within {@link Limits.mergedKeys}.
 */
export function compose(text: string, events: readonly Event[], limits: Limits): { documents: Composed[]; outline: Outline } {
  const composer = new Composer(text, limits, countNodes(events));
  for (const event of events) composer.take(event);
  return { documents: composer.documents, outline: composer.outline };
}

function countNodes(events: readonly Event[]): number {
  let nodes = 0;
  for (const event of events) if (event.type !== EVENT_ID.POP && event.type !== EVENT_ID.DOCUMENT) nodes++;
  return nodes;
}

class Composer {
  readonly documents: Composed[] = [];
  readonly outline: Outline;
  readonly #text: string;
  readonly #limits: Limits;
  readonly #stack: Frame[] = [];
  #frame: Frame | undefined;
  #anchors = new Map<string, Anchor>();
  #duplicates = new Duplicates();
  #root: unknown;
  #rootNode = 0;
  #empty = true;
  #inDocument = false;
  #aliased = 0;
  #merged = 0;
  /** Offset after the last token: ends that the events do not tell are found from here. */
  #cursor = 0;

  constructor(text: string, limits: Limits, nodes: number) {
    this.#text = text;
    this.#limits = limits;
    this.outline = new Outline(nodes);
  }

  take(event: Event): void {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.#scalar(event);
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        this.#open(event);
        break;
      case EVENT_ID.ALIAS:
        this.#alias(event.anchorStart, event.anchorEnd);
        break;
      case EVENT_ID.DOCUMENT:
        if (this.documents.length >= this.#limits.streamDocuments) {
          const at = { start: this.#cursor, end: this.#cursor };
          throw new ComposeError(
            'limit',
            `More than ${this.#limits.streamDocuments} YAML documents in one file; ${raise('streamDocuments')}.`,
            at,
          );
        }
        this.#inDocument = true;
        this.#anchors = new Map();
        this.#duplicates = new Duplicates();
        this.#empty = true;
        this.#rootNode = this.outline.size;
        break;
      default:
        this.#pop();
    }
  }

  #open(event: MappingEvent | SequenceEvent): void {
    const isMap = event.type === EVENT_ID.MAPPING;
    const flow = event.style === COLLECTION_STYLE.FLOW && this.#text[event.start] === (isMap ? '{' : '[');
    const node = this.outline.add(isMap ? mapping : sequence, event.start, event.start);
    const value = isMap ? {} : [];
    const anchor = this.#anchor(event.anchorStart, event.anchorEnd, { value, node, size: 1, open: true, text: undefined });
    if (this.#frame !== undefined) this.#stack.push(this.#frame);
    if (this.#stack.length >= this.#limits.depth) {
      const at = { start: event.start, end: event.start + 1 };
      throw new ComposeError('limit', `Nested deeper than ${this.#limits.depth} levels; ${raise('depth')}.`, at);
    }
    this.#frame = {
      value,
      isMap,
      node,
      closer: flow ? (isMap ? '}' : ']') : undefined,
      anchor,
      size: 1,
      hasKey: false,
      key: '',
      keyNode: 0,
      isMerge: false,
      merges: undefined,
    };
    this.#cursor = Math.max(this.#cursor, flow ? event.start + 1 : event.start);
  }

  #anchor(start: number, end: number, anchor: Anchor): Anchor | undefined {
    if (start < 0) return undefined;
    this.#anchors.set(this.#text.slice(start, end), anchor);
    return anchor;
  }

  #scalar(event: ScalarEvent): void {
    const node = this.#place(event);
    const frame = this.#frame;
    const isKey = frame?.isMap === true && !frame.hasKey;
    const text = getScalarValue(this.#text, event);
    if (isKey) {
      this.#anchor(event.anchorStart, event.anchorEnd, { value: text, node, size: 1, open: false, text });
      this.#key(frame, node, text, event);
      return;
    }
    const plain = event.style === SCALAR_STYLE.PLAIN;
    let value: unknown = text;
    if (event.tagStart >= 0) value = taggedValue(this.#text.slice(event.tagStart, event.tagEnd), text, plain);
    else if (plain) value = plainValue(text);
    if (event.anchorStart >= 0) this.#anchor(event.anchorStart, event.anchorEnd, { value, node, size: 1, open: false, text });
    this.#add(value, 1, node);
  }

  #key(frame: Frame, node: number, text: string, event: ScalarEvent): void {
    const plain = event.style === SCALAR_STYLE.PLAIN;
    frame.hasKey = true;
    frame.keyNode = node;
    frame.key = text;
    frame.isMerge = plain && text === '<<' && (event.tagStart < 0 || this.#text.slice(event.tagStart, event.tagEnd) === '!!merge');
    if (frame.isMerge) this.outline.kinds[node] = mergeKey;
    else if (!event.fast || event.valueStart < 0) {
      if (plain && text === '' && event.tagStart < 0) frame.key = 'null';
      this.outline.keys.set(node, frame.key);
    } else if (plain && text === '~') {
      frame.key = 'null';
      this.outline.keys.set(node, 'null');
    }
  }

  #alias(start: number, end: number): void {
    const name = this.#text.slice(start, end);
    const anchor = this.#anchors.get(name);
    const span = { start: start - 1, end };
    this.#cursor = end;
    this.#empty = false;
    if (anchor === undefined) throw new ComposeError('syntax', `Alias \`*${name}\` has no anchor \`&${name}\` before it.`, span);
    if (anchor.open)
      throw new ComposeError('syntax', `Alias \`*${name}\` stands inside its own anchor: the value would contain itself.`, span);
    this.#aliased += anchor.size;
    if (this.#aliased > this.#limits.aliasedNodes) {
      const message = `YAML aliases stand for more than ${this.#limits.aliasedNodes} nodes here; use \`$ref\` instead of nested aliases, or ${raise('aliasedNodes')}.`;
      throw new ComposeError('limit', message, span);
    }
    const node = this.outline.add(alias, span.start, span.end, anchor.node);
    const frame = this.#frame;
    if (frame?.isMap === true && !frame.hasKey) {
      if (anchor.text === undefined) throw new ComposeError('syntax', 'A key must be a string, not a mapping or a sequence.', span);
      frame.hasKey = true;
      frame.isMerge = false;
      frame.keyNode = node;
      frame.key = anchor.text;
      this.outline.keys.set(node, anchor.text);
    } else this.#add(anchor.value, anchor.size, node);
  }

  #pop(): void {
    const frame = this.#frame;
    if (frame === undefined) {
      if (this.#inDocument) {
        this.documents.push({ value: this.#root, node: this.#rootNode, problems: this.#duplicates.problems(), empty: this.#empty });
      }
      this.#inDocument = false;
      return;
    }
    if (frame.closer !== undefined) this.#cursor = this.#after(frame.closer);
    this.outline.close(frame.node, this.#cursor);
    this.#empty = false;
    if (frame.merges !== undefined) this.#merge(frame, frame.merges);
    if (frame.anchor !== undefined) {
      frame.anchor.size = frame.size;
      frame.anchor.open = false;
    }
    this.#frame = this.#stack.pop();
    const parent = this.#frame;
    if (parent?.isMap === true && !parent.hasKey) {
      throw new ComposeError('syntax', 'A key must be a string, not a mapping or a sequence.', this.outline.span(frame.node));
    }
    this.#add(frame.value, frame.size, frame.node);
  }

  /** Gives a finished value to the container that it stands in. */
  #add(value: unknown, size: number, node: number): void {
    const frame = this.#frame;
    if (frame === undefined) {
      this.#root = value;
      return;
    }
    frame.size += size;
    if (!frame.isMap) {
      (frame.value as unknown[]).push(value);
      return;
    }
    frame.hasKey = false;
    if (frame.isMerge) {
      frame.merges ??= [];
      for (const source of Array.isArray(value) ? value : [value]) {
        if (typeof source !== 'object' || source === null || Array.isArray(source)) {
          throw new ComposeError('syntax', 'A merge key (`<<`) takes a mapping or a list of mappings.', this.outline.span(node));
        }
        frame.merges.push(source as Record<string, unknown>);
        this.#chargeMerge(frame);
      }
      return;
    }
    const target = frame.value as Record<string, unknown>;
    const key = frame.key;
    // No value is ever undefined, so only an inherited name needs the slower question.
    if (target[key] !== undefined && Object.hasOwn(target, key)) this.#duplicates.add(key, this.outline.span(frame.keyNode));
    set(target, key, value);
  }

  /** Own keys win over merged ones wherever they stand, and earlier sources over later ones (YAML merge key draft). */
  #merge(frame: Frame, sources: readonly Record<string, unknown>[]): void {
    const target = frame.value as Record<string, unknown>;
    for (const source of sources) {
      for (const key of Object.keys(source)) {
        this.#chargeMerge(frame);
        if (!Object.hasOwn(target, key)) set(target, key, source[key]);
      }
    }
  }

  #chargeMerge(frame: Frame): void {
    if (++this.#merged <= this.#limits.mergedKeys) return;
    const start = this.outline.starts[frame.node] ?? 0;
    throw new ComposeError('limit', `Merge keys (\`<<\`) bring in more than ${this.#limits.mergedKeys} keys; ${raise('mergedKeys')}.`, {
      start,
      end: start + 1,
    });
  }

  /** Enters a scalar into the outline, quotes and block header included, and moves the cursor behind it. */
  #place(event: ScalarEvent): number {
    const properties = Math.max(event.tagEnd, event.anchorEnd);
    if (properties > this.#cursor) this.#cursor = properties;
    let start = event.valueStart;
    let end = event.valueEnd;
    if (start >= 0 || properties >= 0) this.#empty = false;
    if (start < 0) {
      if (properties < 0) this.#cursor = this.#afterIndicator();
      start = this.#cursor;
      end = start;
    } else if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED) {
      start--;
      end++;
    } else if (event.style !== SCALAR_STYLE.PLAIN) {
      start = this.#skip(this.#cursor, ' \t\r\n:-?,');
      while (end > start && isSpace(this.#text.charCodeAt(end - 1))) end--;
    }
    this.#cursor = end;
    return this.outline.add(scalar, start, end);
  }

  /** Offset after the `:` or `-` that leads an empty value. */
  #afterIndicator(): number {
    const at = this.#skip(this.#cursor, ' \t\r\n');
    const frame = this.#frame;
    if (frame === undefined || (frame.isMap && !frame.hasKey)) return this.#cursor;
    const wanted = frame.isMap ? ':' : '-';
    return this.#text[at] === wanted ? at + 1 : this.#cursor;
  }

  #after(closer: '}' | ']'): number {
    const at = this.#skip(this.#cursor, ' \t\r\n,:?');
    return this.#text[at] === closer ? at + 1 : at;
  }

  /** Skips the given characters and comments. */
  #skip(from: number, characters: string): number {
    let at = from;
    for (; at < this.#text.length; at++) {
      const character = this.#text[at] ?? '';
      if (character === '#') {
        while (at < this.#text.length && this.#text[at] !== '\n' && this.#text[at] !== '\r') at++;
      } else if (!characters.includes(character)) break;
    }
    return at;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Assignment that makes `__proto__` a key like any other. */
function set(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}
