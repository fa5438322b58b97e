/** One run for a request without a credential: what it knows, what it notes, what every call in it does. */
import type { Span } from '../../../documents/document.ts';
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Argument, Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import type { Constants } from './constants.ts';
import type { Flow, Frame, Truth } from './flow.ts';
import { callOf, named } from './literals.ts';
import type { FoundMethod } from './methods.ts';
import type { Reading } from './reading.ts';
import { isHeaders } from './request-parts.ts';
import { ACCESS_ERROR } from './vocabulary.ts';
import { branched } from './ways.ts';

/** What is known of an application besides its classes. */
export interface Surroundings {
  readonly constants: Constants;
  /** Text of its Gemfiles. */
  readonly gems: string;
  /** Models that sign in: `user`. */
  readonly models: readonly string[];
  /** Policies of Pundit turn away whoever is not known. */
  readonly policiesRefuse: boolean;
  /** Abilities of CanCan give a stranger nothing. */
  readonly abilitiesRefuse: boolean;
}

/** What runs: answering ends a callback before an action, and nothing else; one around it runs the action itself. */
export type RunKind = 'before' | 'around' | 'action';

/** What calls, expressions and statements of a run share. */
export abstract class Run {
  readonly surroundings: Surroundings;
  readonly reading: Reading;

  readonly kind: RunKind;

  constructor(surroundings: Surroundings, reading: Reading, kind: RunKind = 'before') {
    this.surroundings = surroundings;
    this.reading = reading;
    this.kind = kind;
  }

  abstract run(statements: readonly Statement[], frame: Frame, flow: Flow): Truth;
  abstract evaluate(expression: Expression, frame: Frame, flow: Flow): Truth;
  abstract enter(method: FoundMethod, args: readonly Argument[], given: readonly Truth[], frame: Frame, flow: Flow): Truth;
  abstract inside(declared: FunctionDeclaration, frame: Frame, flow: Flow): Truth;
  abstract state(name: string, frame: Frame): Truth;

  /** Something was answered, which ends callbacks alone. */
  rendered(refuses: boolean, flow: Flow): void {
    if (this.kind === 'action') flow.render(refuses);
    else if (refuses) flow.refuse();
    else flow.answer();
  }

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

  /** Values of arguments, in order. */
  given(args: readonly Argument[], frame: Frame, flow: Flow): Truth[] {
    return args.map(({ name, value }) => {
      if (!flow.next) return 'unknown';
      if (name === BLOCK && value.kind === 'function') return 'present';
      if (isHeaders(value)) return 'absent';
      return this.evaluate(value, frame, flow);
    });
  }

  /** A block runs once, or perhaps. */
  withBlock(args: readonly Argument[], value: Truth, frame: Frame, flow: Flow, always: boolean): Truth {
    const block = named(args, BLOCK);
    if (block?.kind !== 'function' || !flow.next) return value;
    const { function: declared } = block;
    for (const word of declared.suspects) this.reading.suspects.add(word);
    for (const { name } of declared.parameters) if (name !== '') frame.locals.set(name, 'unknown');
    if (always) return this.inside(declared, frame, flow);
    branched(
      'unknown',
      (f, w) => this.inside(declared, f, w),
      () => 'unknown',
      frame,
      flow,
    );
    return value;
  }
}
