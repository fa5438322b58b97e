import type { Quoting } from './quoting.ts';

/** How a value told by indentation is laid out. */
export interface BlockLayout {
  readonly quoting: Quoting;
  /** Spaces of one step. */
  readonly step: string;
  /** Whether lists are indented below their key. */
  readonly indentLists: boolean;
}

/** Lines of a key with its value, or of a list entry, without indentation of their own. */
export function blockEntry(name: string | undefined, value: unknown, layout: BlockLayout): string[] {
  const { quoting, step, indentLists } = layout;
  const lead = name === undefined ? '-' : `${quoting.key(name)}:`;
  if (typeof value !== 'object' || value === null) return [`${lead} ${quoting.scalar(value)}`];
  const isList = Array.isArray(value);
  const values = Object.values(value);
  if (values.length === 0) return [`${lead} ${isList ? '[]' : '{}'}`];
  const names = isList ? values.map(() => undefined) : Object.keys(value);
  const below = values.flatMap((child, index) => blockEntry(names[index], child, layout));
  if (name === undefined) return below.map((line, index) => `${index === 0 ? '-' : ' '} ${line}`);
  const indent = isList && !indentLists ? '' : step;
  return [lead, ...below.map((line) => `${indent}${line}`)];
}
