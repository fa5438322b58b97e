/** A language that source files are read in. */
export type Language = 'javascript' | 'typescript' | 'tsx' | 'python' | 'java' | 'kotlin' | 'csharp' | 'go' | 'php' | 'ruby';

/** File extensions of each language. A file is parsed with the grammar of the same name, packed by `scripts/grammars.ts`. */
const EXTENSIONS: Readonly<Record<Language, readonly string[]>> = {
  javascript: ['js', 'mjs', 'cjs', 'jsx'],
  typescript: ['ts', 'mts', 'cts'],
  tsx: ['tsx'],
  python: ['py'],
  java: ['java'],
  csharp: ['cs'],
  go: ['go'],
  php: ['php'],
  kotlin: ['kt'],
  ruby: ['rb'],
};

const BY_EXTENSION = new Map(
  Object.entries(EXTENSIONS).flatMap(([language, extensions]) => extensions.map((extension) => [extension, language as Language] as const)),
);

/** The language of a file, by its extension; undefined for anything that is not read, type declarations (`.d.ts`) included. */
export function languageOf(file: string): Language | undefined {
  if (/\.d\.[mc]?ts$/i.test(file)) return undefined;
  return BY_EXTENSION.get(file.slice(file.lastIndexOf('.') + 1).toLowerCase());
}

/** The languages whose units speak to each other: TypeScript imports JavaScript and the other way round, Kotlin imports Java. */
export function family(language: Language): 'javascript' | Exclude<Language, 'typescript' | 'tsx' | 'kotlin'> {
  if (language === 'kotlin') return 'java';
  return language === 'typescript' || language === 'tsx' ? 'javascript' : language;
}

/** Languages whose imports name types, and whose packages see each other's types without an import. */
export function importsTypes(language: Language): boolean {
  return language === 'java' || language === 'kotlin' || language === 'csharp' || language === 'php';
}

/** Languages in which a method calls another one of its own type, and reads its fields, by the bare name. */
export function hasImpliedReceiver(language: Language): boolean {
  return language === 'java' || language === 'kotlin' || language === 'csharp';
}
