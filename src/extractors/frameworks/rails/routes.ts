/** Reads config/routes.rb: the mapper of Rails. */

import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import type { Argument, Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import type { Constants } from './constants.ts';
import type { DeviseModel } from './devise.ts';
import { callOf, named, positional } from './literals.ts';
import { unreadEngine } from './mounted-engines.ts';
import { mapOf } from './route-context.ts';
import { drawBlocks, fileOfRoutes, productionOnly } from './route-files.ts';
import { drawsRoutes, LOOP, rowsOf } from './route-loops.ts';
import { boundParameters, withOptions } from './route-options.ts';
import { RouteResources } from './route-resources.ts';
import { OUTERMOST, type RouteScope } from './route-scope.ts';
import { rootArguments } from './route-targets.ts';

const VERB = /^(?:get|post|put|patch|delete|options|head|match)$/;

/** Blocks in blocks, and files in files. */
const DEPTH = 40;

/** Blocks that are read, every use of a concern or macro and every run of a loop counted. */
const MOST = 20_000;

export class RouteMapper extends RouteResources {
  readonly drawn = new Set<string>();
  readonly #program: Program;
  readonly #folder: string;
  #walked = 0;
  readonly #methods = new Map<string, FunctionDeclaration>();

  constructor(program: Program, constants: Constants, folder: string, models: readonly DeviseModel[]) {
    super(constants, models);
    this.#program = program;
    this.#folder = folder;
  }

  /** Every `routes.draw` of a file; an engine has a prefix and a module of its own. */
  read(file: string, prefix: string, module: string): void {
    const unit = this.#program.unit(file);
    if (unit === undefined) return;
    this.drawn.add(file);
    this.#note(unit.statements);
    for (const { block, conditional } of drawBlocks(unit.statements))
      this.walk(block.body ?? [], { ...OUTERMOST, file, path: prefix, outer: prefix, module, conditional });
  }

  /** Methods that a file of routes declares are macros. */
  #note(statements: readonly Statement[]): void {
    for (const each of statements) if (each.kind === 'function') this.#methods.set(each.function.name, each.function);
  }

  walk(statements: readonly Statement[], outer: RouteScope): void {
    if (outer.depth > DEPTH || this.#walked++ > MOST) {
      this.doubt('routes in routes');
      return;
    }
    let scope = { ...outer, depth: outer.depth + 1 };
    this.#note(statements);
    for (const statement of statements) {
      if (statement.kind === 'expression') this.#call(statement.value, scope);
      else if (statement.kind === 'declare' && statement.target.kind === 'name' && statement.value !== undefined)
        scope = { ...scope, names: new Map(scope.names).set(statement.target.name, statement.value) };
      else if (statement.kind === 'block') {
        const runs = productionOnly(statement);
        if (runs !== false) this.walk(statement.body, { ...scope, conditional: scope.conditional || runs === undefined });
      }
    }
  }

  #call(expression: Expression, scope: RouteScope): void {
    const call = callOf(expression);
    if (call === undefined) return;
    const { receiver, name } = call;
    const { args, unread } = withOptions(call.args, (each) => scope.names.get(each) ?? this.constants.value(each, ['']));
    if (unread) this.doubt(`options of \`${name}\` could not be read`);
    const block = named(args, BLOCK);
    const body = block?.kind === 'function' ? block.function : undefined;
    if (receiver !== undefined && LOOP.test(name) && body !== undefined) {
      this.#loop(receiver, name, args, body, scope);
      return;
    }
    if (receiver !== undefined && !(receiver.kind === 'name' && /^(?:[a-z_]\w*)$/.test(receiver.name))) {
      const isGiven =
        args.some(({ value }) => value.kind === 'name' && value.name === 'this') && unreadEngine([{ value: receiver }]) !== undefined;
      if (isGiven || (body !== undefined && drawsRoutes(body.body ?? []))) this.doubt(`routes in \`${name}\` are not known`);
      return;
    }
    if (VERB.test(name)) {
      this.verb(name, args, expression, scope);
      return;
    }
    const inner = (changed: Partial<RouteScope>): void => this.walk(body?.body ?? [], { ...scope, ...changed });
    switch (name) {
      case 'resources':
      case 'resource':
        for (const each of positional(args)) this.resource(this.literal(each, scope), name === 'resources', args, body, expression, scope);
        return;
      case 'namespace':
        inner(this.namespaced(args, scope));
        return;
      case 'scope':
        inner(this.scoped(args, scope));
        return;
      case 'controller':
        inner({ ...this.options(args, scope), controller: this.literal(positional(args)[0], scope) });
        return;
      case 'defaults':
      case 'constraints':
      case 'with_options':
        inner(
          this.options(
            name === 'defaults'
              ? [{ name: 'defaults', value: mapOf(args, expression) }]
              : name === 'constraints'
                ? [{ name: 'constraints', value: positional(args)[0] ?? mapOf(args, expression) }]
                : args,
            scope,
          ),
        );
        return;
      case 'member':
      case 'collection':
      case 'new':
        inner({ on: name });
        return;
      case 'nested':
        inner({ path: this.base(scope), on: undefined });
        return;
      case 'shallow':
        inner({ shallow: true });
        return;
      case 'concern':
        this.declareConcern(args, body);
        return;
      case 'concerns':
        for (const each of positional(args).flatMap((value) => this.texts(value, scope) ?? ['']))
          this.concern(each, mapOf(args, expression), scope);
        return;
      case 'root':
        this.verb('get', rootArguments(args, expression), expression, scope);
        return;
      case 'draw':
        this.#draw(this.literal(positional(args)[0], scope), scope);
        return;
      case 'mount': {
        const engine = unreadEngine(args);
        if (engine !== undefined) this.doubt(`${engine} is mounted and has routes of its own`);
        return;
      }
      case 'devise_for':
        for (const each of positional(args)) this.devise(this.literal(each, scope), args, expression, scope);
        return;
      case 'authenticate':
      case 'authenticated': {
        const guard: Guard = {
          kind: 'required',
          note: `\`${name}\` of Devise lets nobody in who is not signed in`,
          place: { file: scope.file, span: expression.at },
          schemes: ['session'],
        };
        inner({ guards: [...scope.guards, guard] });
        return;
      }
      case 'direct':
      case 'resolve':
      case 'default_url_options':
      case 'root_path':
      case 'puts':
      case 'require':
      case 'polymorphic':
        return;
      default:
        this.#other(name, args, body, expression, scope);
        return;
    }
  }

  /** A method of the file of routes, a block that changes nothing known, or a gem's macro. */
  #other(name: string, args: readonly Argument[], body: FunctionDeclaration | undefined, { at }: Expression, scope: RouteScope): void {
    const own = this.#methods.get(name);
    if (own !== undefined) {
      const known = args.map((each) =>
        each.value.kind === 'name' ? { ...each, value: scope.names.get(each.value.name) ?? each.value } : each,
      );
      this.walk(own.body ?? [], { ...scope, names: new Map([...scope.names, ...boundParameters(own.parameters, known, at)]) });
      return;
    }
    if (body !== undefined) {
      if (!/^(?:devise_scope|as|unauthenticated|scope|freeze|lambda|proc)$/.test(name))
        this.doubt(`\`${name}\` of the routes is not known`);
      if (!/^(?:lambda|proc)$/.test(name)) this.walk(body.body ?? [], scope);
      return;
    }
    if (/^[a-z]/.test(name) && !scope.names.has(name)) this.doubt(`\`${name}\` of the routes is not known`);
  }

  #loop(
    over: Expression,
    name: string,
    args: readonly Argument[],
    { body = [], parameters }: FunctionDeclaration,
    scope: RouteScope,
  ): void {
    const known = over.kind === 'name' ? (scope.names.get(over.name) ?? this.constants.value(over.name, ['']) ?? over) : over;
    const rows = rowsOf(known, name, args, (each) => this.texts(each, scope));
    if (rows === undefined) {
      this.doubt('a loop of routes');
      this.walk(body, { ...scope, conditional: true });
      return;
    }
    for (const row of rows) {
      const names = new Map(scope.names);
      parameters.forEach((parameter, index) => {
        const value = row[index];
        if (parameter !== undefined && value !== undefined) names.set(parameter.name, value);
      });
      this.walk(body, { ...scope, names });
    }
  }

  #draw(name: string | undefined, scope: RouteScope): void {
    const file = name === undefined ? undefined : fileOfRoutes(this.#program, this.#folder, name);
    const unit = file === undefined ? undefined : this.#program.unit(file);
    if (file === undefined || unit === undefined) {
      this.doubt('a file of routes that was not found');
      return;
    }
    this.drawn.add(file);
    this.walk(unit.statements, { ...scope, file });
  }
}
