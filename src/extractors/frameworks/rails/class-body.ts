/** Runs the bodies of controllers and the concerns that they include, in order. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Guard } from '../../security.ts';
import type { Argument, Expression, Statement } from '../../syntax/unit.ts';
import { Ancestors } from './ancestors.ts';
import { type CallbackSite, Callbacks } from './callbacks.ts';
import { type Constants, type RubyPart, type RubyType, scopesAround, scopesIn } from './constants.ts';
import { callOf, named, positional, textOf } from './literals.ts';
import { type Bindings, bindingsOf, NO_BINDINGS, substituted } from './macro-bindings.ts';
import type { Profile, ProfileLimit } from './profile.ts';
import { productionOnly } from './route-files.ts';
import { HARMLESS_MACRO, HARMLESS_MODULES, SUSPECT_MACRO } from './vocabulary.ts';

const FILTER = /^(prepend_|append_)?(before|around)_(?:action|filter)$/;
const SKIP = /^skip_(?:before|around)?_?(?:action|filter|action_callback|callback)$/;

/** Classes above each other, and macros in macros. */
const DEPTH = 24;

/** Bases whose own callbacks are known. */
const KNOWN_BASE = /^(?:::)?(?:ActionController::(?:API|Base|Metal)|Devise::\w+Controller|DeviseController)$/;

interface Site extends CallbackSite {
  readonly bindings: Bindings;
  /** Given by `with_options`. */
  readonly options: readonly Argument[];
  readonly depth: number;
}

export class ClassBodies {
  readonly #constants: Constants;
  readonly #known = new Map<string, Profile>();

  constructor(constants: Constants) {
    this.#constants = constants;
  }

  profile(type: RubyType, depth = 0): Profile {
    const present = this.#known.get(type.name);
    if (present !== undefined) return present;
    const written = type.parts.map((part) => ({ part, above: part.type.supertypes[0] })).find(({ above }) => above !== undefined);
    const above = written?.above === undefined ? undefined : this.#constants.find(written.above.name, scopesAround(written.part.type));
    const parent = above === undefined || above.name === type.name || depth > DEPTH ? undefined : this.profile(above, depth + 1);
    const body = new Body(this.#constants, type, parent);
    if (parent === undefined && written?.above !== undefined) body.base(written.above.name, written.part);
    for (const part of type.parts) body.run(part.type.statements, { part, bindings: NO_BINDINGS, options: [], uncertain: false, depth: 0 });
    const profile = body.result();
    this.#known.set(type.name, profile);
    return profile;
  }
}

class Body {
  readonly #constants: Constants;
  readonly #type: RubyType;
  readonly #limits: ProfileLimit[];
  readonly #unclear: Guard[];
  readonly #ancestors: Ancestors;
  readonly #callbacks: Callbacks;
  #base: string | undefined;
  #respondsJson: boolean;

  constructor(constants: Constants, type: RubyType, parent: Profile | undefined) {
    this.#constants = constants;
    this.#type = type;
    this.#ancestors = new Ancestors(type, parent?.line ?? []);
    this.#callbacks = new Callbacks(constants, parent?.filters ?? []);
    this.#limits = [...(parent?.limits ?? [])];
    this.#unclear = [...(parent?.unclear ?? [])];
    this.#base = parent?.base;
    this.#respondsJson = parent?.respondsJson ?? false;
  }

  result(): Profile {
    return {
      type: this.#type,
      line: this.#ancestors.line(),
      filters: this.#callbacks.list,
      limits: this.#limits,
      unclear: this.#unclear,
      base: this.#base,
      respondsJson: this.#respondsJson,
    };
  }

  /** A superclass that this code does not have. */
  base(name: string, part: RubyPart): void {
    this.#base = name;
    if (!KNOWN_BASE.test(name)) this.#doubt(`\`${name}\`, which the controller extends, is not in this code`, part, part.type.at);
  }

  #doubt(note: string, part: RubyPart, at: Expression['at']): void {
    this.#unclear.push({ kind: 'unknown', note, place: { file: part.unit.file, span: at } });
  }

  run(statements: readonly Statement[], site: Site): void {
    if (site.depth > DEPTH) return;
    for (const statement of statements) {
      if (statement.kind === 'expression') this.#call(statement.value, site);
      else if (statement.kind === 'block') {
        const runs = productionOnly(statement);
        if (runs !== false) this.run(statement.body, { ...site, uncertain: site.uncertain || runs === undefined });
      }
    }
  }

