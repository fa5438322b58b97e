import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Packages that only a user's own Spectral ruleset needs. They are bundled once, in CommonJS, and loaded at first use; none of them
 * imports spectral-core, so nothing exists twice whose identity matters.
 */
const VENDOR: readonly string[] = [
  '@asyncapi/specs',
  '@stoplight/better-ajv-errors',
  '@stoplight/spectral-parsers',
  '@stoplight/spectral-ref-resolver',
  'ajv',
  'ajv-draft-04',
  'ajv-errors',
  'ajv-formats',
  'ajv-formats/dist/formats',
  'ajv/dist/2019',
  'ajv/dist/2020',
  'ajv/dist/compile/names',
  'ajv/dist/compile/ref_error',
  'ajv/dist/refs/json-schema-draft-06.json',
  'ajv/dist/runtime/equal',
  'es-aggregate-error',
  'json-schema-traverse',
  'jsonpath-plus',
  'minimatch',
  'nimma/fallbacks',
  'nimma/legacy',
];

/** The module that vendor.cjs is built from: one getter a package, so that even there each is loaded only when asked for. */
export function vendorSource(): string {
  return `Object.defineProperties(exports, {${VENDOR.map((name) => `${JSON.stringify(name)}: { get: () => require(${JSON.stringify(name)}) }`).join(',\n')}});`;
}

/** Leaves the vendor packages out: importers read them from the vendor file, whose path the build fills in. */
export const vendorBoundary: Plugin = {
  name: 'vendor-boundary',
  setup({ onLoad, onResolve }) {
    const names = new Set(VENDOR);
    onResolve({ filter: /^[@a-z]/ }, ({ path }) => (names.has(path) ? { path, namespace: 'vendor' } : undefined));
    onLoad({ filter: /.*/, namespace: 'vendor' }, ({ path }) => ({
      contents: `module.exports = require("apiward:vendor")[${JSON.stringify(path)}];`,
      loader: 'js',
    }));
    onResolve({ filter: /^apiward:vendor$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** `const x_1 = require("x");` as TypeScript writes it, with or without its interop helper. */
const REQUIRE =
  /^(?:const|var) (\w+_\d+|[A-Z]\w*) = ((?:\(0, )?(?:tslib_\d+\.)?(?:__importDefault|__importStar)?\)?\(?require\("([^"]+)"\)\)?);$/gm;

/**
 * Loads what a package of Spectral's requires at the first use of its name instead of at start-up. TypeScript's output reads imports as
 * `x_1.name` where they are used, so turning `x_1` into a call changes the time of loading and nothing else.
 */
export const lazyRequires: Plugin = {
  name: 'lazy-requires',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]@stoplight[\\/]spectral-[^\\/]+[\\/]dist[\\/].*\.js$/ }, async ({ path }) => ({
      contents: makeLazy(await readFile(path, 'utf8'), path),
      loader: 'js',
    }));
  },
};

function makeLazy(source: string, path: string): string {
  const names: string[] = [];
  let text = source.replace(REQUIRE, (line, name: string, expression: string, specifier: string) => {
    if (specifier === 'tslib') return line;
    // lodash is one function a file underneath; the whole of it costs more to load than all the rest.
    if (specifier === 'lodash') return `const ${name} = { ${lodashGetters(source, name)} };`;
    names.push(name);
    return `const $${name} = $lazy(() => ${expression});`;
  });
  for (const name of names) {
    // Not in a string, not a property (but after a spread).
    const use = new RegExp(`(?<![\\w"'/$]|(?<!\\.\\.)\\.)${name}(?![\\w"'$])`, 'g');
    text = text.replace(use, `($${name}())`);
    if (/^export |^import /m.test(text)) throw new Error(`${path} is no CommonJS`);
  }
  if (names.length === 0) return text;
  return `${text}\nfunction $lazy(load) { let value; return () => (value ??= load()); }\n`;
}

function lodashGetters(source: string, name: string): string {
  const used = new Set([...source.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, method]) => method));
  return [...used].map((method) => `get ${method}() { return require("lodash/${method}"); }`).join(', ');
}

/** Packages that must not be in the bundle, and that nothing in it needs. */
export const stubs: Plugin = {
  name: 'stubs',
  setup({ onLoad, onResolve }) {
    // Its install script reports home; nothing imports it, and nothing shall.
    onResolve({ filter: /^@scarf\/scarf/ }, () => ({ errors: [{ text: '@scarf/scarf must not be bundled' }] }));
    // apiward opens no connection, and Spectral's HTTP client brings modules that newer versions of Node warn of.
    onResolve({ filter: /^node-fetch$/ }, ({ path }) => ({ path, namespace: 'stub' }));
    onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
      contents: `module.exports = () => Promise.reject(new Error('apiward opens no connection'));`,
      loader: 'js',
    }));
    // The ES build of lodash-using packages names single functions: take each from its own file.
    onLoad({ filter: /node_modules[\\/]@stoplight[\\/](json|path)[\\/]index\.es\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/import\{([^}]+)\}from"lodash";/g, (_, list: string) =>
        list
          .split(',')
          .map((item) => item.split(' as '))
          .map(([method = '', alias = method]) => `import ${alias} from"lodash/${method}.js";`)
          .join(''),
      ),
      loader: 'js',
    }));
  },
};
