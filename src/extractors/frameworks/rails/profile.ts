/** What stands in a controller's class and above it: ancestors, callbacks, limits. */
import type { CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression } from '../../syntax/unit.ts';
import type { RubyType } from './constants.ts';

/** A callback before or around actions. */
export interface Filter {
  /** Name of the method; undefined for a block or object. */
  readonly name: string | undefined;
  /** A block or lambda. */
  readonly body: Expression | undefined;
  /** What Rails and gems do themselves. */
  readonly known: Guard | undefined;
  /** It runs the action itself. */
  readonly isAround: boolean;
  readonly place: CodePlace;
  /** Names that constants are looked up below where it stands. */
  readonly scopes: readonly string[];
  readonly rule: FilterRule;
  readonly skips: readonly FilterRule[];
}

/** When a callback runs, or is skipped. */
export interface FilterRule {
  /** Undefined: for every action. */
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
  /** `if`, or the opposite. */
  readonly conditions: readonly { readonly of: Expression; readonly negated: boolean }[];
  /** Something about it could not be read. */
  readonly uncertain: boolean;
}

export interface ProfileLimit {
  readonly rule: FilterRule;
  readonly note: string;
  readonly place: CodePlace;
}

export interface Profile {
  readonly type: RubyType;
  /** The class and what it inherits from, nearest first. */
  readonly line: readonly RubyType[];
  readonly filters: readonly Filter[];
  readonly limits: readonly ProfileLimit[];
  /** What could not be read and may guard. */
  readonly unclear: readonly Guard[];
  /** The class of a gem that it all comes from: `ActionController::API`. */
  readonly base: string | undefined;
  /** `respond_to :json` stands in the class. */
  readonly respondsJson: boolean;
}
