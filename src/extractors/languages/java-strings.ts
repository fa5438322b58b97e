import { string } from '../syntax/build.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Expression } from '../syntax/unit.ts';
import { table } from '../table.ts';

/** A Java string literal's value: JLS sections 3.10.5 and 3.10.6. */
export function javaString(node: SyntaxNode): Expression {
  const raw = node.text;
  if (raw.startsWith('"""')) {
    const lines = raw
      .slice(3, -3)
      .replace(/^[^\n]*\n/, '')
      .split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
    return string(lines.map((line) => line.slice(indent)).join('\n'), node.span);
  }
  return string(unescaped(raw.slice(1, -1)), node.span);
}

const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' });

function unescaped(text: string): string {
  return text.replaceAll(/\\(u+[\da-fA-F]{4}|.)/g, (_, sequence: string) =>
    /^u+[\da-f]{4}$/i.test(sequence) ? String.fromCharCode(Number.parseInt(sequence.slice(-4), 16)) : (ESCAPES[sequence] ?? sequence),
  );
}
