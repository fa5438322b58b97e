/**
 * How to add a framework
 * ======================
 *
 * An extractor is one file in `frameworks/` (with helpers in a folder of its name when it grows), listed in `frameworks/index.ts`. It says
 * which files may concern it (`languages`, `words`: a cheap test of the text), and turns the files of one build module into routes.
 *
 * What it works on is never syntax. Each file has a {@link Unit} (syntax/unit.ts): imports, types with decorators, fields and methods,
 * functions, statements, expressions, the same for every language. A new language needs one reader in `languages/` and a resolver of its
 * imports in `interpret/`.
 *
 * Two styles of frameworks:
 * - **By declaration** (Spring, NestJS, JAX-RS, ASP.NET MVC, tsoa, Symfony): walk `typesOf(unit)`, read decorators, take their arguments
 *   with `interpreter.argumentsIn(...)`, which evaluates constants wherever they are declared, and find types by
 *   `interpreter.typeNamed(...)`; `interpreter.lineage(type)` gives supertypes.
 * - **By calls** (Express, Fastify, FastAPI, gin, minimal APIs, Laravel): give the {@link Interpreter} a dialect that answers calls of the
 *   package (`express()`) with a {@link Host}; the interpreter follows it through variables, modules, functions and classes, and tells the
 *   host each call made on it, with values as arguments. Then turn what the hosts gathered into routes.
 *
 * Security, the heart of it: build {@link Guards} from everything that lies between the request and the handler, in order
 * (security.ts): each guard is `required`, `optional`, `public`, `harmless`, or `unknown`. `none` comes out only when all of them are
 * harmless and the handler's own body has no suspect word. Whatever could not be resolved must be added as `unknown`, never left out.
 *
 * Schemas: schema-builder.ts turns types into {@link CodeSchema}; say per framework which decorators carry bounds.
 */
import type { CodeDocument } from './openapi/code-document.ts';
import type { Program } from './program.ts';
import type { CodePlace, CodeSchema, Route } from './route.ts';
import type { Language } from './syntax/language.ts';

/** Reads one framework. */
export interface Extractor {
  /** Lower case, as reports name it: `express`. */
  readonly id: string;
  readonly languages: readonly Language[];
  /**
   * A file concerns the framework when its text holds one of these. Choose what every file with routes or guards must have, an import
   * mostly; files that are reached from there need no word, for they are parsed when they are asked for.
   */
  readonly words: readonly string[];
  /** Everything that one build module offers. Never throws for what the code holds. */
  extract(context: ExtractorContext): Extraction;
}

export interface ExtractorContext {
  readonly program: Program;
  /** Folder of the nearest build file, `''` for the workspace. A guard that is set up in one module holds for that module alone. */
  readonly module: string;
  /** Files of the module that hold one of the extractor's words, sorted. */
  readonly files: readonly string[];
  /** Files of the module of the extractor's languages, whatever they hold, sorted. */
  readonly allFiles: readonly string[];
  /** Folder of the build module that a file belongs to. */
  readonly moduleOf: (file: string) => string;
  /** Whether a tool wrote the file: it has no routes of its own, and code that implements it follows a document. */
  readonly isGenerated: (file: string) => boolean;
  /** Reads a file that is no source: a configuration such as `application.yml`; undefined when there is none. */
  readonly text: (file: string) => string | undefined;
}

/** What one extractor found in one module. */
export interface Extraction {
  readonly routes: readonly Route[];
  /** Named schemas that routes refer to. */
  readonly schemas: ReadonlyMap<string, CodeSchema>;
  /** OpenAPI that comments hold, as documents whose positions are those of the source file. */
  readonly documents?: readonly CodeDocument[];
  /** What could not be understood, one line a cause and module, never one an operation. */
  readonly notes: readonly ExtractionNote[];
  /**
   * True when every route of the module is known for certain: nothing was unresolved, no file unread. Only then may something be said to
   * be missing from the code.
   */
  readonly complete: boolean;
  /** The budget of the interpreter ran out: guards may stand in what was not followed. */
  readonly cut?: boolean;
  /** Handlers implement interfaces that are generated from a document: the document is the source, and there is nothing to compare. */
  readonly specFirst?: boolean;
}

export interface ExtractionNote {
  readonly message: string;
  readonly place?: CodePlace;
}

export const NOTHING: Extraction = { routes: [], schemas: new Map(), notes: [], complete: true };
