import { includes } from './code-points.ts';
import { type PatternNode, parsePattern } from './pattern-syntax.ts';

/** Characters that end the host of a URL, or move it to the right (`user@host`). */
const hostBreakers = ['/', '@', '?', '#', '\\'].map((char) => char.charCodeAt(0));

/** Whether a pattern pins the host of every URL it accepts: anchored, a scheme, then a host with a literal name in it. */
export function pinsHost(source: string): boolean {
  const node = parsePattern(source);
  return node !== undefined && branches(node).every(pinsBranch);
}

function branches(node: PatternNode): readonly PatternNode[] {
  return node.type === 'alternatives' ? node.items.flatMap(branches) : [node];
}

function pinsBranch(node: PatternNode): boolean {
  const items = flatten(node);
  if (items[0]?.type !== 'start') return false;
  let text = '';
  for (let index = 1; index < items.length; index++) {
    const item = items[index] as PatternNode;
    if (!text.endsWith('://')) {
      // `https?` and `(https|wss)` are schemes too.
      text += literal(item) ?? (item.type === 'repeat' && item.max === 1 ? (literal(item.body) ?? '') : '');
      if (item.type === 'alternatives') {
        const rest = items.slice(index + 1);
        return item.items.every((option) => pinsBranch({ type: 'sequence', items: [{ type: 'start' }, option, ...rest] }));
      }
      if (text.startsWith('/') && !text.startsWith('//')) return true;
      continue;
    }
    return pinsRest(items.slice(index));
  }
  return false;
}

/** The host part: literal letters or digits before anything that could end it. */
function pinsRest(items: readonly PatternNode[]): boolean {
  let name = '';
  for (const item of items) {
    const char = literal(item);
    if (char === '/' || char === ':') break;
    if (char !== undefined) name += char;
    else if (item.type === 'end') break;
    else if (item.type === 'alternatives') {
      const options = item.items.map((option) => flatten(option).map((part) => literal(part) ?? '').join(''));
      name += options.every((option) => /[a-z0-9]{2}/i.test(option)) ? (options[0] ?? '') : '';
      if (item.items.some(mayLeaveHost)) return false;
    } else if (mayLeaveHost(item)) break;
  }
  return /[a-z0-9]{3}/i.test(name);
}

/** Whether a part can match a character that ends the host. */
function mayLeaveHost(node: PatternNode): boolean {
  switch (node.type) {
    case 'character':
      return hostBreakers.some((code) => includes(node.set, code));
    case 'repeat':
      return mayLeaveHost(node.body);
    case 'sequence':
    case 'alternatives':
      return node.items.some(mayLeaveHost);
    case 'backreference':
      return true;
    default:
      return false;
  }
}

function literal(node: PatternNode): string | undefined {
  const [range] = node.type === 'character' && node.set.length === 1 ? node.set : [];
  return range !== undefined && range[0] === range[1] ? String.fromCodePoint(range[0]) : undefined;
}

function flatten(node: PatternNode): PatternNode[] {
  return node.type === 'sequence' ? node.items.flatMap(flatten) : [node];
}
