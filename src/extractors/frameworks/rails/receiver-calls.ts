/** What calls on something do: on the request, on a class, on a value. */
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Argument, Expression } from '../../syntax/unit.ts';
import { type Flow, type Frame, isLacking, type Truth } from './flow.ts';
import { positional, textOf } from './literals.ts';
import { staticMethod } from './methods.ts';
import { isHeaders, isParameters, isRequest } from './request-parts.ts';
import { Run } from './run.ts';
import {
  BLANK_MAKERS,
  CHECKER,
  DIGESTS,
  holdsCredential,
  IDENTITY_NAME,
  LOOKUP,
  MAKES,
  NEGATIVE_NAME,
  NOTHING_OF_BLANK,
  RAISES_FOR_NOTHING,
  RUNS_BLOCK,
} from './vocabulary.ts';

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
      const other = positional(args)[1];
      const otherwise = other === undefined ? 'absent' : this.evaluate(other, frame, flow);
      if (key === undefined || !holdsCredential('header', key) || !flow.next) return 'unknown';
      this.credential('header', key);
      if (args.some((each) => each.name === BLOCK)) return 'unknown';
      return /\?$/.test(name)
        ? 'absent'
        : other?.kind === 'string' && other.value === ''
          ? 'blank'
          : otherwise === 'absent'
            ? 'absent'
            : 'unknown';
    }
    if (receiver.kind === 'member' && receiver.name === 'format' && isRequest(receiver.object)) return 'unknown';
    if (receiver.kind === 'member' && receiver.name === 'env' && receiver.object.kind === 'name' && receiver.object.name === 'Rails')
      return name === 'production?' ? 'present' : /^(?:test|development|local)\?$/.test(name) ? 'absent' : 'unknown';
    if (receiver.kind === 'name' && /^(?:::)?[A-Z]/.test(receiver.name)) return this.#onConstant(receiver.name, name, args, frame, flow);
    if (this.kind === 'around' && (name === 'call' || name === 'yield') && receiver.kind === 'name') flow.ran = true;
    const of = this.evaluate(receiver, frame, flow);
    if (!flow.next) return 'unknown';
    const given = this.given(args, frame, flow);
    if (!flow.next) return 'unknown';
    if (/^(?:authenticate!|require_authentication|require_login|require_account)$/.test(name)) {
      this.reading.touched = true;
      flow.refuse();
      return 'absent';
    }
    const answer = ofValue(of, name) ?? (given.some(isLacking) && LOOKUP.test(name) ? this.#lacking(name, flow) : undefined);
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
    if (!given.some(isLacking)) {
      const identity = IDENTITY_NAME.test(name) && !NEGATIVE_NAME.test(name) && !MAKES.test(name);
      return this.withBlock(args, identity ? 'identity' : 'unknown', frame, flow, RUNS_BLOCK.test(name));
    }
    if (/^(?:::)?JWT$/.test(constant) && name === 'decode') {
      flow.raise(true);
      return 'unknown';
    }
    if (LOOKUP.test(name)) return this.#lacking(name, flow);
    if (DIGESTS.test(name)) return 'derived';
    if (name === 'where') return 'blank';
    return CHECKER.test(constant) && !MAKES.test(name) ? 'identity' : 'unknown';
  }

  #lacking(name: string, flow: Flow): Truth {
    if (RAISES_FOR_NOTHING.test(name)) flow.raise(false);
    return NEGATIVE_NAME.test(name) ? 'unknown' : 'absent';
  }
}

/** What a method says of a value that is or is not there. */
function ofValue(of: Truth, name: string): Truth | undefined {
  if (of === 'blank' || of === 'derived') {
    if (/^(?:nil|!)\?$/.test(name)) return 'absent';
    if (/^(?:blank|empty|none|zero)\?$/.test(name)) return of === 'blank' ? 'present' : 'absent';
    if (of === 'blank' && /^(?:first|last|take|find)(?:_by)?!$/.test(name)) return undefined;
    if (DIGESTS.test(name)) return 'derived';
    if (BLANK_MAKERS.test(name)) return of;
    return of === 'blank' && NOTHING_OF_BLANK.test(name) ? 'absent' : 'unknown';
  }
  if (of === 'absent' && /^(?:to_s|to_str|to_a)$/.test(name)) return 'blank';
  if (of !== 'absent' && of !== 'identity' && of !== 'stranger') return undefined;
  if (/^(?:blank|nil|empty|none|zero|!)\?$/.test(name)) return of === 'absent' ? 'present' : of === 'identity' ? 'stranger' : 'identity';
  if (NEGATIVE_NAME.test(name)) return 'unknown';
  return of === 'stranger' ? 'unknown' : of;
}
