/** Who may call an action: callbacks in order, then the action itself. */
import type { CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression } from '../../syntax/unit.ts';
import { Stranger } from './anonymous.ts';
import { Flow, type Frame, type Truth } from './flow.ts';
import { textOf } from './literals.ts';
import { type FoundMethod, methodIn } from './methods.ts';
import type { Filter, FilterRule, Profile } from './profile.ts';
import { newReading, type Reading } from './reading.ts';
import { rolesAsked, rolesIn } from './roles.ts';
import type { Surroundings } from './run.ts';
import type { Tampering } from './tampering.ts';
import { HARMLESS, READERS } from './vocabulary.ts';

/** Actions that exist to let somebody in: they refuse wrong passwords, which guards nothing. */
const ENTRANCE =
  /log_?in|sign_?in|sign_?up|regist|password|otp|verif|activat|confirm|oauth|callback|sso|refresh|sessions?\b|tokens?\b|authenticat|users#create|accounts#create/i;

const DEVISE = /^(?:::)?Devise(?:::\w+)?Controller$/;

/** What was found of an action before it runs. */
export interface ActionGuards {
  readonly guards: readonly Guard[];
  /** Callbacks of the program that run before it, for what they read of the request. */
  readonly methods: readonly FoundMethod[];
}

export class GuardReader {
  readonly #surroundings: Surroundings;
  readonly #tampering: Tampering;
  readonly #doubts = new Map<string, Guard | undefined>();

  constructor(surroundings: Surroundings, tampering: Tampering) {
    this.#tampering = tampering;
    this.#surroundings = surroundings;
  }

