/** Fields of Django models as properties. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asBoolean, asNumber, type ClassValue, type CodePlace, externalName, type ResultValue, type Value } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema } from '../../route.ts';
import { arrayOf, schema, withKeyword } from '../../schema/schema.ts';
import { table } from '../../table.ts';
import { choiceValues, withValidator } from './constraints.ts';

const FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  AutoField: { type: 'integer', readOnly: true },
  BigAutoField: { type: 'integer', readOnly: true },
  CharField: { type: 'string' },
  TextField: { type: 'string' },
  EmailField: { type: 'string', format: 'email', maxLength: 254 },
  URLField: { type: 'string', format: 'uri', maxLength: 200 },
  SlugField: { type: 'string', maxLength: 50 },
  UUIDField: { type: 'string', format: 'uuid' },
  GenericIPAddressField: { type: 'string', format: 'ip' },
  IntegerField: { type: 'integer' },
  SmallIntegerField: { type: 'integer' },
  BigIntegerField: { type: 'integer' },
  PositiveIntegerField: { type: 'integer', minimum: 0 },
  PositiveSmallIntegerField: { type: 'integer', minimum: 0 },
  PositiveBigIntegerField: { type: 'integer', minimum: 0 },
  FloatField: { type: 'number' },
  DecimalField: { type: 'string', format: 'decimal' },
  BooleanField: { type: 'boolean' },
  NullBooleanField: { type: 'boolean' },
  DateTimeField: { type: 'string', format: 'date-time' },
  DateField: { type: 'string', format: 'date' },
  TimeField: { type: 'string', format: 'time' },
  DurationField: { type: 'string', format: 'duration' },
  JSONField: {},
  FileField: { type: 'string', format: 'binary' },
  ImageField: { type: 'string', format: 'binary' },
  ForeignKey: {},
  OneToOneField: {},
});

/** The fields of a model by name, inherited ones and `id` included. */
export function modelProperties(model: ClassValue, interpreter: Interpreter): Map<string, CodeProperty> {
  const place = { file: model.unit.file, span: model.type.at };
  const properties = new Map<string, CodeProperty>([
    ['id', { schema: schema(place, { type: 'integer', readOnly: true }), required: false, place }],
  ]);
  for (const each of [...interpreter.lineage(model)].reverse()) {
    for (const { name, value, at } of each.type.fields) {
      if (value === undefined) continue;
      const read = interpreter.evaluateIn(value, each.unit, interpreter.scopeIn(each));
      const property = read.kind === 'result' ? modelField(read, { file: each.unit.file, span: at }) : undefined;
      if (property !== undefined) properties.set(name, property);
    }
  }
  return properties;
}

function modelField(value: ResultValue, place: CodePlace): CodeProperty | undefined {
  const name = externalName(value)?.name ?? '';
  const last = name.slice(name.lastIndexOf('.') + 1);
  const named = (key: string): Value | undefined => value.arguments.find((each) => each.name === key)?.value;
  const known = Object.hasOwn(FIELDS, last) ? FIELDS[last] : undefined;
  if (known === undefined && last !== 'ManyToManyField') return undefined;
  let of: CodeSchema = known === undefined ? arrayOf(schema(place), place) : schema(place, known);
  const longest = value.arguments.find((each) => each.name === 'max_length');
  const bound = asNumber(longest?.value);
  if (bound !== undefined) of = withKeyword(of, 'maxLength', bound, longest?.place);
  const choices = choiceValues(named('choices'));
  if (choices !== undefined) of = withKeyword(of, 'enum', choices, place);
  const validators = named('validators');
  if (validators?.kind === 'list') of = validators.items.reduce((each: CodeSchema, item) => withValidator(each, item, place), of);
  if (asBoolean(named('null')) === true) of = withKeyword(of, 'nullable', true, place);
  const isSet = ['auto_now', 'auto_now_add'].some((key) => asBoolean(named(key)) === true) || asBoolean(named('editable')) === false;
  if (isSet) of = withKeyword(of, 'readOnly', true, place);
  const optional = asBoolean(named('blank')) === true || asBoolean(named('null')) === true || named('default') !== undefined;
  return { schema: of, required: !optional && of.keywords.get('readOnly')?.value !== true, place };
}
