/** Validation rules of Laravel as schemas. */
import { asString, asStrings, type CodePlace, type Value } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, objectOf, schema, withKeyword } from '../../schema/schema.ts';
import { table } from '../../table.ts';

interface Node {
  rules: readonly string[];
  place: CodePlace;
  readonly children: Map<string, Node>;
}

/** Properties of `['a' => 'required|max:3', 'a.b' => [...], 'c.*' => ...]`. */
export function propertiesOfRules(value: Value, place: CodePlace): ReadonlyMap<string, CodeProperty> {
  const root: Node = { rules: [], place, children: new Map() };
  if (value.kind !== 'object') return new Map();
  for (const [path, rules] of value.fields) {
    let node = root;
    for (const part of path.split('.').slice(0, 8)) {
      const next = node.children.get(part) ?? { rules: [], place: value.places.get(path) ?? place, children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.rules = rulesOf(rules);
    node.place = value.places.get(path) ?? place;
  }
  return propertiesOf(root);
}

function rulesOf(value: Value): string[] {
  const text = asString(value);
  if (text !== undefined) return text.split('|');
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => asString(item) ?? ruleObject(item));
}

/** `Rule::in(['a', 'b'])`. */
function ruleObject(value: Value): string[] {
  if (value.kind !== 'result' || value.callee.kind !== 'external' || !/Rule\.in$/.test(value.callee.name)) return [];
  const list = value.arguments.flatMap((each) => asStrings(each.value) ?? []);
  return list.length === 0 ? [] : [`in:${list.join(',')}`];
}

function propertiesOf({ children }: Node): Map<string, CodeProperty> {
  return new Map(
    [...children].map(([name, node]): [string, CodeProperty] => [
      name,
      { schema: schemaOf(node), required: node.rules.includes('required'), place: node.place },
    ]),
  );
}

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  integer: { type: 'integer' },
  int: { type: 'integer' },
  numeric: { type: 'number' },
  decimal: { type: 'number' },
  boolean: { type: 'boolean' },
  bool: { type: 'boolean' },
  array: { type: 'array' },
  file: { type: 'string', format: 'binary' },
  image: { type: 'string', format: 'binary' },
  mimes: { type: 'string', format: 'binary' },
  mimetypes: { type: 'string', format: 'binary' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  uuid: { type: 'string', format: 'uuid' },
  ulid: { type: 'string' },
  ip: { type: 'string', format: 'ip' },
  ipv4: { type: 'string', format: 'ipv4' },
  ipv6: { type: 'string', format: 'ipv6' },
  date: { type: 'string' },
  date_format: { type: 'string' },
  json: { type: 'string' },
  alpha: { type: 'string' },
  alpha_num: { type: 'string' },
  alpha_dash: { type: 'string' },
  regex: { type: 'string' },
});

function schemaOf(node: Node): CodeSchema {
  const { rules, place } = node;
  const names = rules.map((rule) => (rule.includes(':') ? rule.slice(0, rule.indexOf(':')) : rule));
  let read = schema(place);
  for (const name of names)
    for (const [key, value] of Object.entries(TYPES[name] ?? {})) if (!read.keywords.has(key)) read = withKeyword(read, key, value, place);
  const items = node.children.get('*');
  if (items !== undefined)
    read = { ...arrayOf(schemaOf(items), place), keywords: new Map([...read.keywords, ['type', { value: 'array' }]]) };
  else if (node.children.size > 0) read = { ...objectOf(propertiesOf(node), place) };
  for (const rule of rules) read = withRule(read, rule, place);
  return names.includes('nullable') ? withKeyword(read, 'nullable', true, place) : read;
}

function withRule(of: CodeSchema, rule: string, place: CodePlace): CodeSchema {
  const at = rule.indexOf(':');
  const [name, text] = at === -1 ? [rule, ''] : [rule.slice(0, at), rule.slice(at + 1)];
  const type = of.keywords.get('type')?.value;
  const isFile = of.keywords.get('format')?.value === 'binary';
  const suffix = type === 'array' ? 'Items' : 'Length';
  const isNumber = type === 'integer' || type === 'number';
  const [low, high] = text.split(',').map(Number);
  const bound = (which: 'min' | 'max', value: number | undefined): void => {
    if (value === undefined || !Number.isFinite(value) || isFile || text === '') return;
    const keyword = isNumber ? `${which}imum` : `${which}${suffix}`;
    read = withKeyword(read, keyword, value, place);
  };
  let read = of;
  if (name === 'min' || name === 'gte') bound('min', low);
  else if (name === 'max' || name === 'lte') bound('max', low);
  else if (name === 'between') {
    bound('min', low);
    bound('max', high);
  } else if (name === 'size') {
    bound('min', low);
    bound('max', low);
  } else if (name === 'in' && text !== '')
    read = withKeyword(
      read,
      'enum',
      text.split(',').map((each) => (isNumber ? Number(each) : each)),
      place,
    );
  else if (name === 'regex' && /^\/.*\/\w*$/s.test(text)) read = withKeyword(read, 'pattern', text.slice(1, text.lastIndexOf('/')), place);
  else if (name === 'digits' && Number.isFinite(low)) read = withKeyword(read, 'pattern', `^[0-9]{${low}}$`, place);
  return read;
}
