import type { Interpreter } from '../../interpret/interpreter.ts';
import type { CallSite, ClosureValue, Value } from '../../interpret/value.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';

/** Types whose extension methods set an application up. */
const EXTENDED =
  /\(\s*this\s+(?:[\w.]*\.)?(?:IServiceCollection|IApplicationBuilder|WebApplication|WebApplicationBuilder|IHostApplicationBuilder|IEndpointRouteBuilder|RouteGroupBuilder|RouteHandlerBuilder|IEndpointConventionBuilder|\w*ConventionBuilder|IMvcBuilder|IMvcCoreBuilder|MvcOptions|AuthorizationOptions|AuthorizationPolicyBuilder|AuthenticationBuilder|AuthorizationBuilder|RateLimiterOptions|IHostBuilder|IWebHostBuilder|T\w*)\s/;

/** Extension methods of the program, by name. */
export class Extensions {
  readonly #interpreter: Interpreter;
  #methods: Map<string, ClosureValue[]> | undefined;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** What a call of an extension method of the program gives; undefined when there is none of that name that takes the arguments. */
  call(receiver: Value, name: string, site: CallSite): Value | undefined {
    const found = this.#find(name, site);
    if (found === undefined) return undefined;
    const self = { value: receiver, expression: { kind: 'null', at: site.place.span }, place: site.place } as const;
    return this.#interpreter.enter(found, [self, ...site.arguments], { conditional: site.conditional });
  }

  /** Whether a method of that name takes arguments as they are: `MapGet(handler)` is one of the program's own, `MapGet("/", handler)` is not. */
  has(name: string, site: CallSite): boolean {
    return this.#find(name, site) !== undefined;
  }

  #find(name: string, { arguments: args, place }: CallSite): ClosureValue | undefined {
    this.#methods ??= this.#index();
    const fitting = (this.#methods.get(name) ?? []).filter(({ function: declared }) => takes(declared, args.length));
    return fitting.sort((a, b) => shared(b.unit.file, place.file) - shared(a.unit.file, place.file))[0];
  }

  #index(): Map<string, ClosureValue[]> {
    const methods = new Map<string, ClosureValue[]>();
    const { program } = this.#interpreter;
    for (const file of program.files) {
      const unit = file.endsWith('.cs') && EXTENDED.test(program.text(file)) ? program.unit(file) : undefined;
      if (unit === undefined) continue;
      for (const type of typesOf(unit)) {
        const scope = this.#interpreter.scopeIn({ kind: 'class', type, unit, scope: this.#interpreter.rootScope(unit) });
        for (const method of type.methods) {
          if (method.parameters[0]?.modifiers.includes('this') !== true) continue;
          const closure: ClosureValue = { kind: 'closure', function: method, unit, scope };
          methods.set(method.name, [...(methods.get(method.name) ?? []), closure]);
        }
      }
    }
    return methods;
  }
}

function takes({ parameters }: FunctionDeclaration, count: number): boolean {
  const own = parameters.slice(1);
  const least = own.filter(({ optional, rest }) => !optional && !rest).length;
  return count >= least && (count <= own.length || own.some(({ rest }) => rest));
}

function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
