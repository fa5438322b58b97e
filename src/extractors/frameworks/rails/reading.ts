/** What a run for a stranger came across. */
import type { CodePlace } from '../../interpret/value.ts';

export interface Reading {
  /** A credential was asked for. */
  touched: boolean;
  /** Calls that could not be understood and may guard. */
  readonly unclear: { readonly note: string; readonly place: CodePlace }[];
  /** Suspect words of the methods that ran. */
  readonly suspects: Set<string>;
  readonly schemes: Set<string>;
  readonly scopes: Set<string>;
}

export function newReading(): Reading {
  return { touched: false, unclear: [], suspects: new Set(), schemes: new Set(), scopes: new Set() };
}
