/** What calls do to a request without a credential. */
import type { Span } from '../../../documents/document.ts';
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Argument, Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import type { Constants } from './constants.ts';
import type { Flow, Frame, Truth } from './flow.ts';
import { callOf, named, positional, textOf } from './literals.ts';
import { type FoundMethod, methodIn, staticMethod } from './methods.ts';
import type { Reading } from './reading.ts';
import {
  ACCESS_ERROR,
  CHECKER,
  CREDENTIAL_KEY,
  HARMLESS,
  IDENTITY_NAME,
  LOOKUP,
  MAKES,
  NEGATIVE_NAME,
  RAISES_FOR_NOTHING,
  READERS,
  REFUSAL_HELPER,
  REFUSERS,
  REFUSING_STATUS,
  RUNS_BLOCK,
  SIGN_IN,
} from './vocabulary.ts';

/** What is known of an application besides its classes. */
export interface Surroundings {
  readonly constants: Constants;
  /** Text of its Gemfiles. */
  readonly gems: string;
  /** Policies of Pundit turn away whoever is not known. */
  readonly policiesRefuse: boolean;
  /** Abilities of CanCan give a stranger nothing. */
  readonly abilitiesRefuse: boolean;
}

const ANSWERS = /^(?:render|head|redirect_to|redirect_back|redirect_back_or_to|respond_with|send_data|send_file|render_to_body)$/;

/** Values that a request has, whoever sends it. */
const PLAIN =
  /^(?:params|request|response|flash|logger|action_name|controller_name|controller_path|headers|format|binding|block_given\?|lambda|proc|puts|Array|Integer|Float|String|t|l|url_for|self|__method__)$/;

export abstract class Calls {
  readonly surroundings: Surroundings;
  readonly reading: Reading;

  constructor(surroundings: Surroundings, reading: Reading) {
    this.surroundings = surroundings;
    this.reading = reading;
  }

  abstract run(statements: readonly Statement[], frame: Frame, flow: Flow): Truth;
  abstract evaluate(expression: Expression, frame: Frame, flow: Flow): Truth;
  abstract enter(method: FoundMethod, args: readonly Argument[], given: readonly Truth[], frame: Frame, flow: Flow): Truth;
  abstract inside(declared: FunctionDeclaration, frame: Frame, flow: Flow): Truth;
  abstract branch(truth: Truth, yes: (f: Frame, w: Flow) => Truth, no: (f: Frame, w: Flow) => Truth, frame: Frame, flow: Flow): Truth;
  abstract state(name: string, frame: Frame): Truth;

  unclear(note: string, at: Span, frame: Frame): void {
    this.reading.unclear.push({ note, place: { file: frame.file, span: at } });
  }

  /** A credential is read of some part of the request. */
  credential(from: 'header' | 'session' | 'cookie' | 'params', key: string): void {
    this.reading.touched = true;
    const scheme = from === 'cookie' || from === 'session' || key === 'warden' ? 'session' : /auth/i.test(key) ? 'bearer' : 'apiKey';
    this.reading.schemes.add(scheme);
  }

  raise(value: Expression | undefined, frame: Frame, flow: Flow): void {
    const args = value?.kind === 'call' ? value.arguments : [];
    const [first] = args;
    const thrown = first === undefined ? undefined : (callOf(first.value)?.receiver ?? first.value);
    const error = thrown?.kind === 'name' ? thrown.name : '';
    for (const each of args) if (each.value.kind === 'call') this.evaluate(each.value, frame, flow);
    flow.raise(ACCESS_ERROR.test(error));
  }

  call(expression: Expression, frame: Frame, flow: Flow): Truth {
    const call = callOf(expression);
    if (call === undefined) return this.#indirect(expression, frame, flow);
    const { receiver, name, args } = call;
    if (receiver === undefined || (receiver.kind === 'name' && receiver.name === 'this'))
      return this.#bare(name, args, expression, frame, flow);
    return this.#on(receiver, name, args, frame, flow);
  }

