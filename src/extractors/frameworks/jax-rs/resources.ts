/** Resource classes of JAX-RS, and what their locators lead to. */

import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue } from '../../interpret/value.ts';
import type { TypeReference } from '../../syntax/unit.ts';
import { type Annotation, annotationsOf, argumentValue, find } from '../java/annotations.ts';
import { type Declared, implementations } from '../java/declarations.ts';
import { pathText, WILDCARD } from '../path-text.ts';

const VERBS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);

/** A method that answers requests. */
export interface ResourceMethod {
  readonly declared: readonly Declared[];
  readonly annotations: readonly Annotation[];
  readonly verb: string;
  /** The annotation that makes it one. */
  readonly designator: Annotation;
  /** Paths of class and locators, then of the method. */
  readonly paths: readonly string[];
  /** Resource classes from the root down. */
  readonly types: readonly ClassValue[];
  /** Methods that led to a sub-resource. */
  readonly locators: readonly (readonly Declared[])[];
}

const DEPTH = 6;

export class Resources {
  readonly #interpreter: Interpreter;
  /** What some locator gives could not be found. */
  incomplete = false;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** Annotations of a type and of its supertypes, its own first. */
  ofType(type: ClassValue): Annotation[] {
    return this.#interpreter.lineage(type).flatMap((each) => annotationsOf(each.type.decorators, each, this.#interpreter));
  }

  /** The methods of a root resource with those of its sub-resources; none for any other type. */
  methods(type: ClassValue): ResourceMethod[] {
    if (type.type.abstract || type.type.kind === 'enum') return [];
    const path = find(this.ofType(type), 'Path');
    if (path === undefined) return [];
    return this.#within(type, [textOf(path)], [type], []);
  }

  #within(
    type: ClassValue,
    paths: readonly string[],
    types: readonly ClassValue[],
    locators: ResourceMethod['locators'],
  ): ResourceMethod[] {
    return implementations(this.#interpreter.lineage(type)).flatMap((declared) => {
      const annotations = this.#annotations(declared);
      const designators = annotations.flatMap((annotation): (readonly [Annotation, string])[] => {
        const verb = verbOf(annotation);
        return verb === undefined ? [] : [[annotation, verb]];
      });
      const path = find(annotations, 'Path');
      const below = path === undefined ? paths : [...paths, textOf(path)];
      if (designators.length > 0)
        return designators.map(([designator, verb]) => ({ declared, annotations, verb, designator, paths: below, types, locators }));
      if (path === undefined || types.length > DEPTH) return [];
      const target = this.#located(declared);
      if (target === undefined) {
        this.incomplete = true;
        return [];
      }
      if (types.some((each) => each.type === target.type)) return [];
      return this.#within(target, below, [...types, target], [...locators, declared]);
    });
  }

  #annotations(declared: readonly Declared[]): Annotation[] {
    return declared.flatMap(({ method, owner }) =>
      annotationsOf(method.decorators, { unit: owner.unit, scope: this.#interpreter.scopeIn(owner) }, this.#interpreter),
    );
  }

  /** The type that a sub-resource locator gives: its own return type, or what it creates. */
  #located([first]: readonly Declared[]): ClassValue | undefined {
    const { returns, body = [] } = first?.method ?? {};
    if (first === undefined || returns === undefined) return undefined;
    const context = { unit: first.owner.unit, scope: this.#interpreter.scopeIn(first.owner) };
    for (const statement of body) {
      if (statement.kind !== 'return' || statement.value?.kind !== 'call' || statement.value.creates !== true) continue;
      const created = this.#interpreter.evaluateIn(statement.value.callee, context.unit, context.scope);
      if (created.kind === 'class') return created;
    }
    const argument: TypeReference | undefined = /(?:^|\.)(?:Class|Uni|CompletionStage)$/.test(returns.name) ? returns.args[0] : returns;
    return argument === undefined ? undefined : this.#interpreter.typeNamed(argument, context);
  }
}

/** `@GET` and its like; an annotation of the program with `@HttpMethod("COPY")`. */
function verbOf({ name, declared }: Annotation): string | undefined {
  if (declared === undefined) return VERBS.has(name) ? name : undefined;
  const method = declared.type.decorators.find((each) => /(?:^|\.)HttpMethod$/.test(each.name))?.arguments[0]?.value;
  if (method?.kind === 'string') return method.value.toUpperCase();
  return method === undefined ? undefined : name.toUpperCase();
}

function textOf(annotation: Annotation): string {
  const value = argumentValue(annotation, 'value');
  return asString(value) ?? pathText(value) ?? WILDCARD;
}
