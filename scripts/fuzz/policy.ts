import { dump } from 'js-yaml';
import { parseDocuments } from '../../src/documents/parse.ts';
import { entryOf } from '../../src/policy/baseline/baseline.ts';
import { formatBaseline } from '../../src/policy/baseline/write.ts';
import { CONFIG } from '../../src/policy/config/fields.ts';
import type { Fields } from '../../src/policy/config/shape.ts';
import type { Random } from './random.ts';
import { mutateText } from './text.ts';
import { mutateTree } from './tree.ts';
import { hostileKeys, hostileStrings } from './words.ts';

type Files = Readonly<Record<string, string>>;

/** What is judged, and what it was before. */
export interface PolicyFiles {
  readonly files: Files;
  readonly base: Files;
}

/** Settings whose example names files that are not here. */
const NAMES_FILES: ReadonlySet<string> = new Set(['extends', 'rulesets', 'waivers', 'baseline']);

const API = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: http://api.pets.dev }]
x-apiward-waive: { rule: tls-server, reason: Later., owner: pets, expires: '2026-12-31' }
paths:
  /pets:
    get: { operationId: listPets, tags: [pets], responses: { '200': { description: ok } } }
    post: { responses: { '201': { description: made } } }
`;

/** By role: texts to start from. The first files are read by every run, the others where a config names them. */
const SEEDS: Readonly<Record<string, readonly string[]>> = {
  '.apiward.yml': [
    'preset: strict\nrules: { tls/*: warn, tls-server: error, input-page-size: { severity: warn, maximum: 200 } }\nfail-on: warn\n',
    'extends: [team.yml, recommended]\nrulesets: [house.yaml]\noverrides:\n  - { files: ["*.yaml"], rules: { tls-server: info }, reason: Soon. }\n',
    'extends: acme/policy/remote.yml@0123456789abcdef0123456789abcdef01234567\npublic: { paths: [/pets, "GET /cats/**"], methods: [GET] }\n',
    'floor: { rules: [tls/*], options: [fail-on, exclude], except: [public] }\nwaiver-limits: { max-days: { error: 90 }, notice-days: 7 }\n',
    'thresholds: { error: 0, warn: 20 }\nlimits: { page-size: 50, depth: 64 }\nexclude: [vendor/**]\nscope: all\n',
    ...examples(CONFIG),
  ],
  'team.yml': ['rules: { auth-read-secured: error }\nfloor: { rules: [auth/*] }\n', 'extends: strict\nexternal-refs: ["*.acme.io"]\n'],
  'remote.yml': ['preset: strict\nfloor: { rules: ["*"] }\nrulesets: [house.yaml]\n'],
  '.apiward-waivers.yml': [
    "waivers:\n  - { rule: tls-server, at: '/**', reason: Later., owner: pets, expires: '2026-12-31' }\n",
    "waivers:\n  - { rule: auth/*, at: GET /pets, reason: r, owner: o, expires: '2026-07-01', file: '**' }\n  - { rule: '*', at: '#/paths', reason: r }\n",
  ],
  '.apiward-baseline.yml': [
    formatBaseline([]),
    formatBaseline(
      ['server http://api.pets.dev', 'GET /pets'].map((place) =>
        entryOf({ ruleId: 'tls-server', document: 'openapi.yaml', place, nth: 0, shared: [], since: '2026-01-01' }),
      ),
    ),
  ],
  'house.yaml': [
    "extends: [['apiward:recommended', off]]\nrules:\n  title: { given: $.info, severity: warn, then: { field: title, function: pattern, functionOptions: { match: '^[A-Z]' } } }\n",
    "aliases: { ops: ['$.paths[*][*]'] }\nrules: { ids: { given: '#ops', message: '{{property}} {{error}}', then: { field: operationId, function: truthy } } }\n",
    "rules: { pages: { given: $, then: { function: apiward, functionOptions: { rule: input-page-size, maximum: 50 } } } }\noverrides: [{ files: ['*.yaml#/paths'], rules: { pages: off } }]\n",
  ],
  CODEOWNERS: ['* @acme/pets\n/.apiward.yml @acme/security # all\n'],
  '.github/workflows/api.yml': [
    'on: pull_request\njobs:\n  api: { runs-on: ubuntu-latest, steps: [{ uses: apiward/apiward@v1, with: { fail-on: error } }] }\n',
  ],
  '.gitignore': ['*.log\n/vendor/\n'],
};

/** Each setting with its example, as a config of its own. */
function examples(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, { example }]) =>
    example === undefined || NAMES_FILES.has(name) ? [] : [dump({ [name]: JSON.parse(JSON.stringify(example)) })],
  );
}

/** Files of a policy, of which one or a few are not what they were. */
export function policyInput(random: Random): PolicyFiles {
  const base: Record<string, string> = { 'openapi.yaml': API };
  for (const [name, seeds] of Object.entries(SEEDS)) base[name] = random.pick(seeds);
  const files = { ...base };
  const rounds = 1 + random.below(3);
  for (let round = 0; round < rounds; round++) {
    // The config is what most of the code reads.
    const name = random.once(2) ? '.apiward.yml' : random.pick(Object.keys(SEEDS));
    if (random.once(12)) delete files[name];
    else files[name] = mutated(files[name] ?? '', name, random);
  }
  return { files, base };
}

function mutated(text: string, name: string, random: Random): string {
  const tree = /\.ya?ml$/.test(name) ? parseDocuments(name, text)[0]?.value : undefined;
  if (tree === undefined || random.once(3)) return mutateText(text, random);
  const donor = parseDocuments(name, random.pick(SEEDS[name] ?? [text]))[0]?.value;
  const changed = mutateTree(
    { ...(tree as object), ...(random.once(4) && { [random.pick(hostileKeys)]: random.pick(hostileStrings) }) },
    random,
    donor,
  );
  // Text that js-yaml would take minutes for is JSON, which is YAML too.
  const json = JSON.stringify(changed);
  return json.length > 20_000 || random.once(4) ? json : dump(JSON.parse(json));
}
