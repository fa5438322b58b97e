/** What Django says of values, in models and serializers alike. */
import { argumentOf, asNumber, asString, type CodePlace, externalName, type Value } from '../../interpret/value.ts';
import type { CodeSchema } from '../../route.ts';
import { withKeyword } from '../../schema/schema.ts';

/** Validators of django.core: `MaxLengthValidator(5)`, `RegexValidator(r'...')`. */
export function withValidator(of: CodeSchema, value: Value, place: CodePlace): CodeSchema {
  const called = externalName(value);
  if (value.kind !== 'result' || called === undefined) return of;
  const last = called.name.slice(called.name.lastIndexOf('.') + 1);
  const keyword = {
    MaxLengthValidator: 'maxLength',
    MinLengthValidator: 'minLength',
    MaxValueValidator: 'maximum',
    MinValueValidator: 'minimum',
  }[last];
  const [first] = value.arguments;
  const bound = asNumber(first?.value);
  if (keyword !== undefined && bound !== undefined) return withKeyword(of, keyword, bound, place);
  const pattern = last === 'RegexValidator' ? (asString(argumentOf(value.arguments, 0, 'regex')?.value) ?? undefined) : undefined;
  return pattern === undefined ? of : withKeyword(of, 'pattern', pattern, place);
}

/** Values of `choices`: a list of values, or of pairs of a value and a label. */
export function choiceValues(value: Value | undefined): unknown[] | undefined {
  if (value?.kind !== 'list' || value.open) return undefined;
  const values = value.items.map((item) => {
    const first = item.kind === 'list' ? item.items[0] : item;
    return first?.kind === 'literal' ? first.value : undefined;
  });
  return values.length === 0 || values.includes(undefined) ? undefined : values;
}
