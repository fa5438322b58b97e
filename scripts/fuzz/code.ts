import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageOf } from '../../src/extractors/syntax/language.ts';
import type { Random } from './random.ts';
import { mutateText } from './text.ts';
import { hostileStrings } from './words.ts';

/** The apps of the tests, each as its files by path. */
export type Apps = readonly Readonly<Record<string, string>>[];

const FOLDER = fileURLToPath(new URL('../../test/fixtures/code/', import.meta.url));
const MOST_FILES = 12;

/** Always in the same order. */
export function loadApps(): Apps {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((app) => {
      const files = readdirSync(join(FOLDER, app), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.endsWith('expected.json'));
      return Object.fromEntries(
        paths.sort().map((path) => [relative(join(FOLDER, app), path).split(sep).join('/'), readFileSync(path, 'utf8')]),
      );
    });
}

/** Words and signs of the languages that are read, with what frameworks look for. */
const PIECES: readonly string[] = [
  ...'( ) { } [ ] < > , ; : . => -> :: = + | & @ # // /* */ """ \' " ` { } \\ ... ?. ?? ! ~ $ %'.split(' '),
  ...'class interface enum record struct namespace package import from export default function def func fn const let var if else for'.split(
    ' ',
  ),
  ...'while return yield await async new this self super null None nil true false lambda with try catch finally throw extends implements'.split(
    ' ',
  ),
  '@Get("/a/{id}")',
  '@PostMapping(value = {"/a", "/b"})',
  '@app.get("/x/{id}", dependencies=[Depends(auth)])',
  'router.use(requireAuth)',
  "app.get('/a/:id(\\\\d+)', (req, res) => res.status(401).end())",
  '[HttpGet("{id:int}")]',
  '[Authorize(Roles = "a,b")]',
  'r.GET("/a/:id", func(c *gin.Context) { c.AbortWithStatus(401) })',
  "Route::get('/a/{id?}', [A::class, 'b'])->middleware('auth:sanctum');",
  '#[Route("/a/{id}", methods: ["GET"])]',
  '@jwt_required()',
  '@UseGuards(AuthGuard("jwt"))',
  '/** @openapi\n * /a: { get: { responses: { 200: { description: ok } } } }\n */',
  '// @Router /a/{id} [get]\n// @Security ApiKeyAuth',
  '/** @OA\\Get(path="/a", @OA\\Response(response=200, description="ok")) */',
  'const a = b; const b = a;',
  'class A extends A {}',
  'def f(): return f()\n',
  '\n',
  '\n    ',
  '\t',
  '\ufeff',
  '\u0000',
];

/** Source files of an app, some of which no compiler would take. */
export function codeInput(apps: Apps, random: Random): Readonly<Record<string, string>> {
  const app = random.pick(apps);
  const sources = Object.keys(app).filter((path) => languageOf(path) !== undefined);
  if (sources.length === 0 || random.once(8)) return noise(apps, random);
  const files: Record<string, string> = {};
  const first = random.below(sources.length);
  for (const path of [...sources.slice(first), ...sources.slice(0, first)].slice(0, MOST_FILES)) files[path] = app[path] ?? '';
  // Build files and settings.
  for (const [path, text] of Object.entries(app)) if (languageOf(path) === undefined) files[path] = text;
  const rounds = 1 + random.below(4);
  for (let round = 0; round < rounds; round++) {
    const path = random.pick(Object.keys(files));
    files[path] = mutated(files[path] ?? '', random, () => random.pick(Object.values(random.pick(apps))));
  }
  return files;
}

function mutated(text: string, random: Random, donor: () => string): string {
  const at = random.below(text.length + 1);
  switch (random.below(5)) {
    case 0: {
      const foreign = donor();
      const from = random.below(foreign.length + 1);
      return text.slice(0, at) + foreign.slice(from, from + random.below(2000)) + text.slice(at);
    }
    case 1:
      return text.slice(0, at) + random.pick(PIECES).repeat(random.pick([1, 1, 3, 300])) + text.slice(at);
    case 2: {
      // A name becomes another one, everywhere.
      const names = [...new Set(text.match(/\b[A-Za-z_]\w{2,}\b/g) ?? ['x'])];
      return text.replaceAll(random.pick(names), random.pick([...names, '__proto__', 'constructor', 'toString']));
    }
    case 3: {
      const strings = text.match(/"[^"\n]{1,60}"|'[^'\n]{1,60}'/g) ?? [''];
      return text.replace(random.pick(strings), () => JSON.stringify(random.pick(hostileStrings)));
    }
    default:
      return mutateText(text, random);
  }
}

/** No grammar, in a file that says it is source code, beside the build file of an app. */
function noise(apps: Apps, random: Random): Readonly<Record<string, string>> {
  const app = random.pick(apps);
  const build = Object.entries(app).filter(([path]) => languageOf(path) === undefined);
  const name = random.pick([
    'a.ts',
    'b.js',
    'c.py',
    'd.java',
    'e.cs',
    'f.go',
    'g.php',
    'j.kt',
    'h.tsx',
    'routes/i.php',
    'urls.py',
    'Program.cs',
    'main.go',
  ]);
  let text = '';
  for (let length = 20 + random.below(random.pick([50, 400, 3000])); length > 0; length--) text += `${random.pick(PIECES)} `;
  return { ...Object.fromEntries(build), [name]: text };
}
