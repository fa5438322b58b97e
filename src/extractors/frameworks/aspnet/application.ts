/** What a program sets up at its start: middleware, global filters, policies, endpoints. */
import type { CodePlace, EvaluatedArgument, Value } from '../../interpret/value.ts';
import type { Policy } from './policies.ts';

/** A call that holds for an endpoint or for a group of them: `.RequireAuthorization("x")`. */
export interface Convention {
  readonly name: string;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;
  readonly conditional: boolean;
}

/** A group of endpoints; the application itself is the outermost one. */
export class EndpointGroup {
  readonly parent: EndpointGroup | undefined;
  readonly path: string;
  readonly conventions: Convention[] = [];
  /** Nothing was seen that maps it: more may stand before it. */
  readonly detached: boolean;

  constructor(parent: EndpointGroup | undefined, path: string, detached = false) {
    this.parent = parent;
    this.path = path;
    this.detached = detached;
  }

  /** The group and those around it, outermost first. */
  get line(): EndpointGroup[] {
    return [...(this.parent?.line ?? []), this];
  }
}

/** An endpoint of a minimal API. */
export interface Endpoint {
  readonly methods: readonly string[];
  /** A group of its own, whose path is that of the endpoint. */
  readonly group: EndpointGroup;
  readonly handler: EvaluatedArgument;
  readonly place: CodePlace;
  readonly conditional: boolean;
}

/** Middleware of the program itself, or of a package that is not known. */
export interface Middleware {
  /** As the call has it: `UseMiddleware`, `Use`. */
  readonly name: string;
  readonly value: Value;
  readonly place: CodePlace;
  readonly conditional: boolean;
}

/** Something that is added to every action: a filter, a convention. */
export interface GlobalPart {
  readonly value: Value;
  /** Name of a type that is no value: `Filters.Add<X>()`. */
  readonly type: string | undefined;
  readonly place: CodePlace;
  readonly conditional: boolean;
}

export class Application {
  readonly root = new EndpointGroup(undefined, '');
  readonly endpoints: Endpoint[] = [];
  /** `MapControllers()` and what was required of it. */
  readonly controllers = new EndpointGroup(undefined, '');
  readonly middleware: Middleware[] = [];
  readonly filters: GlobalPart[] = [];
  readonly conventions: GlobalPart[] = [];
  readonly policies = new Map<string, Policy>();
  defaultPolicy: Policy | undefined;
  fallbackPolicy: Policy | undefined;
  /** Schemes that were registered: `Bearer`, `Cookies`. */
  readonly schemes = new Set<string>();
  /** An application was found at all. */
  found = false;
  /** `UseAuthorization()`, or a builder that adds it by itself. */
  authorizes = false;
  /** A limit for every request. */
  globalLimit: { readonly note: string; readonly place: CodePlace } | undefined;
  /** Something maps endpoints that nobody can list. */
  opaque = false;
}
