/** Controllers as routes. */
import { asString, type ClassValue, type ClosureValue } from '../../interpret/value.ts';
import type { Route } from '../../route.ts';
import { type Guard, securityOf } from '../../security.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { guardOfHandler } from '../function-guards.ts';
import { actionTemplates, isMapping, verbsOf } from './action-templates.ts';
import { type Attribute, argumentAt, attributesOf, find } from './attributes.ts';
import { type Authorization, both } from './authorization.ts';
import { type Action, actionsOf, isController, lineOf, partsOf } from './controller-types.ts';
import type { Setup } from './hosts.ts';
import type { Models } from './models.ts';
import { requestOf } from './parameters.ts';
import { rateLimitOf } from './rate-limits.ts';
import { responsesOf } from './responses.ts';
import { constraintsOf, fillTokens, hasVersion, pathTemplate, withVersion } from './templates.ts';

/** Base classes of the framework; routes and guards of any other are not known. */
const BASES = /(?:^|\.)(?:ControllerBase|Controller|ODataController|ApiController|Object|object|I[A-Z]\w*)$/;

/** Answers that are pages. */
const PAGES = /^(?:View|PartialView|ViewComponent|RedirectToAction|RedirectToPage|Page)$/;

/** What holds for the whole application. */
export interface RouteStyle {
  readonly kebab: boolean;
  readonly lower: boolean;
  /** Versions stand in documents' paths in place of their parameter. */
  readonly versions: boolean;
  /** A convention may set prefixes. */
  readonly prefix: string;
  /** A filter checks models of controllers that are none of `[ApiController]`. */
  readonly checksModels: boolean;
  /** `[ApiController]` does not check models by itself. */
  readonly suppressed: boolean;
}

export class ControllerReader {
  /** Controllers without routes of their own, which conventional routes reach. */
  conventional = false;
  readonly #setup: Setup;
  readonly #authorization: Authorization;
  readonly #models: Models;
  readonly #style: RouteStyle;
  /** `[assembly: ApiController]`. */
  readonly #everyIsApi: boolean;

  constructor(setup: Setup, authorization: Authorization, models: Models, style: RouteStyle & { readonly everyIsApi: boolean }) {
    this.#setup = setup;
    this.#authorization = authorization;
    this.#models = models;
    this.#style = style;
    this.#everyIsApi = style.everyIsApi;
  }

