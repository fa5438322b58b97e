/** Requests that matchers of Spring Security name. */
import { asString, type CallSite, type EvaluatedArgument, externalName, type Value } from '../../interpret/value.ts';

/** Which requests something stands for. */
export interface Matcher {
  /** Upper case; undefined for every method. */
  readonly method: string | undefined;
  /** Ant patterns, none for requests that no handler answers; undefined where they could not be read. */
  readonly patterns: readonly string[] | undefined;
}

/** Requests that could not be told. */
export const UNREAD: Matcher = { method: undefined, patterns: undefined };

/** The requests that the arguments of a matcher method name. */
export function matchersOf(method: string, { arguments: args, conditional }: CallSite): Matcher[] {
  const read = named(method, args);
  // Which requests it is for may depend on what is not known.
  return conditional ? read.map((each) => ({ ...each, patterns: unlessNone(each.patterns) })) : read;
}

/** Patterns under a condition are not known; requests that no handler answers stay none. */
export function unlessNone(patterns: readonly string[] | undefined): readonly string[] | undefined {
  return patterns?.length === 0 ? patterns : undefined;
}

function named(method: string, args: readonly EvaluatedArgument[]): Matcher[] {
  if (/^any(?:Request|Exchange)$/.test(method)) return [{ method: undefined, patterns: ['/**'] }];
  const values = args.flatMap(({ value }) =>
    value.kind === 'list' ? (value.open ? [...value.items, { kind: 'unknown' } as const] : [...value.items]) : [value],
  );
  const [first] = values;
  if (first === undefined && args.length > 0) return [UNREAD];
  const verb = first === undefined ? undefined : httpMethod(first);
  const patterns = verb === undefined ? values : values.slice(1);
  if (patterns.length === 0) return [{ method: verb, patterns: ['/**'] }];
  // A method that could not be read stands before texts.
  if (
    verb === undefined &&
    asString(first) === undefined &&
    first?.kind !== 'literal' &&
    patterns.slice(1).some((each) => asString(each) !== undefined)
  )
    return [UNREAD];
  return patterns.map((value) => matcherOf(value, verb, /^regex/.test(method)));
}

function httpMethod(value: Value): string | undefined {
  const name = externalName(value)?.name;
  return name === undefined ? undefined : /^(?:HttpMethod\.)?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)(?:\.name)?$/.exec(name)?.[1];
}

/** Matchers of packages that are for anything but handlers. */
const ELSEWHERE = /\bPathRequest\b|EndpointRequest|StaticResource|toH2Console|toStaticResources/;

function matcherOf(value: Value, method: string | undefined, isRegex: boolean): Matcher {
  const text = asString(value);
  if (text !== undefined) return { method, patterns: isRegex ? undefined : [text] };
  const name = externalName(value)?.name ?? '';
  if (ELSEWHERE.test(name)) return { method, patterns: [] };
  // `new AntPathRequestMatcher("/x/**", "GET")`, `antMatcher(HttpMethod.GET, "/x")`, `PathPatternRequestMatcher.withDefaults().matcher(...)`.
  if (value.kind !== 'result' || !OF_PATHS.test(name) || OTHERWISE.test(name)) return { method, patterns: undefined };
  const verbs = value.arguments.map((each) => httpMethod(each.value)).filter((each) => each !== undefined);
  const texts = value.arguments.map((each) => asString(each.value)).filter((each) => each !== undefined);
  const verb = verbs[0] ?? texts.find((each) => VERB.test(each)) ?? method;
  const patterns = texts.filter((each) => each.startsWith('/') || each.startsWith('*'));
  // What looks up handlers stands before the pattern of an MvcRequestMatcher.
  const unread = value.arguments.some(({ value: each }) => each.kind !== 'literal' && httpMethod(each) === undefined) && !/Mvc/.test(name);
  return { method: verb, patterns: patterns.length === 0 || unread ? undefined : patterns };
}

const VERB = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

const OF_PATHS =
  /(?:Ant|PathPattern|Mvc|Path)\w*RequestMatcher|PathPatternParserServerWebExchangeMatcher|antMatcher|[mM]atchers?$|pattern$/;

/** Matchers by regular expression, of all the others, and below a path that is said elsewhere. */
const OTHERWISE = /[rR]egex|Negated|\bnot$|basePath|[sS]ervletPath/;
