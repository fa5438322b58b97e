/** What rules of the folder `waiver` read: not the API, but the policy that judges it. */
import type { Place } from '../documents/place.ts';
import type { JsonObject } from '../documents/tree.ts';

/** What a waiver does on the day of the run. `off`: its rule or its document was not judged, so nothing can be said. */
export type WaiverState = 'invalid' | 'expired' | 'used' | 'unused' | 'off';

/** One waiver of the policy's file or of a document. */
export interface WaiverFact {
  readonly place: Place;
  /** As written; undefined when missing. */
  readonly rule: string | undefined;
  /** What it stands for, in words: `GET /pets`, `#/components/schemas/Pet`. */
  readonly at: string;
  readonly owner: string | undefined;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  readonly state: WaiverState;
  /** What is wrong with it, as clauses, and where; never empty for `invalid`. */
  readonly faults: readonly WaiverFault[];
  /** Days until the last one; negative when it is over. Undefined without a valid {@link expires}. */
  readonly daysLeft: number | undefined;
  /** Findings that it lets pass; when it is over, those that it did. */
  readonly findings: number;
}

export interface WaiverFault {
  readonly place: Place;
  /** A sentence without its full stop: `\`rule\` is missing: name the rule that is waived`. */
  readonly message: string;
}

/** A change of what judges the change itself. */
export interface PolicyChange {
  readonly place: Place;
  /** A stretch of the file's text, for a file that is no tree. */
  readonly span?: { readonly start: number; readonly end: number };
  /** What was changed and what it means, with names in backticks. */
  readonly message: string;
}

/** The policy of one run. */
export interface PolicyFacts {
  readonly kind: 'policy';
  readonly place: Place;
  readonly raw: JsonObject;
  readonly waivers: readonly WaiverFact[];
  readonly changes: readonly PolicyChange[];
  /** From how many days before its end a waiver is reported. */
  readonly noticeDays: number;
}
