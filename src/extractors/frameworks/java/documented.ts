/** What annotations of OpenAPI (swagger-core, springdoc, MicroProfile) claim about access; they protect nothing. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, asStrings, type ClassValue } from '../../interpret/value.ts';
import type { Documented } from '../../security.ts';
import type { Decorator } from '../../syntax/unit.ts';
import { type Annotation, annotationsOf, argumentValue, find } from './annotations.ts';

/** The method's own replace those of its class. */
export function documentedBy(
  method: readonly Annotation[],
  type: readonly Annotation[],
  interpreter: Interpreter,
  owner: ClassValue,
): Documented | undefined {
  for (const annotations of [method, type]) {
    const none = find(annotations, 'SecurityRequirements');
    const names = annotations.filter(({ name }) => name === 'SecurityRequirement');
    const inOperation = annotationsIn(find(annotations, 'Operation'), 'security');
    const inList = none === undefined ? [] : (annotationsIn(none, 'value') ?? []);
    const nested = [...(inOperation ?? []), ...inList]
      .map((decorator) => annotationsOf([decorator], owner, interpreter)[0])
      .filter((each) => each !== undefined);
    const all = [...names, ...nested];
    if (all.length > 0) {
      return {
        level: 'required',
        schemes: all.flatMap((each) => asString(argumentValue(each, 'name')) ?? []),
        scopes: all.flatMap((each) => asStrings(argumentValue(each, 'scopes')) ?? []),
      };
    }
    if (none !== undefined || inOperation?.length === 0) return { level: 'public' };
  }
  return undefined;
}

/** Annotations that stand in an argument of another. */
function annotationsIn(annotation: Annotation | undefined, name: string): Decorator[] | undefined {
  const written = annotation?.decorator.arguments.find(
    (each) => each.name === name || (name === 'value' && each.name === undefined),
  )?.value;
  if (written === undefined) return undefined;
  const list = written.kind === 'list' ? written.items : [written];
  return list.flatMap((item) => (item.kind === 'decorator' ? [item.decorator] : []));
}
