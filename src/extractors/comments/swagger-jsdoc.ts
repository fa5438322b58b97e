import { codeName } from '../../documents/code-name.ts';
import { globMatcher } from '../../inputs/glob.ts';
import { directoryOf, normalizePath } from '../../inputs/paths.ts';
import type { Extraction, ExtractionNote, Extractor, ExtractorContext } from '../extractor.ts';
import { NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { asString, fieldOf } from '../interpret/value.ts';
import { CodeDocument } from '../openapi/code-document.ts';
import { type CodeTree, leaf, node } from '../openapi/code-tree.ts';
import { type CommentLine, commentLines, merge, readFragment } from './fragment.ts';
import { valueTree } from './value-tree.ts';

const TAG = /^\s*@(?:openapi|swagger)\b\s*$/i;
const OTHER_TAG = /^\s*@\w/;

/** Root fields of OpenAPI 2.0 and 3.x that a comment may hold; anything else that it holds is a path. */
const ROOT_FIELDS = new Set(
  'components,consumes,produces,paths,schemas,securityDefinitions,responses,parameters,definitions,channels,tags,security,servers,info,openapi,swagger,externalDocs,host,basePath,schemes,webhooks'.split(
    ',',
  ),
);

/** OpenAPI in comments after `@openapi` or `@swagger`, as swagger-jsdoc reads it. */
export default {
  id: 'swagger-jsdoc',
  languages: ['javascript', 'typescript', 'tsx'],
  words: ['@openapi', '@swagger', 'swagger-jsdoc'],
  extract,
} satisfies Extractor;

function extract({ program, files, module }: ExtractorContext): Extraction {
  const notes: ExtractionNote[] = [];
  const given = optionsIn(program, files);
  let tree: CodeTree | undefined;
  for (const file of files) {
    const text = program.text(file);
    const fragments = (program.unit(file)?.comments ?? []).flatMap((span) => fragmentsIn(commentLines(text, span)));
    // Comments of one file share their anchors.
    const anchors = fragments.filter((lines) => lines.some((line) => /:\s+&\w/.test(line.text))).flat();
    for (const lines of fragments) {
      const needs = !anchors.includes(lines[0] as CommentLine) && lines.some((line) => /:\s+\*\w/.test(line.text));
      const fragment = readFragment(file, needs ? [...anchors, ...lines] : lines);
      if (fragment.ok) tree = merge(tree, rooted(fragment.tree));
      else notes.push({ message: `swagger-jsdoc: a comment is not read: ${fragment.message}`, place: { file, span: fragment.at } });
    }
  }
  for (const file of yamlFiles(given, program.files, module)) {
    const fragment = readFragment(file, commentLines(program.text(file), { start: 0, end: program.text(file).length }));
    if (fragment.ok) tree = merge(tree, rooted(fragment.tree));
    else notes.push({ message: `swagger-jsdoc: ${file} is not read: ${fragment.message}`, place: { file, span: fragment.at } });
  }
  const paths = tree?.entries?.get('paths');
  if (tree === undefined || (paths?.entries?.size ?? 0) === 0) return { ...NOTHING, notes };
  const whole = merge(given.definition, tree) ?? tree;
  const document = CodeDocument.of(complete(whole), codeName(module, 'swagger-jsdoc'), (file) => program.text(file));
  return { ...NOTHING, documents: [document], notes };
}

/** The lines after each tag, up to the next tag of any kind. */
function fragmentsIn(lines: readonly CommentLine[]): CommentLine[][] {
  const fragments: CommentLine[][] = [];
  let open: CommentLine[] | undefined;
  for (const line of lines) {
    if (TAG.test(line.text)) {
      open = [];
      fragments.push(open);
    } else if (OTHER_TAG.test(line.text) && !line.text.includes(':')) open = undefined;
    else open?.push(line);
  }
  return fragments.filter((each) => each.some(({ text }) => text.trim() !== ''));
}

/** A fragment as a document: what is no root field is a path. */
function rooted(tree: CodeTree): CodeTree {
  const root = new Map<string, CodeTree>();
  const paths = new Map<string, CodeTree>();
  for (const [name, each] of tree.entries ?? []) {
    // One tag may stand without its list.
    const part = name === 'tags' && each.entries !== undefined ? { place: each.place, items: [each] } : each;
    (ROOT_FIELDS.has(name) ? root : paths).set(name, part);
  }
  if (paths.size > 0) {
    const joined = merge(root.get('paths'), { place: tree.place, entries: paths });
    if (joined !== undefined) root.set('paths', joined);
  }
  return { place: tree.place, entries: root };
}

/** What `swaggerJsdoc()` is given, in any file of the module. */
interface Given {
  readonly definition: CodeTree | undefined;
  /** Globs of the files that are searched for comments, or are YAML, relative to the module or its file. */
  readonly apis: readonly { readonly glob: string; readonly file: string }[];
}

function optionsIn(program: ExtractorContext['program'], files: readonly string[]): Given {
  let definition: CodeTree | undefined;
  const apis: { glob: string; file: string }[] = [];
  const interpreter = new Interpreter(program, {
    external({ module }, { arguments: [first] }) {
      if (module !== 'swagger-jsdoc' || first === undefined) return undefined;
      const value = fieldOf(first.value, 'definition') ?? fieldOf(first.value, 'swaggerDefinition');
      if (value !== undefined) definition = merge(definition, valueTree(value, first.place));
      const globs = fieldOf(first.value, 'apis');
      for (const item of globs?.kind === 'list' ? globs.items : []) {
        const glob = asString(item);
        if (glob !== undefined) apis.push({ glob, file: first.place.file });
      }
      return undefined;
    },
  });
  for (const file of files) if (/swagger-?jsdoc/i.test(program.text(file))) interpreter.read(file);
  return { definition, apis };
}

/** The YAML files among those that are searched; globs are relative to the folder that the program runs in, or to a file's own. */
function yamlFiles({ apis }: Given, files: Iterable<string>, module: string): string[] {
  const matchers = apis
    .filter(({ glob }) => /\.(?:ya?ml|\{.*|\*)$/i.test(glob))
    .flatMap(({ glob, file }) => [module, directoryOf(file)].map((folder) => normalizePath(folder === '' ? glob : `${folder}/${glob}`)))
    .flatMap((glob) => matcherOf(glob) ?? []);
  return matchers.length === 0 ? [] : [...files].filter((file) => /\.ya?ml$/i.test(file) && matchers.some((matches) => matches(file)));
}

function matcherOf(glob: string | undefined): ((file: string) => boolean) | undefined {
  try {
    return glob === undefined ? undefined : globMatcher(glob);
  } catch {
    // More alternatives than any list of files has.
    return undefined;
  }
}

/** A document without a version is one of OpenAPI 3.0, unless it has what only 2.0 has. What the program fills in is not missing. */
function complete(tree: CodeTree): CodeTree {
  const entries = tree.entries ?? new Map<string, CodeTree>();
  const isSwagger = entries.has('securityDefinitions') || entries.has('definitions');
  const hasVersion = entries.has('openapi') || entries.has('swagger');
  const filled = node(tree.place, {
    ...(!hasVersion && (isSwagger ? { swagger: leaf('2.0') } : { openapi: leaf('3.0.0') })),
    info: node(tree.place, { title: leaf('API'), version: leaf('0') }),
  });
  return merge(tree, filled) ?? tree;
}
