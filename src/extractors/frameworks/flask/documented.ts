import { externalName, fieldOf, type Value } from '../../interpret/value.ts';
import type { Documented } from '../../security.ts';
import type { AppliedDecorator } from '../python/decorators.ts';

/** What `@blp.doc(security=[{'bearer': []}])`, `@ns.doc(security='apikey')` and their like claim; they protect nothing. */
export function documentedBy(decorators: readonly AppliedDecorator[]): Documented | undefined {
  for (const { value } of decorators) {
    const called = value.kind === 'result' ? externalName(value) : undefined;
    if (value.kind !== 'result' || called === undefined || !/(?:^|\.)doc$/.test(called.name)) continue;
    const given = value.arguments.find(({ name }) => name === 'security')?.value ?? fieldOf(value.arguments[0]?.value, 'security');
    if (given === undefined) continue;
    const schemes = schemesIn(given);
    if (schemes.length > 0) return { level: 'required', schemes };
    if (given.kind === 'list' || (given.kind === 'literal' && given.value === null)) return { level: 'public' };
  }
  return undefined;
}

function schemesIn(value: Value): string[] {
  if (value.kind === 'literal' && typeof value.value === 'string') return [value.value];
  if (value.kind === 'object') return [...value.fields.keys()];
  return value.kind === 'list' ? value.items.flatMap(schemesIn) : [];
}
