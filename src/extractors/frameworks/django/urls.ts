/** URL configurations of Django: `path`, `re_path`, `include`, and routers of Django REST framework. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asString, type CodePlace, externalName, type ResultValue, type Value } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';
import type { Unit } from '../../syntax/unit.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { RouterHost } from './routers.ts';

/** One view below its path. */
export interface UrlPattern {
  /** Parts as they are joined, without converters and expressions: `api/`, `{pk}/`. */
  readonly path: string;
  readonly view: Value;
  readonly place: CodePlace;
  /** By name: what a converter says of a part. */
  readonly converters: ReadonlyMap<string, string>;
  /** Actions of a view set by method; undefined for any other view. */
  readonly actions?: ReadonlyMap<string, string> | undefined;
}

const DEPTH = 12;
const MOST = 20_000;

export class UrlPatterns {
  readonly patterns: UrlPattern[] = [];
  /** Something could not be followed. */
  incomplete = false;
  readonly #program: Program;
  readonly #interpreter: Interpreter;
  readonly #visited = new Set<string>();

  constructor(program: Program, interpreter: Interpreter) {
    this.#program = program;
    this.#interpreter = interpreter;
  }

  /** Leaves out patterns from an index on that stand before it too: lists of other files are joined by their variables as well. */
  withoutRepeats(from: number): void {
    const key = ({ place, view }: UrlPattern): string =>
      `${place.file}:${place.span.start}:${view.kind === 'result' ? view.place.span.start : ''}`;
    const seen = new Set(this.patterns.slice(0, from).map(key));
    const rest = this.patterns.splice(from).filter((pattern) => !seen.has(key(pattern)));
    this.patterns.push(...rest);
  }

  /** Whether a URL configuration is part of one that was read. */
  wasRead(file: string): boolean {
    return this.#visited.has(file);
  }

  /** Reads the `urlpatterns` of a file. */
  read(unit: Unit, prefix: string, depth = 0): void {
    if (depth > DEPTH) return;
    this.#visited.add(unit.file);
    const value = this.#interpreter.lookup(unit, 'urlpatterns');
    if (value !== undefined) this.#list(value, prefix, new Map(), unit, depth);
  }

  #list(value: Value, prefix: string, converters: ReadonlyMap<string, string>, unit: Unit, depth: number): void {
    if (this.patterns.length > MOST || depth > DEPTH * 2) return;
    switch (value.kind) {
      case 'list':
        if (value.open) this.incomplete = true;
        for (const item of value.items) this.#list(item, prefix, converters, unit, depth + 1);
        return;
      case 'choice':
        // `urlpatterns += [...]` under a condition: the longest has them all.
        this.#list(longest(value.options), prefix, converters, unit, depth + 1);
        return;
      case 'host':
        if (value.host instanceof RouterHost) this.#router(value.host, prefix, converters);
        return;
      case 'result':
        this.#call(value, prefix, converters, unit, depth);
        return;
      default:
        this.incomplete = true;
    }
  }

  #call(value: ResultValue, prefix: string, converters: ReadonlyMap<string, string>, unit: Unit, depth: number): void {
    const name = externalName(value)?.name ?? '';
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (last === 'static' || last === 'staticfiles_urlpatterns' || last === 'debug_toolbar_urls') return;
    if (last === 'format_suffix_patterns' || last === 'i18n_patterns') {
      if (last === 'i18n_patterns') for (const { value: each } of value.arguments) this.#list(each, prefix, converters, unit, depth + 1);
      else if (value.arguments[0] !== undefined) this.#list(value.arguments[0].value, prefix, converters, unit, depth + 1);
      return;
    }
    if (!/^(?:path|re_path|url)$/.test(last)) {
      this.incomplete = true;
      return;
    }
    const written = pathText(argumentOf(value.arguments, 0, 'route', 'regex')?.value);
    const parsed =
      written === undefined
        ? { path: WILDCARD, converters: new Map<string, string>() }
        : last === 'path'
          ? fromRoute(written)
          : fromRegex(written);
    const path = prefix + parsed.path;
    const inside = new Map([...converters, ...parsed.converters]);
    const view = argumentOf(value.arguments, 1, 'view')?.value;
    if (view === undefined) return;
    const included =
      view.kind === 'result' && /(?:^|\.)include$/.test(externalName(view)?.name ?? '')
        ? argumentOf(view.arguments, 0, 'arg')?.value
        : undefined;
    if (included !== undefined) this.#include(included, path, inside, unit, depth);
    else if (view.kind === 'list' && view.items[0]?.kind === 'list') this.#list(view.items[0], path, inside, unit, depth + 1);
    else this.patterns.push({ path, view, place: value.place, converters: inside });
  }

  /** A module by its dotted name, a module, a list, or a list and its name. */
  #include(value: Value, prefix: string, converters: ReadonlyMap<string, string>, unit: Unit, depth: number): void {
    const name = asString(value);
    if (name !== undefined) {
      const found = moduleNamed(this.#program, name, unit.file);
      if (found !== undefined) this.#nested(found, prefix, converters, depth);
      // A package's own URLs are nothing that this code says.
      return;
    }
    if (value.kind === 'module') this.#nested(value.unit, prefix, converters, depth);
    else if (value.kind === 'list' && value.items[0]?.kind === 'list') this.#list(value.items[0], prefix, converters, unit, depth + 1);
    else if (externalName(value) === undefined) this.#list(value, prefix, converters, unit, depth + 1);
  }

  #nested(unit: Unit, prefix: string, converters: ReadonlyMap<string, string>, depth: number): void {
    this.#visited.add(unit.file);
    const patterns = this.#interpreter.lookup(unit, 'urlpatterns');
    if (patterns !== undefined && depth < DEPTH) this.#list(patterns, prefix, converters, unit, depth + 1);
  }

  #router(router: RouterHost, prefix: string, converters: ReadonlyMap<string, string>): void {
    for (const { path, view, place, actions } of router.routes(this.#interpreter)) {
      const parsed = fromRegex(path);
      this.patterns.push({ path: prefix + parsed.path, view, place, converters: new Map([...converters, ...parsed.converters]), actions });
    }
  }
}

