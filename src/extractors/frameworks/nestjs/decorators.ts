/** Decorators of controllers and their methods, composed ones taken apart. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type CodePlace, type EvaluatedArgument, externalName, type Value } from '../../interpret/value.ts';
import type { Decorator, FunctionDeclaration } from '../../syntax/unit.ts';

/** One decorator of a package after everything that the program wraps around it is taken off. */
export interface Applied {
  readonly module: string;
  readonly name: string;
  readonly arguments: readonly EvaluatedArgument[];
  /** Where the code applies it. */
  readonly place: CodePlace;
  /** The key that a decorator made by `Reflector.createDecorator()` sets. */
  readonly created?: string | undefined;
}

/** Decorators of a class, those of its supertypes after its own. */
export function classDecorators(type: ClassValue, interpreter: Interpreter): Applied[] {
  return interpreter.lineage(type).flatMap((each) => each.type.decorators.flatMap((decorator) => applied(decorator, each, interpreter)));
}

export function methodDecorators(method: FunctionDeclaration, owner: ClassValue, interpreter: Interpreter): Applied[] {
  return method.decorators.flatMap((decorator) => applied(decorator, owner, interpreter));
}

function applied({ callee, called, arguments: args, at }: Decorator, { unit, scope }: ClassValue, interpreter: Interpreter): Applied[] {
  const place = { file: unit.file, span: at };
  const value = interpreter.evaluateIn(called ? { kind: 'call', callee, arguments: args, at } : callee, unit, scope);
  return flatten(value, place, 0);
}

/** `applyDecorators(A, B)` applies both; a decorator of the program that calls others is what it returns. */
function flatten(value: Value, place: CodePlace, depth: number): Applied[] {
  if (depth > 8) return [];
  if (value.kind === 'choice') return value.options.flatMap((option) => flatten(option, place, depth + 1));
  if (value.kind === 'list') return value.items.flatMap((item) => flatten(item, place, depth + 1));
  const called = externalName(value);
  if (called?.name === 'applyDecorators' && value.kind === 'result') {
    return value.arguments.flatMap((argument) => flatten(argument.value, place, depth + 1));
  }
  if (called !== undefined) {
    // What a program's own decorator calls stands elsewhere; the code is guarded where it is applied.
    const created = value.kind === 'result' && called.name === 'Reflector.createDecorator' ? keyOf(value.callee) : undefined;
    return [{ module: called.module, name: called.name, arguments: value.kind === 'result' ? value.arguments : [], place, created }];
  }
  if (value.kind === 'closure') return [{ module: '', name: `\0${value.function.name}`, arguments: [], place }];
  return value.kind === 'unknown' ? [{ module: '', name: '\0', arguments: [], place }] : [];
}

/** Metadata that `SetMetadata(key, value)` and decorators made by `Reflector.createDecorator()` set, by key; the first one wins. */
export function metadataOf(decorators: readonly Applied[]): Map<string, Value> {
  const metadata = new Map<string, Value>();
  for (const { name, arguments: args, created } of decorators) {
    const [first, second] = args.map(({ value }) => value);
    const key = name === 'SetMetadata' ? keyOf(first) : created;
    if (key !== undefined && !metadata.has(key)) metadata.set(key, (name === 'SetMetadata' ? second : first) ?? { kind: 'unknown' });
  }
  return metadata;
}

/** A metadata key as text: a string, or the place of the decorator that stands for it. */
export function keyOf(value: Value | undefined): string | undefined {
  const text = asString(value);
  if (text !== undefined || value === undefined) return text;
  if (value.kind === 'result' && externalName(value)?.name === 'Reflector.createDecorator') return createdKey(value.place);
  return undefined;
}

function createdKey({ file, span }: CodePlace): string {
  return `${file}:${span.start}`;
}
