import type { Place } from '../../documents/place.ts';
import { label } from '../../model/label.ts';

/** {@link label} at the head of a sentence. */
export function subject(place: Place): string {
  const text = label(place);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** {@link subject} of an input; one that is defined inside a response says why an input rule speaks of it. */
export function inputSubject(place: Place): string {
  const { path } = place;
  const [root] = path;
  const isInResponse = (root === 'paths' || root === 'webhooks') && path.includes('responses');
  return isInResponse ? `${subject(place)} (requests refer to it)` : subject(place);
}
