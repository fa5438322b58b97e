/**
 * A pattern that a framework asks of the whole text (Bean Validation calls `matches()`, .NET compares the length of the match), as JSON
 * Schema has it, where a pattern may match anywhere.
 */
export function wholePattern(pattern: string): string {
  return /^\^[^|]*(?<!\\)\$$/.test(pattern) ? pattern : `^(?:${pattern})$`;
}
