/** What an Express handler reads of the request: path, query and body. */
import type { ClosureValue, CodePlace, Value } from '../interpret/value.ts';
import type { CodeProperty, CodeSchema, Keyword, Route, RouteParameter } from '../route.ts';
import { dotted } from '../syntax/build.ts';
import type { Expression, Statement } from '../syntax/unit.ts';
import { expressionsOf } from '../syntax/walk.ts';
import { templateNames } from './path-text.ts';
import type { HandlerValue } from './router-tree.ts';

type Parts = Pick<Route, 'parameters' | 'body'>;

/** Parameters of the path, and what the handlers read of query and body; a body exists only when a field of it is read. */
export function requestParts(template: string, handlers: readonly HandlerValue[], place: CodePlace): Parts {
  const parameters = templateNames(template).map(
    (name): RouteParameter => ({ name, in: 'path', required: true, schema: typed('string', place), place }),
  );
  const reads = handlers.flatMap(({ value }) => closuresOf(value)).flatMap(readsOf);
  const query = new Map<string, RouteParameter>();
  const fields = new Map<string, CodeProperty>();
  for (const { part, name, at } of reads) {
    if (part === 'query' && !query.has(name)) query.set(name, { name, in: 'query', required: false, schema: open(at), place: at });
    if (part === 'body' && !fields.has(name)) fields.set(name, { schema: open(at), required: false, place: at });
  }
  const [first] = fields.values();
  return {
    parameters: [...parameters, ...query.values()],
    ...(first !== undefined && {
      body: {
        required: false,
        mediaTypes: ['application/json'],
        schema: { ...typed('object', first.place), properties: fields },
        place: first.place,
      },
    }),
  };
}

function typed(type: string, place: CodePlace): CodeSchema {
  return { keywords: new Map<string, Keyword>([['type', { value: type }]]), place };
}

/** A value of which the code says nothing. */
function open(place: CodePlace): CodeSchema {
  return { keywords: new Map(), place };
}

function closuresOf(value: Value): ClosureValue[] {
  if (value.kind === 'closure') return [value];
  return value.kind === 'result' ? value.arguments.flatMap((each) => closuresOf(each.value)) : [];
}

interface Read {
  readonly part: 'query' | 'body';
  readonly name: string;
  readonly at: CodePlace;
}

/** `req.query.page`, `req.body.user`, and `const { page } = req.query`. */
function readsOf({ function: declared, unit }: ClosureValue): Read[] {
  const request = declared.parameters[0]?.name;
  if (request === undefined || request === '') return [];
  const part = (expression: Expression | undefined): Read['part'] | undefined => {
    const path = expression === undefined ? undefined : dotted(expression);
    return path === `${request}.query` ? 'query' : path === `${request}.body` ? 'body' : undefined;
  };
  const reads: Read[] = [];
  const add = (from: Expression | undefined, name: string, expression: Expression): void => {
    const of = part(from);
    if (of !== undefined && name !== '') reads.push({ part: of, name, at: { file: unit.file, span: expression.at } });
  };
  for (const expression of expressionsOf(declared.body ?? []))
    if (expression.kind === 'member') add(expression.object, expression.name, expression);
  for (const { target, value } of declarations(declared.body ?? [])) {
    if (target.kind !== 'map') continue;
    for (const entry of target.entries) if (entry.key !== undefined) add(value, entry.key, { kind: 'null', at: entry.at });
  }
  return reads;
}

function* declarations(statements: readonly Statement[]): Generator<Extract<Statement, { kind: 'declare' }>> {
  for (const statement of statements) {
    if (statement.kind === 'declare') yield statement;
    else if (statement.kind === 'block') yield* declarations(statement.body);
  }
}
