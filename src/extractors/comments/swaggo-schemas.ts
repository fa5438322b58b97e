/** Types that swag comments name: those of Go itself, and structs of the program. */
import type { ExtractorContext } from '../extractor.ts';
import { type CodeTree, leaf, node } from '../openapi/code-tree.ts';
import type { CodePlace } from '../route.ts';
import { table } from '../table.ts';

const BASIC: Readonly<Record<string, Readonly<Record<string, string>>>> = table({
  string: { type: 'string' },
  bool: { type: 'boolean' },
  boolean: { type: 'boolean' },
  int: { type: 'integer' },
  integer: { type: 'integer' },
  uint: { type: 'integer' },
  int8: { type: 'integer', format: 'int32' },
  int16: { type: 'integer', format: 'int32' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  uint8: { type: 'integer', format: 'int32' },
  uint16: { type: 'integer', format: 'int32' },
  uint32: { type: 'integer', format: 'int32' },
  uint64: { type: 'integer', format: 'int64' },
  byte: { type: 'integer', format: 'int32' },
  rune: { type: 'integer', format: 'int32' },
  float32: { type: 'number', format: 'float' },
  float64: { type: 'number', format: 'double' },
  number: { type: 'number' },
  float: { type: 'number' },
  file: { type: 'file' },
  'time.Time': { type: 'string', format: 'date-time' },
  'time.Duration': { type: 'integer', format: 'int64' },
  'uuid.UUID': { type: 'string', format: 'uuid' },
  'decimal.Decimal': { type: 'number' },
  'json.RawMessage': { type: 'object' },
  error: { type: 'string' },
  object: { type: 'object' },
  any: { type: 'object' },
  'interface{}': { type: 'object' },
});

const DEPTH = 16;

/** Turns type names of comments into schemas, and keeps those of structs as definitions. */
export class SwaggoSchemas {
  readonly definitions = new Map<string, CodeTree>();
  readonly #structs: ReadonlyMap<string, Struct>;

  constructor({ program, allFiles }: ExtractorContext) {
    this.#structs = new Map(
      allFiles.flatMap((file) => structsIn(file, program.text(file)).map((each) => [`${each.package}.${each.name}`, each])),
    );
  }

  /** The schema of a type as a comment names it: `[]model.User`, `map[string]int`, `Page{data=[]User}`. */
  typeTree(written: string, pack: string, place: CodePlace, depth = 0): CodeTree {
    const type = written.replace(/^\*+/, '').trim();
    if (depth > DEPTH) return node(place, {});
    if (type.startsWith('[]')) {
      if (type === '[]byte') return node(place, { type: leaf('string', place), format: leaf('byte', place) });
      return node(place, { type: leaf('array', place), items: this.typeTree(type.slice(2), pack, place, depth + 1) });
    }
    const map = /^map\[\w+\](.+)$/.exec(type);
    if (map !== null)
      return node(place, { type: leaf('object', place), additionalProperties: this.typeTree(map[1] ?? '', pack, place, depth + 1) });
    const fixed = /^\[\d+\](.+)$/.exec(type);
    if (fixed !== null) return node(place, { type: leaf('array', place), items: this.typeTree(fixed[1] ?? '', pack, place, depth + 1) });
    const basic = Object.hasOwn(BASIC, type) ? BASIC[type] : undefined;
    if (basic !== undefined) return node(place, Object.fromEntries(Object.entries(basic).map(([key, value]) => [key, leaf(value, place)])));
    const overridden = /^([\w.]+)\{(.*)\}$/.exec(type);
    if (overridden !== null) return this.#overridden(overridden[1] ?? '', overridden[2] ?? '', pack, place, depth);
    return this.#struct(type, pack, place, depth);
  }

  /** The fields of a struct that parameters are read into; undefined for any other type. */
  parameterFields(written: string, pack: string): { name: string; required: boolean; schema: CodeTree; place: CodePlace }[] | undefined {
    const struct = this.#structs.get(written.includes('.') ? written : `${pack}.${written}`);
    if (struct === undefined || struct.alias !== undefined) return undefined;
    return struct.fields.flatMap((field) => {
      const name = (tagValue(field.tag, 'form') ?? tagValue(field.tag, 'json'))?.split(',')[0];
      if (field.name === '') return this.parameterFields(field.type, struct.package) ?? [];
      if (name === '-' || !/^[A-Z]/.test(field.name)) return [];
      const checks = [...(tagValue(field.tag, 'binding') ?? '').split(','), ...(tagValue(field.tag, 'validate') ?? '').split(',')];
      const schema = withBounds(this.typeTree(field.type, struct.package, field.place), checks, field);
      return [
        {
          name: name === undefined || name === '' ? lowerCamel(field.name) : name,
          required: checks.includes('required'),
          schema,
          place: field.place,
        },
      ];
    });
  }

  /** `Response{data=User,items=[]Item}`: a type with some of its fields replaced. */
  #overridden(base: string, fields: string, pack: string, place: CodePlace, depth: number): CodeTree {
    const properties = new Map(
      splitTop(fields).flatMap((each): [string, CodeTree][] => {
        const equals = each.indexOf('=');
        return equals === -1 ? [] : [[each.slice(0, equals).trim(), this.typeTree(each.slice(equals + 1), pack, place, depth + 1)]];
      }),
    );
    const own = node(place, { type: leaf('object', place), properties: { place, entries: properties } });
    return node(place, { allOf: { place, items: [this.typeTree(base, pack, place, depth + 1), own] } });
  }

  #struct(name: string, pack: string, place: CodePlace, depth: number): CodeTree {
    const key = name.includes('.') ? name : `${pack}.${name}`;
    const struct = this.#structs.get(key);
    if (struct === undefined) return node(place, {});
    if (struct.alias !== undefined) return this.typeTree(struct.alias, struct.package, place, depth + 1);
    if (!this.definitions.has(key)) {
      this.definitions.set(key, node(struct.place, {}));
      this.definitions.set(key, this.#structTree(struct, depth));
    }
    return node(place, { $ref: leaf(`#/definitions/${key}`, place) });
  }

  #structTree(struct: Struct, depth: number): CodeTree {
    const { place } = struct;
    const { properties, required } = this.#fields(struct, depth);
    return node(place, {
      type: leaf('object', place),
      ...(required.length > 0 && { required: { place, items: required.map((name) => leaf(name, place)) } }),
      ...(properties.size > 0 && { properties: { place, entries: properties } }),
    });
  }

  #fields(struct: Struct, depth: number): { properties: Map<string, CodeTree>; required: string[] } {
    const properties = new Map<string, CodeTree>();
    const required: string[] = [];
    for (const field of struct.fields) {
      if (field.name === '') {
        const embedded = this.#structs.get(
          field.type.includes('.') ? field.type.replace(/^\*/, '') : `${struct.package}.${field.type.replace(/^\*/, '')}`,
        );
        if (embedded === undefined || depth > DEPTH) continue;
        const inner = this.#fields(embedded, depth + 1);
        for (const [name, tree] of inner.properties) properties.set(name, tree);
        required.push(...inner.required);
        continue;
      }
      const json = tagValue(field.tag, 'json')?.split(',')[0];
      if (json === '-' || tagValue(field.tag, 'swaggerignore') === 'true' || !/^[A-Z]/.test(field.name)) continue;
      const name = json === undefined || json === '' ? lowerCamel(field.name) : json;
      const checks = [...(tagValue(field.tag, 'binding') ?? '').split(','), ...(tagValue(field.tag, 'validate') ?? '').split(',')];
      const typed = this.typeTree(tagValue(field.tag, 'swaggertype') ?? field.type, struct.package, field.place, depth + 1);
      properties.set(name, withBounds(typed, checks, field));
      if (checks.includes('required')) required.push(name);
    }
    return { properties, required };
  }
}

