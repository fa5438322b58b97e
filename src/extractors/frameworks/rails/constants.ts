/** Classes and modules of a program by constant, as Ruby looks them up. */
import type { Program } from '../../program.ts';
import type { Expression, TypeDeclaration, Unit } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';

/** A class or module; several files may hold parts of it. */
export interface RubyType {
  /** `Api::V1::UsersController`. */
  readonly name: string;
  readonly parts: readonly RubyPart[];
}

export interface RubyPart {
  readonly type: TypeDeclaration;
  readonly unit: Unit;
}

const DECLARATION = /^[ \t]*(?:class|module)[ \t]+([\w:]+)/gm;

export class Constants {
  readonly #program: Program;
  /** Files by the last segment of what they declare, lower case. */
  readonly #files = new Map<string, string[]>();
  readonly #declared = new Map<string, ReadonlyMap<string, readonly RubyPart[]>>();
  readonly #known = new Map<string, RubyType | undefined>();

  constructor(program: Program) {
    this.#program = program;
    for (const file of program.files) {
      if (!file.endsWith('.rb')) continue;
      const names = new Set([...program.text(file).matchAll(DECLARATION)].map(([, written = '']) => lastOf(written).toLowerCase()));
      for (const name of names) {
        const files = this.#files.get(name);
        if (files === undefined) this.#files.set(name, [file]);
        else files.push(file);
      }
    }
  }

  /** A constant as it is written somewhere; `scopes` are what stands around it, innermost first. */
  find(written: string, scopes: readonly string[] = ['']): RubyType | undefined {
    if (written.startsWith('::')) return this.#qualified(written.slice(2));
    for (const scope of scopes) {
      const found = this.#qualified(scope === '' ? written : `${scope}::${written}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The controller of a path: `api/v1/users`. Inflections of acronyms are not asked for. */
  controller(path: string): RubyType | undefined {
    return this.#qualified(`${path.replaceAll('/', '::').replaceAll('_', '')}Controller`);
  }

  /** What a constant stands for, looked up from inside of a type. */
  value(written: string, scopes: readonly string[]): Expression | undefined {
    const at = written.lastIndexOf('::');
    const owners = at === -1 ? scopes : [written.slice(0, at)];
    const name = written.slice(at === -1 ? 0 : at + 2);
    for (const owner of owners) {
      const type = owner === '' ? undefined : this.find(owner, at === -1 ? [''] : scopes);
      const field = type?.parts.flatMap((part) => part.type.fields).find((each) => each.name === name);
      if (field?.value !== undefined) return field.value;
    }
    return undefined;
  }

  #qualified(name: string): RubyType | undefined {
    const key = name.toLowerCase();
    if (this.#known.has(key)) return this.#known.get(key);
    const parts = (this.#files.get(lastOf(key)) ?? []).flatMap((file) => this.#declarations(file).get(key) ?? []);
    const [first] = parts;
    const found = first === undefined ? undefined : { name: nameOf(first.type), parts };
    this.#known.set(key, found);
    return found;
  }

  #declarations(file: string): ReadonlyMap<string, readonly RubyPart[]> {
    const present = this.#declared.get(file);
    if (present !== undefined) return present;
    const declared = new Map<string, RubyPart[]>();
    const unit = this.#program.unit(file);
    for (const type of unit === undefined ? [] : typesOf(unit)) {
      const key = nameOf(type).toLowerCase();
      declared.set(key, [...(declared.get(key) ?? []), { type, unit: unit as Unit }]);
    }
    this.#declared.set(file, declared);
    return declared;
  }
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function nameOf({ owners, name }: TypeDeclaration): string {
  return [...owners, name].join('::').replace(/^::/, '');
}

/** Names that constants are looked up below, inside of a type, innermost first. */
export function scopesIn(type: TypeDeclaration): string[] {
  return [nameOf(type), ...scopesAround(type)];
}

/** The same around it, where its superclass is written. */
export function scopesAround({ owners }: TypeDeclaration): string[] {
  return [...owners.map((_, index) => owners.slice(0, owners.length - index).join('::')), ''];
}
