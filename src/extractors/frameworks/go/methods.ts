import { asString, asStrings, externalName, type Value } from '../../interpret/value.ts';

/** `"GET"`, `http.MethodGet`. */
export function methodOf(value: Value | undefined): string {
  const constant = value === undefined ? undefined : /(?:^|\.)Method(\w+)$/.exec(externalName(value)?.name ?? '')?.[1];
  return (asString(value) ?? constant)?.toUpperCase() ?? '*';
}

/** A list of them; `*` where it is not known. */
export function methodsOf(value: Value | undefined): string[] {
  if (value?.kind === 'list' && !value.open) return value.items.map(methodOf);
  return asStrings(value)?.map((each) => each.toUpperCase()) ?? ['*'];
}
