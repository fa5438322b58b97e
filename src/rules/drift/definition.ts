import { type Place, written } from '../../documents/place.ts';

/** What tells that two places are one in the source: code that many operations share is told once. */
export function definitionKey(place: Place): string {
  const at = written(place);
  const { document } = at;
  if (document.format !== 'code') return `${document.file} ${place.pointer}`;
  const [found] = document.locate([at.path]);
  return `${document.file} ${found?.value.start}-${found?.value.end}`;
}
