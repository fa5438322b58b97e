import { getString } from '../../documents/tree.ts';
import type { Property, Schema } from '../../model/api.ts';
import { splitWords } from '../../model/words.ts';

const STACK = new Set(['stack', 'stacks']);
const STACK_ENDS = ['stacktrace', 'callstack', 'exceptionstack', 'errorstack', 'stackframe', 'stackentry', 'backtrace', 'traceback'];
const EXCEPTION_HEADS = new Set([
  '',
  'inner',
  'root',
  'rootcause',
  'cause',
  'remote',
  'response',
  'nested',
  'original',
  'java',
  'internal',
  'sql',
]);
const EXCEPTION_TAILS = new Set(['', 'type', 'class', 'classname', 'name', 'message', 'detail', 'info', 'text', 'stack', 'trace']);
const OTHERS = new Set(['javaclassname']);
const SQL = new Set([
  'sql',
  'sqlquery',
  'sqlstatement',
  'sqltext',
  'sqlstate',
  'sqlcode',
  'sqlerror',
  'sqlmessage',
  'sqlerrorcode',
  'rawsql',
]);
const DEBUG = new Set([
  'debug',
  'debuginfo',
  'debuginformation',
  'debugmessage',
  'debugdetail',
  'debugdata',
  'debugtrace',
  'debugoutput',
  'debuglog',
]);

/** Keys that give internals away only beside another such key. */
const COMPANIONS = new Set(['file', 'filename', 'sourcefile', 'line', 'lineno', 'linenumber', 'query', 'trace']);

/** What a key of an error body exposes; undefined for every other name. Ids (`traceId`, `debug_id`) correlate and are fine. */
export function internalKey(name: string): 'stack trace' | 'exception' | 'SQL' | 'debug output' | undefined {
  const words = splitWords(name);
  const joined = words.join('');
  if (joined.length > 40) return undefined;
  if (STACK.has(joined) || STACK_ENDS.some((end) => joined.endsWith(end))) return 'stack trace';
  if (SQL.has(joined)) return 'SQL';
  if (DEBUG.has(joined)) return 'debug output';
  const at = joined.indexOf('exception');
  const named = at >= 0 && EXCEPTION_HEADS.has(joined.slice(0, at)) && EXCEPTION_TAILS.has(joined.slice(at + 9));
  return named || OTHERS.has(joined) ? 'exception' : undefined;
}

/** Whether a key tells of internals beside one that does so by itself. */
export function isCompanion(name: string): boolean {
  return COMPANIONS.has(splitWords(name).join(''));
}

/** What a property of an error body exposes; undefined when its schema shows that it is something else. */
export function internalProperty(property: Property, siblings: Schema): ReturnType<typeof internalKey> {
  const { name, schema } = property;
  // Flags and counters show nothing, and the author wrote every value of an enum.
  const scalar = schema.types.length > 0 && schema.types.every((type) => ['boolean', 'integer', 'number'].includes(type));
  if (schema.never || scalar || schema.values !== undefined || schema.writeOnly) return undefined;
  const kind = internalKey(name) ?? (isStackTrace(property, siblings) ? 'stack trace' : undefined);
  // A designed object (`exception: {code, message}`) is judged by its own properties.
  const designed = [schema, schema.items].some((shape) => shape !== undefined && shape.properties.size > 0);
  return designed && (kind === 'exception' || name.toLowerCase() === 'stack') ? undefined : kind;
}

/** `trace` is as often a correlation id: only Spring's default body, PHP's file and line, or its own description make it a stack trace. */
function isStackTrace({ name, schema }: Property, siblings: Schema): boolean {
  if (name.toLowerCase() !== 'trace') return false;
  const has = (...names: string[]): boolean => names.every((key) => siblings.properties.has(key));
  if (has('timestamp', 'path') || has('file', 'line')) return true;
  return schema.parts.some(({ raw }) => /\bstack/i.test(getString(raw, 'description') ?? ''));
}
