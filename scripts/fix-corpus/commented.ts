/** YAML in block style with comments put in, of the kinds that people write: above, beside and below entries, at their column or deeper. */
export function commented(yaml: string): string {
  // The indentation of the key that holds a block scalar, whose lines are text.
  let scalar = -1;
  return yaml
    .split('\n')
    .flatMap((line, index) => {
      const indent = line.length - line.trimStart().length;
      if (scalar >= 0 && (line.trim() === '' || indent > scalar)) return [line];
      scalar = /(?:^|[:-] )[|>][-+0-9]*$/.test(line) ? indent : -1;
      if (scalar >= 0 || line.trim() === '' || isQuotedStart(line)) return [line];
      const space = ' '.repeat(indent);
      if (index % 7 === 0) return [`${space}# about the next line`, line];
      if (index % 11 === 0) return [`${line} # beside: { "it" }`];
      if (index % 13 === 0) return [line, '', `${space}  # deeper than the next line`];
      return [line];
    })
    .join('\n');
}

/** A quoted text may go on below. */
function isQuotedStart(line: string): boolean {
  return /["']/.test(line) && !/^\s*(?:- )?(?:'[^']*'|"[^"\\]*"|[^'"#]*): ?(?:'[^']*'|"[^"\\]*"|[^'"#]*)$/.test(line);
}