  #call(expression: Expression, site: Site): void {
    const call = callOf(expression);
    if (call === undefined) return;
    const { receiver, name } = call;
    const args = [
      ...substituted(call.args, site.bindings),
      ...site.options.filter((each) => named(call.args, each.name ?? '') === undefined),
    ];
    // `base.before_action`, `self.x`, `controller.x` in a block of `with_options`.
    if (receiver !== undefined && !(receiver.kind === 'name' && /^[a-z]\w*$/.test(receiver.name))) return;
    if ((name === 'send' || name === 'public_send') && args.length > 1) {
      const [first, ...rest] = args;
      const sent = textOf(first?.value);
      if (sent !== undefined) this.#macro(sent, rest, expression, site);
      return;
    }
    this.#macro(name, args, expression, site);
  }

  #macro(name: string, args: readonly Argument[], expression: Expression, site: Site): void {
    const filter = FILTER.exec(name);
    if (filter !== null) {
      this.#callbacks.add(args, { isFirst: filter[1] === 'prepend_', isAround: filter[2] === 'around' }, expression, site);
      return;
    }
    if (SKIP.test(name)) {
      this.#callbacks.skip(args, site);
      return;
    }
    const block = named(args, BLOCK);
    const body = block?.kind === 'function' ? (block.function.body ?? []) : [];
    switch (name) {
      case 'set_callback':
        this.#callbacks.set(args, expression, site);
        return;
      case 'include':
      case 'prepend':
        for (const each of positional(args)) this.#include(each, name === 'prepend', site);
        return;
      case 'extend':
        for (const each of positional(args)) {
          const found = each.kind === 'name' ? this.#constants.find(each.name, scopesIn(site.part.type)) : undefined;
          if (found !== undefined) this.#ancestors.extend(found);
        }
        return;
      case 'respond_to':
        if (positional(args).some((each) => textOf(each) === 'json')) this.#respondsJson = true;
        return;
      case 'class_eval':
      case 'instance_eval':
      case 'instance_exec':
      case 'class_exec':
        this.run(body, { ...site, depth: site.depth + 1 });
        return;
      case 'with_options':
        this.run(body, { ...site, options: [...site.options, ...args.filter((each) => each.name !== BLOCK)], depth: site.depth + 1 });
        return;
      case 'each':
        if (SUSPECT_MACRO.test(JSON.stringify(body.length > 0 ? callNames(body) : [])))
          this.#doubt('callbacks that a loop registers', site.part, expression.at);
        return;
      case 'http_basic_authenticate_with':
        this.#callbacks.known(args, 'basic', '`http_basic_authenticate_with` asks for a password', expression, site);
        return;
      case 'load_and_authorize_resource':
      case 'authorize_resource':
        this.#callbacks.authorize(args, expression, site);
        return;
      case 'rate_limit':
        this.#limits.push({
          rule: this.#callbacks.rule(args, site),
          note: '`rate_limit`',
          place: { file: site.part.unit.file, span: expression.at },
        });
        return;
      default:
        this.#own(name, args, expression, site);
    }
  }

  /** A macro of the program, or of a gem. */
  #own(name: string, args: readonly Argument[], expression: Expression, site: Site): void {
    const macro = this.#ancestors.macro(name, site.part);
    if (macro !== undefined) {
      const given = args.filter((each) => each.name !== BLOCK);
      this.run(macro.declared.body ?? [], {
        part: macro.part,
        bindings: bindingsOf(macro.declared, given),
        options: [],
        uncertain: site.uncertain,
        depth: site.depth + 1,
      });
      return;
    }
    if (SUSPECT_MACRO.test(name) && !HARMLESS_MACRO.test(name) && !/^(?:private|public|protected|super)/.test(name))
      this.#doubt(`\`${name}\`, which the controller calls, is not in this code and may guard`, site.part, expression.at);
  }

  #include(each: Expression, isPrepended: boolean, site: Site): void {
    const { part } = site;
    const written = each.kind === 'name' ? each.name : undefined;
    const found = written === undefined ? undefined : this.#constants.find(written, scopesIn(part.type));
    if (found === undefined) {
      const named = written ?? pathOf(each);
      if (named === undefined || !HARMLESS_MODULES.test(named))
        this.#doubt(`\`${named ?? 'a module'}\`, which the controller includes, is not in this code`, part, each.at);
      return;
    }
    if (this.#ancestors.has(found)) return;
    // Its own modules come first.
    for (const own of found.parts)
      for (const statement of own.type.statements) {
        const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
        if (call?.receiver === undefined && call?.name === 'include')
          for (const inner of positional(call.args)) this.#include(inner, false, { ...site, part: own, depth: site.depth + 1 });
      }
    this.#ancestors.include(found, isPrepended);
    for (const own of found.parts) this.#included(own, { ...site, part: own, bindings: NO_BINDINGS, depth: site.depth + 1 });
  }

  /** `included do ... end` and `def self.included(base)`. */
  #included(part: RubyPart, site: Site): void {
    for (const statement of part.type.statements) {
      const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
      const block =
        call?.receiver === undefined && (call?.name === 'included' || call?.name === 'prepended') ? named(call.args, BLOCK) : undefined;
      if (block?.kind === 'function') this.run(block.function.body ?? [], site);
    }
    const hook = part.type.methods.find(
      ({ name, modifiers }) => (name === 'included' || name === 'prepended') && modifiers.includes('static'),
    );
    if (hook !== undefined) this.run(hook.body ?? [], site);
  }
}

function pathOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  const object = expression.kind === 'member' ? pathOf(expression.object) : undefined;
  return expression.kind === 'member' && object !== undefined ? `${object}.${expression.name}` : undefined;
}

function callNames(statements: readonly Statement[]): string[] {
  return statements.flatMap((each) => (each.kind === 'expression' ? (callOf(each.value)?.name ?? []) : []));
}
