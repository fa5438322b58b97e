/** Bounds of one reading: an examined program may be hostile, or merely large. */
export const STEPS = 5_000_000;
/** Calls inside calls. */
export const CALL_DEPTH = 40;
/** Items of a list, characters of a string, parts of one that is not known whole: what grows beyond is not followed. */
export const ITEMS = 10_000;
export const CHARACTERS = 20_000;
/** Rounds of a loop over a known list. */
export const ROUNDS = 200;
/** Calls of a function from which nothing ever came: more of them are not followed. */
export const IDLE_CALLS = 500;
