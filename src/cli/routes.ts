import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { codeName } from '../documents/code-name.ts';
import { UserError } from '../errors.ts';
import { inventoryJson, type RouteJson } from '../extractors/inventory-json.ts';
import { codeDocument } from '../extractors/openapi/to-document.ts';
import { type CodeInventory, readCode } from '../extractors/read-code.ts';
import type { Enforcement } from '../extractors/route.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { PackedGrammars } from '../inputs/grammars.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { inertJson, visible, withoutCommands } from '../reporters/escape.ts';
import { type Paint, paint } from '../reporters/paint.ts';
import type { Arguments } from './arguments.ts';
import { type Io, wantsColor } from './io.ts';
import { within } from './root.ts';

/** `apiward routes [path]`: the operations that code offers, and who may call them. Exit code 3 when there are none. */
export async function routes(args: Arguments, io: Io): Promise<number> {
  if (args.operands.length > 1) throw new UserError('`apiward routes` reads one folder: name it, or run it there');
  if (args.format !== 'text' && args.format !== 'json')
    throw new UserError(`\`apiward routes\` is written as text or json, not ${args.format}`);
  const { directory, folder } = place(args.operands[0] ?? '.', io.cwd);
  const workspace = new DiskWorkspace(directory);
  if (folder !== '' && (await workspace.kind(folder)) !== 'directory') {
    throw new UserError(`\`${args.operands[0]}\` is no folder: name the folder that holds the code`);
  }
  const inventory = await readCode(workspace, { folder, grammars: new PackedGrammars() });
  const [failure] = inventory.failures;
  // Told as the bug that it is, with its stack.
  if (failure !== undefined) throw failure.error;
  const list = inventoryJson(inventory);
  const color = args.output === undefined ? wantsColor(args.color, io.stdout, io.env) : args.color === 'always';
  const shown = args.has('openapi')
    ? openApi(inventory, folder)
    : args.format === 'json'
      ? json(list)
      : table(list, inventory, paint(color));
  if (args.output === undefined) io.stdout.write(shown);
  else await writeFileAtomically(io.cwd, args.output, shown);
  if (args.has('openapi') || args.format === 'json') io.stderr.write(withoutCommands(remarks(list, inventory, paint(false)).join('')));
  return list.length === 0 && inventory.documents.length === 0 ? 3 : 0;
}

/** The working folder with what lies in it, else the named folder alone. */
function place(operand: string, cwd: string): { directory: string; folder: string } {
  const wanted = resolve(cwd, operand);
  let real: string;
  try {
    real = realpathSync.native(wanted);
  } catch {
    throw new UserError(`\`${operand}\` does not exist: name the folder that holds the code`);
  }
  if (!within(realpathSync.native(cwd), real)) return { directory: real, folder: '' };
  return { directory: cwd, folder: relative(realpathSync.native(cwd), real).split(sep).join('/') };
}

function json(list: readonly RouteJson[]): string {
  return `${inertJson(JSON.stringify(list, null, 2))}\n`;
}

function openApi(inventory: CodeInventory, folder: string): string {
  const title = folder === '' ? 'API' : (folder.split('/').at(-1) ?? 'API');
  const document = codeDocument(inventory.modules, {
    title,
    name: codeName(folder, 'code'),
    text: inventory.text,
    publicRoutes: 'open',
  });
  if (document === undefined) throw new UserError('no route was found, so there is no document to write', 3);
  return `${inertJson(JSON.stringify(document.value, null, 2))}\n`;
}

function table(list: readonly RouteJson[], inventory: CodeInventory, style: Paint): string {
  const rows = list.map((route) => [
    route.method,
    visible(route.path),
    route.security.enforced,
    visible(limit(route)),
    `${visible(route.file)}:${route.line}`,
  ]);
  const heads = ['method', 'path', 'security', 'limit', 'place'];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const colors: Readonly<Record<Enforcement, (text: string) => string>> = {
    required: style.green,
    optional: style.blue,
    public: style.blue,
    none: style.red,
    unknown: style.yellow,
  };
  const lines = list.map((route, index) => {
    const row = rows[index] ?? [];
    const color = colors[route.security.enforced];
    return line(row).replace(route.security.enforced, () => color(route.security.enforced)) + evidence(route, style);
  });
  const head = rows.length === 0 ? '' : `${[style.bold(line(heads)), ...lines, ''].join('\n')}\n`;
  return withoutCommands(head + remarks(list, inventory, style).join(''));
}

/** Why the security is what it is, on lines of its own. */
function evidence({ security }: RouteJson, { dim }: Paint): string {
  const documented =
    security.documented !== null && security.documented !== security.enforced ? [`documented as ${security.documented}`] : [];
  const scopes = security.scopes.length > 0 ? [`asks for ${security.scopes.join(', ')}`] : [];
  const notes = security.evidence.slice(0, 3).map(({ file, line, note }) => `${note} (${file}:${line})`);
  return [...notes, ...scopes, ...documented].map((note) => `\n        ${dim(visible(note))}`).join('');
}

function limit({ rateLimit }: RouteJson): string {
  return typeof rateLimit === 'string' ? (rateLimit === 'none' ? '-' : rateLimit) : rateLimit.note;
}

/** What was counted, what could not be told, what was not read. */
function remarks(list: readonly RouteJson[], inventory: CodeInventory, { dim, yellow }: Paint): string[] {
  const frameworks = [...new Set(list.map(({ framework }) => framework))];
  const levels = [...new Set(list.map(({ security }) => security.enforced))].sort();
  const counts = levels.map((level) => `${list.filter(({ security }) => security.enforced === level).length} ${level}`);
  const documents = inventory.documents.length;
  const sources = inventory.files === 1 ? '1 source file' : `${inventory.files} source files`;
  const lines = [
    list.length === 0
      ? `no route found in ${sources}`
      : `${list.length} ${list.length === 1 ? 'operation' : 'operations'} of ${frameworks.join(', ')} in ${sources}: ${counts.join(', ')}`,
    ...(documents === 0 ? [] : [`${documents} ${documents === 1 ? 'document' : 'documents'} of OpenAPI in comments`]),
    ...inventory.modules
      .filter(({ specFirst }) => specFirst === true)
      .map(({ folder }) => `${folder === '' ? 'this module' : folder} implements interfaces that are generated from a document`),
  ];
  const warnings = [
    ...inventory.notes.map(({ message }) => message),
    ...inventory.unread.slice(0, 5).map(({ file, message }) => `${file}: ${message}`),
    ...(inventory.unread.length > 5 ? [`${inventory.unread.length - 5} more files were not read`] : []),
  ];
  return [...lines.map((each) => `${dim(visible(each))}\n`), ...warnings.map((each) => `${yellow(visible(each))}\n`)];
}