/** Bounds of the `binding` and `validate` tags, and of swag's own. */
function withBounds(tree: CodeTree, checks: readonly string[], { tag, place }: StructField): CodeTree {
  const type = tree.entries?.get('type')?.scalar;
  const entries = new Map(tree.entries ?? []);
  const [low, high] = type === 'string' ? ['minLength', 'maxLength'] : type === 'array' ? ['minItems', 'maxItems'] : ['minimum', 'maximum'];
  const set = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '' && !Number.isNaN(Number(value))) entries.set(key, leaf(Number(value), place));
  };
  for (const check of checks) {
    const [name = '', value] = check.split('=');
    if (name === 'min' || name === 'gte') set(low, value);
    if (name === 'max' || name === 'lte') set(high, value);
    if (name === 'len') for (const key of [low, high]) set(key, value);
    if (name === 'email') entries.set('format', leaf('email', place));
    if (name === 'uuid') entries.set('format', leaf('uuid', place));
    if (name === 'oneof' && value !== undefined) entries.set('enum', leaf(value.split(' '), place));
  }
  for (const key of ['minLength', 'maxLength', 'minimum', 'maximum']) set(key, tagValue(tag, key));
  const enums = tagValue(tag, 'enums');
  if (enums !== undefined) entries.set('enum', leaf(enums.split(','), place));
  return { ...tree, entries };
}

