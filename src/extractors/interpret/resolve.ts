import type { Program } from '../program.ts';
import { family } from '../syntax/language.ts';
import type { FunctionDeclaration, Unit } from '../syntax/unit.ts';
import { csharpResolver } from './resolve-csharp.ts';
import { goResolver } from './resolve-go.ts';
import { javaResolver } from './resolve-java.ts';
import { javaScriptResolver } from './resolve-javascript.ts';
import { phpResolver } from './resolve-php.ts';
import { pythonResolver } from './resolve-python.ts';

/** Where an import leads. */
export type ModuleTarget =
  | {
      readonly kind: 'unit';
      readonly unit: Unit;
      /** The type in it that is meant, dotted (Java), or the declaration (Go). */
      readonly member?: string;
    }
  /** Outside the program: a package, or a qualified name. */
  | { readonly kind: 'external'; readonly name: string }
  /** Should be in the program and is not. */
  | { readonly kind: 'missing' };

/** Finds the files that imports of one language mean. */
export interface Resolver {
  /** @param specifier as {@link Import.from} has it */
  module(from: Unit, specifier: string): ModuleTarget;
  /** What the language sees without an import: other types of the package. */
  implied(from: Unit, name: string): ModuleTarget | undefined;
  /** Methods that stand beside a type and not in it (Go). */
  method?(from: Unit, type: string, name: string): { readonly function: FunctionDeclaration; readonly unit: Unit } | undefined;
}

const RESOLVERS: Readonly<Record<string, (program: Program) => Resolver>> = {
  javascript: javaScriptResolver,
  python: pythonResolver,
  java: javaResolver,
  csharp: csharpResolver,
  go: goResolver,
  php: phpResolver,
};

const NONE: Resolver = { module: (_, name) => ({ kind: 'external', name }), implied: () => undefined };

const known = new WeakMap<Program, Map<string, Resolver>>();

/** The resolver for the language of a unit. */
export function resolverOf(program: Program, { language }: Unit): Resolver {
  const resolvers = known.get(program) ?? new Map<string, Resolver>();
  known.set(program, resolvers);
  const key = family(language);
  const resolver = resolvers.get(key) ?? RESOLVERS[key]?.(program) ?? NONE;
  resolvers.set(key, resolver);
  return resolver;
}