  #indirect(expression: Expression, frame: Frame, flow: Flow): Truth {
    if (expression.kind === 'call') {
      this.evaluate(expression.callee, frame, flow);
      this.#given(expression.arguments, frame, flow);
    }
    return 'unknown';
  }

  #given(args: readonly Argument[], frame: Frame, flow: Flow): Truth[] {
    return args.map(({ name, value }) => {
      if (!flow.next) return 'unknown';
      if (name === BLOCK && value.kind === 'function') return 'present';
      if (isHeaders(value)) return 'absent';
      return this.evaluate(value, frame, flow);
    });
  }

  /** A call without a receiver: a method of the controller, of Rails, or of a gem. */
  #bare(name: string, args: readonly Argument[], expression: Expression, frame: Frame, flow: Flow): Truth {
    if (/^(?:::)?[A-Z]/.test(name) && args.length === 0) return 'unknown';
    if (name === 'raise' || name === 'throw') {
      this.raise(expression, frame, flow);
      return 'unknown';
    }
    if (name === 'this') return 'present';
    // What was answered goes no further here.
    if (name === 'performed?') return 'absent';
    if (name === 'super') return this.#super(args, expression, frame, flow);
    const own = methodIn(frame.line, name);
    if (own !== undefined) {
      const given = this.#given(args, frame, flow);
      return flow.next ? this.#withBlock(args, this.enter(own, args, given, frame, flow), frame, flow, false) : 'unknown';
    }
    return this.#ofGems(name, args, expression, frame, flow);
  }

  #super(args: readonly Argument[], expression: Expression, frame: Frame, flow: Flow): Truth {
    const { method } = frame;
    if (method === undefined) return 'unknown';
    const above = methodIn(frame.line, method.name, method.level + 1);
    const given = this.#given(args, frame, flow);
    return above === undefined ? this.#ofGems(method.name, args, expression, frame, flow) : this.enter(above, args, given, frame, flow);
  }

  #ofGems(name: string, args: readonly Argument[], expression: Expression, frame: Frame, flow: Flow): Truth {
    const { gems, policiesRefuse, abilitiesRefuse } = this.surroundings;
    if (ANSWERS.test(name)) return this.#answer(name, args, frame, flow);
    if (name === 'respond_to') return this.#respondTo(args, frame, flow);
    const refuser = REFUSERS.find((each) => each.name.test(name));
    if (refuser !== undefined && (refuser.gems === undefined || refuser.gems.test(gems))) {
      this.reading.touched = true;
      if (refuser.scheme !== undefined) this.reading.schemes.add(refuser.scheme);
      if (refuser.scopes === true) for (const each of positional(args)) this.reading.scopes.add(textOf(each) ?? '*');
      flow.refuse();
      return 'absent';
    }
    this.#given(args, frame, flow);
    if (READERS.test(name)) {
      this.reading.touched = true;
      return 'absent';
    }
    if (name === 'authorize' || name === 'authorize!') {
      if (name === 'authorize' ? policiesRefuse : abilitiesRefuse) {
        this.reading.touched = true;
        flow.refuse();
      } else this.unclear(`\`${name}\` asks a policy, which may let anybody in`, expression.at, frame);
      return 'unknown';
    }
    if (REFUSAL_HELPER.test(name) && !/\?$/.test(name)) {
      flow.refuse();
      return 'unknown';
    }
    if (PLAIN.test(name) || HARMLESS.test(name) || /_(?:path|url)$/.test(name)) return this.#withBlock(args, 'unknown', frame, flow, true);
    if (refuser !== undefined || IDENTITY_NAME.test(name)) {
      if (args.length > 0 || refuser !== undefined || /[!?]$/.test(name) || !/^[a-z]+$/.test(name))
        this.unclear(`\`${name}\` is not in this code and may guard`, expression.at, frame);
      return NEGATIVE_NAME.test(name) ? 'unknown' : 'identity';
    }
    return this.#withBlock(args, 'unknown', frame, flow, RUNS_BLOCK.test(name));
  }

  /** `render`, `head`, `redirect_to`: the status tells whether somebody is turned away. */
  #answer(name: string, args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    const status = statusOf(name, args, frame);
    const target = positional(args)[0];
    const where = target === undefined ? '' : (callOf(target)?.name ?? textOf(target) ?? '');
    for (const each of args) if (each.value.kind === 'map' || each.value.kind === 'call') this.#given([each], frame, flow);
    if (!flow.next) return 'unknown';
    if ((status !== undefined && REFUSING_STATUS.test(status)) || (name.startsWith('redirect') && SIGN_IN.test(where))) flow.refuse();
    else flow.answer();
    return 'present';
  }

  /** What is answered in JSON, where that is said; else the first that is. */
  #respondTo(args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    const block = named(args, BLOCK);
    const calls = (block?.kind === 'function' ? (block.function.body ?? []) : []).flatMap((statement) => {
      const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
      return call?.receiver === undefined ? [] : [call];
    });
    const chosen = calls.find(({ name }) => /json/.test(name)) ?? calls.find(({ name }) => /^(?:any|all)$/.test(name)) ?? calls[0];
    const inner = chosen === undefined ? undefined : named(chosen.args, BLOCK);
    if (inner?.kind === 'function') this.inside(inner.function, frame, flow);
    if (flow.next) flow.answer();
    return 'present';
  }

  /** A block runs once, or perhaps. */
  #withBlock(args: readonly Argument[], value: Truth, frame: Frame, flow: Flow, always: boolean): Truth {
    const block = named(args, BLOCK);
    if (block?.kind !== 'function' || !flow.next) return value;
    const { function: declared } = block;
    for (const word of declared.suspects) this.reading.suspects.add(word);
    for (const { name } of declared.parameters) if (name !== '') frame.locals.set(name, 'unknown');
    if (always) return this.inside(declared, frame, flow);
    this.branch(
      'unknown',
      (f, w) => this.inside(declared, f, w),
      () => 'unknown',
      frame,
      flow,
    );
    return value;
  }

  /** A call on something. */
  #on(receiver: Expression, name: string, args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    if (receiver.kind === 'name' && /^(?:::)?Current$/.test(receiver.name) && args.length === 0) return this.#current(name, frame, flow);
    if (name === 'authorization' && args.length === 0 && isRequest(receiver)) {
      this.credential('header', 'authorization');
      return 'absent';
    }
    if (isHeaders(receiver) || (isRequest(receiver) && /^(?:get_header|cookies|session)$/.test(name))) {
      const key = textOf(positional(args)[0]);
      if (key === undefined || !CREDENTIAL_KEY.test(key)) return 'unknown';
      this.credential('header', key);
      return /\?$/.test(name) || positional(args)[1]?.kind !== 'name' ? 'absent' : 'unknown';
    }
    if (receiver.kind === 'member' && receiver.name === 'format' && isRequest(receiver.object))
      return name === 'json?' ? 'present' : 'unknown';
    if (receiver.kind === 'member' && receiver.name === 'env' && receiver.object.kind === 'name' && receiver.object.name === 'Rails')
      return name === 'production?' ? 'present' : /^(?:test|development|local)\?$/.test(name) ? 'absent' : 'unknown';
    if (receiver.kind === 'name' && /^(?:::)?[A-Z]/.test(receiver.name)) return this.#onConstant(receiver.name, name, args, frame, flow);
    const of = this.evaluate(receiver, frame, flow);
    if (!flow.next) return 'unknown';
    const given = this.#given(args, frame, flow);
    if (!flow.next) return 'unknown';
    if (/^(?:authenticate!|require_authentication|require_login|require_account)$/.test(name)) {
      this.reading.touched = true;
      flow.refuse();
      return 'absent';
    }
    const answer = ofValue(of, name) ?? (given.includes('absent') && LOOKUP.test(name) ? this.#lacking(name, flow) : undefined);
    if (answer !== undefined) return this.#withBlock(args, answer, frame, flow, RUNS_BLOCK.test(name) && of !== 'absent');
    const value = IDENTITY_NAME.test(name) && !NEGATIVE_NAME.test(name) && !isParameters(receiver) ? 'identity' : 'unknown';
    return this.#withBlock(args, value, frame, flow, RUNS_BLOCK.test(name));
  }

  #current(name: string, frame: Frame, flow: Flow): Truth {
    if (!flow.next) return 'unknown';
    if (/time|zone|locale|request/.test(name)) return 'unknown';
    return this.state(`Current.${name}`, frame);
  }

  /** A class of the program runs; one that is not known answers nothing to a key that is not there. */
  #onConstant(constant: string, name: string, args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    const given = this.#given(args, frame, flow);
    if (!flow.next) return 'unknown';
    const type = this.surroundings.constants.find(constant, frame.scopes);
    const method = type === undefined ? undefined : staticMethod(type, name);
    if (method !== undefined) return this.enter(method, args, given, frame, flow);
    if (/jwt|json_?web_?token/i.test(constant)) this.reading.schemes.add('jwt');
    if (!given.includes('absent')) {
      const identity = IDENTITY_NAME.test(name) && !NEGATIVE_NAME.test(name) && !MAKES.test(name);
      return this.#withBlock(args, identity ? 'identity' : 'unknown', frame, flow, RUNS_BLOCK.test(name));
    }
    if (/^(?:::)?JWT$/.test(constant) && name === 'decode') {
      flow.raise(true);
      return 'unknown';
    }
    if (LOOKUP.test(name)) return this.#lacking(name, flow);
    return CHECKER.test(constant) && (name === 'new' || !MAKES.test(name)) ? 'identity' : 'unknown';
  }

  #lacking(name: string, flow: Flow): Truth {
    if (RAISES_FOR_NOTHING.test(name)) flow.raise(false);
    return NEGATIVE_NAME.test(name) ? 'unknown' : 'absent';
  }
}

