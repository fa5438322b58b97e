import type { Place } from '../../documents/place.ts';
import { label } from '../../model/label.ts';

/** {@link label} at the head of a sentence. */
export function subject(place: Place): string {
  const text = label(place);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
