/** How some Ruby runs for a request without any credential. */

import { table } from '../../table.ts';
import type { RubyType } from './constants.ts';

/**
 * What a value is then:
 * - `absent`: nil, false or blank, since it comes of the credential that is not there;
 * - `blank`: text or a relation made of it, which holds nothing and still counts as true;
 * - `derived`: something else made of it, such as a digest, which finds nobody;
 * - `present`: anything else that is certain;
 * - `identity`: of a function that cannot be read, and by its name nothing for a stranger; `stranger` is its opposite;
 * - `unknown`.
 */
export type Truth = 'absent' | 'blank' | 'derived' | 'present' | 'identity' | 'stranger' | 'unknown';

/** Made of a credential that is not there. */
export function isLacking(of: Truth): boolean {
  return of === 'absent' || of === 'blank' || of === 'derived';
}

export function opposite(of: Truth): Truth {
  return OPPOSITES[of];
}

const OPPOSITES: Readonly<Record<Truth, Truth>> = table({
  absent: 'present',
  present: 'absent',
  blank: 'absent',
  derived: 'absent',
  identity: 'stranger',
  stranger: 'identity',
  unknown: 'unknown',
});

/** What happened so far on the ways through some statements. */
export class Flow {
  /** Some way goes on. */
  next = true;
  /** What ways gave back that left the method early. */
  returned: Truth | undefined;
  /** Some way was turned away: 401, 403, a sign-in page, an exception about access. */
  refused = false;
  /** Some way was answered otherwise. */
  answered = false;
  /** Some way raised an exception. */
  threw = false;
  /** One about access. */
  threwRefusal = false;

  /** An action has answered, and goes on: on every way, or on some. */
  pending: 'all' | 'some' | undefined;
  /** It did something after that. */
  leaked = false;
  /** A callback around the action has run it. */
  ran = false;

  /** Some way got through, by its end or an early return. */
  get passes(): boolean {
    return this.next || this.returned !== undefined;
  }

  leave(value: Truth): void {
    this.returned = this.returned === undefined ? value : either(this.returned, value);
    this.next = false;
  }

  refuse(): void {
    this.refused = true;
    this.next = false;
  }

  answer(): void {
    this.answered = true;
    this.next = false;
  }

  /** What an action answers: it goes on. */
  render(refuses: boolean): void {
    if (refuses) this.refused = true;
    else this.answered = true;
    this.pending = 'all';
  }

  raise(aboutAccess: boolean): void {
    this.threw = true;
    this.threwRefusal ||= aboutAccess;
    this.next = false;
  }

  /** Takes over what happened on some ways, one of which is gone. */
  join(ways: readonly Flow[]): void {
    this.next = ways.some(({ next }) => next);
    const on = ways.filter(({ passes }) => passes);
    if (on.length > 0 && on.every(({ pending }) => pending === 'all')) this.pending = 'all';
    else if (on.some(({ pending }) => pending !== undefined)) this.pending ??= 'some';
    for (const way of ways) {
      if (way.returned !== undefined) this.returned = this.returned === undefined ? way.returned : either(this.returned, way.returned);
      this.refused ||= way.refused;
      this.answered ||= way.answered;
      this.threw ||= way.threw;
      this.threwRefusal ||= way.threwRefusal;
      this.leaked ||= way.leaked;
      this.ran ||= way.ran;
    }
  }
}

/** One of two values. */
export function either(a: Truth, b: Truth): Truth {
  if (a === b) return a;
  const both = [a, b];
  return both.every((each) => each === 'absent' || each === 'identity') ? 'identity' : 'unknown';
}

/** Variables of a method, and what its receiver holds. */
export interface Frame {
  readonly locals: Map<string, Truth>;
  /** Texts and numbers that arguments were given as. */
  readonly literals: Map<string, string>;
  /** Instance variables and `Current`: shared by all that runs for one request. */
  state: Map<string, Truth>;
  /** The method that runs, and how far up its class was found, for `super`. */
  readonly method: { readonly name: string; readonly level: number } | undefined;
  readonly depth: number;
  /** The class that the receiver is of and what it inherits from, nearest first; empty where nothing is known of it. */
  readonly line: readonly RubyType[];
  /** Names that constants are looked up below. */
  readonly scopes: readonly string[];
  readonly file: string;
}

export function copyOf(frame: Frame): Frame {
  return { ...frame, locals: new Map(frame.locals), state: new Map(frame.state) };
}

/** Variables after one of several ways. */
export function mergeFrames(into: Frame, ways: readonly Frame[]): void {
  const merge = (target: Map<string, Truth>, maps: readonly ReadonlyMap<string, Truth>[], missing: (name: string) => Truth): void => {
    for (const name of new Set(maps.flatMap((map) => [...map.keys()])))
      target.set(name, maps.map((map) => map.get(name) ?? missing(name)).reduce(either));
  };
  const [first] = ways;
  if (first === undefined) return;
  merge(
    into.locals,
    ways.map(({ locals }) => locals),
    () => 'absent',
  );
  merge(
    into.state,
    ways.map(({ state }) => state),
    initialState,
  );
}

/** Instance variables that hold who asks, or the key that was sent. */
const IDENTITY_STATE =
  /^@?current(?:_|\.)(?:\w+_)?(?:user|account|admin|member|session|staff|customer|employee|person|identity|api_key|resource_owner|token)(?:_id)?$|api_?key|^@?(?:(?:auth|access|api|bearer|user|jwt|decoded)_?)?token$|^@?auth(?:_\w+|enticated\w*)?$|jwt|signed_in|logged_in/i;

/** What an instance variable is that nothing has set. */
export function initialState(name: string): Truth {
  return IDENTITY_STATE.test(name) ? 'absent' : 'unknown';
}
