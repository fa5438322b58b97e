import { codeName } from '../../src/documents/code-name.ts';
import { bundleOf } from '../../src/documents/load.ts';
import { parseDocuments } from '../../src/documents/parse.ts';
import { written } from '../../src/documents/place.ts';
import { check, type Located } from '../../src/engine/check.ts';
import type { Rule } from '../../src/engine/define-rule.ts';
import { completeExample, dedent, EXAMPLE_FILES } from '../../src/engine/example.ts';
import { codeDocument } from '../../src/extractors/openapi/to-document.ts';
import type { CodeInventory } from '../../src/extractors/read-code.ts';
import { locate } from '../../src/findings/locate.ts';
import type { Api } from '../../src/model/api.ts';
import { buildApi } from '../../src/model/build.ts';
import type { CodeApi, Counterpart } from '../../src/model/counterpart.ts';
import { inventoryOf } from './code.ts';

/** An OpenAPI document as it stands in a file: JSON as it is, YAML completed like an example. */
export function documentApi(text: string, file = 'openapi.yaml'): Api {
  const documents = parseDocuments(file, text.startsWith('{') ? text : completeExample(text));
  const api = buildApi(bundleOf(documents));
  if (api === undefined) throw new Error(`not an OpenAPI document: ${documents[0]?.problems[0]?.message ?? 'no version'}`);
  return api;
}

/** The code of some files, one API a build module. */
export async function codeApis(files: Readonly<Record<string, string>>): Promise<CodeApi[]> {
  return apisOf(await inventoryOf(files));
}

/** The code of an inventory, one API a build module. */
function apisOf(inventory: CodeInventory): CodeApi[] {
  const folders = [...new Set(inventory.modules.map(({ folder }) => folder))];
  return folders.flatMap((folder): CodeApi[] => {
    const modules = inventory.modules.filter((module) => module.folder === folder);
    const name = codeName(folder, 'code');
    const document = codeDocument(modules, { title: name, name, text: inventory.text, publicRoutes: 'declared' });
    const api = document === undefined ? undefined : buildApi(bundleOf(document.documents));
    if (api === undefined) return [];
    return [{ api, complete: modules.every(({ complete }) => complete), specFirst: modules.some(({ specFirst }) => specFirst === true) }];
  });
}

/** A document that stands for code, with the extensions that only code has. */
export function writtenCode(text: string, facts: Partial<CodeApi> = {}, folder = ''): CodeApi {
  return { api: documentApi(text, codeName(folder, 'code')), complete: true, specFirst: false, ...facts };
}

/** Gives each side the other; then every session of the run, code first. */
export function beside(code: readonly CodeApi[], documents: readonly Api[]): Api[] {
  const give = (api: Api, side: Counterpart['side']): Api => {
    const counterpart: Counterpart = { kind: 'counterpart', place: api.place, raw: api.raw, side, code, documents };
    return { ...api, counterpart };
  };
  return [...code.map(({ api }) => give(api, 'code')), ...documents.map((api) => give(api, 'document'))];
}

/** What a rule says of code and documents, both sides, as the sessions of a run ask it. */
export function driftFindings(rule: Rule, code: readonly CodeApi[], documents: readonly Api[], options?: object): Located[] {
  const { holds = 'document' } = rule;
  return beside(code, documents).flatMap((api) => {
    const side = api.counterpart?.side ?? 'document';
    return holds === 'both' || holds === side ? check(rule, api, options) : [];
  });
}

/** Findings as `file:line: message`. */
export function shown(found: readonly Located[]): string[] {
  const places = found.map(({ place }) => written(place));
  const ranges = locate(places.map((place) => ({ place })));
  return found.map(({ problem }, index) => `${places[index]?.document.file}:${ranges[index]?.range.start.line}: ${problem.message}`);
}

/** What a rule says of its own example: a source file, beside a document where it compares the two. */
export async function exampleDrift(rule: Rule, source: string): Promise<Located[]> {
  const { language = 'javascript', document } = rule.examples;
  const { file, others } = EXAMPLE_FILES[language];
  const code = await codeApis({ ...others, [file]: dedent(source) });
  return driftFindings(rule, code, document === undefined ? [] : [documentApi(document)]);
}
