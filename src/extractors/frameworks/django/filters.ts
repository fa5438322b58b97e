/** What filters of a list read of the query: django-filter's sets and fields, search and order of Django REST framework. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asStrings, type ClassValue, type CodePlace, externalName, fieldOf, type Value } from '../../interpret/value.ts';
import type { RouteParameter } from '../../route.ts';
import { arrayOf, schema, withKeyword } from '../../schema/schema.ts';
import { table } from '../../table.ts';
import { choiceValues } from './constraints.ts';
import { attributeOf } from './view-sets.ts';

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  CharFilter: { type: 'string' },
  NumberFilter: { type: 'number' },
  BooleanFilter: { type: 'boolean' },
  UUIDFilter: { type: 'string', format: 'uuid' },
  DateFilter: { type: 'string', format: 'date' },
  DateTimeFilter: { type: 'string', format: 'date-time' },
  IsoDateTimeFilter: { type: 'string', format: 'date-time' },
  TimeFilter: { type: 'string', format: 'time' },
  DurationFilter: { type: 'string', format: 'duration' },
  OrderingFilter: { type: 'string' },
});

/** Filters that read two parameters, by what stands behind their names. */
const RANGES: Readonly<Record<string, readonly string[]>> = table({
  RangeFilter: ['_min', '_max'],
  NumericRangeFilter: ['_min', '_max'],
  DateRangeFilter: [''],
  DateFromToRangeFilter: ['_after', '_before'],
  DateTimeFromToRangeFilter: ['_after', '_before'],
  IsoDateTimeFromToRangeFilter: ['_after', '_before'],
  TimeRangeFilter: ['_after', '_before'],
});

export function query(name: string, keywords: Readonly<Record<string, unknown>>, place: CodePlace): RouteParameter {
  return { name, in: 'query', required: false, schema: schema(place, keywords), place };
}

/** Parameters of the filters that a view names. */
export function filtersOf(view: ClassValue, interpreter: Interpreter): RouteParameter[] {
  const read = (name: string): ReturnType<typeof attributeOf> => attributeOf(view, name, interpreter);
  const set = read('filterset_class') ?? read('filter_class');
  const found = set?.value.kind === 'class' ? filterSet(set.value, interpreter) : [];
  const fields = read('filterset_fields') ?? read('filter_fields');
  if (fields !== undefined) found.push(...lookups(fields.value, fields.place));
  const search = read('search_fields');
  const ordering = read('ordering_fields');
  if (search !== undefined) found.push(query('search', { type: 'string' }, search.place));
  if (ordering !== undefined) found.push(query('ordering', { type: 'string' }, ordering.place));
  return found;
}

/** Declared filters, inherited ones too, then the fields of the model that `Meta` names. */
function filterSet(type: ClassValue, interpreter: Interpreter): RouteParameter[] {
  const declared = interpreter.lineage(type).flatMap((each) =>
    each.type.fields.flatMap(({ name, value, at }): RouteParameter[] => {
      if (value === undefined) return [];
      const read = interpreter.evaluateIn(value, each.unit, interpreter.scopeIn(each));
      return declaredFilter(name, read, { file: each.unit.file, span: at }, interpreter);
    }),
  );
  const meta = interpreter.member(type, 'Meta', type.unit);
  const fields = meta.kind === 'class' ? attributeOf(meta, 'fields', interpreter) : undefined;
  const known = new Set(interpreter.lineage(type).flatMap((each) => each.type.fields.map(({ name }) => name)));
  const named = fields === undefined ? [] : lookups(fields.value, fields.place);
  return [...declared, ...named.filter(({ name }) => !known.has(name))];
}

function declaredFilter(name: string, value: Value, place: CodePlace, interpreter: Interpreter): RouteParameter[] {
  const filter = filterName(value, interpreter);
  if (filter === undefined) {
    // A filter that a function wraps: `extend_schema_field(...)(NumberFilter())`.
    const inner = value.kind === 'result' ? value.arguments[0]?.value : undefined;
    return inner === undefined || filterName(inner, interpreter) === undefined ? [] : declaredFilter(name, inner, place, interpreter);
  }
  if (Object.hasOwn(RANGES, filter)) return (RANGES[filter] ?? []).map((end) => query(name + end, {}, place));
  const args = value.kind === 'result' ? value.arguments : [];
  const values = /Choice/.test(filter) ? choiceValues(argumentOf(args, -1, 'choices')?.value) : undefined;
  let of = schema(place, Object.hasOwn(TYPES, filter) ? (TYPES[filter] ?? {}) : {});
  if (values !== undefined) of = withKeyword(of, 'enum', values, place);
  return [{ ...query(name, {}, place), schema: /Multiple/.test(filter) ? arrayOf(of, place) : of }];
}

/** The package's filter that a value is, or that its class extends; undefined for what is no filter. */
function filterName(value: Value, interpreter: Interpreter): string | undefined {
  const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  if (value.kind === 'object' && value.type !== undefined) {
    const bases = interpreter.lineage(value.type).flatMap((each) => each.type.supertypes.map(({ name }) => last(name)));
    return bases.findLast((name) => /Filter$/.test(name));
  }
  const name = value.kind === 'result' ? last(externalName(value)?.name ?? '') : '';
  return /Filter$/.test(name) ? name : undefined;
}

/** `['name']`, or `{'price': ['exact', 'lt']}`: every lookup but the first of all is part of the parameter's name. */
function lookups(value: Value, place: CodePlace): RouteParameter[] {
  if (value.kind !== 'object') return (asStrings(value) ?? []).filter((name) => name !== '__all__').map((name) => query(name, {}, place));
  return [...value.fields.keys()].flatMap((name) => {
    const given = asStrings(fieldOf(value, name)) ?? ['exact'];
    return given.map((lookup) => query(lookup === 'exact' ? name : `${name}__${lookup}`, {}, value.places.get(name) ?? place));
  });
}
