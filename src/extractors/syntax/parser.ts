import type { Language as Grammar, Parser, Tree } from 'web-tree-sitter';
import type { Grammars } from '../../inputs/grammars.ts';
import { withoutDirectives } from './directives.ts';
import { parseKotlin } from './kotlin-tree.ts';
import type { Language } from './language.ts';
import { SyntaxNode } from './tree.ts';

/** Deeper nodes are cut off, so that whoever walks the tree may recurse. */
const DEPTH = 400;

export interface ParseLimits {
  /** Longest text in UTF-16 code units. */
  readonly length: number;
  /** Longest time of one file in milliseconds. */
  readonly time: number;
}

export const parseLimits: ParseLimits = { length: 1024 * 1024, time: 5000 };

/** The syntax of one file, or why there is none. */
export type Parsed =
  | {
      readonly ok: true;
      readonly root: SyntaxNode;
      /** True when a part could not be understood: what is not seen in such a file may still be there. */
      readonly broken: boolean;
    }
  | { readonly ok: false; readonly message: string };

/** The parser's WebAssembly instance is one for the whole process, so its start is remembered here. */
let started: Promise<typeof import('web-tree-sitter')> | undefined;

async function start(grammars: Grammars): Promise<typeof import('web-tree-sitter')> {
  const [library, wasmBinary] = await Promise.all([import('web-tree-sitter'), grammars.read('web-tree-sitter')]);
  await library.Parser.init({ wasmBinary });
  return library;
}

/** A grammar is compiled once for each place that it comes from. */
const compiled = new WeakMap<Grammars, Map<Language, Promise<Grammar>>>();

function grammarOf(language: Language, grammars: Grammars, library: typeof import('web-tree-sitter')): Promise<Grammar> {
  const known = compiled.get(grammars) ?? new Map<Language, Promise<Grammar>>();
  compiled.set(grammars, known);
  const grammar = known.get(language) ?? grammars.read(language).then((bytes) => library.Language.load(bytes));
  known.set(language, grammar);
  return grammar;
}

/** Parsers of several languages, each loaded when it is first asked for. */
export class Parsers {
  readonly #grammars: Grammars;
  readonly #limits: ParseLimits;
  readonly #loaded = new Map<Language, Parser>();

  constructor(grammars: Grammars, limits: ParseLimits = parseLimits) {
    this.#grammars = grammars;
    this.#limits = limits;
  }

  /** Makes {@link parse} possible for these languages. */
  async load(languages: Iterable<Language>): Promise<void> {
    for (const language of new Set(languages)) {
      if (this.#loaded.has(language)) continue;
      started ??= start(this.#grammars);
      const library = await started;
      this.#loaded.set(language, new library.Parser().setLanguage(await grammarOf(language, this.#grammars, library)));
    }
  }

  /** Never throws for what the text holds. */
  parse(language: Language, text: string): Parsed {
    const parser = this.#loaded.get(language);
    if (parser === undefined) return { ok: false, message: `no grammar for ${language} is loaded` };
    if (text.length > this.#limits.length) {
      return { ok: false, message: `longer than ${this.#limits.length} characters, and so not read` };
    }
    if (language === 'kotlin') return this.#kotlin(parser, text);
    const parsed = this.#parse(parser, text, text);
    if (!parsed.ok || !parsed.broken || language !== 'csharp' || !text.includes('#if')) return parsed;
    const again = this.#parse(parser, withoutDirectives(text), text);
    return again.ok && !again.broken ? again : parsed;
  }

  /** One declaration after the other, all of them within the time of one file. */
  #kotlin(parser: Parser, text: string): Parsed {
    const end = performance.now() + this.#limits.time;
    const whole = parseKotlin(text, (part, offset) => {
      const parsed = this.#parse(parser, part, text, { end, offset });
      return parsed.ok ? parsed : undefined;
    });
    return whole === undefined ? { ok: false, message: this.#tooSlow } : { ok: true, ...whole };
  }

  get #tooSlow(): string {
    return `took longer than ${this.#limits.time / 1000} seconds to parse, and so was not read`;
  }

  /** @param source the text that offsets count in: of the same length, or what the text was taken from at an offset */
  #parse(
    parser: Parser,
    text: string,
    source: string,
    { end, offset } = { end: performance.now() + this.#limits.time, offset: 0 },
  ): Parsed {
    // The library's type says void; what it does is stop on true.
    const progressCallback = (): boolean => performance.now() > end;
    const tree = parser.parse(text, null, { progressCallback });
    if (tree === null) {
      parser.reset();
      return { ok: false, message: this.#tooSlow };
    }
    try {
      return { ok: true, ...copy(tree, source, offset) };
    } finally {
      tree.delete();
    }
  }

  /** Frees the parsers; the instance itself cannot be parsed with any more. */
  close(): void {
    for (const parser of this.#loaded.values()) parser.delete();
    this.#loaded.clear();
  }
}

/** Tokens that tell nothing which the nodes around them do not: they are left out of the copy. */
const PUNCTUATION = /^(?:[()[\]{},;:.@"'`]|->|=>|\?\.|\$\{|"{3})$/;

/**
 * Tokens that the grammar of TypeScript makes up before the template of a call with type arguments (`sql<Row>\`...\``): nothing of the
 * text is left out.
 */
const NEVER_MISSED = new Set(['!']);

/** Copies a tree with its cursor: a question to the parser's memory costs more than the whole node here. */
function copy(tree: Tree, text: string, offset: number): { root: SyntaxNode; broken: boolean } {
  const { types, fields } = tree.language;
  const dull = types.map((type) => PUNCTUATION.test(type));
  const cursor = tree.walk();
  const { hasError } = tree.rootNode;
  let broken = false;
  /** Children of the nodes that are open, outermost first. */
  const open: SyntaxNode[][] = [[]];
  const enter = (): void => {
    const children: SyntaxNode[] = [];
    const id = cursor.nodeTypeId;
    if (hasError) broken ||= cursor.nodeType === 'ERROR' || (cursor.nodeIsMissing && !NEVER_MISSED.has(cursor.nodeType));
    if (dull[id] !== true || cursor.nodeIsNamed) {
      const fieldName = fields[cursor.currentFieldId] ?? undefined;
      open
        .at(-1)
        ?.push(
          new SyntaxNode(
            types[id] ?? 'ERROR',
            cursor.nodeIsNamed,
            fieldName,
            cursor.startIndex + offset,
            cursor.endIndex + offset,
            children,
            text,
          ),
        );
    }
    open.push(children);
  };
  enter();
  for (let inside = true; inside; ) {
    if (open.length <= DEPTH && cursor.gotoFirstChild()) {
      enter();
      continue;
    }
    if (open.length > DEPTH && cursor.currentNode.childCount > 0) broken = true;
    open.pop();
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        inside = false;
        break;
      }
      open.pop();
    }
    if (inside) enter();
  }
  cursor.delete();
  return { root: open[0]?.[0] ?? new SyntaxNode('ERROR', true, undefined, 0, text.length, [], text), broken };
}