/** The name that swag gives a field without a tag: `UserID` as `userID`, `ID` as `id`. */
function lowerCamel(name: string): string {
  const upper = /^[A-Z]+/.exec(name)?.[0].length ?? 0;
  const lowered = upper > 1 && upper < name.length ? upper - 1 : upper;
  return name.slice(0, lowered).toLowerCase() + name.slice(lowered);
}

interface Struct {
  readonly name: string;
  readonly package: string;
  readonly place: CodePlace;
  readonly fields: readonly StructField[];
  /** Of `type X Y`. */
  readonly alias?: string;
}

interface StructField {
  /** `''` for an embedded struct. */
  readonly name: string;
  readonly type: string;
  readonly tag: string;
  readonly place: CodePlace;
}

/** Struct declarations of a Go file, by their layout: gofmt writes one field a line. */
function structsIn(file: string, text: string): Struct[] {
  const pack = /^package\s+(\w+)/m.exec(text)?.[1] ?? '';
  const structs: Struct[] = [];
  let open: { name: string; place: CodePlace; fields: StructField[]; depth: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    if (open === undefined) {
      const found = /^(?:type\s+|\t)(\w+)(?:\[[^\]]*\])?\s+struct\s*\{(\s*\})?/.exec(line);
      const alias = /^type\s+(\w+)\s+=?\s*([\w.[\]*]+)\s*$/.exec(line);
      const place = { file, span: { start: start + line.indexOf((found ?? alias)?.[1] ?? ''), end: start + line.trimEnd().length } };
      if (found !== null && found[2] === undefined) open = { name: found[1] ?? '', place, fields: [], depth: 1 };
      else if (found !== null) structs.push({ name: found[1] ?? '', package: pack, place, fields: [] });
      else if (alias !== null) structs.push({ name: alias[1] ?? '', package: pack, place, fields: [], alias: alias[2] ?? '' });
      continue;
    }
    if (/^\s*\}/.test(line) && --open.depth === 0) {
      structs.push({ name: open.name, package: pack, place: open.place, fields: open.fields });
      open = undefined;
      continue;
    }
    if (open.depth === 1) open.fields.push(...fieldsOf(line, file, start));
    if (/\{\s*(?:\/\/.*)?$/.test(line)) open.depth++;
  }
  return structs;
}

function fieldsOf(line: string, file: string, start: number): StructField[] {
  const code = line.trim();
  if (code === '' || code.startsWith('//') || code.startsWith('/*') || code.startsWith('*')) return [];
  const tag = /`([^`]*)`/.exec(code)?.[1] ?? '';
  const plain = code
    .replace(/`[^`]*`/, '')
    .replace(/\/\/.*$/, '')
    .trim();
  const at = start + line.indexOf(code);
  const place = { file, span: { start: at, end: at + code.length } };
  const embedded = /^\*?[\w.]+$/.exec(plain);
  if (embedded !== null) return [{ name: '', type: plain, tag, place }];
  const [, names, type] = /^(\w+(?:\s*,\s*\w+)*)\s+(\S.*)$/.exec(plain) ?? [];
  if (names === undefined || type === undefined) return [];
  return names.split(',').map((name) => ({ name: name.trim(), type: /^struct\s*\{/.test(type) ? 'object' : type.trim(), tag, place }));
}

/** The value of a key in a struct tag: `json:"name,omitempty"`. */
function tagValue(tag: string, key: string): string | undefined {
  const at = tag.search(new RegExp(`(?:^|\\s)${key}:"`));
  if (at === -1) return undefined;
  const start = tag.indexOf('"', at) + 1;
  const end = tag.indexOf('"', start);
  return end === -1 ? undefined : tag.slice(start, end);
}

/** Splits at commas that stand in no braces. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let last = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(last, index));
      last = index + 1;
    }
  }
  return [...parts, text.slice(last)];
}
