import { directoryOf, foldersUp } from './interpret/source-paths.ts';
import { family, type Language, languageOf } from './syntax/language.ts';

/** Files that make a folder a build module, by language family. */
const BUILD_FILES: Readonly<Record<ReturnType<typeof family>, RegExp>> = {
  javascript: /^package\.json$/,
  java: /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
  python: /^(?:pyproject\.toml|setup\.py|setup\.cfg|Pipfile|requirements\.txt)$/,
  csharp: /\.csproj$/i,
  go: /^go\.mod$/,
  php: /^composer\.json$/,
  ruby: /^(?:Gemfile|[\w-]+\.gemspec)$/,
};

/** The language family whose code alone can depend on a file, as on its own sources and build files; undefined for whatever all may read. */
export function onlyFamily(file: string): ReturnType<typeof family> | undefined {
  const language = languageOf(file);
  if (language !== undefined) return family(language);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const found = Object.entries(BUILD_FILES).find(([, pattern]) => pattern.test(name));
  return found?.[0] as ReturnType<typeof family> | undefined;
}

/** Finds the build module of a source file: the folder of the nearest build file of its language, `''` when there is none. */
export class BuildModules {
  readonly #roots = new Map<string, Set<string>>();
  readonly #known = new Map<string, string>();

  /** @param files every file of the workspace that was found */
  constructor(files: Iterable<string>) {
    const all = new Set(files);
    for (const file of all) {
      const name = file.slice(file.lastIndexOf('/') + 1);
      for (const [language, pattern] of Object.entries(BUILD_FILES)) {
        // A module of a package may be called `setup` too.
        if (!pattern.test(name) || (name === 'setup.py' && all.has(file.replace(/setup\.py$/, '__init__.py')))) continue;
        const roots = this.#roots.get(language) ?? new Set();
        roots.add(directoryOf(file));
        this.#roots.set(language, roots);
      }
    }
  }

  moduleOf(file: string): string {
    const language: Language | undefined = languageOf(file);
    const roots = language === undefined ? undefined : this.#roots.get(family(language));
    if (roots === undefined) return '';
    const directory = directoryOf(file);
    const key = `${language} ${directory}`;
    const known = this.#known.get(key) ?? foldersUp(directory).find((folder) => roots.has(folder)) ?? '';
    this.#known.set(key, known);
    return known;
  }
}
