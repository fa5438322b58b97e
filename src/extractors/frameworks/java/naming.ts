/** Names that Jackson gives to properties. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue } from '../../interpret/value.ts';

/** `@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)`. */
export function namedBy(name: string, owner: ClassValue, interpreter: Interpreter): string {
  const naming = owner.type.decorators.find((each) => /(?:^|\.)JsonNaming$/.test(each.name));
  if (naming === undefined) return name;
  const [argument] = naming.arguments;
  const type =
    argument?.value.kind === 'type'
      ? argument.value.type.name
      : JSON.stringify(interpreter.argumentsIn(naming.arguments, owner.unit)[0]?.value ?? '');
  if (/Snake/.test(type)) return name.replaceAll(/([A-Z])/g, '_$1').toLowerCase();
  return /Kebab/.test(type) ? name.replaceAll(/([A-Z])/g, '-$1').toLowerCase() : name;
}
