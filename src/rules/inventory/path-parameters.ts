import type { Place } from '../../documents/place.ts';
import { get, getArray, getString, type JsonObject } from '../../documents/tree.ts';
import type { Api, Operation, Parameter, PathItem } from '../../model/api.ts';
import { nearest } from '../../nearest.ts';

/** A path parameter without its template expression, or the other way round. */
export interface PathParameterFault {
  readonly place: Place;
  readonly message: string;
}

/** Compares the `{names}` of every path with its `in: path` parameters; a query string in a path is another rule's. */
export function* pathParameterFaults(api: Api): Generator<PathParameterFault> {
  const broken = new Set(api.brokenRefs.map(({ ref }) => ref));
  for (const item of api.pathItems) {
    // A component that nothing refers to has no path, and `x-ms-paths` has rules of its own.
    if (item.origin !== 'path' || get(get(api.raw, 'paths'), item.path) === undefined) continue;
    const site = api.place.at('paths', item.path);
    const operations = item.operations.filter((operation) => isWhole(operation, item, broken));
    const template = templateOf(item.path);
    const undeclared = new Map<string, Operation[]>();
    const extra = new Map<Parameter, { readonly near: string | undefined; readonly uses: Operation[] }>();
    for (const operation of operations) {
      const found = compare(template, operation);
      for (const name of found.undeclared) {
        const lacking = undeclared.get(name);
        if (lacking === undefined) undeclared.set(name, [operation]);
        else lacking.push(operation);
      }
      for (const [parameter, near] of found.extra) {
        const known = extra.get(parameter);
        if (known === undefined) extra.set(parameter, { near, uses: [operation] });
        else known.uses.push(operation);
      }
    }
    for (const [name, lacking] of undeclared) yield* undeclaredFaults(name, lacking, item, site);
    for (const [parameter, { near, uses }] of extra) {
      const remedy = near === undefined ? 'remove it or put it into the path' : `did you mean \`${near}\`?`;
      const isWrittenHere = parameter.usedBy.every(({ pathItem }) => pathItem === item);
      const use = uses[0]?.place.at('parameters') ?? site;
      yield {
        place: isWrittenHere ? parameter.place.at('name') : use,
        message: `path parameter \`${parameter.name}\` is not in the path \`${item.path}\`: ${remedy}`,
      };
    }
  }
}

function* undeclaredFaults(name: string, lacking: readonly Operation[], item: PathItem, site: Place): Generator<PathParameterFault> {
  if (lacking.length > 1 && lacking.length === item.operations.length) {
    yield {
      place: site,
      message: `\`{${name}}\` is not declared by any operation of \`${item.path}\`: add a parameter \`${name}\` with \`in: path\` to the path`,
    };
    return;
  }
  for (const { label, parameters, place } of lacking) {
    const elsewhere = parameters.find((parameter) => parameter.name === name);
    const remedy =
      elsewhere === undefined
        ? `add a parameter \`${name}\` with \`in: path\``
        : `parameter \`${name}\` has \`in: ${elsewhere.location}\`, set \`in: path\``;
    yield { place, message: `\`{${name}}\` of the path is not declared by \`${label}\`: ${remedy}` };
  }
}

interface Template {
  /** Names that must be declared. */
  readonly required: readonly string[];
  /** What a path parameter may be called. */
  readonly allowed: ReadonlySet<string>;
}

function templateOf(path: string): Template {
  const query = path.search(/[?#]/);
  const expressions = expressionsOf(path);
  return {
    required: [...new Set(expressions.filter(({ name, at }) => name !== '' && (query < 0 || at < query)).map(({ name }) => name))],
    allowed: new Set(expressions.flatMap(({ name, text }) => [name, text])),
  };
}

function compare(
  { required, allowed }: Template,
  operation: Operation,
): { undeclared: string[]; extra: [Parameter, string | undefined][] } {
  const declared = operation.parameters.filter(({ location }) => location === 'path');
  // A parameter whose `in` is misspelt is reported for that.
  const misspelt = operation.parameters.filter(({ location }) => !LOCATIONS.has(location));
  const known = new Set([...declared, ...misspelt].flatMap(({ name }) => [name, bareName(name)]));
  const undeclared = required.filter((name) => !known.has(name));
  const extra: [Parameter, string | undefined][] = [];
  for (const parameter of declared) {
    if (parameter.name === '' || allowed.has(parameter.name) || allowed.has(bareName(parameter.name))) continue;
    const near = undeclared.length > 20 ? undefined : nearest(parameter.name, undeclared);
    if (near !== undefined) undeclared.splice(undeclared.indexOf(near), 1);
    extra.push([parameter, near]);
  }
  const hidden = undeclared.length > 0 && [operation.raw, operation.pathItem.raw].some(misspellsParameters);
  return { undeclared: hidden ? [] : undeclared, extra };
}

/** `parametrs` is reported as an unknown field, and what it holds is not known. */
function misspellsParameters(holder: JsonObject): boolean {
  return Object.keys(holder).some((key) => key !== 'parameters' && nearest(key, ['parameters']) !== undefined);
}

const LOCATIONS = new Set(['path', 'query', 'querystring', 'header', 'cookie', 'body', 'formData']);

/** The expressions of a path template with their offsets; braces may nest in the patterns that some servers allow. */
function expressionsOf(path: string): { readonly name: string; readonly text: string; readonly at: number }[] {
  const found: { name: string; text: string; at: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < path.length; index++) {
    if (path[index] === '{' && depth++ === 0) start = index + 1;
    else if (path[index] === '}' && depth > 0 && --depth === 0) {
      const text = path.slice(start, index);
      found.push({ name: bareName(text), text, at: start });
    }
  }
  return found;
}

/** `{proxy+}`, `{+name}`, `{id:[0-9]+}` and `{name=projects/*}` are dialects of gateways; the parameter has the bare name. */
function bareName(text: string): string {
  return (/^[+#./;?&*]?([^:=]*)/.exec(text)?.[1] ?? '').replace(/[+*]$/, '').trim();
}

/** False where a list of parameters is broken, so that what it lacks is not known. */
function isWhole(operation: Operation, item: PathItem, broken: ReadonlySet<string>): boolean {
  return [operation.raw, item.raw].every((holder: JsonObject) => {
    const list = getArray(holder, 'parameters');
    if (list === undefined) return get(holder, 'parameters') === undefined;
    return list.every((parameter) => {
      const ref = getString(parameter, '$ref');
      return ref === undefined ? get(parameter, 'name') !== undefined : !broken.has(ref);
    });
  });
}
