import { parseEvents, YAMLException } from 'js-yaml';
import type { DocumentProblem } from './document.ts';
import { type Limits, raise } from './limits.ts';
import { type Composed, ComposeError, compose } from './yaml-compose.ts';
import type { Outline } from './yaml-outline.ts';

/** Smaller texts cannot hold more tokens than the limit. */
const surveyedLength = 4 * 1024 * 1024;

export type ParsedYaml =
  | { readonly ok: true; readonly documents: readonly Composed[]; readonly outline: Outline }
  | { readonly ok: false; readonly problem: DocumentProblem };

/** Parses a YAML 1.2 stream under the core schema, with merge keys. A stream with a syntax error gives no document at all. */
export function parseYaml(text: string, limits: Limits): ParsedYaml {
  const tooMany = text.length > surveyedLength ? surveyYaml(text, limits.yamlTokens) : undefined;
  if (tooMany !== undefined) return { ok: false, problem: tooMany };
  try {
    // Two more than the exact bound that composing keeps: one for a scalar, one for a flow collection tried as a key.
    const events = parseEvents(text, { maxDepth: limits.depth + 2 });
    return { ok: true, ...compose(text, events, limits) };
  } catch (error) {
    return { ok: false, problem: problemOf(error, text, limits) };
  }
}

function problemOf(error: unknown, text: string, limits: Limits): DocumentProblem {
  if (error instanceof ComposeError) return error.problem;
  if (!(error instanceof YAMLException)) throw error;
  const start = Math.min(error.mark?.position ?? 0, text.length);
  const at = { start, end: Math.min(start + 1, text.length) };
  if (error.reason.startsWith('nesting exceeded'))
    return { kind: 'limit', message: `Nested deeper than ${limits.depth} levels; ${raise('depth')}.`, at };
  const hint = error.reason === 'deficient indentation' ? '; a quote or bracket above is not closed, or this line needs more spaces' : '';
  return { kind: 'syntax', message: `Not valid YAML: ${error.reason}${hint}.`, at };
}

/** Bounds the parser's memory before it starts: a token is at most two events of about 110 bytes. */
function surveyYaml(text: string, most: number): DocumentProblem | undefined {
  let tokens = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Comma, brackets and line feed; a space after `:`, `-` or `?`.
    if (code === 44 || code === 91 || code === 123 || code === 10 || (code === 32 && (last === 58 || last === 45 || last === 63))) {
      if (++tokens > most)
        return { kind: 'limit', message: `More than ${most} YAML tokens; ${raise('yamlTokens')}.`, at: { start: at, end: at + 1 } };
    }
    last = code;
  }
  return undefined;
}
