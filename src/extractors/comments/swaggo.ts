import { codeName } from '../../documents/code-name.ts';
import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { CodeDocument } from '../openapi/code-document.ts';
import { type CodeTree, leaf, node } from '../openapi/code-tree.ts';
import { commentBlocks, type Directive } from './go-comments.ts';
import { apiTree, operationsOf } from './swaggo-operations.ts';
import { SwaggoSchemas } from './swaggo-schemas.ts';

/** OpenAPI 2.0 in comments of Go, as swag reads it. */
export default {
  id: 'swaggo',
  languages: ['go'],
  words: ['@Router', '@router', '@title', '@securityDefinitions'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, files } = context;
  const schemas = new SwaggoSchemas(context);
  const api: Directive[] = [];
  let paths: ReadonlyMap<string, CodeTree> = new Map();
  for (const file of files) {
    for (const block of commentBlocks(file, program.text(file))) {
      if (block.some(({ name }) => name === 'router' || name === 'deprecatedrouter'))
        paths = withOperations(paths, operationsOf(block, schemas));
      else if (block.some(({ name }) => name === 'title' || name.startsWith('securitydefinitions.'))) api.push(...block);
    }
  }
  const [first] = [...paths.values()];
  const place = first?.place;
  if (place === undefined) return NOTHING;
  const tree = node(place, {
    swagger: leaf('2.0', place),
    ...apiTree(api, place),
    paths: { place, entries: paths },
    ...(schemas.definitions.size > 0 && { definitions: { place, entries: schemas.definitions } }),
  });
  return { ...NOTHING, documents: [CodeDocument.of(tree, codeName(context.module, 'swaggo'), (file) => program.text(file))] };
}

/** Adds operations to path items; the first of two with one method stays. */
function withOperations(paths: ReadonlyMap<string, CodeTree>, operations: ReturnType<typeof operationsOf>): ReadonlyMap<string, CodeTree> {
  const all = new Map(paths);
  for (const { path, method, tree } of operations) {
    const item = all.get(path);
    const entries = new Map(item?.entries ?? []);
    if (!entries.has(method)) entries.set(method, tree);
    all.set(path, { place: item?.place ?? tree.place, entries });
  }
  return all;
}
