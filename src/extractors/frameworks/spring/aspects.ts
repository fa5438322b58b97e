/** Aspects that may turn a caller away before a handler runs: `@Around("@annotation(Secured)")`. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { guardOfFunction } from '../function-guards.ts';
import { type Annotation, annotationsOf, argumentValue, find } from '../java/annotations.ts';

interface Advice {
  /** `Type.method`. */
  readonly name: string;
  readonly place: CodePlace;
  /** Annotations that the pointcut names; undefined where it names none, or could not be read: it may be for anything. */
  readonly annotations: readonly string[] | undefined;
}

/** The advice of a module that has to do with access. */
export class Aspects {
  readonly #interpreter: Interpreter;
  readonly #advice: Advice[] = [];

  /** @param types of the module, and of those that it uses */
  constructor(interpreter: Interpreter, types: readonly ClassValue[]) {
    this.#interpreter = interpreter;
    for (const type of types) this.#add(type);
  }

  #add(type: ClassValue): void {
    if (!type.type.decorators.some(({ name }) => /(?:^|\.)Aspect$/.test(name))) return;
    for (const method of type.type.methods) {
      const advice = find(this.#annotations(method, type), 'Around', 'Before');
      const scope = this.#interpreter.scopeIn(type);
      if (
        advice === undefined ||
        guardOfFunction({ kind: 'closure', function: method, unit: type.unit, scope }, this.#interpreter).kind === 'harmless'
      )
        continue;
      const pointcut = asString(argumentValue(advice, 'value', 'pointcut'));
      this.#advice.push({
        name: `${type.type.name}.${method.name}`,
        place: { file: type.unit.file, span: method.at },
        annotations: pointcut === undefined ? undefined : named(this.#resolved(pointcut, type), method),
      });
    }
  }

  /** What stands before a handler with some annotations, of its own and of its type. */
  guards(annotations: readonly Annotation[]): Guard[] {
    return this.#advice
      .filter(({ annotations: wanted }) => wanted === undefined || annotations.some(({ name }) => wanted.includes(name)))
      .map(({ name, place }) => ({ kind: 'unknown', note: `the aspect \`${name}\` may guard`, place }));
  }

  /** A pointcut that only names others, with what those say. */
  #resolved(pointcut: string, type: ClassValue): string {
    const others = [...pointcut.matchAll(/(?<![\w.@])(\w+)\(\)/g)]
      .slice(0, 20)
      .map(([, name]) => type.type.methods.find((each) => each.name === name));
    const texts = others.map((each) =>
      each === undefined ? undefined : asString(argumentValue(find(this.#annotations(each, type), 'Pointcut'), 'value')),
    );
    return [pointcut, ...texts].join(' ');
  }

  #annotations({ decorators }: FunctionDeclaration, type: ClassValue): Annotation[] {
    return annotationsOf(decorators, { unit: type.unit, scope: this.#interpreter.scopeIn(type) }, this.#interpreter);
  }
}

/** Simple names of the annotations in a pointcut, `execution(@Secured * *(..))` too; a name of a parameter stands for its type. */
function named(pointcut: string, { parameters }: FunctionDeclaration): string[] | undefined {
  const written = /@(?:annotation|within|target)\(\s*([\w.]+)\s*\)|@((?:\w+\.)*[A-Z]\w*)/g;
  const names = [...pointcut.matchAll(written)].map(([, designated, inPattern]) => {
    const name = designated ?? inPattern ?? '';
    const bound = parameters.find((each) => each.name === name)?.type?.name ?? name;
    return bound.slice(bound.lastIndexOf('.') + 1);
  });
  return names.length === 0 ? undefined : names;
}
