import { asString, type CallSite, type ExternalValue, literal, type Value } from '../../interpret/value.ts';

/** Conversions that change nothing of a handler. */
const CONVERSIONS = /^(?:HandlerFunc|WrapF|WrapH|WrapHandler|MiddlewareFunc)$/;

/** Calls of packages that paths and handlers are made with. */
export function callOfGoPackage({ module, name }: ExternalValue, { arguments: args }: CallSite): Value | undefined {
  const [first] = args;
  if (CONVERSIONS.test(name) && (module === 'net/http' || /gin|echo/.test(module))) return first?.value;
  if (module === 'fmt' && (name === 'Sprintf' || name === 'Sprint')) return formatted(args.map(({ value }) => value));
  if ((module === 'path' && name === 'Join') || (module === 'net/url' && name === 'JoinPath'))
    return joined(args.map(({ value }) => value));
  if (module === 'strings' && /^Trim(?:Right|Suffix|Left|Prefix|Space)?$/.test(name))
    return trimmed(
      name,
      args.map(({ value }) => value),
    );
  return undefined;
}

function partsOf(value: Value | undefined): (string | undefined)[] {
  if (value?.kind === 'text') return [...value.parts];
  if (value?.kind === 'literal' && value.value !== null) return [String(value.value)];
  return [undefined];
}

function textOf(parts: readonly (string | undefined)[]): Value {
  if (parts.every((part) => part !== undefined)) return literal(parts.join(''));
  return parts.every((part) => part === undefined) ? { kind: 'unknown' } : { kind: 'text', parts };
}

/** `fmt.Sprintf("/%s/x", a)`. */
function formatted([format, ...rest]: readonly Value[]): Value {
  const text = asString(format);
  if (text === undefined) return { kind: 'unknown' };
  let next = 0;
  return textOf(text.split(/(%[a-zA-Z])/).flatMap((part) => (/^%[a-zA-Z]$/.test(part) ? partsOf(rest[next++]) : [part])));
}

function joined(values: readonly Value[]): Value {
  return textOf(values.flatMap((value, index) => (index === 0 ? partsOf(value) : ['/', ...partsOf(value)])));
}

function trimmed(name: string, [value, cut]: readonly Value[]): Value {
  const text = asString(value);
  const by = asString(cut);
  if (text === undefined) return { kind: 'unknown' };
  if (name === 'TrimSpace') return literal(text.trim());
  if (by === undefined) return { kind: 'unknown' };
  const fromEnd = name === 'TrimRight' || name === 'TrimSuffix' || name === 'Trim';
  const fromStart = name === 'TrimLeft' || name === 'TrimPrefix' || name === 'Trim';
  let read = text;
  if (fromEnd && by !== '' && read.endsWith(by)) read = read.slice(0, -by.length);
  if (fromStart && by !== '' && read.startsWith(by)) read = read.slice(by.length);
  return literal(read);
}
