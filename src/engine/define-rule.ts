import type { Path, Span } from '../documents/document.ts';
import type { Place } from '../documents/place.ts';
import type { TreeEdit } from '../documents/tree-edit.ts';
import type { Severity } from '../findings/finding.ts';
import type { Gather } from '../findings/gather.ts';
import type { Api, NodeKind, NodeKinds } from '../model/api.ts';

/** What a rule says of a node. */
export interface Problem {
  /**
   * What is wrong, why in a clause, and the exact edit. Names are quoted with backticks. A getter where a rule that speaks {@link
   * RuleDefinition.everywhere} hits thousands of nodes: of those that are told together, none is worded.
   */
  readonly message: string;
  /** Below the visited node's place; its longest existing prefix is shown. Default: the node itself. */
  readonly at?: Path;
  /** Another place altogether; wins over `at`. */
  readonly place?: Place;
  /** A stretch of text, for what is wrong with the text itself (a repeated key); wins over `place` for the range. */
  readonly span?: Span;
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  /** The edit that mends it, where only one edit is right. */
  readonly edits?: readonly TreeEdit[];
  /** Problems that share it are told once when there are many. */
  readonly gather?: Gather;
}

export interface RuleContext<Options> {
  readonly api: Api;
  readonly options: Options;
}

export type Preset = 'recommended' | 'strict' | 'essential' | 'owasp-api-2023';

export interface RuleDefinition<Kind extends NodeKind, Options> {
  /** Final: users write it in config, waivers and CI logs. Its first word is the concern, the folder's name. */
  readonly id: string;
  /** A noun phrase for headings. */
  readonly title: string;
  /** In `recommended`. */
  readonly severity: Severity | 'off';
  /** In `strict`, where it is not simply one step up. */
  readonly strict?: Severity | 'off';
  /** Certain and grave: nothing a reasonable team would argue with. */
  readonly essential?: boolean;
  readonly owasp?: `API${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}:2023`;
  readonly cwe?: number;
  readonly why: string;
  readonly fix: string;
  /** What the certain edit writes that its problems may carry, and when, for the rule's page; absent when no edit is certain. */
  readonly edit?: string;
  /** YAML documents without `openapi`, `info` and other lines that {@link completeExample} adds. */
  readonly examples: {
    readonly bad: string;
    readonly good: string;
    /** What both are compared with, for a rule on a change. */
    readonly base?: string;
    /** Language of `bad` and `good` where they are a source file instead of a document. */
    readonly language?: 'javascript' | 'python';
    /** The document beside the source file, for a rule that compares the two. */
    readonly document?: string;
  };
  /** Defaults of the rule's options; a policy can replace each. */
  readonly options?: Options;
  /** What the `strict` preset sets differently. */
  readonly strictOptions?: Partial<Options>;
  /** What the `essential` preset sets differently: only the part of the rule that nobody would argue with. */
  readonly essentialOptions?: Partial<Options>;
  /** One line an option, for the rule's page. */
  readonly optionDocs?: { readonly [Name in keyof Options]: string };
  readonly visit: Kind;
  /** What it is asked of: `document` for what code cannot answer, `code` for what only code can, `both`. Default: `document`. */
  readonly holds?: 'document' | 'code' | 'both';
  /** What mends it in source code, as a clause: there it stands for the edit that messages end with after a colon, and for `fix`. */
  readonly inCode?: string;
  /** The nodes to look at, in the order of the model, where they are listed already. Default: all of the kind. */
  readonly among?: (api: Api) => readonly NodeKinds[Kind][];
  /** Which nodes are judged at all; what it leaves out does not count for `everywhere`. */
  readonly applies?: (node: NodeKinds[Kind], context: RuleContext<Options>) => boolean;
  check(node: NodeKinds[Kind], context: RuleContext<Options>): Iterable<Problem> | undefined;
  /** Replaces the findings by one on the document when (nearly) all of ten or more judged nodes have one; `count` is how many have. */
  readonly everywhere?: (count: number, context: RuleContext<Options>) => string;
}

/** A rule with its types erased, as the engine and the reporters hold it. */
// biome-ignore lint/suspicious/noExplicitAny: a list of rules holds many node kinds and option types.
export type Rule = RuleDefinition<any, any>;

export function defineRule<Kind extends NodeKind, Options = Record<string, never>>(rule: RuleDefinition<Kind, Options>): Rule {
  return rule;
}
