/** What middleware of Laravel does about access: by its alias and package, or by the program's own `handle()`. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue, ClosureValue, CodePlace } from '../../interpret/value.ts';
import type { RouteRateLimit } from '../../route.ts';
import type { Guard } from '../../security.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { dependsOnPath, guardOfFunction, refuses } from '../function-guards.ts';
import { passesWithout } from '../go/early-exits.ts';
import type { MiddlewareName } from './middleware-names.ts';

/** Aliases and groups of an application. */
export interface Kernel {
  /** Class by alias. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Middleware by group. */
  readonly groups: ReadonlyMap<string, readonly MiddlewareName[]>;
  /** What every request passes. */
  readonly global: readonly MiddlewareName[];
}

interface Known {
  readonly name: RegExp;
  readonly kind: 'required' | 'authorizes' | 'harmless';
}

/** By alias or class; what stands behind the colon is looked at elsewhere. */
const KNOWN: readonly Known[] = [
  { name: /^(?:auth|auth\.basic|auth\.basic\.once|jwt\.auth|jwt\.refresh|jwt|client|passport|api_token)$/, kind: 'required' },
  {
    name: /^Illuminate\\Auth\\Middleware\\Authenticate(?:WithBasicAuth)?$|^Tymon\\JWTAuth\\.*Authenticate$|^PHPOpenSourceSaver\\JWTAuth\\.*Authenticate$|^Laravel\\Passport\\Http\\Middleware\\(?:CheckClientCredentials|EnsureClientIsResourceOwner)/,
    kind: 'required',
  },
  { name: /^(?:can|role|permission|role_or_permission|scope|scopes|ability|abilities|verified|password\.confirm)$/, kind: 'authorizes' },
  {
    name: /^(?:Illuminate\\Auth\\Middleware\\(?:Authorize|EnsureEmailIsVerified|RequirePassword)|Spatie\\Permission\\.*|Laravel\\Sanctum\\Http\\Middleware\\Check\w*|Laravel\\Passport\\Http\\Middleware\\Check\w*)$/,
    kind: 'authorizes',
  },
  {
    name: /^(?:guest|throttle|bindings|cache\.headers|precognitive|web|api|cors|localize|locale|stateful|optimizeImages|doNotCacheResponse|cacheResponse)$/,
    kind: 'harmless',
  },
  {
    name: /^(?:Illuminate\\(?!Auth\\Middleware|Routing\\Middleware\\ValidateSignature).*|Fruitcake\\Cors\\.*|Barryvdh\\(?:Cors|Debugbar).*|Laravel\\Sanctum\\Http\\Middleware\\EnsureFrontendRequestsAreStateful|Spatie\\(?:Csp|ResponseCache|HttpLogger).*|Inertia\\Middleware|Bepsvpt\\.*|Livewire\\.*|Laravel\\Telescope\\.*|Torann\\.*|Mcamara\\.*)$/,
    kind: 'harmless',
  },
];

export class MiddlewareJudge {
  readonly #kernel: Kernel;
  readonly #interpreter: Interpreter;

  constructor(kernel: Kernel, interpreter: Interpreter) {
    this.#kernel = kernel;
    this.#interpreter = interpreter;
  }

  /** Middleware without its groups: what is in them instead. */
  flattened(list: readonly MiddlewareName[], without: readonly string[], depth = 0): MiddlewareName[] {
    return list.flatMap((each) => {
      if (each.name !== undefined && without.some((name) => name === each.name || name === each.name?.split(':')[0])) return [];
      const group = each.name === undefined || depth > 4 ? undefined : this.#kernel.groups.get(each.name);
      return group === undefined ? [each] : this.flattened(group, without, depth + 1);
    });
  }

  guard({ name, place }: MiddlewareName): Guard {
    if (name === undefined) return { kind: 'unknown', note: 'middleware that could not be read', place };
    const [alias = '', ...rest] = name.replace(/^\\/, '').split(':');
    const parameters = rest
      .join(':')
      .split(',')
      .filter((each) => each !== '');
    const target = this.#kernel.aliases.get(alias) ?? alias;
    const type = this.#typeOf(target);
    if (type !== undefined) return this.#ofClass(type, name, parameters, place);
    const known = KNOWN.find((each) => each.name.test(target)) ?? KNOWN.find((each) => each.name.test(alias));
    if (known === undefined) return { kind: 'unknown', note: `middleware \`${name}\` is not in this code and may guard`, place };
    const note = `middleware \`${name}\``;
    if (known.kind === 'harmless') return { kind: 'harmless', note: `${note} has nothing to do with access`, place };
    if (known.kind === 'required')
      return {
        kind: 'required',
        note: `${note} asks for an authenticated user`,
        place,
        schemes: alias === 'auth.basic' ? ['basic'] : parameters,
      };
    return { kind: 'authorizes', note: `${note} asks for a permission`, place, scopes: parameters.flatMap((each) => each.split('|')) };
  }

