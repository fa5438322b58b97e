/** Regular expressions of Ruby as JavaScript has them. */

/** What JavaScript has not, or means otherwise; `\Z` lets a newline in behind it. */
const FOREIGN = /\\[AzZhHGRXKp]|\(\?[^:=!<]|\[\[:|&&|\(\?<\w|[*+?}]\+/;

/** `\A` and `\z` as `^` and `$`; undefined for what bounds a line alone, and for what cannot be said. */
export function textPattern(source: string): string | undefined {
  const inner = source.replace(/^\\A/, '').replace(/\\z$/, '');
  // `^` and `$` of Ruby stand at every line.
  if (
    /[$^]/.test(
      inner
        .replaceAll(/\\[\s\S]/g, '')
        .replaceAll(/\[\^/g, '[')
        .replaceAll(/\[[^\]]*\]/g, ''),
    )
  )
    return undefined;
  if (FOREIGN.test(inner)) return undefined;
  return `${source.startsWith('\\A') ? '^' : ''}${inner}${inner.length + (source.startsWith('\\A') ? 2 : 0) < source.length ? '$' : ''}`;
}

/** Whether a literal has flags that change what it matches. */
export function hasFlags(literal: string): boolean {
  return /[^\w\s][a-z]*[imx][a-z]*$/.test(literal);
}
