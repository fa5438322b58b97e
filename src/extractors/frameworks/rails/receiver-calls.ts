/** What calls on something do: on the request, on a class, on a value. */
import type { Argument, Expression } from '../../syntax/unit.ts';
import type { Flow, Frame, Truth } from './flow.ts';
import { positional, textOf } from './literals.ts';
import { staticMethod } from './methods.ts';
import { isHeaders, isParameters, isRequest } from './request-parts.ts';
import { Run } from './run.ts';
import { CHECKER, CREDENTIAL_KEY, IDENTITY_NAME, LOOKUP, MAKES, NEGATIVE_NAME, RAISES_FOR_NOTHING, RUNS_BLOCK } from './vocabulary.ts';

/** Calls that have a receiver. */
export abstract class ReceiverCalls extends Run {
  /** A call on something. */
  on(receiver: Expression, name: string, args: readonly Argument[], frame: Frame, flow: Flow): Truth {
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
    const given = this.given(args, frame, flow);
    if (!flow.next) return 'unknown';
    if (/^(?:authenticate!|require_authentication|require_login|require_account)$/.test(name)) {
      this.reading.touched = true;
      flow.refuse();
      return 'absent';
    }
    const answer = ofValue(of, name) ?? (given.includes('absent') && LOOKUP.test(name) ? this.#lacking(name, flow) : undefined);
    if (answer !== undefined) return this.withBlock(args, answer, frame, flow, RUNS_BLOCK.test(name) && of !== 'absent');
    const value = IDENTITY_NAME.test(name) && !NEGATIVE_NAME.test(name) && !isParameters(receiver) ? 'identity' : 'unknown';
    return this.withBlock(args, value, frame, flow, RUNS_BLOCK.test(name));
  }

  #current(name: string, frame: Frame, flow: Flow): Truth {
    if (!flow.next) return 'unknown';
    if (/time|zone|locale|request/.test(name)) return 'unknown';
    return this.state(`Current.${name}`, frame);
  }

  /** A class of the program runs; one that is not known answers nothing to a key that is not there. */
  #onConstant(constant: string, name: string, args: readonly Argument[], frame: Frame, flow: Flow): Truth {
    const given = this.given(args, frame, flow);
    if (!flow.next) return 'unknown';
    const type = this.surroundings.constants.find(constant, frame.scopes);
    const method = type === undefined ? undefined : staticMethod(type, name);
    if (method !== undefined) return this.enter(method, args, given, frame, flow);
    if (/jwt|json_?web_?token/i.test(constant)) this.reading.schemes.add('jwt');
    if (!given.includes('absent')) {
      const identity = IDENTITY_NAME.test(name) && !NEGATIVE_NAME.test(name) && !MAKES.test(name);
      return this.withBlock(args, identity ? 'identity' : 'unknown', frame, flow, RUNS_BLOCK.test(name));
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
