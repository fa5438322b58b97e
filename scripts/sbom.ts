/**
 * Writes what the bundles hold as a CycloneDX 1.6 list: `npm run sbom -- [FILE]`, default `.cache/sbom.cdx.json`. The packages are those of
 * `dist/THIRD-PARTY.txt`, which the build makes from what is really bundled (`npm sbom` lists what is installed); hashes are the lock file's.
 * The same dist gives the same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
}

const { name, version, license } = JSON.parse(read('package.json')) as Record<string, string>;
const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const file = resolve(process.argv[2] ?? join(root, '.cache/sbom.cdx.json'));

/** The first line of each entry of THIRD-PARTY.txt. */
const entry = /^(@?[\w./-]+) (\d\S*) \((.+)\)$/gm;
const components = [...read('dist/THIRD-PARTY.txt').matchAll(entry)].map(([, packageName = '', packageVersion = '', terms = '']) => {
  const purl = `pkg:npm/${packageName.replace('@', '%40')}@${packageVersion}`;
  const hash = integrity(packageName, packageVersion);
  return {
    type: 'library',
    'bom-ref': purl,
    name: packageName,
    version: packageVersion,
    purl,
    licenses: [/^[\w.+-]+$/.test(terms) ? { license: { id: terms } } : { expression: terms.replace(/^\(|\)$/g, '') }],
    ...(hash !== undefined && { hashes: [{ alg: 'SHA-512', content: hash }] }),
  };
});
if (components.length === 0) throw new Error('dist/THIRD-PARTY.txt names no package: run `npm run build`');

const self = `pkg:npm/${name}@${version}`;
const list = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: { type: 'application', 'bom-ref': self, name, version, purl: self, licenses: [{ license: { id: license } }] },
  },
  components,
  dependencies: [{ ref: self, dependsOn: components.map(({ purl }) => purl) }],
};
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(list, null, 2)}\n`);
process.stdout.write(`${file}: ${components.length} packages\n`);

/** SHA-512 in hex, of the copy that has this version. */
function integrity(packageName: string, packageVersion: string): string | undefined {
  const found = Object.entries(packages).find(
    ([path, locked]) => path.endsWith(`node_modules/${packageName}`) && locked.version === packageVersion,
  );
  const [algorithm, base64 = ''] = found?.[1].integrity?.split('-') ?? [];
  return algorithm === 'sha512' ? Buffer.from(base64, 'base64').toString('hex') : undefined;
}
