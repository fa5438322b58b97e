/** What surrounds a route in config/routes.rb. */
import type { CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression } from '../../syntax/unit.ts';

export interface RailsRoute {
  /** Upper case; `*` for any. */
  readonly method: string;
  /** A template: `/users/{id}`. */
  readonly path: string;
  /** Path of the controller: `api/v1/users`. */
  readonly controller: string;
  readonly action: string;
  /** The route itself asks for JSON. */
  readonly json: boolean;
  /** Regular expressions by parameter. */
  readonly patterns: ReadonlyMap<string, string>;
  /** Parameters that the route itself sets: `defaults: { span: 'day' }`. */
  readonly fixed: readonly string[];
  readonly guards: readonly Guard[];
  /** Conditions of routes that decide by the request: they may ask who it is. */
  readonly constraints: readonly { readonly value: Expression; readonly place: CodePlace }[];
  /** Controller of Devise whose action answers where the program has none: `sessions`. */
  readonly devise?: string;
  readonly place: CodePlace;
}

export interface ResourceScope {
  readonly plural: boolean;
  /** Name of the member's parameter where something is nested: `article_slug`. */
  readonly nestedParam: string;
  readonly param: string;
  readonly controller: string;
  /** Path of the collection. */
  readonly path: string;
}

export interface RouteScope {
  readonly path: string;
  /** Modules of controllers, joined by slashes. */
  readonly module: string;
  readonly controller: string | undefined;
  readonly json: boolean;
  readonly patterns: ReadonlyMap<string, string>;
  readonly fixed: readonly string[];
  readonly guards: readonly Guard[];
  readonly constraints: RailsRoute['constraints'];
  readonly resource: ResourceScope | undefined;
  /** Inside of `member`, `collection`, `new`, or right inside of a resource. */
  readonly on: 'member' | 'collection' | 'new' | undefined;
  readonly shallow: boolean;
  /** Segments of the actions `new` and `edit` that are called otherwise. */
  readonly pathNames: ReadonlyMap<string, string>;
  /** Path outside of the outermost resource, and `shallow_path`. */
  readonly outer: string;
  readonly conditional: boolean;
  /** Loop variables, and other names that stand for something literal. */
  readonly names: ReadonlyMap<string, Expression>;
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
  readonly file: string;
  readonly depth: number;
}

export const OUTERMOST: Omit<RouteScope, 'file'> = {
  path: '',
  module: '',
  controller: undefined,
  json: false,
  patterns: new Map(),
  fixed: [],
  guards: [],
  constraints: [],
  resource: undefined,
  on: undefined,
  shallow: false,
  pathNames: new Map(),
  outer: '',
  conditional: false,
  names: new Map(),
  only: undefined,
  except: undefined,
  depth: 0,
};

/** `/users/:id` as a template. */
export function railsTemplate(path: string): string {
  const template = path
    .replaceAll(/:([A-Za-z_]\w*)/g, '{$1}')
    .replaceAll(/(^|\/)\*\w+/g, '$1{*}')
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  return `/${template}`;
}

/** Two parts of a path. */
export function below(path: string, part: string): string {
  const [first, second] = [path.replace(/\/+$/, ''), part.replace(/^\/+|\/+$/g, '')];
  return second === '' ? first : second.startsWith('(/') ? first + second : `${first}/${second}`;
}
