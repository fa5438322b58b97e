const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** The same path with the other extensions of OpenAPI documents: where a document stood before it was converted. */
export function otherFormats(file: string): string[] {
  const extension = EXTENSIONS.find((each) => file.toLowerCase().endsWith(each));
  if (extension === undefined) return [];
  const stem = file.slice(0, -extension.length);
  return EXTENSIONS.filter((each) => each !== extension).map((each) => stem + each);
}

/**
 * The names that a baseline has for documents of now, where those differ: of a document that it does not know, that of the same
 * document in another format which is no more.
 * @param known documents of the baseline
 */
export function baselineNames(files: readonly string[], known: ReadonlySet<string>): Map<string, string> {
  const now = new Set(files);
  const names = new Map<string, string>();
  for (const file of files) {
    const former = known.has(file) ? undefined : otherFormats(file).find((other) => known.has(other) && !now.has(other));
    if (former !== undefined) names.set(file, former);
  }
  return names;
}
