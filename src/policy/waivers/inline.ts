import type { Bundle } from '../../documents/bundle.ts';
import { walkKeywords } from '../../documents/keyword-walk.ts';
import type { Place } from '../../documents/place.ts';
import { get } from '../../documents/tree.ts';
import { PlaceNames } from '../../findings/place-names.ts';
import { commentWaivers } from './comments.ts';
import { readInlineWaiver, type Waiver } from './waiver.ts';

/** The extension that waives a rule for the object that holds it and everything below, in place of a waiver in the policy's file. */
const WAIVE_KEY = 'x-apiward-waive';

/** A waiver in a document. */
export interface InlineWaiver extends Waiver {
  readonly origin: 'document';
  /** Path of the root document. */
  readonly root: string;
  /** Equal for the same words at the same place, wherever its lines stand. */
  readonly key: string;
}

/**
 * The waivers in the documents of a bundle: an object, or a list of them, under {@link WAIVE_KEY}. Examples and other data hold none.
 * In source code comments hold them.
 * @param name of the root document, its former one when it was renamed
 */
export function inlineWaivers(bundle: Bundle, rules: ReadonlySet<string>, name = bundle.root.file): InlineWaiver[] {
  const found: InlineWaiver[] = [];
  const names = new PlaceNames(bundle);
  const inline = (waiver: Waiver, at: Place | undefined): InlineWaiver => {
    const { rule, reason, owner, expires } = waiver;
    const key = JSON.stringify([name, at === undefined ? '' : names.of(at), rule, reason, owner, expires]);
    return { ...waiver, origin: 'document', root: bundle.root.file, key };
  };
  for (const document of bundle.documents) {
    // Most documents hold none: a look at the text saves the walk. The files of code share one tree.
    if (document.format === 'code' ? document !== bundle.root : document.text !== '' && !document.text.includes(WAIVE_KEY)) continue;
    const isApi = get(document.value, 'openapi') !== undefined || get(document.value, 'swagger') !== undefined;
    walkKeywords<Place>(
      document.value,
      !isApi,
      document.root,
      (place, key) => place.at(key),
      (object, place) => {
        const value = get(object, WAIVE_KEY);
        if (value === undefined) return;
        const at = place.at(WAIVE_KEY);
        for (const [item, where] of Array.isArray(value)
          ? value.map((each, index) => [each, at.at(index)] as const)
          : [[value, at] as const]) {
          found.push(inline(readInlineWaiver(item, where, place, rules), place));
        }
      },
    );
  }
  for (const { waiver, target } of commentWaivers(bundle, rules)) found.push(inline(waiver, target));
  return found;
}
