import { Resolver } from '@stoplight/spectral-ref-resolver';
import { arazzo, asyncapi, oas } from '@stoplight/spectral-rulesets';
import { lineIndex } from '../documents/lines.ts';
import { parseDocuments } from '../documents/parse.ts';
import { get, isObject, type JsonObject } from '../documents/tree.ts';
import { UserError } from '../errors.ts';
import type { Severity } from '../findings/finding.ts';
import { joinPath } from '../inputs/paths.ts';
import type { Workspace } from '../inputs/workspace.ts';
import { convertDefinition } from './custom-definition.ts';
import { CustomRuleset, type FileOverrides } from './custom-ruleset.ts';
import type { Preset, Rule } from './define-rule.ts';
import type { EngineRuleset } from './engine.ts';
import { presetDefinition } from './preset-definition.ts';
import { PRESETS } from './presets.ts';

type Definition = Record<string, unknown>;

/** Read on demand: the bundle loads each with its first use. */
const SPECTRAL_RULESETS: ReadonlyMap<string, () => object> = new Map<string, () => object>([
  ['spectral:oas', () => oas],
  ['spectral:asyncapi', () => asyncapi],
  ['spectral:arazzo', () => arazzo],
]);

interface LoadOptions {
  readonly workspace: Workspace;
  readonly rules: readonly Rule[];
  /** Stands in when the ruleset extends none of our presets. */
  readonly preset: Preset;
  /** Wins over everything the ruleset says. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

/**
 * Loads Spectral rulesets (YAML or JSON; workspace-relative paths) with their `extends`: files, `spectral:oas` and its kin,
 * `apiward:<preset>`. Of several, each tunes those before it, and what each names is relative to its own file.
 * @throws UserError for everything that is wrong with them.
 */
export async function loadCustomRuleset(files: readonly [string, ...string[]], options: LoadOptions): Promise<EngineRuleset> {
  const loader = new Loader(options);
  const definitions = [];
  for (const name of files) definitions.push(await loader.load(name, []));
  // Asked before the overrides are followed: what one of them extends is there for its own files alone.
  const own = loader.usesPreset ? [] : [[presetDefinition(options.rules, options.preset), 'all']];
  const overrides = await Promise.all(
    definitions.map(async (definition, index): Promise<FileOverrides> => {
      const file = files[index] ?? '';
      return { file, list: await loader.overrides(definition['overrides'], file) };
    }),
  );
  const [first = {}] = definitions;
  const base =
    definitions.length === 1
      ? { ...first, extends: [...own, ...(first['extends'] as unknown[])] }
      : { extends: [...own, ...definitions.map(({ overrides: _, ...rest }) => rest)] };
  const custom = new CustomRuleset(files, base, overrides, options.severities);
  return { rules: options.rules, forFile: (name, root) => custom.forFile(name, root), resolver: localResolver(options.workspace) as never };
}

class Loader {
  usesPreset = false;
  readonly #options: LoadOptions;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #presets = new Map<string, object>();

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  }

  async load(file: string, trail: readonly string[]): Promise<Definition> {
    if (trail.includes(file)) throw new UserError(`${file} extends itself through ${trail.slice(trail.indexOf(file)).join(' -> ')}`);
    if (/\.(?:c|m)?[jt]s$/.test(file)) {
      throw new UserError(`${file} is a JavaScript ruleset, which apiward does not run: write it in YAML or JSON`);
    }
    const value = await this.#read(file);
    const definition = convertDefinition(value, file, this.#rules);
    definition['extends'] = await this.#parents(get(value, 'extends'), file, [...trail, file]);
    return definition;
  }

  /** The overrides of a converted definition, with what they extend. */
  async overrides(list: unknown, file: string): Promise<unknown> {
    if (!Array.isArray(list)) return list;
    return Promise.all(
      list.map(async (item) => {
        const inherited = get(item, 'extends');
        return inherited === undefined ? item : { ...item, extends: await this.#parents(inherited, file, [file]) };
      }),
    );
  }

  async #parents(list: unknown, file: string, trail: readonly string[]): Promise<unknown[]> {
    const entries = list === undefined ? [] : typeof list === 'string' ? [list] : list;
    if (!Array.isArray(entries)) throw new UserError(`${file}: \`extends\` must be a name, a file, or a list of them`);
    return Promise.all(entries.map((entry) => this.#extend(entry, file, trail)));
  }

  async #read(file: string): Promise<JsonObject> {
    let bytes: Uint8Array;
    try {
      bytes = await this.#options.workspace.read(file);
    } catch (error) {
      throw new UserError(`cannot read the ruleset ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const [document] = parseDocuments(file, bytes);
    const problem = document?.problems[0];
    if (document !== undefined && problem !== undefined) {
      const { line, column } = lineIndex(document.text).position(problem.at.start);
      throw new UserError(`${file}:${line}:${column}: ${problem.message}`);
    }
    if (!isObject(document?.value)) throw new UserError(`${file} is not a ruleset: it must be a mapping with \`rules\` or \`extends\``);
    return document.value;
  }

  async #extend(entry: unknown, file: string, trail: readonly string[]): Promise<unknown> {
    if (Array.isArray(entry)) return [await this.#named(entry[0], file, trail), entry[1]];
    return this.#named(entry, file, trail);
  }

  async #named(name: unknown, file: string, trail: readonly string[]): Promise<object> {
    if (typeof name !== 'string') throw new UserError(`${file}: an entry of \`extends\` must be a name or a file`);
    if (name.startsWith('spectral:')) {
      const found = SPECTRAL_RULESETS.get(name)?.();
      if (found === undefined) throw new UserError(`${file}: there is no ruleset \`${name}\`: use \`spectral:oas\``);
      return found;
    }
    if (name.startsWith('apiward:')) return this.#preset(name.slice('apiward:'.length), file);
    if (/^\w+:\/\//.test(name)) throw new UserError(`${file}: \`extends: ${name}\` would be fetched: copy the ruleset into the repository`);
    if (!/^[./]|\.(?:ya?ml|json)$/.test(name)) {
      throw new UserError(
        `${file}: \`extends: ${name}\` names an npm package, whose JavaScript apiward does not run: extend a YAML or JSON file`,
      );
    }
    return this.load(joinPath(file, name), trail);
  }

  #preset(name: string, file: string): object {
    const preset = PRESETS.find((known) => known === name);
    if (preset === undefined) {
      throw new UserError(
        `${file}: there is no preset \`apiward:${name}\`: use ${PRESETS.map((known) => `\`apiward:${known}\``).join(', ')}`,
      );
    }
    this.usesPreset = true;
    const known = this.#presets.get(name) ?? presetDefinition(this.#options.rules, preset);
    this.#presets.set(name, known);
    return known;
  }
}

function localResolver(workspace: Workspace): Resolver {
  const refuse = {
    resolve: (uri: { href(): string }) => Promise.reject(new Error(`${uri.href()} is not fetched: references must stay in the workspace`)),
  };
  const file = {
    async resolve(uri: { path(): string }) {
      return new TextDecoder().decode(await workspace.read(decodeURIComponent(uri.path()).replace(/^\/+/, '')));
    },
  };
  return new Resolver({ resolvers: { file, http: refuse, https: refuse } } as never);
}