  routes(type: ClassValue): Route[] {
    const { interpreter } = this.#setup;
    // A type in parts is read once, at its first.
    if (type.type.partial === true && partsOf(type, interpreter)[0]?.type !== type.type) return [];
    const line = lineOf(type, interpreter);
    const ofType = [...line].reverse().flatMap((each) => attributesOf(each.type.decorators, each, interpreter));
    if (!isController(type, line, ofType)) return [];
    const isApi = this.#everyIsApi || find(ofType, 'ApiController') !== undefined;
    const methods = actionsOf(line);
    return methods.flatMap((action) => this.#routesOf(action, { type, line, ofType, isApi }));
  }

  #routesOf(action: Action, of: ControllerOf): Route[] {
    const { interpreter } = this.#setup;
    const { method, owner, overrides } = action;
    const attributes = [...[...overrides].reverse(), { method, owner }].flatMap((each) =>
      attributesOf(each.method.decorators, { unit: each.owner.unit, scope: interpreter.scopeIn(each.owner) }, interpreter),
    );
    if (find(attributes, 'NonAction') !== undefined) return [];
    const verbs = attributes.flatMap((each) => verbsOf(each));
    const templates = actionTemplates(attributes, of.ofType);
    const mapping = attributes.find(isMapping);
    const isPage = answersPages(method);
    if (templates.length === 0 || isPage) {
      if (!isPage && mapping !== undefined) this.conventional = true;
      return [];
    }
    const place = mapping?.place ?? { file: owner.unit.file, span: method.at };
    const versions = this.#versions(attributes, of.ofType);
    const tokens = {
      controller: of.type.type.name.replace(/Controller$/, ''),
      action: asString(argumentAt(find(attributes, 'ActionName'), 0)) ?? method.name.replace(/(.)Async$/, '$1'),
      area: asString(argumentAt(find(of.ofType, 'Area'), 0)),
      kebab: this.#style.kebab,
    };
    const closure: ClosureValue = { kind: 'closure', function: method, unit: owner.unit, scope: interpreter.scopeIn(owner) };
    return templates.flatMap(({ template, verb }) => {
      const filled = fillTokens(this.#style.prefix === '' ? template : `${this.#style.prefix}/${template}`, tokens);
      const all = hasVersion(filled) && versions.length > 0 ? versions.map((version) => withVersion(filled, version)) : [filled];
      const methods = verb !== undefined ? [verb] : verbs.length > 0 ? [...new Set(verbs)] : ['*'];
      return all.flatMap((each) => {
        const path = pathTemplate(each, { lower: this.#style.lower });
        const security = securityOf(this.#chain(closure, path, attributes, of));
        return methods.map(
          (verbName): Route => ({
            framework: 'aspnet',
            method: verbName,
            path,
            handler: `${of.type.type.name}.${method.name}`,
            place,
            ...requestOf(
              path,
              {
                parameters: method.parameters,
                context: { unit: owner.unit, scope: interpreter.scopeIn(owner) },
                place: { file: owner.unit.file, span: method.at },
                method: verbName,
                infersBody: of.isApi,
                minimal: false,
                checked: this.#checks(method, of.isApi),
                constraints: constraintsOf(each),
              },
              this.#models,
            ),
            ...responsesOf(method.returns, attributes, closure, this.#models),
            security,
            rateLimit: rateLimitOf([...of.ofType, ...attributes], this.#setup.application),
            ...(find([...attributes, ...of.ofType], 'Obsolete') !== undefined && { deprecated: true }),
          }),
        );
      });
    });
  }

  #checks(method: FunctionDeclaration, isApi: boolean): boolean {
    if (this.#style.checksModels || (isApi && !this.#style.suppressed)) return true;
    return [...expressionsOf(method.body ?? [])].some((each) => each.kind === 'member' && each.name === 'IsValid');
  }

  #versions(attributes: readonly Attribute[], ofType: readonly Attribute[]): string[] {
    if (!this.#style.versions) return [];
    const mapped = attributes.filter(({ name }) => name === 'MapToApiVersion');
    const list = mapped.length > 0 ? mapped : [...attributes, ...ofType].filter(({ name }) => name === 'ApiVersion');
    return list.flatMap((each) => {
      const value = each.arguments[0]?.value;
      const text = asString(value) ?? (value?.kind === 'literal' && typeof value.value === 'number' ? String(value.value) : undefined);
      return text === undefined ? [] : [text];
    });
  }

  #chain(closure: ClosureValue, path: string, attributes: readonly Attribute[], { line, ofType }: ControllerOf): Guard[] {
    const { interpreter } = this.#setup;
    const place = { file: closure.unit.file, span: closure.function.at };
    const said = both(this.#authorization.ofControllers(), this.#authorization.ofAttributes([...ofType, ...attributes]));
    const missing = line
      .flatMap((each) => each.type.supertypes.filter((above) => interpreter.typeNamed(above, each) === undefined))
      .filter(({ name }) => !BASES.test(name))
      .map(({ name }): Guard => ({ kind: 'unknown', note: `\`${name}\`, which the controller extends, is not in this code`, place }));
    const chain = [...this.#authorization.chain(said, place), ...missing];
    if (chain.some(({ kind }) => kind === 'required' || kind === 'authorizes' || kind === 'public')) return chain;
    const own = line.flatMap((each) =>
      entrances(each).map((method) => ({ ...closure, function: method, unit: each.unit, scope: interpreter.scopeIn(each) })),
    );
    const overriding = own
      .filter((each) => each.function.suspects.length > 0)
      .map(
        (each): Guard => ({
          kind: 'unknown',
          note: `\`${each.function.name}\` of the controller mentions \`${each.function.suspects[0]}\``,
          place,
        }),
      );
    return [
      ...chain,
      ...overriding,
      ...this.#setup.mediator.guards(closure, path, chain),
      guardOfHandler(closure, { path, before: chain }, interpreter),
    ];
  }
}

interface ControllerOf {
  readonly type: ClassValue;
  readonly line: readonly ClassValue[];
  readonly ofType: readonly Attribute[];
  readonly isApi: boolean;
}

/** Methods of a controller that run before each of its actions, and its constructors. */
function entrances({ type }: ClassValue): FunctionDeclaration[] {
  return type.methods.filter(({ name }) => /^(?:OnActionExecuting|OnActionExecutionAsync|Initialize)$/.test(name));
}

function answersPages({ body = [], returns }: FunctionDeclaration): boolean {
  if (/^(?:ViewResult|PartialViewResult)$/.test(returns?.args[0]?.name ?? returns?.name ?? '')) return true;
  return [...expressionsOf(body)].some((each) => each.kind === 'call' && each.callee.kind === 'name' && PAGES.test(each.callee.name));
}
