/**
 * C# with the lines of `#if` and its like blanked, and with the first branch of each alone: what stands between branches need not be
 * whole declarations. Offsets stay what they are.
 */
export function withoutDirectives(text: string): string {
  /** Of every open `#if`: whether its branch is read. */
  const open: boolean[] = [];
  return text
    .split('\n')
    .map((line) => {
      const directive = /^[ \t\uFEFF]*#\s*(if|elif|else|endif)\b/.exec(line)?.[1];
      if (directive === 'if') open.push(true);
      else if (directive === 'elif' || directive === 'else') open[open.length - 1] = false;
      else if (directive === 'endif') open.pop();
      return directive !== undefined || open.includes(false) ? ' '.repeat(line.length) : line;
    })
    .join('\n');
}
