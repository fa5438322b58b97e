import type { CodePlace } from '../route.ts';

/** `// @Name rest` of a comment. */
export interface Directive {
  /** Lower case, without the `@`. */
  readonly name: string;
  readonly rest: string;
  readonly place: CodePlace;
  /** The package that the comment stands in. */
  readonly package: string;
}

/** Groups of comment lines that follow each other, each with its directives; groups without any are left out. */
export function commentBlocks(file: string, text: string): Directive[][] {
  const pack = /^package\s+(\w+)/m.exec(text)?.[1] ?? '';
  const blocks: Directive[][] = [];
  let open: Directive[] = [];
  let inBlock = false;
  const close = (): void => {
    if (open.length > 0) blocks.push(open);
    open = [];
  };
  let at = 0;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    const starts = trimmed.startsWith('/*');
    const isComment = trimmed.startsWith('//') || inBlock || starts;
    if (starts) inBlock = true;
    if (!isComment) close();
    else {
      const found = /^\s*(?:\/\/+|\/?\*+)?\s*@([\w.-]+)(?:[ \t]+(.*?))?\s*$/.exec(line);
      if (found !== null) {
        const start = at + line.indexOf('@');
        open.push({
          name: (found[1] ?? '').toLowerCase(),
          rest: found[2] ?? '',
          place: { file, span: { start, end: at + line.trimEnd().length } },
          package: pack,
        });
      }
    }
    if (inBlock && trimmed.includes('*/')) inBlock = false;
    at += line.length + 1;
  }
  close();
  return blocks;
}
