import type { Schema } from '../../model/api.ts';
import { findEvidence } from '../../model/evidence.ts';
import type { SensitiveClass } from '../../model/sensitive.ts';

/** Extension keys that say a value leaves masked. */
export const maskingKeys: readonly string[] = ['x-masked', 'x-mask', 'x-redacted', 'x-masking'];

/** A literal run of the characters that masks are made of: `\*{4}`, `\*+`, `[*]`, `X{12}`, `XXXX`, bullets. */
const maskPattern = /\\\*|\[[*xX\u2022#-]+\]|[xX\u2022#](?:\{\d|\+)|[xX]{3}|\u2022/;

/** Whether a schema proves that a value goes out masked: an extension, a pattern with mask characters, or room for the last four digits only. */
export function isMasked(schema: Schema, kind: SensitiveClass, keys: readonly string[] = maskingKeys): boolean {
  const judged = schema.types.includes('array') && schema.items !== undefined ? [schema, schema.items] : [schema];
  return judged.some((value) => {
    if (
      findEvidence(
        value.parts.map((part) => ({ ...part, keysOnly: true })),
        { keys },
      ) !== undefined
    )
      return true;
    if (value.patterns.some((pattern) => maskPattern.test(pattern))) return true;
    // A whole PIN or CVV has four digits too.
    return kind !== 'pin' && value.maxLength !== undefined && value.maxLength <= 4;
  });
}
