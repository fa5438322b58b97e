import type { Search } from '../../model/strings.ts';

/** What a Markdown text runs in the browser of its reader. */
export type Unsafe = 'a script element' | 'an event handler' | 'a script URL' | 'markup too tangled to judge';

/** Characters of one tag at most; what is longer ends there. */
const MAX_TAG = 4_000;

/** Event handler attributes of HTML and SVG, without those that data formats use too (`online`). */
const HANDLER = new RegExp(
  `^on(?:${[
    'abort|afterprint|animation[a-z]+|auxclick|before[a-z]+|begin|blur|cancel|canplay|canplaythrough|change|click|close|contextmenu|copy|cuechange|cut',
    'dblclick|drag[a-z]*|drop|durationchange|emptied|end|ended|error|finish|focus|focusin|focusout|formdata|fullscreenchange|gotpointercapture',
    'hashchange|input|invalid|key(?:down|press|up)|load|loaded[a-z]+|loadstart|lostpointercapture|message|mouse[a-z]+|mousewheel|page(?:hide|show)',
    'paste|pause|play|playing|pointer[a-z]+|popstate|progress|ratechange|repeat|reset|resize|scroll|scrollend|search|securitypolicyviolation|seeked',
    'seeking|select|selectionchange|selectstart|show|slotchange|stalled|start|storage|submit|suspend|timeupdate|toggle|touch[a-z]+|transition[a-z]+',
    'unhandledrejection|unload|volumechange|waiting|webkit[a-z]+|wheel',
  ].join('|')})$`,
  'i',
);

const URL_ATTRIBUTES = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'background']);

