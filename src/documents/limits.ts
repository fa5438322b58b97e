/** What may be set for one limit. */
interface LimitInfo {
  /** Its name in the policy, below `limits`. */
  readonly setting: string;
  readonly unit: string;
  /** What is counted, in a line. */
  readonly doc: string;
  readonly standard: number;
}

/**
 * The bounds within which documents are read and modelled. Each is inclusive, lets every published document that we know through, the
 * largest of 60 MB and 1.5 million lines too, and stops a hostile one before it takes more than seconds or 1.5 GB. What goes over one is
 * told with its place and fails the run (exit code 4).
 */
export const LIMITS = {
  bytes: { setting: 'file-bytes', unit: 'bytes', doc: 'Size of one file.', standard: 64 * 1024 * 1024 },
  depth: { setting: 'depth', unit: 'levels', doc: 'Nesting of objects and arrays.', standard: 512 },
  containers: { setting: 'containers', unit: 'objects and arrays', doc: 'Objects and arrays of one JSON file.', standard: 5_000_000 },
  yamlTokens: {
    setting: 'yaml-tokens',
    unit: 'tokens',
    doc: 'Places of one YAML file where a value may start, estimated before it is parsed; of files over 4 MB.',
    standard: 6_000_000,
  },
  aliasedNodes: {
    setting: 'aliased-nodes',
    unit: 'values',
    doc: 'Values that the aliases of one YAML file stand for, each counted with all that is below its anchor.',
    standard: 1_000_000,
  },
  mergedKeys: { setting: 'merged-keys', unit: 'keys', doc: 'Keys that merge keys (`<<`) bring into one YAML file.', standard: 100_000 },
  streamDocuments: { setting: 'stream-documents', unit: 'documents', doc: 'Documents in one YAML file.', standard: 1_000 },
  documents: { setting: 'referenced-files', unit: 'files', doc: 'Files that one document reaches by reference.', standard: 5_000 },
  operations: {
    setting: 'operations',
    unit: 'operations',
    doc: 'Operations of one document, shared path items counted each time.',
    standard: 200_000,
  },
  sharedParts: {
    setting: 'shared-parts',
    unit: 'uses',
    doc: 'Uses of parameters and responses by the operations of one document.',
    standard: 5_000_000,
  },
  mediaTypes: {
    setting: 'media-types',
    unit: 'media types',
    doc: 'Media types of the bodies and responses of one document.',
    standard: 1_000_000,
  },
  schemaMerges: {
    setting: 'schema-merges',
    unit: 'merges',
    doc: 'Times that schemas of one document take others in (`allOf`, `oneOf`, `anyOf`).',
    standard: 1_000_000,
  },
  seconds: { setting: 'seconds', unit: 'seconds', doc: 'Time that one document may take.', standard: 300 },
  memory: { setting: 'memory', unit: 'MB', doc: 'Memory that the documents of one run may take, one after another.', standard: 4_096 },
} as const satisfies Readonly<Record<string, LimitInfo>>;

export type LimitName = keyof typeof LIMITS;

export type Limits = Readonly<Record<LimitName, number>>;

export const defaultLimits = Object.fromEntries(Object.entries(LIMITS).map(([name, { standard }]) => [name, standard])) as Limits;

/** The end of a message about a limit that was passed: how to raise it. */
export function raise(name: LimitName): string {
  return `if it is meant, raise \`limits.${LIMITS[name].setting}\` in the policy`;
}
