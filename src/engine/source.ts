/** How Spectral names a file of the workspace: it compares `overrides` globs with absolute paths, and the workspace is the root of ours. */
export function sourceOf(file: string): string {
  return `/${file}`;
}
