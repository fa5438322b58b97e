import { argument, name, string } from '../syntax/build.ts';
import type { Argument, Decorator, Expression } from '../syntax/unit.ts';

/** Annotations that frameworks read from comments: `@Route("/x", methods={"GET"})`. */
const WANTED =
  /^[ \t]*(?:\/\*\*|\*)?[ \t]*@((?:[A-Za-z_]\w*\\)?(?:Route|IsGranted|Security|Get|Post|Put|Patch|Delete|QueryParam|RequestParam))\b[ \t]*(\()?/;

/** The annotations of a doc comment, each as a decorator. */
export function annotationsIn(text: string, start: number): Decorator[] {
  const found: Decorator[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const match = WANTED.exec(line);
    if (match !== null) {
      const [whole, written = '', bracket] = match;
      const from = offset + whole.length;
      const to = bracket === undefined ? from : endOf(text, from);
      const at = { start: start + offset + whole.indexOf('@'), end: start + Math.min(to + 1, text.length) };
      const list = bracket === undefined ? [] : parts(text.slice(from, to));
      found.push({
        name: written,
        callee: name(written, at),
        arguments: list.map((part) => read(part, at)),
        called: bracket !== undefined,
        at,
      });
    }
    offset += line.length + 1;
  }
  return found;
}

/** Where the bracket that is open at an offset is closed. */
function endOf(text: string, from: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '(' || character === '{') depth++;
    if (character === ')' || character === '}') depth--;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Parts between commas that stand in no brackets. */
function parts(text: string): string[] {
  const list: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === '{' || character === '(')) depth++;
    if (!quoted && (character === '}' || character === ')')) depth--;
    if (!quoted && depth === 0 && character === ',') {
      list.push(part);
      part = '';
    } else part += character;
  }
  return [...list, part].map((each) => each.replaceAll(/\n[ \t]*\*/g, ' ').trim()).filter((each) => each !== '');
}

function read(part: string, at: Decorator['at']): Argument {
  const [, named, value = part] = /^([A-Za-z_]\w*)[ \t]*=[ \t]*(.*)$/s.exec(part) ?? [];
  return argument(expressionOf(value, at), named);
}

function expressionOf(text: string, at: Decorator['at']): Expression {
  if (text.startsWith('"')) return string(text.slice(1, -1).replaceAll('""', '"'), at);
  if (text.startsWith('{')) return { kind: 'list', items: parts(text.slice(1, -1)).map((part) => expressionOf(part, at)), at };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { kind: 'number', value: Number(text), at };
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true', at };
  return name(text, at);
}
