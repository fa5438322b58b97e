/** What calls do to a request without a credential. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Argument, Expression } from '../../syntax/unit.ts';
import type { Flow, Frame, Truth } from './flow.ts';
import { callOf, named, positional, textOf } from './literals.ts';
import { methodIn } from './methods.ts';
import { ReceiverCalls } from './receiver-calls.ts';
import {
  GUARDING_NAME,
  HARMLESS,
  IDENTITY_NAME,
  READERS,
  REFUSAL_HELPER,
  REFUSERS,
  REFUSING_STATUS,
  RUNS_BLOCK,
  SIGN_IN,
} from './vocabulary.ts';
import { endedWay, joined } from './ways.ts';

const ANSWERS = /^(?:render|head|redirect_to|redirect_back|redirect_back_or_to|respond_with|send_data|send_file|render_to_body)$/;

/** Values that a request has, whoever sends it. */
const PLAIN =
  /^(?:params|request|response|flash|logger|action_name|controller_name|controller_path|headers|format|binding|block_given\?|lambda|proc|puts|Array|Integer|Float|String|t|l|url_for|self|__method__)$/;

/** Calls, whether or not they have a receiver. */
export abstract class Calls extends ReceiverCalls {
  call(expression: Expression, frame: Frame, flow: Flow): Truth {
    const call = callOf(expression);
    if (call === undefined) return this.#indirect(expression, frame, flow);
    const { receiver, name, args } = call;
    if (receiver === undefined || (receiver.kind === 'name' && receiver.name === 'this'))
      return this.#bare(name, args, expression, frame, flow);
    return this.on(receiver, name, args, frame, flow);
  }

  #indirect(expression: Expression, frame: Frame, flow: Flow): Truth {
    if (expression.kind === 'call') {
      this.evaluate(expression.callee, frame, flow);
      this.given(expression.arguments, frame, flow);
    }
    return 'unknown';
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
    if (name === 'performed?') return flow.pending === 'all' ? 'present' : flow.pending === 'some' ? 'unknown' : 'absent';
    if (name === 'yield' && this.kind === 'around') flow.ran = true;
    if (name === 'super') return this.#super(args, expression, frame, flow);
    const own = methodIn(frame.line, name);
    if (own !== undefined) {
      const given = this.given(args, frame, flow);
      return flow.next ? this.withBlock(args, this.enter(own, args, given, frame, flow), frame, flow, false) : 'unknown';
    }
    return this.#ofGems(name, args, expression, frame, flow);
  }

  #super(args: readonly Argument[], expression: Expression, frame: Frame, flow: Flow): Truth {
    const { method } = frame;
    if (method === undefined) return 'unknown';
    const above = methodIn(frame.line, method.name, method.level + 1);
    const given = this.given(args, frame, flow);
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
      if (refuser.throws === true) flow.refuse();
      else this.rendered(true, flow);
      return 'absent';
    }
    this.given(args, frame, flow);
    if (READERS.test(name) || (name.startsWith('current_') && this.surroundings.models.includes(name.slice(8)))) {
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
      this.rendered(true, flow);
      return 'unknown';
    }
    if (PLAIN.test(name) || HARMLESS.test(name) || /_(?:path|url)$/.test(name)) return this.withBlock(args, 'unknown', frame, flow, true);
    if (refuser !== undefined || GUARDING_NAME.test(name)) {
      if (args.length > 0 || refuser !== undefined || /[!?]$/.test(name) || !/^[a-z]+$/.test(name))
        this.unclear(`\`${name}\` is not in this code and may guard`, expression.at, frame);
      return IDENTITY_NAME.test(name) ? 'identity' : 'unknown';
    }
    return this.withBlock(args, 'unknown', frame, flow, RUNS_BLOCK.test(name));
  }

  /** `render`, `head`, `redirect_to`: the status tells whether somebody is turned away. */
  #answer(name: string, args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    const status = statusOf(name, args, frame);
    const target = positional(args)[0];
    const where = target === undefined ? '' : (callOf(target)?.name ?? textOf(target) ?? '');
    for (const each of args) if (each.value.kind === 'map' || each.value.kind === 'call') this.given([each], frame, flow);
    if (!flow.next) return 'unknown';
    if ((status !== undefined && REFUSING_STATUS.test(status)) || (name.startsWith('redirect') && SIGN_IN.test(where)))
      this.rendered(true, flow);
    else this.rendered(false, flow);
    return 'present';
  }

  /** Whoever asks chooses the format: any of them may be the way in. */
  #respondTo(args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    const block = named(args, BLOCK);
    const calls = (block?.kind === 'function' ? (block.function.body ?? []) : []).flatMap((statement) => {
      const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
      return call?.receiver === undefined ? [] : [call];
    });
    const ways = calls.map((each) =>
      endedWay((own, way) => {
        const inner = named(each.args, BLOCK);
        if (inner?.kind === 'function') return this.inside(inner.function, own, way);
        this.rendered(false, way);
        return 'present';
      }, frame),
    );
    if (ways.length === 0) this.rendered(false, flow);
    else joined(ways, frame, flow);
    return 'present';
  }
}

function statusOf(name: string, args: readonly Argument[], { literals }: Frame): string | undefined {
  const given = named(args, 'status') ?? (name === 'head' ? positional(args)[0] : undefined);
  if (given?.kind === 'string' || given?.kind === 'number') return String(given.value);
  return given?.kind === 'name' ? literals.get(given.name) : undefined;
}
