import { hasImpliedReceiver } from '../syntax/language.ts';
import type { Argument, Expression, FunctionDeclaration } from '../syntax/unit.ts';
import { CALL_DEPTH } from './budget.ts';
import { callBuiltin, callSettled } from './builtins.ts';
import { Expressions } from './expressions.ts';
import { type Frame, frameOf } from './frame.ts';
import { IdleFunctions } from './idle.ts';
import { callExtension, callOnReceivers, keepReceivers } from './kotlin-receivers.ts';
import { callOfPath } from './paths.ts';
import { Scope } from './scope.ts';
import {
  type CallSite,
  type ClassValue,
  type ClosureValue,
  choice,
  type EvaluatedArgument,
  literal,
  type ObjectValue,
  UNKNOWN,
  type Value,
} from './value.ts';

type CallExpression = Extract<Expression, { kind: 'call' }>;

/** Calls of functions, methods and constructors: the third layer of the interpreter. */
export abstract class Calls extends Expressions {
  readonly #idle = new IdleFunctions();

  /** What a call of a value gives. */
  callValue(callee: Value, site: CallSite, receiver?: Value): Value {
    switch (callee.kind) {
      case 'closure':
        return this.enter(callee, site.arguments, { receiver: receiver ?? callee.receiver, conditional: site.conditional });
      case 'class':
        return this.#create(callee, site);
      case 'external':
        return (
          this.#external(callee, site) ??
          callOfPath(callee, site) ?? { kind: 'result', callee, arguments: site.arguments, place: site.place }
        );
      case 'host':
        this.told++;
        return callee.host.call('', site) ?? (callee.host.fluent === true ? callee : UNKNOWN);
      case 'result':
      case 'property':
        return { kind: 'result', callee, arguments: site.arguments, place: site.place };
      case 'choice':
        return choice(callee.options.map((option) => this.callValue(option, { ...site, conditional: true }, receiver)));
      case 'typing':
        return this.callValue(callee.base, site, receiver);
      default:
        return UNKNOWN;
    }
  }