/** What a method says of a value that is or is not there. */
function ofValue(of: Truth, name: string): Truth | undefined {
  if (of !== 'absent' && of !== 'identity' && of !== 'stranger') return undefined;
  if (/^(?:blank|nil|empty|none|zero|!)\?$/.test(name)) return of === 'absent' ? 'present' : of === 'identity' ? 'stranger' : 'identity';
  if (NEGATIVE_NAME.test(name)) return 'unknown';
  return of === 'stranger' ? 'unknown' : of;
}

function isRequest(expression: Expression): boolean {
  return expression.kind === 'name'
    ? /^(?:request|req)$/.test(expression.name)
    : expression.kind === 'member' && expression.name === 'request';
}

function isHeaders(expression: Expression): boolean {
  if (expression.kind === 'member') return /^(?:headers|env|cookies|session)$/.test(expression.name) && isRequest(expression.object);
  return false;
}

function isParameters(expression: Expression): boolean {
  return expression.kind === 'name'
    ? expression.name === 'params'
    : expression.kind === 'call' && expression.callee.kind === 'member' && isParameters(expression.callee.object);
}

function statusOf(name: string, args: readonly Argument[], { literals }: Frame): string | undefined {
  const given = named(args, 'status') ?? (name === 'head' ? positional(args)[0] : undefined);
  if (given?.kind === 'string' || given?.kind === 'number') return String(given.value);
  return given?.kind === 'name' ? literals.get(given.name) : undefined;
}