  #typeOf(path: string): ClassValue | undefined {
    for (const file of this.#interpreter.program.files) {
      const last = path.slice(path.lastIndexOf('\\') + 1);
      if (!file.endsWith(`/${last}.php`) && file !== `${last}.php`) continue;
      const unit = this.#interpreter.program.unit(file);
      const found = unit === undefined ? undefined : this.#interpreter.lookup(unit, last);
      if (found?.kind === 'class' && (found.unit.package ?? '') === path.slice(0, Math.max(0, path.lastIndexOf('\\')))) return found;
    }
    return undefined;
  }

  #ofClass(type: ClassValue, name: string, parameters: readonly string[], place: CodePlace): Guard {
    const line = this.#interpreter.lineage(type);
    const named = `\`${type.type.name}\``;
    const above = line.flatMap((each) => each.type.supertypes.map((reference) => this.#pathOf(reference.name, each)));
    const handle = this.#interpreter.methodOf(type, 'handle');
    if (handle === undefined) {
      const known = above.flatMap((path) => KNOWN.find((each) => each.name.test(path)) ?? [])[0];
      if (known?.kind === 'harmless') return { kind: 'harmless', note: `${named} has nothing to do with access`, place };
      if (known !== undefined) return { kind: 'required', note: `${named} asks for an authenticated user`, place, schemes: parameters };
      return { kind: 'unknown', note: `${named} extends what is not in this code`, place };
    }
    const guard = this.#judged(handle, line, place);
    // A parameter that says so: `auth.api:optional`.
    if (guard.kind === 'required' && parameters.some((each) => /optional/i.test(each)) && handle.function.parameters.length > 2)
      return { ...guard, kind: 'optional', note: `middleware \`${name}\` reads a credential` };
    return guard;
  }

  /** `handle()`, with the methods of its own class that it calls. */
  #judged(handle: ClosureValue, line: readonly ClassValue[], place: CodePlace): Guard {
    const { function: declared } = handle;
    const own = [...expressionsOf(declared.body ?? [])].flatMap((each) => {
      if (each.kind !== 'call' || each.callee.kind !== 'member' || each.callee.object.kind !== 'name' || each.callee.object.name !== 'this')
        return [];
      const { name } = each.callee;
      return line.flatMap(({ type }) => type.methods.find((method) => method.name === name) ?? []).slice(0, 1);
    });
    const suspects = [...new Set([...declared.suspects, ...own.flatMap((method) => method.suspects)])];
    const whole: ClosureValue = { ...handle, function: { ...declared, name: line[0]?.type.name ?? declared.name, suspects } };
    if (!refuses(whole.function)) {
      const guard = guardOfFunction(whole, this.#interpreter);
      return { ...guard, place };
    }
    if (dependsOnPath(declared))
      return { kind: 'unknown', note: `\`${line[0]?.type.name}\` refuses requests, but not for every path`, place };
    const guard = guardOfFunction(whole, this.#interpreter);
    const pass = guard.kind === 'required' ? passesWithout(declared) : undefined;
    if (pass === 'credential')
      return { ...guard, kind: 'optional', note: `\`${line[0]?.type.name}\` lets requests without a credential through`, place };
    if (pass === 'condition') return { ...guard, kind: 'unknown', note: `${guard.note}, but lets some through under a condition`, place };
    return { ...guard, place };
  }

  #pathOf(name: string, from: ClassValue): string {
    const value = this.#interpreter.lookup(from.unit, name);
    return value?.kind === 'external' ? value.name : name.replace(/^\\/, '');
  }
}

/** The limit that middleware sets. */
export function limitOf(list: readonly MiddlewareName[], kernel: Kernel): RouteRateLimit | undefined {
  for (const { name, place } of [...list].reverse()) {
    if (name === undefined) continue;
    const [alias = '', ...rest] = name.split(':');
    const target = kernel.aliases.get(alias) ?? alias;
    if (alias === 'throttle' || /ThrottleRequests(?:WithRedis)?$/.test(target)) {
      return { kind: 'limited', note: `\`throttle${rest.length > 0 ? `:${rest.join(':')}` : ''}\``, place };
    }
  }
  return undefined;
}
