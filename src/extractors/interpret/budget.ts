/** Bounds of one reading: an examined program may be hostile, or merely large. */
export const STEPS = 5_000_000;
/** Calls inside calls. */
export const CALL_DEPTH = 40;
/** Rounds of a loop over a known list. */
export const ROUNDS = 200;
