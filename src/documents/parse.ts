import { decode } from './decode.ts';
import type { DocumentProblem, Located, Path, SourceDocument } from './document.ts';
import { parseJson } from './json.ts';
import { defaultLimits, type Limits, raise } from './limits.ts';
import { locateJson } from './locate-json.ts';
import { locateYaml } from './locate-yaml.ts';
import { Place } from './place.ts';
import { parseYaml } from './yaml.ts';

/**
 * Parses one file: JSON by its extension or when text that starts with a brace or bracket is JSON, else a YAML stream, which may hold
 * several documents (empty ones are left out). Never throws for what the bytes hold: an unreadable file gives one document without
 * a value and with one `syntax`, `encoding` or `limit` problem.
 *
 * @param file POSIX path relative to the workspace
 */
export function parseDocuments(file: string, bytes: Uint8Array | string, limits: Partial<Limits> = {}): SourceDocument[] {
  return parse(file, bytes, { ...defaultLimits, ...limits });
}

function parse(file: string, bytes: Uint8Array | string, limits: Limits): SourceDocument[] {
  const isJson = /\.json$/i.test(file);
  const format = isJson ? 'json' : 'yaml';
  if (bytes.length > limits.bytes) {
    const message = `The file is larger than ${limits.bytes} bytes and was not read; ${raise('bytes')}.`;
    return [unreadable(file, format, '', { kind: 'limit', message, at: { start: 0, end: 0 } })];
  }
  const { text, problem } = decode(bytes);
  if (problem !== undefined) return [unreadable(file, format, text, problem)];
  if (isJson) return [parseJsonDocument(file, text, limits)];
  if (!/^\s*[[{]/.test(text)) return parseYamlDocuments(file, text, limits);
  const json = parseJsonDocument(file, text, limits);
  if (json.value !== undefined || json.problems.some((found) => found.kind === 'limit')) return [json];
  const yaml = parseYamlDocuments(file, text, limits);
  const isYaml = /\.ya?ml$/i.test(file) || yaml.some((document) => document.value !== undefined);
  return isYaml ? yaml : [json];
}

function parseJsonDocument(file: string, text: string, limits: Limits): SourceDocument {
  const { value, problems } = parseJson(text, limits);
  if (value === undefined && problems[0] !== undefined) return unreadable(file, 'json', text, problems[0]);
  return new ParsedDocument({ file, format: 'json', text, index: 0, value, problems }, (paths) => locateJson(text, paths));
}

function parseYamlDocuments(file: string, text: string, limits: Limits): SourceDocument[] {
  const parsed = parseYaml(text, limits);
  if (!parsed.ok) return [unreadable(file, 'yaml', text, parsed.problem)];
  const documents: SourceDocument[] = [];
  for (const [index, { value, node, problems, empty }] of parsed.documents.entries()) {
    if (empty) continue;
    const fields = { file, format: 'yaml', text, index, value, problems } as const;
    documents.push(new ParsedDocument(fields, (paths) => locateYaml(text, parsed.outline, node, paths)));
  }
  if (documents.length > 0) return documents;
  return [unreadable(file, 'yaml', text, { kind: 'syntax', message: 'The file is empty.', at: { start: 0, end: 0 } })];
}

/** A document that could not even be read from its workspace. */
export function unreadDocument(file: string, problem: DocumentProblem): SourceDocument {
  return unreadable(file, /\.json$/i.test(file) ? 'json' : 'yaml', '', problem);
}

function unreadable(file: string, format: 'json' | 'yaml', text: string, problem: DocumentProblem): SourceDocument {
  const whole = { start: 0, end: text.length };
  const fields = { file, format, text, index: 0, value: undefined, problems: [problem] };
  return new ParsedDocument(fields, (paths) => paths.map((path) => ({ value: whole, exact: path.length === 0 })));
}

type Fields = Pick<SourceDocument, 'file' | 'format' | 'text' | 'index' | 'value' | 'problems'>;

class ParsedDocument implements SourceDocument {
  readonly file: string;
  readonly format: SourceDocument['format'];
  readonly text: string;
  readonly index: number;
  readonly value: unknown;
  readonly problems: readonly DocumentProblem[];
  readonly root: Place;
  readonly #locate: (paths: readonly Path[]) => Located[];

  constructor(fields: Fields, locate: (paths: readonly Path[]) => Located[]) {
    this.file = fields.file;
    this.format = fields.format;
    this.text = fields.text;
    this.index = fields.index;
    this.value = fields.value;
    this.problems = fields.problems;
    this.root = Place.root(this);
    this.#locate = locate;
  }

  locate(paths: readonly Path[]): Located[] {
    return this.#locate(paths);
  }
}