function longest(options: readonly Value[]): Value {
  const lists = options.filter((option) => option.kind === 'list');
  return lists.reduce<Value>(
    (best, each) => (best.kind === 'list' && best.items.length >= each.items.length ? best : each),
    lists[0] ?? { kind: 'unknown' },
  );
}

/** The file that a dotted module name means: below a folder that the file which names it is in as well, the nearest one. */
export function moduleNamed(program: Program, name: string, from: string): Unit | undefined {
  const path = name.replaceAll('.', '/');
  const candidates = (modulesByName(program).get(path.slice(path.lastIndexOf('/') + 1)) ?? []).flatMap((file) => {
    const plain = file.replace(INIT, '');
    if (plain !== path && !plain.endsWith(`/${path}`)) return [];
    const root = plain.slice(0, plain.length - path.length);
    return [{ file, weight: from.startsWith(root) ? root.length : -root.length - 1 }];
  });
  const [nearest] = candidates.sort((a, b) => b.weight - a.weight);
  return nearest === undefined ? undefined : program.unit(nearest.file);
}

const INIT = /(?:\/__init__)?\.py$/;
const known = new WeakMap<Program, ReadonlyMap<string, readonly string[]>>();

/** Files by the last part of their module's name. */
function modulesByName(program: Program): ReadonlyMap<string, readonly string[]> {
  const present = known.get(program);
  if (present !== undefined) return present;
  const byName = new Map<string, string[]>();
  for (const file of program.files) {
    if (!file.endsWith('.py')) continue;
    const plain = file.replace(INIT, '');
    const name = plain.slice(plain.lastIndexOf('/') + 1);
    const files = byName.get(name);
    if (files === undefined) byName.set(name, [file]);
    else files.push(file);
  }
  known.set(program, byName);
  return byName;
}

/** Expressions longer than any path are not taken apart. */
const LONGEST = 1000;

interface Parsed {
  readonly path: string;
  readonly converters: ReadonlyMap<string, string>;
}

/** `articles/<slug:slug>/`. */
function fromRoute(route: string): Parsed {
  const converters = new Map<string, string>();
  const path = route.replaceAll(/<(?:(\w+):)?(\w+)>/g, (_, converter: string | undefined, name: string) => {
    converters.set(name, converter ?? 'str');
    return `{${name}}`;
  });
  return { path, converters };
}

/** `^articles/(?P<slug>[-\w]+)/?$`: a slash that may be left out is left out. */
export function fromRegex(regex: string): Parsed {
  const converters = new Map<string, string>();
  if (regex.length > LONGEST) return { path: WILDCARD, converters };
  let path = '';
  let unnamed = 0;
  for (let at = 0; at < regex.length; at++) {
    const character = regex[at] ?? '';
    if (character === '(') {
      const end = closing(regex, at);
      const [whole, name] = /^\((?:\?P<(\w+)>|\?:)?/.exec(regex.slice(at, end + 1)) ?? [];
      const inner = regex.slice(at + (whole?.length ?? 1), end);
      const optional = regex[end + 1] === '?';
      if (name !== undefined) {
        if (/^(?:\\d|\[0-9\]|\[\\d\])(?:\+|\{[\d,]+\})$/.test(inner)) converters.set(name, 'int');
        path += `{${name}}`;
      } else if (whole !== '(?:') path += `{arg${unnamed++}}`;
      else if (!optional) path += /[|\\[(.*+]/.test(inner) ? WILDCARD : inner;
      at = optional ? end + 1 : end;
      continue;
    }
    if (character === '^' || character === '$') continue;
    if (character === '\\') {
      const next = regex[++at] ?? '';
      if (/[AZbB]/.test(next)) continue;
      path += /[dwsDWS]/.test(next) ? WILDCARD : next;
      continue;
    }
    if (character === '?') path = path.slice(0, -1);
    else if (character === '[') {
      at = Math.max(at, regex.indexOf(']', at));
      path += WILDCARD;
    } else if (character !== '+' && character !== '*') path += character;
  }
  return { path: path.replaceAll(/(?:\{\*\}|\.)*\{\*\}/g, WILDCARD), converters };
}

/** Index of the bracket that closes the one at an index. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') at = Math.max(at, text.indexOf(']', at + 2));
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}
