/** What a class inherits from, as its body adds to it. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import type { RubyPart, RubyType } from './constants.ts';
import { callOf, named } from './literals.ts';
import { staticMethod } from './methods.ts';

/** A class with its modules and what stands above it. */
export class Ancestors {
  readonly #type: RubyType;
  readonly #above: readonly RubyType[];
  readonly #modules: RubyType[] = [];
  readonly #prepended: RubyType[] = [];
  /** Modules whose methods are macros. */
  readonly #extended: RubyType[] = [];

  constructor(type: RubyType, above: readonly RubyType[]) {
    this.#type = type;
    this.#above = above;
  }

  /** The class and what it inherits from, nearest first. */
  line(): RubyType[] {
    return [...[...this.#prepended].reverse(), this.#type, ...[...this.#modules].reverse(), ...this.#above];
  }

  /** Whether the body has a module already. */
  has(module: RubyType): boolean {
    return this.#modules.some(({ name }) => name === module.name) || this.#prepended.some(({ name }) => name === module.name);
  }

  include(module: RubyType, isPrepended: boolean): void {
    (isPrepended ? this.#prepended : this.#modules).push(module);
  }

  extend(module: RubyType): void {
    this.#extended.push(module);
  }

  /** A method that may be called in the body: of the part where it is written, of the class, of what it inherits from or is extended by. */
  macro(name: string, written: RubyPart): { readonly declared: FunctionDeclaration; readonly part: RubyPart } | undefined {
    for (const type of [{ name: '', parts: [written] }, ...this.line()]) {
      const own = staticMethod(type, name);
      if (own !== undefined) return own;
      for (const part of type.parts) {
        const found = classMethods(part).find((each) => each.name === name);
        if (found !== undefined) return { declared: found, part };
      }
    }
    for (const type of this.#extended)
      for (const part of type.parts) {
        const found = part.type.methods.find((each) => each.name === name);
        if (found !== undefined) return { declared: found, part };
      }
    return undefined;
  }
}

/** `class_methods do ... end` and `module ClassMethods` of a concern. */
function classMethods({ type }: RubyPart): FunctionDeclaration[] {
  return type.statements.flatMap((statement) => {
    if (statement.kind === 'type') return statement.type.name === 'ClassMethods' ? [...statement.type.methods] : [];
    const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
    const block = call?.name === 'class_methods' ? named(call.args, BLOCK) : undefined;
    const body = block?.kind === 'function' ? (block.function.body ?? []) : [];
    return body.flatMap((each) => (each.kind === 'function' ? [each.function] : []));
  });
}
