import { distinct } from '../distinct.ts';
import type { ExtractionNote } from '../extractor.ts';
import type { Route } from '../route.ts';

/** One line for all routes whose security could not be understood, by the commonest reason. */
export function unknownSecurityNote(framework: string, all: readonly Route[]): ExtractionNote[] {
  const routes = distinct(all);
  const unknown = routes.filter(({ security }) => security.enforced === 'unknown');
  if (unknown.length === 0) return [];
  const reasons = new Map<string, number>();
  for (const { security } of unknown) {
    const note = security.evidence[0]?.note ?? 'no evidence';
    reasons.set(note, (reasons.get(note) ?? 0) + 1);
  }
  const [first] = [...reasons].sort((a, b) => b[1] - a[1]);
  const place = unknown[0]?.security.evidence[0]?.place ?? unknown[0]?.place;
  const message = `${framework}: who may call ${unknown.length} of ${routes.length} operations could not be told for certain; mostly because ${first?.[0] ?? ''}`;
  return [{ message, ...(place !== undefined && { place }) }];
}
