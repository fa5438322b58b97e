/** Callbacks that the bodies of classes register and skip. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Guard } from '../../security.ts';
import type { Argument, Expression } from '../../syntax/unit.ts';
import { type Constants, type RubyPart, scopesIn } from './constants.ts';
import { named, positional, textOf, textsOf } from './literals.ts';
import type { Filter, FilterRule } from './profile.ts';

/** Where a callback is registered. */
export interface CallbackSite {
  readonly part: RubyPart;
  /** Stands under a condition. */
  readonly uncertain: boolean;
}

/** The callbacks of one class. */
export class Callbacks {
  /** In the order in which they run. */
  list: readonly Filter[];
  readonly #constants: Constants;

  constructor(constants: Constants, inherited: readonly Filter[]) {
    this.#constants = constants;
    this.list = inherited;
  }

  /** Methods, blocks and objects that `before_action` names. */
  add(
    args: readonly Argument[],
    { isFirst, isAround }: { readonly isFirst: boolean; readonly isAround: boolean },
    expression: Expression,
    site: CallbackSite,
  ): void {
    const rule = this.rule(args, site);
    const where = this.#where(expression, site);
    const block = named(args, BLOCK);
    const list = [...positional(args), ...(block === undefined ? [] : [block])];
    for (const each of list) {
      const name = textOf(each);
      this.#push({ name, body: name === undefined ? each : undefined, known: undefined, isAround, ...where, rule, skips: [] }, isFirst);
    }
  }

  /** `set_callback :process_action, :before, :enter`. */
  set(args: readonly Argument[], expression: Expression, site: CallbackSite): void {
    const [chain, when] = positional(args).map(textOf);
    const options = { isFirst: named(args, 'prepend') !== undefined, isAround: when === 'around' };
    if (chain === 'process_action' && when !== 'after') this.add(args.slice(2), options, expression, site);
  }

  /** A callback that a macro of Rails registers, which asks for a scheme. */
  known(args: readonly Argument[], scheme: string, note: string, expression: Expression, site: CallbackSite): void {
    const where = this.#where(expression, site);
    const known: Guard = { kind: 'required', note, place: where.place, schemes: [scheme] };
    this.#push({ name: undefined, body: undefined, known, isAround: false, ...where, rule: this.rule(args, site), skips: [] }, false);
  }

  /** A callback that asks an ability. */
  authorize(args: readonly Argument[], { at }: Expression, site: CallbackSite): void {
    const body: Expression = { kind: 'name', name: 'authorize!', at };
    this.#push(
      { name: undefined, body, known: undefined, isAround: false, ...this.#where(body, site), rule: this.rule(args, site), skips: [] },
      false,
    );
  }

  /** Leaves callbacks out, as `skip_before_action` does. */
  skip(args: readonly Argument[], site: CallbackSite): void {
    const written = this.rule(args, site);
    // Rails skips where any of the conditions holds, of which `only` is one.
    const several = written.conditions.length + (written.only === undefined && written.except === undefined ? 0 : 1) > 1;
    const rule = several ? { only: undefined, except: undefined, conditions: [], uncertain: true } : written;
    const names = new Set(positional(args).map(textOf));
    this.list = this.list.map((each) =>
      each.name !== undefined && names.has(each.name) ? { ...each, skips: [...each.skips, rule] } : each,
    );
    // Which callbacks are meant is not known.
    if (names.has(undefined)) this.list = this.list.map((each) => ({ ...each, skips: [...each.skips, { ...rule, uncertain: true }] }));
  }

  /** When something runs, by the options that it is given. */
  rule(args: readonly Argument[], { part, uncertain }: CallbackSite): FilterRule {
    const scopes = scopesIn(part.type);
    const constant = (name: string): Expression | undefined => this.#constants.value(name, scopes);
    const actions = (name: string): string[] | undefined => textsOf(named(args, name), constant);
    const unread = ['only', 'except'].some((name) => named(args, name) !== undefined && actions(name) === undefined);
    const conditions = args.flatMap(({ name, value }) => {
      if (name !== 'if' && name !== 'unless') return [];
      return (value.kind === 'list' ? value.items : [value]).map((of) => ({ of, negated: name === 'unless' }));
    });
    const passedOn = args.some(({ name, value }) => value.kind === 'spread' || (name === undefined && value.kind === 'name'));
    return { only: actions('only'), except: actions('except'), conditions, uncertain: uncertain || unread || passedOn };
  }

  /** The same method again takes the place of what was registered before. */
  #push(filter: Filter, isFirst: boolean): void {
    const kept = filter.name === undefined ? this.list : this.list.filter(({ name }) => name !== filter.name);
    this.list = isFirst ? [filter, ...kept] : [...kept, filter];
  }

  #where(expression: Expression, { part }: CallbackSite): Pick<Filter, 'place' | 'scopes'> {
    return { place: { file: part.unit.file, span: expression.at }, scopes: scopesIn(part.type) };
  }
}
