/** A table that is asked for names which stand in source code: one without a prototype, where `constructor` is no entry. */
export function table<Entries extends object>(entries: Entries): Readonly<Entries> {
  return Object.assign(Object.create(null), entries);
}
