import type { Bundle } from '../../documents/bundle.ts';
import { toPointer } from '../../documents/place.ts';
import { isObject } from '../../documents/tree.ts';
import { nearest } from '../../nearest.ts';
import type { BrokenRef } from '../api.ts';
import { cut } from './wording.ts';

/** What is wrong with a reference and what to do about it. */
export function brokenRefMessage({ place, ref, reason }: BrokenRef, bundle: Bundle): string {
  const near = reason === 'missing' && ref.startsWith('#/') ? corrected(ref, place.document.value) : undefined;
  if (near !== undefined) return `\`${cut(ref, 160)}\` leads nowhere: did you mean \`${near}\`?`;
  const found = bundle.resolve(ref, place.parent ?? place);
  return found.ok ? `\`${cut(ref, 160)}\` cannot be resolved` : found.message.replace(/\.$/, '');
}

/** The reference with its first wrong step corrected when something similar exists; of a long one the step alone. */
function corrected(ref: string, root: unknown): string | undefined {
  const steps = ref.slice(2).split('/').map(decode);
  let value = root;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] ?? '';
    if (!isObject(value)) return undefined;
    if (!Object.hasOwn(value, step)) {
      const near = nearest(step, Object.keys(value));
      if (near === undefined || ref.length > 70) return near;
      return `#${toPointer([...steps.slice(0, index), near, ...steps.slice(index + 1)])}`;
    }
    value = value[step];
  }
  return undefined;
}

function decode(step: string): string {
  const unescaped = step.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(unescaped);
  } catch {
    return unescaped;
  }
}
