/** How much of a document is read before it is refused with a `limit` problem. Every number is an upper bound, inclusive. */
export interface Limits {
  /** Size of one file, in bytes. */
  readonly bytes: number;
  /** Nesting of objects and arrays. */
  readonly depth: number;
  /** Objects and arrays of one JSON file. */
  readonly containers: number;
  /** Places of a YAML file where a node may start (an upper estimate made before parsing, for files over 4 MB). */
  readonly yamlTokens: number;
  /** Nodes that YAML aliases stand for, each alias counted with everything below its anchor. Nothing is expanded to count them. */
  readonly aliasedNodes: number;
  /** Keys that YAML merge keys (`<<`) bring in, over a whole file. */
  readonly mergedKeys: number;
  /** Documents of one YAML stream. */
  readonly streamDocuments: number;
  /** Files that one root document may reach by reference. */
  readonly documents: number;
}

/** Wide enough for the largest published APIs (60 MB, 1.5 million lines), low enough to stay under 1.5 GB of memory. */
export const defaultLimits: Limits = {
  bytes: 64 * 1024 * 1024,
  depth: 512,
  containers: 5_000_000,
  yamlTokens: 6_000_000,
  aliasedNodes: 1_000_000,
  mergedKeys: 100_000,
  streamDocuments: 1_000,
  documents: 5_000,
};