/** A text without any of these holds nothing to find. */
const SUSPECT = /[<:]script|\bon[a-z]{3,30}[\s/]*=|s\s*c\s*r\s*i\s*p\s*t\s*:|&(?:#|tab;|newline;|colon;)|:\s*text\/html/i;

/** The same for JSON and YAML source, where escapes stand for white space, split words or spell any character. */
const SUSPECT_SOURCE =
  /[<:]script|on[a-z]{3,30}(?:[\s/]|\\[tnrf/])*=|s\s*c\s*r\s*i\s*p\s*t\s*:|\\[tnr]\s*(?:cript|ript|ipt|pt|t)?\s*:|&(?:#|tab;|newline;|colon;)|:(?:\s|\\[tnr])*text\\?\/html|\\[xuU]|\\\r?\n/i;

/** Whether the source of a document may hold something for {@link findUnsafe}: a cheap test before walking through it. */
export function isSuspectSource(source: string): boolean {
  return SUSPECT_SOURCE.test(source);
}

/**
 * The first piece of a CommonMark text with raw HTML that runs script: reads from left to right and leaves out fenced code,
 * code spans, comments and escaped characters. Work is bounded by the length of the text.
 */
export function findUnsafe(text: string): Unsafe | undefined {
  if (!SUSPECT.test(text)) return undefined;
  const budget = { left: text.length * 20 + 10_000 };
  for (const block of blocks(text)) {
    const found = inBlock(block, false, budget) ?? inBlock(block, true, budget);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The texts of a document that hold something of the kind. */
export const unsafeMarkup: Search = { test: (text) => findUnsafe(text) !== undefined, source: new RegExp(SUSPECT_SOURCE, 'gi') };

interface Block {
  readonly text: string;
  /** An HTML block, in which Markdown has no code and no escapes (CommonMark section 4.6). */
  readonly html: boolean;
}

/** Start of an HTML block of kind 1, which only its end tag ends. */
const VERBATIM = /^ {0,3}<(script|pre|style|textarea)(?:[\s>]|$)/i;
/** Start of an HTML block of kind 6, which may follow a paragraph. */
const BLOCK_TAG =
  /^ {0,3}<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i;
/** Start of an HTML block of kind 7: one tag alone on the first line of a paragraph. */
const LONE_TAG = /^ {0,3}<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?>\s*$/i;
const FENCE = /^((?:\s|>){0,40})(`{3,}|~{3,})(.*)$/;
const LIST_ITEM = /^\s{0,40}(?:[-+*]|\d{1,9}[.)])\s/;

/** Paragraphs and HTML blocks outside fenced code. A code span never reaches over a blank line, so neither may our search for its end. */
function* blocks(text: string): Iterable<Block> {
  let lines: string[] = [];
  let html = false;
  let verbatim: string | undefined;
  let fence: { char: string; length: number } | undefined;
  let inList = false;
  const block = (): Block => ({ text: lines.join('\n'), html });
  for (const line of text.split(/\r\n|\r|\n/)) {
    const marker = FENCE.exec(line);
    if (fence !== undefined) {
      const closes = marker?.[2]?.startsWith(fence.char) && marker[2].length >= fence.length && (marker[3] ?? '').trim() === '';
      if (closes) fence = undefined;
      continue;
    }
    if (verbatim !== undefined) {
      lines.push(line);
      if (line.toLowerCase().includes(`</${verbatim}>`)) verbatim = undefined;
      continue;
    }
    inList ||= LIST_ITEM.test(line);
    const opens: boolean = !html && marker !== null && opensFence(marker, inList);
    const starts: boolean = !html && !opens && (VERBATIM.test(line) || BLOCK_TAG.test(line) || (lines.length === 0 && LONE_TAG.test(line)));
    if (opens || starts || line.trim() === '') {
      if (lines.length > 0) yield block();
      lines = [];
      html = starts;
      if (opens) fence = { char: (marker?.[2] ?? '`').charAt(0), length: marker?.[2]?.length ?? 3 };
    }
    if (opens || line.trim() === '') continue;
    lines.push(line);
    const tag = starts ? VERBATIM.exec(line)?.[1]?.toLowerCase() : undefined;
    if (tag !== undefined && !line.toLowerCase().includes(`</${tag}>`)) verbatim = tag;
  }
  if (lines.length > 0) yield block();
}

/** A fence stands at most three spaces in, deeper only below a list item; no backtick follows one of backticks. */
function opensFence([, indent = '', run = '', rest = '']: RegExpExecArray, inList: boolean): boolean {
  return (inList || indent.replaceAll('>', '').length <= 3) && !(run.startsWith('`') && rest.includes('`'));
}

/**
 * Reads one block. Whether a tag is valid Markdown decides what a backtick inside it means, so both readings are made: `whole` skips
 * each tag at once, the other looks into it.
 */
function inBlock({ text, html }: Block, whole: boolean, budget: { left: number }): Unsafe | undefined {
  const spans = codeSpanEnds(text);
  for (let index = 0; index < text.length; index++) {
    if (budget.left-- <= 0) return 'markup too tangled to judge';
    const char = text[index];
    if (char === '\\' && !html) index++;
    else if (char === '`' && !html) index = spans(index) - 1;
    else if (text.startsWith('<!--', index)) {
      const end = text.indexOf('-->', index + 4);
      index = end < 0 ? text.length : end + 2;
    } else if (char === '<') {
      const tag = readTag(text, index, budget);
      if (tag?.unsafe !== undefined) return tag.unsafe;
      if (whole && tag !== undefined) index = tag.end - 1;
    } else if (char === ']' && !html && isScriptUrl(linkTarget(text, index))) return 'a script URL';
  }
  return undefined;
}

/** Where to go on from a run of backticks: behind the run that closes it, else behind itself (CommonMark section 6.1). */
function codeSpanEnds(block: string): (start: number) => number {
  let nextOf: Map<number, number> | undefined;
  return (start) => {
    if (nextOf === undefined) {
      const map = new Map<number, number>();
      const last = new Map<number, number>();
      for (const run of [...block.matchAll(/`+/g)].reverse()) {
        const after = last.get(run[0].length);
        if (after !== undefined) map.set(run.index, after);
        last.set(run[0].length, run.index + run[0].length);
      }
      nextOf = map;
    }
    let own = start;
    while (block[own] === '`') own++;
    return nextOf.get(start) ?? own;
  };
}

/** The text behind `](` or `]:`. */
function linkTarget(block: string, bracket: number): string {
  const next = block[bracket + 1];
  return next === '(' || next === ':' ? block.slice(bracket + 2, bracket + 202).replace(/^\s*<?/, '') : '';
}

interface Tag {
  readonly unsafe?: Unsafe;
  /** Behind the tag. */
  readonly end: number;
}

const ATTRIBUTE = /[\s/]{0,20}([^\s=>"'/]{1,60})(\s{0,20}=\s{0,20})?/y;
const TAG_NAME = /<([a-z][a-z0-9:-]{0,40})/iy;

/** One tag as a browser reads it, from its `<`; undefined when there is none. */
function readTag(text: string, start: number, budget: { left: number }): Tag | undefined {
  TAG_NAME.lastIndex = start;
  const name = TAG_NAME.exec(text)?.[1];
  if (name === undefined) return undefined;
  let index = start + 1 + name.length;
  if (/^(?:[a-z]+:)?script$/i.test(name) && /^[\s/>]?$/.test(text.charAt(index))) return { unsafe: 'a script element', end: index };
  // `<javascript:...>` is an autolink.
  if (isScriptUrl(text.slice(start + 1, start + 100))) return { unsafe: 'a script URL', end: index };
  const limit = Math.min(text.length, start + MAX_TAG);
  while (index < limit && text[index] !== '>') {
    if (budget.left-- <= 0) return { unsafe: 'markup too tangled to judge', end: index };
    ATTRIBUTE.lastIndex = index;
    const attribute = ATTRIBUTE.exec(text);
    if (attribute === null) {
      index++;
      continue;
    }
    index += attribute[0].length;
    if (attribute[2] === undefined) continue;
    const quote = text[index] === '"' || text[index] === "'" ? text[index] : undefined;
    const from = quote === undefined ? index : index + 1;
    let to = from;
    while (to < limit && (quote === undefined ? !/[\s>]/.test(text.charAt(to)) : text[to] !== quote)) to++;
    budget.left -= to - from;
    const key = (attribute[1] ?? '').toLowerCase();
    if (HANDLER.test(key)) return { unsafe: 'an event handler', end: to };
    if (URL_ATTRIBUTES.has(key) && isScriptUrl(text.slice(from, Math.min(to, from + 200)))) return { unsafe: 'a script URL', end: to };
    index = quote === undefined ? to : to + 1;
  }
  return { end: index + 1 };
}

/** Whether a browser would run a URL: it skips white space and control characters in the scheme and decodes entities first. */
function isScriptUrl(text: string): boolean {
  const plain = text
    .replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (_all, hex, decimal) =>
      fromCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replace(/&(?:tab|newline);/gi, '')
    .replace(/&colon;/gi, ':')
    .replace(/[\s\p{Cc}]/gu, '');
  return /^(?:javascript:|vbscript:|data:text\/html)/i.test(plain);
}

function fromCode(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
