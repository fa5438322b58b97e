/** Reads a config by the table of `fields.ts`: what fits becomes a value, everything else a problem with its line and remedy. */
import type { Path } from '../../documents/document.ts';
import { get, isObject, type JsonObject } from '../../documents/tree.ts';
import { nearest } from '../../nearest.ts';
import { type ConfigFile, kindOf } from './config-file.ts';
import { CONFIG, type Config } from './fields.ts';
import { formatOf, type TextFormat } from './formats.ts';
import type { Problems } from './problems.ts';
import { type Field, type Fields, MOST_ITEMS, type RuleEntry, SEVERITY_WORDS, type Shape } from './shape.ts';

/** The settings of one file. Rule names and their options are not yet compared with the rules that there are. */
export function readConfig(file: ConfigFile, problems: Problems): Config {
  return new Reader(file, problems).group(CONFIG, file.value, []) as Config;
}

class Reader {
  readonly #file: ConfigFile;
  readonly #problems: Problems;

  constructor(file: ConfigFile, problems: Problems) {
    this.#file = file;
    this.#problems = problems;
  }

  group(fields: Fields, value: JsonObject, path: Path): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      // A place for anchors and for notes to other tools.
      if (field === undefined && path.length === 0 && /^(?:x-|\$schema$)/.test(key)) continue;
      if (field === undefined) this.#unknown(fields, key, path);
      else {
        const read = this.#value(field.shape, get(value, key), [...path, key], field);
        if (read !== undefined) result[key] = read;
      }
    }
    for (const [name, { required }] of Object.entries(fields)) {
      if (required === true && !Object.hasOwn(value, name))
        this.#problem(path, `${nameOf(path)} has no \`${name}\`, so that it says nothing: add it`);
    }
    return result;
  }

  #value(shape: Shape, value: unknown, path: Path, field: Field): unknown {
    switch (shape.kind) {
      case 'choice':
        return this.#choice(shape.of, value, path);
      case 'text':
        return this.#text(shape.format, value, path);
      case 'whole': {
        const fits = typeof value === 'number' && Number.isInteger(value) && value >= shape.least && value <= shape.most;
        const quoted =
          typeof value === 'string' && /^\d+$/.test(value) ? `${value}\` without quotes, \`${path.at(-1)}: ${value}` : undefined;
        return fits ? value : this.#expected(path, `a whole number from ${shape.least} to ${shape.most}`, value, quoted);
      }
      case 'list':
        return this.#list(shape, value, path, field);
      case 'group':
        return isObject(value) ? this.group(shape.fields, value, path) : this.#expected(path, example('a mapping', path, field), value);
      case 'rules':
        return isObject(value) ? this.#rules(value, path) : this.#expected(path, example('a mapping', path, field), value);
    }
  }

  #list(shape: Extract<Shape, { kind: 'list' }>, value: unknown, path: Path, field: Field): unknown {
    if (shape.orOne === true && typeof value === 'string') return this.#list(shape, [value], path, field);
    if (!Array.isArray(value)) return this.#expected(path, example('a list', path, field), value);
    const { most = MOST_ITEMS } = shape;
    if (value.length > most)
      return this.#problem(path, `${nameOf(path)} has ${value.length} items, of which ${most} can be read: put some of them together`);
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const read = this.#value(shape.of, item, [...path, index], field);
      if (read !== undefined) items.push(read);
    }
    return items;
  }

  #choice(words: readonly string[], value: unknown, path: Path): string | undefined {
    if (typeof value === 'string' && words.includes(value)) return value;
    const meant = typeof value === 'string' ? nearest(value, words) : undefined;
    return this.#expected(path, `one of ${words.join(', ')}`, value, meant);
  }

  #text(format: TextFormat, value: unknown, path: Path): string | undefined {
    const { expected, example: sample, fault } = formatOf(format);
    if (typeof value !== 'string') return this.#expected(path, `${expected} such as \`${sample}\``, value);
    const wrong = value.trim() === '' ? `is empty: write ${expected} such as \`${sample}\`` : fault(value);
    return wrong === undefined ? value : this.#problem(path, `${shown(value)} in ${nameOf(path)} ${wrong}`);
  }

  #rules(value: JsonObject, path: Path): ReadonlyMap<string, RuleEntry> {
    const rules = new Map<string, RuleEntry>();
    for (const id of Object.keys(value)) {
      const entry = this.#rule(get(value, id), [...path, id]);
      if (entry !== undefined) rules.set(id, entry);
    }
    return rules;
  }

  #rule(value: unknown, path: Path): RuleEntry | undefined {
    if (!isObject(value)) {
      const severity = this.#severity(value, path, 'error, warn, info, off, or a mapping with `severity` and options of the rule');
      return severity && { severity, options: {} };
    }
    const { severity, ...options } = value;
    if (!Object.hasOwn(value, 'severity')) return { options };
    const read = this.#severity(severity, [...path, 'severity'], 'error, warn, info or off');
    return read && { severity: read, options };
  }

  #severity(value: unknown, path: Path, expected: string): RuleEntry['severity'] {
    const word = SEVERITY_WORDS.find((known) => known === value);
    // YAML 1.1 read `off` as false, and some tools still write it so.
    const meant = typeof value === 'string' ? nearest(value, SEVERITY_WORDS) : value === false ? 'off' : undefined;
    return word ?? this.#expected(path, expected, value, meant);
  }

  #unknown(fields: Fields, key: string, path: Path): void {
    const known = Object.keys(fields);
    const meant = nearest(key, known);
    const where = path.length === 0 ? '' : ` in ${nameOf(path)}`;
    const advice = meant === undefined ? `the keys are ${known.join(', ')}` : `did you mean \`${meant}\`?`;
    this.#problem([...path, key], `unknown key ${shown(key)}${where}: ${advice}`);
  }

  #expected(path: Path, expected: string, value: unknown, meant?: string): undefined {
    const hint = meant === undefined ? '' : `: did you mean \`${meant}\`?`;
    return this.#problem(path, `${nameOf(path)} must be ${expected}, not ${shown(value)}${hint}`);
  }

  #problem(path: Path, message: string): undefined {
    this.#problems.add(this.#file, path, message);
  }
}

function example(kind: string, path: Path, field: Field): string {
  const key = path.findLast((segment) => typeof segment === 'string');
  return field.example === undefined ? kind : `${kind} such as \`${key}: ${flow(field.example)}\``;
}

/** A value as YAML on one line. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isObject(value)) {
    const inner = Object.entries(value).map(([key, item]) => `${scalar(key)}: ${flow(item)}`);
    return `{ ${inner.join(', ')} }`;
  }
  return typeof value === 'string' ? scalar(value) : JSON.stringify(value);
}

/** Plain where YAML reads it as the same text, inside brackets too. */
function scalar(text: string): string {
  const plain =
    /^[A-Za-z./][\w./@<>+-]*(?: [\w./{}-]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|y|n)$/i.test(text) && !/[{}]/.test(text);
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}

/** `overrides[2].files`, as people write it. */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the policy';
  const name = path.map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : `${index === 0 ? '' : '.'}${segment}`));
  return `\`${cut(name.join(''))}\``;
}

/** A value in a message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `\`${cut(value)}\``;
  if (typeof value === 'number' || typeof value === 'boolean') return `\`${value}\``;
  return kindOf(value);
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