  #external(callee: Extract<Value, { kind: 'external' }>, site: CallSite): Value | undefined {
    const known = this.dialect.external?.(callee, site);
    if (known !== undefined) this.told++;
    return known;
  }

  /** Runs a function of the program and gives what it returns. */
  enter(
    closure: ClosureValue,
    args: readonly EvaluatedArgument[],
    how: { receiver?: Value | undefined; conditional?: boolean } = {},
  ): Value {
    const { function: declared, unit, scope } = closure;
    const within = this.stack.filter((each) => each === declared).length;
    if (declared.body === undefined || within > 1 || this.stack.length >= CALL_DEPTH || this.exhausted) return UNKNOWN;
    if (unit.language !== 'kotlin' && this.#idle.has(declared, args)) return UNKNOWN;
    const { told } = this;
    const receiver = how.receiver ?? closure.receiver;
    const inner = new Scope(scope);
    if (unit.language === 'kotlin') keepReceivers(inner, closure.receiver, how.receiver);
    const owner = receiver?.kind === 'object' ? this.#ownerOf(receiver, declared) : undefined;
    const frame = frameOf(unit, inner, { receiver, owner, conditional: how.conditional === true ? 1 : 0 });
    this.#bind(declared, args, frame);
    const named = declared.receiver;
    if (named !== undefined) inner.declare(named.name, receiver ?? this.#declaredParameter(named, frame));
    this.entered.add(declared);
    this.stack.push(declared);
    this.run(declared.body, frame);
    this.stack.pop();
    const result = frame.returns.length === 0 ? literal(null) : choice(frame.returns);
    this.#idle.note(declared, result, this.told !== told);
    return result;
  }

  #ownerOf(receiver: ObjectValue, method: FunctionDeclaration): ClassValue | undefined {
    if (receiver.type === undefined) return undefined;
    return this.lineage(receiver.type).find(({ type }) => type.methods.includes(method));
  }

  #create(type: ClassValue, site: CallSite): Value {
    const known = this.dialect.instance?.(type, site, this.whole);
    if (known !== undefined) {
      this.told++;
      return known;
    }
    const instance: ObjectValue = { kind: 'object', fields: new Map(), type, places: new Map(), open: true };
    if (type.unit.language === 'go') {
      for (const [index, { name, value }] of site.arguments.entries()) {
        const field = name ?? type.type.fields[index]?.name;
        if (field !== undefined) instance.fields.set(field, value);
      }
      // A literal says what every field of it is.
      return { ...instance, open: false };
    }
    const line = this.lineage(type);
    for (const each of [...line].reverse()) this.#initialise(each, instance);
    for (const each of line) {
      const method = each.type.methods.find(({ name }) => name === 'constructor');
      if (method === undefined) continue;
      this.#construct(each, method, instance, site);
      break;
    }
    return instance;
  }

  #initialise(type: ClassValue, instance: ObjectValue): void {
    const frame = frameOf(type.unit, this.scopeIn(type), { receiver: instance, owner: type });
    for (const { name, value, modifiers } of type.type.fields) {
      if (value !== undefined && !modifiers.includes('static')) instance.fields.set(name, this.evaluate(value, frame));
    }
  }

  #construct(type: ClassValue, method: FunctionDeclaration, instance: ObjectValue, site: CallSite): void {
    const closure: ClosureValue = { kind: 'closure', function: method, unit: type.unit, scope: this.scopeIn(type), receiver: instance };
    // TypeScript's parameter properties.
    for (const [index, parameter] of method.parameters.entries()) {
      const given = site.arguments[index];
      if (parameter.modifiers.length > 0 && given !== undefined) instance.fields.set(parameter.name, given.value);
    }
    this.enter(closure, site.arguments, { receiver: instance, conditional: site.conditional });
  }

  protected call(expression: CallExpression, frame: Frame): Value {
    const { callee } = expression;
    const place = { file: frame.unit.file, span: expression.at };
    if (callee.kind === 'name' && callee.name === 'super' && frame.unit.language !== 'python')
      return this.#callSuper(this.#site(expression, place, frame), frame);
    if (callee.kind !== 'member') {
      const value = this.evaluate(callee, frame);
      const site = this.#site(expression, place, frame);
      if (frame.unit.language === 'kotlin') return this.#callKotlin(callee, value, site, frame);
      const required = this.modules.required(value, site, frame.unit);
      return required ?? this.callValue(value, site, hasImpliedReceiver(frame.unit.language) ? frame.receiver : undefined);
    }
    const isSuper = isSuperObject(callee.object);
    const object = isSuper ? (frame.receiver ?? UNKNOWN) : this.evaluate(callee.object, frame);
    const site = this.#site(expression, place, frame);
    const name = callee.name === '__init__' ? 'constructor' : callee.name;
    return this.#callMember(object, name, site, frame, isSuper);
  }

  /** A lambda knows its own receiver; a name that nothing declares may be a member of one of those around the call. */
  #callKotlin(callee: Expression, value: Value, site: CallSite, frame: Frame): Value {
    const known =
      callee.kind === 'name' ? callOnReceivers(callee.name, value, site, frame, this) : callExtension(value, '', site, frame, this);
    const hasOwn = value.kind === 'closure' && value.receiver !== undefined;
    return known ?? this.callValue(value, site, hasOwn ? undefined : frame.receiver);
  }

  #site({ arguments: args, typeArguments }: CallExpression, place: CallSite['place'], frame: Frame): CallSite {
    const read = { arguments: this.arguments(args, frame), place, conditional: frame.conditional > 0 };
    return typeArguments === undefined ? read : { ...read, typeArguments };
  }

  #callMember(object: Value, name: string, site: CallSite, frame: Frame, isSuper: boolean): Value {
    const extension = frame.unit.language === 'kotlin' ? callExtension(object, name, site, frame, this) : undefined;
    if (extension !== undefined) return extension;
    if (object.kind === 'host') {
      this.told++;
      const settled = callSettled(object, name, site, this);
      return settled ?? object.host.call(name, site) ?? (object.host.fluent === true ? object : UNKNOWN);
    }
    if (object.kind === 'choice') return choice(object.options.map((option) => this.#callMember(option, name, site, frame, false)));
    const builtin = callBuiltin(object, name, site, this);
    if (builtin !== undefined) return builtin;
    if (isSuper && object.kind === 'object' && frame.owner !== undefined) return this.#superMethod(object, name, site, frame.owner);
    const member = this.member(object, name, frame.unit);
    if (member.kind === 'unknown' && object.kind === 'class') return this.dialect.inherited?.(object, name, site) ?? UNKNOWN;
    return this.callValue(member, site, object.kind === 'object' ? object : undefined);
  }

  #superMethod(object: ObjectValue, name: string, site: CallSite, owner: ClassValue): Value {
    for (const type of this.lineage(owner).slice(1)) {
      const method = type.type.methods.find((candidate) => candidate.name === name);
      if (method === undefined) continue;
      return this.enter({ kind: 'closure', function: method, unit: type.unit, scope: this.scopeIn(type) }, site.arguments, {
        receiver: object,
      });
    }
    return UNKNOWN;
  }

  #callSuper(site: CallSite, frame: Frame): Value {
    const { receiver, owner } = frame;
    if (receiver?.kind !== 'object' || owner === undefined) return UNKNOWN;
    for (const type of this.lineage(owner).slice(1)) {
      const method = type.type.methods.find(({ name }) => name === 'constructor');
      if (method === undefined) continue;
      this.#construct(type, method, receiver, site);
      break;
    }
    return UNKNOWN;
  }

  protected arguments(args: readonly Argument[], frame: Frame): EvaluatedArgument[] {
    return args.flatMap(({ name, value }): EvaluatedArgument[] => {
      const read = this.evaluate(value, frame);
      const place = { file: frame.unit.file, span: value.at };
      if (value.kind === 'spread' && read.kind === 'list') {
        return read.items.map((item) => ({ value: item, expression: value, place }));
      }
      if (value.kind === 'spread' && read.kind === 'object' && frame.unit.language === 'python') {
        return [...read.fields].map(([key, item]) => ({ name: key, value: item, expression: value, place }));
      }
      return [{ ...(name !== undefined && { name }), value: read, expression: value, place }];
    });
  }

  #bind({ parameters }: FunctionDeclaration, args: readonly EvaluatedArgument[], frame: Frame): void {
    const takesReceiver =
      frame.unit.language === 'python' && frame.receiver !== undefined && /^(?:self|cls)$/.test(parameters[0]?.name ?? '');
    const positional = args.filter(({ name }) => name === undefined);
    for (const [index, parameter] of (takesReceiver ? parameters.slice(1) : parameters).entries()) {
      const given = parameter.rest ? undefined : (args.find(({ name }) => name === parameter.name) ?? positional[index]);
      const value = parameter.rest
        ? ({ kind: 'list', items: positional.slice(index).map((each) => each.value), open: false } as const)
        : this.#givenValue(given?.value, parameter, frame);
      if (parameter.pattern === undefined) frame.scope.declare(parameter.name, value);
      else this.declare(parameter.pattern, value, frame);
    }
  }

  #givenValue(given: Value | undefined, parameter: FunctionDeclaration['parameters'][number], frame: Frame): Value {
    // Go tells the type of everything: what is not known otherwise is some value of it.
    if (given !== undefined && (given.kind !== 'unknown' || frame.unit.language !== 'go')) return given;
    return parameter.value === undefined ? this.#declaredParameter(parameter, frame) : this.evaluate(parameter.value, frame);
  }

  #declaredParameter({ name, type }: FunctionDeclaration['parameters'][number], { unit, scope }: Frame): Value {
    if (unit.language === 'go' && type !== undefined) return this.someOf(type, { unit, scope }, name) ?? UNKNOWN;
    return this.dialect.parameter?.({ name, type: type?.name ?? '' }) ?? UNKNOWN;
  }
}

/** `super` of JavaScript and Java, `super()` of Python. */
function isSuperObject(object: Expression): boolean {
  return object.kind === 'call' ? isSuperObject(object.callee) : object.kind === 'name' && object.name === 'super';
}