  /** Callbacks of an action, outermost first, then what the action does itself. */
  guardsOf(profile: Profile, action: string, path: string): ActionGuards {
    const state = new Map<string, Truth>();
    const guards: Guard[] = [...profile.unclear];
    const methods: FoundMethod[] = [];
    for (const filter of profile.filters) {
      const applies = this.#applies(filter.rule, action, profile, state, filter);
      if (applies === 'no') continue;
      const skips = filter.skips.map((rule) => this.#applies(rule, action, profile, state, filter));
      const skipped = skips.includes('yes');
      const frame = this.#frame(profile, filter, skipped ? new Map(state) : state);
      const guard = this.#judge(filter, profile, frame);
      if (skipped) {
        if (guard.kind === 'required' || guard.kind === 'authorizes')
          guards.unshift({ kind: 'public', note: `${labelOf(filter)} is skipped`, place: filter.place });
        continue;
      }
      const own = filter.name === undefined ? undefined : methodIn(profile.line, filter.name);
      if (own !== undefined) methods.push(own);
      const roles = guard.kind === 'required' ? rolesOf(filter, own, profile) : [];
      const uncertain = applies === 'maybe' || skips.includes('maybe');
      guards.push(
        uncertain && guard.kind !== 'harmless'
          ? { ...guard, kind: 'unknown', note: `${guard.note}, under a condition` }
          : roles.length > 0
            ? { ...guard, scopes: [...(guard.scopes ?? []), ...roles] }
            : guard,
      );
    }
    const doubt = this.#doubt(profile);
    if (doubt !== undefined)
      guards.splice(
        0,
        guards.length,
        ...guards.map((each) => (each.kind === 'required' || each.kind === 'authorizes' ? { ...each, ...doubt } : each)),
      );
    const found = methodIn(profile.line, action);
    const isGuarded = guards.some(({ kind }) => kind === 'required' || kind === 'authorizes');
    const roles = found !== undefined && isGuarded ? rolesAsked(found, profile) : [];
    if (found !== undefined && roles.length > 0)
      guards.push({
        kind: 'authorizes',
        note: `\`${action}\` asks what the user is`,
        place: { file: found.part.unit.file, span: found.declared.at },
        scopes: roles,
      });
    if (found !== undefined && !isGuarded)
      guards.push(this.#action(found, profile, `${path} ${profile.type.name}#${action}`, guards, state));
    return { guards, methods };
  }

  #doubt(profile: Profile): Guard | undefined {
    const { name } = profile.type;
    if (!this.#doubts.has(name)) this.#doubts.set(name, this.#tampering.of(profile));
    return this.#doubts.get(name);
  }

  /** What a condition of the routes does with a stranger: `constraints ->(request) { ... }`. */
  ofConstraint(value: Expression, place: CodePlace): Guard {
    const [first] = value.kind === 'call' ? [value.callee] : [value];
    const type =
      first?.kind === 'member' && first.object.kind === 'name'
        ? this.#surroundings.constants.find(first.object.name)
        : first?.kind === 'name'
          ? this.#surroundings.constants.find(first.name)
          : undefined;
    const method = type === undefined ? undefined : (methodIn([type], 'matches?') ?? undefined);
    const static_ = type?.parts.flatMap((part) =>
      part.type.methods.filter((each) => each.name === 'matches?').map((declared) => ({ declared, part, level: 0 })),
    )[0];
    const found = method ?? static_;
    const declared = value.kind === 'function' ? value.function : found?.declared;
    if (declared === undefined) return { kind: 'unknown', note: 'a condition of the routes that is not in this code', place };
    const reading = newReading();
    const flow = new Flow();
    const frame: Frame = {
      locals: new Map(declared.parameters.map(({ name }) => [name, 'unknown'])),
      literals: new Map(),
      state: new Map(),
      method: undefined,
      depth: 0,
      line: type === undefined ? [] : [type],
      scopes: [''],
      file: found?.part.unit.file ?? place.file,
    };
    const truth = new Stranger(this.#surroundings, reading).inside(declared, frame, flow);
    if (truth === 'absent' && reading.touched)
      return { kind: 'required', note: 'a condition of the routes asks who it is', place, schemes: [...reading.schemes] };
    if (truth === 'present' || (!reading.touched && declared.suspects.length === 0 && reading.unclear.length === 0))
      return { kind: 'harmless', note: 'a condition of the routes has nothing to do with access', place };
    return { kind: 'unknown', note: 'a condition of the routes may ask who it is', place };
  }

  #frame(profile: Profile, { scopes, place }: Pick<Filter, 'scopes' | 'place'>, state: Map<string, Truth>): Frame {
    return { locals: new Map(), literals: new Map(), state, method: undefined, depth: 0, line: profile.line, scopes, file: place.file };
  }

  #applies(rule: FilterRule, action: string, profile: Profile, state: Map<string, Truth>, filter: Filter): 'yes' | 'no' | 'maybe' {
    if (rule.only?.includes(action) === false || rule.except?.includes(action) === true) return 'no';
    let sure = !rule.uncertain;
    for (const { of, negated } of rule.conditions) {
      const truth = this.#condition(of, profile, this.#frame(profile, filter, new Map(state)));
      if (truth === 'unknown') sure = false;
      else if (truth === negated) return 'no';
    }
    return sure ? 'yes' : 'maybe';
  }

  #condition(of: Expression, profile: Profile, frame: Frame): boolean | 'unknown' {
    const name = textOf(of);
    if (name === 'devise_controller?') return DEVISE.test(profile.base ?? '');
    const runner = new Stranger(this.#surroundings, newReading());
    const flow = new Flow();
    const truth =
      name !== undefined
        ? runner.evaluate({ kind: 'name', name, at: of.at }, frame, flow)
        : of.kind === 'function'
          ? runner.inside(of.function, frame, flow)
          : 'unknown';
    return truth === 'present' ? true : truth === 'absent' ? false : 'unknown';
  }

  #judge(filter: Filter, profile: Profile, frame: Frame): Guard {
    const { name, body, known, place } = filter;
    if (known !== undefined) return known;
    const label = labelOf(filter);
    const reading = newReading();
    const runner = new Stranger(this.#surroundings, reading, filter.isAround ? 'around' : 'before');
    const flow = new Flow();
    if (name !== undefined) {
      const own = methodIn(profile.line, name);
      if (own === undefined && HARMLESS.test(name)) return { kind: 'harmless', note: `${label} has nothing to do with access`, place };
      if (own === undefined && READERS.test(name)) return { kind: 'optional', note: `${label} reads who asks`, place };
      if (own === undefined && /^authenticate_\w+!$/.test(name) && DEVISE.test(profile.base ?? ''))
        return { kind: 'harmless', note: `${label} does nothing in a controller of Devise`, place };
      runner.evaluate({ kind: 'name', name, at: place.span }, frame, flow);
      if (own === undefined && flow.passes) return { kind: 'unknown', note: `${label} is not in this code and may guard`, place };
    } else if (body?.kind === 'function') {
      for (const word of body.function.suspects) reading.suspects.add(word);
      for (const each of body.function.parameters) frame.locals.set(each.name, 'unknown');
      runner.inside(body.function, frame, flow);
    } else if (body?.kind === 'name' && body.name === 'authorize!') runner.evaluate(body, frame, flow);
    else return { kind: 'unknown', note: 'a callback that is an object may guard', place };
    return guardOf(label, place, flow, reading);
  }

  #action(found: FoundMethod, profile: Profile, name: string, before: readonly Guard[], state: Map<string, Truth>): Guard {
    const place = { file: found.part.unit.file, span: found.declared.at };
    const label = `\`${found.declared.name}\``;
    const reading = newReading();
    const flow = new Flow();
    const frame = this.#frame(profile, { scopes: [''], place }, state);
    new Stranger(this.#surroundings, reading, 'action').enter(found, [], [], frame, flow);
    const harmless: Guard = { kind: 'harmless', note: `${label} does not ask who is there`, place };
    const entrance = ENTRANCE.test(name);
    const refused = flow.refused || flow.threwRefusal;
    const ends = !flow.passes || (flow.pending === 'all' && !flow.leaked);
    if (ends && !flow.leaked && !flow.answered && refused && reading.touched)
      return {
        kind: 'required',
        note: `${label} refuses requests without a credential`,
        place,
        schemes: [...reading.schemes],
        scopes: [...reading.scopes],
      };
    const [unclear] = reading.unclear;
    if (refused && !(entrance && !reading.touched)) return { kind: 'unknown', note: `${label} refuses some requests`, place };
    if (unclear !== undefined) return { kind: 'unknown', ...unclear };
    // Behind a callback that lets everybody in, an action may read who it is; only refusing makes it a guard.
    if (before.some(({ kind }) => kind === 'optional')) return harmless;
    if (reading.touched) return { kind: 'unknown', note: `${label} reads who asks and may guard itself`, place };
    const [word] = reading.suspects;
    return word === undefined || entrance
      ? harmless
      : { kind: 'unknown', note: `${label} mentions \`${word}\` and may guard itself`, place };
  }
}

/** A callback that turns users away by what they are asks for a role of its name. */
function rolesOf({ name, body }: Filter, own: FoundMethod | undefined, profile: Profile): string[] {
  if (own !== undefined && name !== undefined) return rolesAsked(own, profile).length > 0 ? [name] : [];
  return body?.kind === 'function' ? rolesIn(body.function.body ?? [], profile) : [];
}

function labelOf({ name }: Filter): string {
  return name === undefined ? 'a callback' : `\`${name}\``;
}

/** What a callback does, by what became of a stranger's request. */
function guardOf(label: string, place: CodePlace, flow: Flow, reading: Reading): Guard {
  const refused = flow.refused || flow.threwRefusal;
  const schemes = [...reading.schemes];
  const scopes = [...reading.scopes];
  if (flow.ran && refused) return { kind: 'unknown', note: `${label} may refuse after the action has run`, place };
  if (!flow.passes && (refused || reading.touched))
    return { kind: 'required', note: `${label} refuses requests without a credential`, place, schemes, scopes };
  if (!flow.passes) return { kind: 'unknown', note: `${label} ends every request`, place };
  if (refused) return { kind: 'unknown', note: `${label} refuses some requests`, place };
  const [unclear] = reading.unclear;
  if (unclear !== undefined) return { kind: 'unknown', ...unclear };
  if (reading.touched)
    return { kind: 'optional', note: `${label} reads a credential and lets requests without one through`, place, schemes };
  const [word] = reading.suspects;
  return word === undefined
    ? { kind: 'harmless', note: `${label} has nothing to do with access`, place }
    : { kind: 'unknown', note: `${label} mentions \`${word}\` and may guard`, place };
}
