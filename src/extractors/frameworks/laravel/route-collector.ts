/** The routes of an application so far, with the groups that are open. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { joinPath } from '../../interpret/source-paths.ts';
import { asString, type ClosureValue, type CodePlace, type Value } from '../../interpret/value.ts';
import { NO_ATTRIBUTES, type RouteAttributes } from './route-attributes.ts';

/** A route as it is registered; calls that are chained behind it still change it. */
export interface LaravelRoute {
  readonly methods: readonly string[];
  readonly path: string;
  readonly handler: Value;
  /** Method of the controller, for resources. */
  readonly action: string | undefined;
  readonly place: CodePlace;
  readonly conditional: boolean;
  attributes: RouteAttributes;
}

/** Takes up routes as they are registered, and runs what stands in groups and files. */
export class RouteCollector {
  readonly routes: LaravelRoute[] = [];
  /** Files of routes that were read. */
  readonly loaded = new Set<string>();
  /** Something could not be followed: a file that was not found. */
  opaque = false;
  interpreter: Interpreter | undefined;
  /** `Route::macro('name', function () { ... })`. */
  readonly macros = new Map<string, ClosureValue>();
  #stack: RouteAttributes[] = [NO_ATTRIBUTES];

  get current(): RouteAttributes {
    return this.#stack.at(-1) ?? NO_ATTRIBUTES;
  }

  /** Runs a group: a function, or the file of a path. */
  within(attributes: RouteAttributes, group: Value | undefined, conditional: boolean): void {
    this.#stack.push(attributes);
    if (group?.kind === 'closure') this.interpreter?.enter(group, [], { conditional });
    else if (group?.kind === 'list') for (const each of group.items) this.#file(asString(each));
    else this.#file(asString(group));
    this.#stack.pop();
  }

  #file(path: string | undefined): void {
    const { program } = this.interpreter ?? {};
    const wanted = path === undefined ? undefined : joinPath('', path.replace(/^\/+/, ''));
    const file =
      wanted === undefined || program === undefined
        ? undefined
        : [...program.files].find((each) => each === wanted || each.endsWith(`/${wanted}`));
    if (file === undefined) this.opaque = true;
    else {
      this.loaded.add(file);
      this.interpreter?.read(file);
    }
  }

  /** A file that is run inside of a group; one that is not found, or outside of the folder of routes, has none as far as is known. */
  include(path: Value | undefined): void {
    const text = asString(path);
    if (text !== undefined && /(?:^|\/)routes\//.test(text)) this.#file(text);
  }

  /** A file of routes as it is loaded with some attributes. */
  load(file: string, attributes: Partial<RouteAttributes>): void {
    this.#stack.push({ ...NO_ATTRIBUTES, ...attributes });
    this.loaded.add(file);
    this.interpreter?.read(file);
    this.#stack.pop();
  }
}
