/**
 * Cuts GitHub's own OpenAPI document down to the routes that apiward calls, for the tests' stand-in for GitHub. The document is GitHub's, under
 * the MIT licence; the npm package `@octokit/openapi` publishes it. Descriptions and examples are left out,
 * and `nullable` beside a choice is said in a way that validators understand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cached, DOCUMENTS } from './packages.ts';

const TARGET = new URL('../test/fixtures/github-api.json', import.meta.url);

/** Every call that apiward makes, and no other. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  '/user': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/files': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/comments': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/reviews': ['post'],
  '/repos/{owner}/{repo}/pulls/comments/{comment_id}': ['delete'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch', 'delete'],
  '/repos/{owner}/{repo}/commits/{ref}': ['get'],
  '/repos/{owner}/{repo}/commits/{ref}/check-runs': ['get'],
  '/repos/{owner}/{repo}/check-runs': ['post'],
  '/repos/{owner}/{repo}/check-runs/{check_run_id}': ['patch'],
  '/repos/{owner}/{repo}/code-scanning/sarifs': ['post'],
  '/repos/{owner}/{repo}/compare/{basehead}': ['get'],
  '/repos/{owner}/{repo}/git/trees/{tree_sha}': ['get'],
  '/repos/{owner}/{repo}/git/blobs/{file_sha}': ['get'],
  '/repos/{owner}/{repo}/contents/{path}': ['get'],
};

type Json = Record<string, unknown>;

const WORDS: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'x-github',
  'x-octokit',
  'tags',
]);

/** Without words; a property of that name stays. */
function bare(value: unknown, names = false): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => names || !WORDS.has(key));
  const schema = Object.fromEntries(entries.map(([key, inner]) => [key, bare(inner, !names && key === 'properties')]));
  return names ? schema : nullable(schema);
}

/** `nullable` beside a choice, which OpenAPI 3.0.3 leaves without effect and validators refuse, said as one of the choices. */
function nullable(schema: Json): Json {
  const { nullable: isNullable, ...rest } = schema;
  if (isNullable !== true || rest['type'] !== undefined) return schema;
  return { anyOf: [rest, { enum: [null] }] };
}

function references(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string') found.add(inner);
      else references(inner, found);
    }
  }
  return found;
}

const folder = cached('documents', DOCUMENTS);
const source = JSON.parse(readFileSync(join(folder, '@octokit/openapi/generated/api.github.com.json'), 'utf8')) as {
  openapi: string;
  info: Json;
  paths: Record<string, Json>;
  components: Record<string, Json>;
};

const paths: Record<string, Json> = {};
for (const [path, methods] of Object.entries(ROUTES)) {
  const item = source.paths[path];
  if (item === undefined) throw new Error(`GitHub's document has no ${path}`);
  paths[path] = Object.fromEntries(['parameters', ...methods].flatMap((key) => (item[key] === undefined ? [] : [[key, bare(item[key])]])));
  // What a response says beside its schema is of no use here.
  for (const method of methods) if (item[method] === undefined) throw new Error(`GitHub's document has no ${method} ${path}`);
}

const components: Record<string, Json> = {};
const queue = [...references(paths)];
const seen = new Set(queue);
for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
  const [, , kind = '', name = ''] = next.split('/');
  const component = bare(source.components[kind]?.[name]);
  if (component === undefined) throw new Error(`GitHub's document has no ${next}`);
  components[kind] = { ...components[kind], [name]: component };
  for (const reference of references(component)) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    queue.push(reference);
  }
}

const info = {
  title: "GitHub's REST API, the part that apiward calls",
  version: source.info['version'],
  license: source.info['license'],
  'x-source': 'Made by scripts/github-api.ts from the npm package @octokit/openapi; the document is by GitHub, Inc.',
};
writeFileSync(TARGET, `${JSON.stringify({ openapi: source.openapi, info, paths, components })}\n`);
process.stdout.write(`${Object.keys(paths).length} paths, ${seen.size} components\n`);
