/** Methods along the ancestors of a class. */
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import type { RubyPart, RubyType } from './constants.ts';

export interface FoundMethod {
  readonly declared: FunctionDeclaration;
  readonly part: RubyPart;
  /** How far up it was found. */
  readonly level: number;
}

/** An instance method by name, from some level of the ancestors upwards; the last declaration of a class counts. */
export function methodIn(line: readonly RubyType[], name: string, from = 0): FoundMethod | undefined {
  for (let level = from; level < line.length; level++) {
    const found = ownMethod(line[level] as RubyType, name, false, level);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A method of the class itself: `def self.x`, or `def x` in `class_methods`. */
export function staticMethod(type: RubyType, name: string): FoundMethod | undefined {
  return ownMethod(type, name, true, 0);
}

function ownMethod({ parts }: RubyType, name: string, isStatic: boolean, level: number): FoundMethod | undefined {
  for (const part of [...parts].reverse()) {
    const declared = part.type.methods.findLast((each) => each.name === name && each.modifiers.includes('static') === isStatic);
    if (declared !== undefined) return { declared, part, level };
  }
  return undefined;
}
