/** Who may call a view: middleware, decorators, mixins, permission classes, its own body. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type ClassValue, type CodePlace, externalName, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { guardOfHandler } from '../function-guards.ts';
import type { AppliedDecorator } from '../python/decorators.ts';
import { decoratorArgument, guardOfDecorator, holdsFor, onlySays } from './decorators.ts';
import type { Handler } from './handlers.ts';
import { guardsOfMiddleware, telling } from './middleware.ts';
import { Permissions, type Written } from './permissions.ts';
import type { DjangoSettings } from './settings.ts';
import { moduleNamed } from './urls.ts';
import { attributeOf, decoratorsOfMethod, externalBases, unknownBases } from './view-sets.ts';

const SCHEMES: Readonly<Record<string, string>> = table({
  SessionAuthentication: 'session',
  BasicAuthentication: 'basic',
  TokenAuthentication: 'token',
  JWTAuthentication: 'bearer',
  JSONWebTokenAuthentication: 'bearer',
  JWTTokenUserAuthentication: 'bearer',
  OAuth2Authentication: 'oauth2',
  RemoteUserAuthentication: 'remote-user',
});

export class DjangoSecurity {
  readonly #interpreter: Interpreter;
  readonly #settings: DjangoSettings;
  readonly #permissions: Permissions;
  readonly #middleware: readonly Guard[];

  constructor(interpreter: Interpreter, settings: DjangoSettings) {
    this.#interpreter = interpreter;
    this.#settings = settings;
    this.#permissions = new Permissions(interpreter);
    this.#middleware = settings.middleware.flatMap(({ name, place }) => guardsOfMiddleware(name, place, interpreter));
  }

  guards(handler: Handler, path: string, place: CodePlace): Guard[] {
    const { type, decorators, function: closure, action } = handler;
    const ofMethod = type === undefined ? [] : decoratorsOfMethod(type, action, this.#interpreter);
    const ofClass = this.#classDecorators(type).filter((each) => holdsFor(each, [action, handler.method.toLowerCase()]));
    const around = [...decorators, ...ofClass, ...ofMethod].filter((each) => !onlySays(each));
    // What lets everybody through overrules what lies outside of it and is not understood, not what lies inside.
    const chain: Guard[] = [
      ...this.#middleware,
      ...(handler.isRest ? [withSchemes(this.#permission(handler, place), this.#schemes(handler))] : []),
    ];
    chain.push(...around.map((each) => guardOfDecorator(each, this.#interpreter)));
    if (type !== undefined) {
      chain.push(...this.#mixins(type, place));
      for (const name of unknownBases(type, this.#interpreter))
        chain.push({ kind: 'unknown', note: `\`${name}\`, which the view extends, is not in this code`, place });
      for (const name of ['initial', 'dispatch', 'check_permissions']) chain.push(...this.#overridden(type, name));
    }
    // Each is asked on its own: what one lets through, another may still refuse.
    if (chain.some(({ kind }) => kind === 'required' || kind === 'authorizes')) return chain.filter(({ kind }) => kind !== 'public');
    if (chain.some(({ kind }) => kind === 'public') || closure === undefined) return chain;
    return [...chain, guardOfHandler(closure, { path, before: chain }, this.#interpreter)];
  }

  /** What stands before every view. */
  get before(): readonly Guard[] {
    return this.#middleware;
  }

  /** Names of what authenticates, for the evidence. */
  #schemes({ type, decorators }: Handler): string[] {
    const own =
      type === undefined
        ? decoratorArgument(decorators, 'authentication_classes')?.value
        : attributeOf(type, 'authentication_classes', this.#interpreter)?.value;
    const value = own ?? this.#settings.rest('DEFAULT_AUTHENTICATION_CLASSES').value;
    if (value === undefined) return ['session', 'basic'];
    const items = value.kind === 'list' ? value.items : [value];
    return items.flatMap((item) => {
      const name = item.kind === 'class' ? item.type.name : (asStrings(item)?.[0] ?? externalName(item)?.name ?? '');
      const last = name.slice(name.lastIndexOf('.') + 1);
      return last === '' ? [] : [SCHEMES[last] ?? (/jwt|bearer/i.test(last) ? 'bearer' : last.replace(/Authentication$/, ''))];
    });
  }

  #permission(handler: Handler, place: CodePlace): Guard {
    const { type, method, action, decorators } = handler;
    const verb = method === '*' ? 'POST' : method;
    if (type === undefined) {
      const given = decoratorArgument(decorators, 'permission_classes');
      if (given !== undefined) {
        const unit = this.#interpreter.program.unit(given.place.file);
        if (unit !== undefined) return this.#permissions.ofList(given.expression, { unit, scope: handler.function?.scope }, verb, []);
      }
      return this.#standard(place, verb);
    }
    const scopes = asStrings(attributeOf(type, 'required_scopes', this.#interpreter)?.value) ?? [];
    const ofAction = this.#actionArgument(type, action, 'permission_classes');
    if (this.#interpreter.methodOf(type, 'get_permissions') !== undefined) return this.#chosen(type, verb, action, place);
    if (ofAction !== undefined) return this.#permissions.ofList(ofAction.expression, ofAction.written, verb, scopes);
    const own = attributeOf(type, 'permission_classes', this.#interpreter);
    if (own === undefined) return this.#standard(place, verb);
    return this.#permissions.ofList(own.expression, { unit: own.owner.unit, scope: this.#interpreter.scopeIn(own.owner) }, verb, scopes);
  }

  /** `get_permissions()` chooses: certain only where every choice says the same. */
  #chosen(type: ClassValue, verb: string, action: string, place: CodePlace): Guard {
    const method = this.#interpreter.methodOf(type, 'get_permissions');
    const unclear: Guard = { kind: 'unknown', note: `\`get_permissions\` decides for \`${action}\``, place };
    if (method?.owner === undefined) return unclear;
    const written: Written = { unit: method.unit, scope: this.#interpreter.scopeIn(method.owner) };
    const own = attributeOf(type, 'permission_classes', this.#interpreter);
    const lists = [...expressionsOf(method.function.body ?? [])].flatMap((each): Expression[] =>
      each.kind === 'list' && each.items.length > 0 && each.items.every((item) => /^(?:name|member|call|other)$/.test(item.kind))
        ? [each]
        : [],
    );
    const plain = lists.map(withoutCalls).filter((each) => this.#namesPermissions(each, written));
    const guards = plain.map((each) => this.#permissions.ofList(each, written, verb, []));
    const callsSuper = [...expressionsOf(method.function.body ?? [])].some(
      (each) => each.kind === 'member' && each.name === 'get_permissions',
    );
    if (callsSuper)
      guards.push(
        own === undefined
          ? this.#standard(place, verb)
          : this.#permissions.ofList(own.expression, { unit: own.owner.unit, scope: this.#interpreter.scopeIn(own.owner) }, verb, []),
      );
    const [first] = guards;
    const asking = (guard: Guard): boolean => guard.kind === 'required' || guard.kind === 'authorizes';
    return first !== undefined && guards.every(asking)
      ? { ...first, kind: 'required', note: `whatever \`get_permissions\` decides, ${first.note}` }
      : unclear;
  }

  /** Whether a list names classes: only of such anything can be said. */
  #namesPermissions(list: Expression, { unit, scope }: Written): boolean {
    return (
      list.kind === 'list' &&
      list.items.every((item) => {
        const value = this.#interpreter.evaluateIn(item, unit, scope);
        return value.kind === 'class' || (value.kind === 'external' && value.module !== '') || item.kind === 'other';
      })
    );
  }

  /** `DEFAULT_PERMISSION_CLASSES`; without it everybody is let through. */
  #standard(place: CodePlace, verb: string): Guard {
    const { value, place: at, unclear } = this.#settings.rest('DEFAULT_PERMISSION_CLASSES');
    if (unclear) return { kind: 'unknown', note: '`DEFAULT_PERMISSION_CLASSES` could not be told for certain', place: at ?? place };
    if (value === undefined) return { kind: 'harmless', note: 'no permission classes are set, and everybody is let through', place };
    const names = asStrings(value);
    if (names === undefined) return { kind: 'unknown', note: '`DEFAULT_PERMISSION_CLASSES` could not be read', place: at ?? place };
    const values = names.map((name) => this.#named(name, at?.file ?? place.file));
    const guard = this.#permissions.ofValues(values, at ?? place, verb);
    // What lets everybody through by default was not said of this view.
    return guard.kind === 'public' ? { ...guard, kind: 'harmless' } : guard;
  }

  /** A class by its dotted name: one of the program, else a package's. */
  #named(name: string, from: string): Value {
    const dot = name.lastIndexOf('.');
    const [module, last] = [name.slice(0, Math.max(0, dot)), name.slice(dot + 1)];
    const unit = module === '' ? undefined : moduleNamed(this.#interpreter.program, module, from);
    return (unit === undefined ? undefined : this.#interpreter.lookup(unit, last)) ?? { kind: 'external', module, name: last };
  }

  /** `@action(permission_classes=[...])`. */
  #actionArgument(
    type: ClassValue,
    action: string,
    name: string,
  ): { readonly expression: Expression; readonly written: Written } | undefined {
    const method = this.#interpreter.methodOf(type, action);
    if (method?.owner === undefined) return undefined;
    for (const decorator of method.function.decorators) {
      if (!/(?:^|\.)(?:action|list_route|detail_route)$/.test(decorator.name) && !decorator.name.includes('.mapping.')) continue;
      const given = decorator.arguments.find((each) => each.name === name);
      if (given !== undefined)
        return { expression: given.value, written: { unit: method.unit, scope: this.#interpreter.scopeIn(method.owner) } };
    }
    return undefined;
  }

  /** `@method_decorator(login_required, name='dispatch')` on the class. */
  #classDecorators(type: ClassValue | undefined): AppliedDecorator[] {
    return (type === undefined ? [] : this.#interpreter.lineage(type)).flatMap((each) =>
      each.type.decorators.map(({ callee, called, arguments: args, at }) => ({
        value: this.#interpreter.evaluateIn(called ? { kind: 'call', callee, arguments: args, at } : callee, each.unit, each.scope),
        place: { file: each.unit.file, span: at },
      })),
    );
  }

  #mixins(type: ClassValue, place: CodePlace): Guard[] {
    return externalBases(type, this.#interpreter).flatMap((name): Guard[] => {
      if (name === 'LoginRequiredMixin') return [{ kind: 'required', note: '`LoginRequiredMixin`', place, schemes: ['session'] }];
      if (name === 'PermissionRequiredMixin') {
        const scopes = asStrings(attributeOf(type, 'permission_required', this.#interpreter)?.value) ?? [];
        return [{ kind: 'authorizes', note: '`PermissionRequiredMixin`', place, schemes: ['session'], scopes }];
      }
      return name === 'UserPassesTestMixin' ? [{ kind: 'unknown', note: '`UserPassesTestMixin` asks code of its own', place }] : [];
    });
  }

  /** Methods that run before the handler and that the view replaces. */
  #overridden(type: ClassValue, name: string): Guard[] {
    const method = this.#interpreter.methodOf(type, name);
    return method === undefined ? [] : telling(method, this.#interpreter);
  }
}

/** `[IsAdmin()]` as `[IsAdmin]`. */
function withoutCalls(list: Expression): Expression {
  if (list.kind !== 'list') return list;
  return { ...list, items: list.items.map((item) => (item.kind === 'call' && item.arguments.length === 0 ? item.callee : item)) };
}

function withSchemes(guard: Guard, schemes: readonly string[]): Guard {
  return guard.kind === 'required' || guard.kind === 'authorizes' || guard.kind === 'optional' ? { ...guard, schemes } : guard;
}
