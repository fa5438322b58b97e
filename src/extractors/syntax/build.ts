/** Small constructors that the readers of all languages share. */
import type { Span } from '../../documents/document.ts';
import { suspectWords } from './suspect-words.ts';
import { isComment, type SyntaxNode } from './tree.ts';
import type { Argument, Decorator, Doc, Expression, FunctionDeclaration, TypeReference } from './unit.ts';

export function name(text: string, at: Span): Expression {
  return { kind: 'name', name: text, at };
}

export function string(value: string, at: Span): Expression {
  return { kind: 'string', value, at };
}

export function other(at: Span, parts: readonly Expression[] = [], operator?: string): Expression {
  return { kind: 'other', parts, at, ...(operator !== undefined && { operator }) };
}

/** Joins what stands side by side, lists of parts flattened. */
export function concat(parts: readonly Expression[], at: Span): Expression {
  const flat = parts.flatMap((part) => (part.kind === 'concat' ? part.parts : [part]));
  return { kind: 'concat', parts: flat, at };
}

/** `a.b.c` of names and members; undefined for anything else. */
export function dotted(expression: Expression): string | undefined {
  const parts: string[] = [];
  for (let at = expression; ; at = at.object) {
    if (at.kind === 'name') return [at.name, ...parts.reverse()].join('.');
    if (at.kind !== 'member') return undefined;
    parts.push(at.name);
  }
}

/** `a.b.c` as names and members. */
export function memberPath(text: string, at: Span): Expression {
  const [first = '', ...rest] = text.split('.');
  return rest.reduce<Expression>((object, member) => ({ kind: 'member', object, name: member, at }), name(first, at));
}

/** A decorator from the expression behind its `@`. */
export function decorator(expression: Expression, at: Span): Decorator {
  const called = expression.kind === 'call';
  const callee = called ? expression.callee : expression;
  return { name: dotted(callee) ?? '', callee, arguments: called ? expression.arguments : [], called, at };
}

export function type(text: string, at: Span, args: readonly TypeReference[] = []): TypeReference {
  return { name: text, args, at };
}

/** A union without its `null`s, which make it nullable; a single member stands for itself. */
export function union(members: readonly TypeReference[], at: Span): TypeReference {
  const flat = members.flatMap((member) => (member.name === 'union' ? member.args : [member]));
  const rest = flat.filter((member) => !NULLS.has(member.name));
  const nullable = rest.length < flat.length || members.some((member) => member.name === 'union' && member.nullable === true);
  const joined = rest.length === 1 && rest[0] !== undefined ? rest[0] : type('union', at, rest);
  return nullable ? { ...joined, nullable } : joined;
}

const NULLS = new Set(['null', 'undefined', 'None', 'NoneType']);

type FunctionParts = Pick<FunctionDeclaration, 'name' | 'parameters' | 'at'> & Partial<FunctionDeclaration>;

/** A function whose suspect words are read from its parameters and body; what decorates it is judged by itself. */
export function functionOf(node: SyntaxNode, parts: FunctionParts): FunctionDeclaration {
  const read = ['parameters', 'parameter', 'body'].map((field) => node.field(field)?.text ?? '').join('\n');
  return { decorators: [], modifiers: [], suspects: suspectWords(read), whole: node.span, ...parts };
}

export function argument(value: Expression, named?: string): Argument {
  return named === undefined ? { value } : { name: named, value };
}

/** The comment right before the nth child of a node, with nothing but decorators in between. */
export function docBefore(parent: SyntaxNode, index: number): Doc | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const before = parent.children[at] as SyntaxNode;
    if (isComment(before)) return { text: before.text, at: before.span };
    if (before.type !== 'decorator' && before.type !== 'attribute_list') return undefined;
  }
  return undefined;
}

const OPENAPI_COMMENT = /@(?:openapi|swagger|router)\b|@OA\\/i;

/** Comments that may hold OpenAPI. */
export function openApiComments(root: SyntaxNode): Span[] {
  return root
    .descendants('comment', 'line_comment', 'block_comment')
    .filter((node) => OPENAPI_COMMENT.test(node.text))
    .map(({ span }) => span);
}
