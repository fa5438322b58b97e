import type { Language } from '../syntax/language.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Unit } from '../syntax/unit.ts';
import { readCSharp } from './csharp.ts';
import { readGo } from './go.ts';
import { readJava } from './java.ts';
import { readJavaScript } from './javascript.ts';
import { readKotlin } from './kotlin.ts';
import { readPhp } from './php.ts';
import { readPython } from './python.ts';
import { readRuby } from './ruby.ts';

type Reader = (file: string, language: Language, root: SyntaxNode, broken: boolean) => Unit;

/** Turns the syntax of a file into its unit, by language. A language without a reader is not read yet. */
export const readers: Readonly<Partial<Record<Language, Reader>>> = {
  javascript: readJavaScript,
  typescript: readJavaScript,
  tsx: readJavaScript,
  python: readPython,
  java: readJava,
  csharp: readCSharp,
  go: readGo,
  php: readPhp,
  kotlin: readKotlin,
  ruby: readRuby,
};

/** Part of the key of kept units: raised whenever a reader or the shape of units changes. */
export const READERS_VERSION = 3;
