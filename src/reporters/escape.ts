/** Everything that makes text from outside inert. Rules and documents give raw text; only reporters call these. */

// Controls (ANSI and OSC 8 start with one), format characters (bidi marks, zero width), line separators, lone surrogates. Whatever they would do, they are shown instead.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** The same but for line feeds, which `JSON.stringify` sets between lines and never leaves in a string. */
const INVISIBLE_IN_JSON = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text for a terminal or a log, on one line: what cannot be seen is shown as an escape such as `\u001b`. */
export function visible(text: string): string {
  // The runner obeys `##[command]` anywhere in a line.
  return text.replace(INVISIBLE, (char) => SHORT[char] ?? unicodeEscape(char)).replaceAll('##[', '#\\u0023[');
}

/** The same for JSON text: equal when parsed, harmless when shown. Only for output of `JSON.stringify`. */
export function inertJson(json: string): string {
  return json
    .replace(INVISIBLE_IN_JSON, (char) => Array.from({ length: char.length }, (_, unit) => codeUnit(char, unit)).join(''))
    .replaceAll('##[', '#\\u0023[');
}

/** A whole text for a log: no line starts a workflow command (`::error`), which the runner reads from any output after trimming blanks. */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a');
}

/** Data of a workflow command, as `@actions/core` escapes it. */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Property of a workflow command, as `@actions/core` escapes it. */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Relative URI of a workspace path (RFC 3986): no scheme, nothing that needs decoding twice. */
export function relativeUri(file: string): string {
  return file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** A rule's page as a link target: https and nothing that needs escaping anywhere, else undefined. A user's ruleset names its own. */
export function safeLink(url: string | undefined): string | undefined {
  return url !== undefined && /^https:\/\/[\w.-]+(?:\/[\w./%~-]*)?(?:#[\w-]*)?$/.test(url) ? url : undefined;
}

/** Text for GitHub Markdown or HTML, on one line: no tag, link, image, mention, emphasis, table cell or code span of its own. */
export function markdownText(text: string): string {
  // An entity stops Markdown; GitHub links mentions, issues and addresses in the rendered text, which a zero-width space stops.
  return entities(text).replace(/&#(?:64|35|58|46);/g, '$&&#8203;');
}

/** Text as a code element, in which GitHub links nothing; unlike a code span it may stand in a table cell. */
export function markdownCode(text: string): string {
  return `<code>${entities(text)}</code>`;
}

/** An address that we made, as a quoted attribute that may stand in a table cell. */
export function markdownAttribute(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('|', '%7C');
}

// Markdown links bare addresses even between our code tags, so their `:` and `.` are entities too. `::` at the start of a line is a command.
function entities(text: string): string {
  return visible(text).replace(/[&<>"'@#*_~`|[\](){}!\\$]|:(?=\/\/|:)|(?<=\bwww)\./gi, (char) => `&#${char.charCodeAt(0)};`);
}

/** Our messages quote names with backticks: each pair becomes a code element, the rest is inert. */
export function markdownMessage(text: string): string {
  return byBackticks(text, markdownText, markdownCode);
}

function byBackticks(text: string, plain: (text: string) => string, code: (text: string) => string): string {
  const pieces = text.split('`');
  // An odd backtick has no partner: it is text.
  const paired = pieces.length % 2 === 0 ? pieces.length - 1 : pieces.length;
  return pieces
    .map((piece, index) => {
      if (index >= paired) return plain(`\`${piece}`);
      return index % 2 === 1 ? code(piece) : plain(piece);
    })
    .join('');
}

/** Text of HTML, or of an attribute in quotes. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

export function htmlCode(text: string): string {
  return `<code>${htmlText(text)}</code>`;
}

/** Our messages in HTML: each pair of backticks becomes a code element. */
export function htmlMessage(text: string): string {
  return byBackticks(text, htmlText, htmlCode);
}

/** Text or an attribute of XML 1.0 (section 2.2), which cannot hold control characters in any spelling. Line feeds stay in text. */
export function xmlText(text: string): string {
  return text.split('\n').map(htmlText).join('&#10;');
}

function unicodeEscape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : codeUnit(char, 0);
}

function codeUnit(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
}
