import type { Value } from './value.ts';

/** Names that a piece of code can see, innermost first. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly #values = new Map<string, Value>();
  readonly #lazy: ((name: string) => Value | undefined) | undefined;

  /** @param lazy finds names that were never declared: imports, types of the same package */
  constructor(parent: Scope | undefined, lazy?: (name: string) => Value | undefined) {
    this.parent = parent;
    this.#lazy = lazy;
  }

  declare(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** Names declared here, not in the scopes around it. */
  get own(): ReadonlyMap<string, Value> {
    return this.#values;
  }

  /** Changes the innermost variable of that name; declares it here when there is none. */
  assign(name: string, value: Value): void {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (!scope.#values.has(name)) continue;
      scope.#values.set(name, value);
      return;
    }
    this.#values.set(name, value);
  }

  lookup(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.#values.get(name) ?? scope.#lazy?.(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
