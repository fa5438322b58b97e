import type { Quoting } from './quoting.ts';

/** How a value in brackets is laid out. */
export interface FlowLayout {
  readonly quoting: Quoting;
  /** Between key and value: `: `. */
  readonly colon: string;
  /** Between entries on one line: `, `. */
  readonly comma: string;
  /** Inside the braces of an object on one line: a space or nothing. */
  readonly pad: string;
  /** With it, objects and lists take several lines: the line break, the indentation of the line they begin on, and one step of it. */
  readonly lines?: { readonly break: string; readonly indent: string; readonly step: string };
}

/** A key with its value, or a list entry alone. */
export function flowEntry(name: string | undefined, value: unknown, layout: FlowLayout): string {
  const written = flowValue(value, layout);
  return name === undefined ? written : `${layout.quoting.key(name)}${layout.colon}${written}`;
}

/** A value as JSON or YAML in flow style. Values of edits are small: recursion is as deep as they are. */
function flowValue(value: unknown, layout: FlowLayout): string {
  if (typeof value !== 'object' || value === null) return layout.quoting.scalar(value);
  const [open, close, pad] = Array.isArray(value) ? ['[', ']', ''] : ['{', '}', layout.pad];
  const names = Array.isArray(value) ? value.map(() => undefined) : Object.keys(value);
  const values = Object.values(value);
  if (values.length === 0) return `${open}${close}`;
  const { lines } = layout;
  const inner = lines === undefined ? layout : { ...layout, lines: { ...lines, indent: lines.indent + lines.step } };
  const entries = values.map((child, index) => flowEntry(names[index], child, inner));
  if (lines === undefined) return `${open}${pad}${entries.join(layout.comma)}${pad}${close}`;
  const next = `${lines.break}${lines.indent}`;
  return `${open}${entries.map((entry) => `${next}${lines.step}${entry}`).join(',')}${next}${close}`;
}
