import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { type ClassValue, type ClosureValue, type CodePlace, host } from '../interpret/value.ts';
import { typesOf } from '../syntax/walk.ts';
import { Application, EndpointGroup } from './aspnet/application.ts';
import { Authorization } from './aspnet/authorization.ts';
import { ControllerReader, type RouteStyle } from './aspnet/controllers.ts';
import { routesOfEndpoint } from './aspnet/endpoints.ts';
import { dialect, EndpointsHost, parameterHost, Setup } from './aspnet/hosts.ts';
import { jsonStyle, Models } from './aspnet/models.ts';
import { servedBy } from './aspnet/projects.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';

/** ASP.NET Core: controllers and minimal APIs. */
export default {
  id: 'aspnet',
  languages: ['csharp'],
  words: [
    'AspNetCore',
    'ControllerBase',
    'ApiController',
    'WebApplication',
    'IEndpointRouteBuilder',
    'RouteGroupBuilder',
    'IApplicationBuilder',
  ],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, allFiles } = context;
  const controllers = allFiles.filter((file) => CONTROLLER.test(program.text(file)));
  const serving = servedBy(context);
  const [first] = serving.hosts;
  // Endpoints that another module maps are told where they are mapped.
  const files = serving.own ? allFiles.filter((file) => ENDPOINTS.test(program.text(file))) : [];
  if (controllers.length === 0 && files.length === 0) return NOTHING;
  const application = new Application();
  const setup: Setup = new Setup(
    application,
    new Interpreter(
      program,
      dialect(() => setup),
    ),
  );
  start(first ?? [], setup);
  if (serving.own) startDetached(files, setup);
  if (serving.hosts.length > 1) undecided(application, serving.hosts.length);
  const authorization = new Authorization(setup);
  const style = styleOf(context, first ?? []);
  const models = new Models(setup.interpreter, jsonStyle([...(first ?? []), ...controllers].map((file) => program.text(file))));
  const reader = new ControllerReader(setup, authorization, models, style);
  const routes = [
    ...typesIn(controllers, setup.interpreter).flatMap((type) => reader.routes(type)),
    ...(serving.own ? application.endpoints : []).flatMap((each) =>
      routesOfEndpoint(each, setup, authorization, models, style.checksEndpoints),
    ),
  ];
  if (routes.length === 0) return NOTHING;
  const { exhausted } = setup.interpreter;
  const known = routes.every(({ path }) => !path.includes(WILDCARD)) && !reader.conventional && !application.opaque && application.found;
  return {
    routes,
    schemas: models.schemas,
    notes: unknownSecurityNote('aspnet', routes),
    complete: known && !exhausted,
    cut: exhausted,
  };
}

const CONTROLLER =
  /\[\s*(?:Http(?:Get|Post|Put|Patch|Delete|Head|Options)|Route|ApiController|AcceptVerbs)|:\s*[\w.]*Controller(?:Base)?\b|Controller\s*[(:]/;

const ENDPOINTS =
  /\bMap(?:Get|Post|Put|Patch|Delete|Methods|Group|Controllers|\w*ControllerRoute|Carter)\s*[(<]|\bWebApplication\s*\.\s*Create|\bUseEndpoints\b|\bICarterModule\b|:\s*CarterModule\b/;

/** Runs what starts the application: statements of the program, `Main`, `ConfigureServices` and `Configure`. */
function start(files: readonly string[], setup: Setup): void {
  const { interpreter, application } = setup;
  for (const file of files) interpreter.read(file);
  const types = typesIn(files, interpreter);
  const enter = (name: string): void => {
    for (const type of types) {
      for (const method of type.type.methods) {
        if (method.name !== name || interpreter.wasEntered(method)) continue;
        const isConfigure = name === 'Main' || method.parameters.some(({ type: of }) => parameterHost(of?.name ?? '', setup) !== undefined);
        if (!isConfigure) continue;
        if (name === 'Configure') application.found = true;
        interpreter.enter({ kind: 'closure', function: method, unit: type.unit, scope: interpreter.scopeIn(type), receiver: type }, []);
      }
    }
  };
  for (const name of ['Main', 'ConfigureServices', 'Configure']) enter(name);
  for (const type of types) {
    if (!type.type.supertypes.some((above) => /(?:^|\.)(?:ICarterModule|CarterModule)$/.test(above.name))) continue;
    const [method] = type.type.methods.filter(({ name }) => name === 'AddRoutes');
    const mapped = files.some((file) => /\bMapCarter\b/.test(interpreter.program.text(file)));
    if (method === undefined || !mapped) continue;
    interpreter.enter({ kind: 'closure', function: method, unit: type.unit, scope: interpreter.scopeIn(type), receiver: type }, []);
  }
}

/** Methods that are given something to map endpoints on, and that nothing was seen to call. */
function startDetached(files: readonly string[], setup: Setup): void {
  const { interpreter } = setup;
  for (const type of typesIn(files, interpreter)) {
    for (const method of type.type.methods) {
      const index = method.parameters.findIndex(({ type: of }) =>
        /(?:^|\.)(?:IEndpointRouteBuilder|RouteGroupBuilder|WebApplication)$/.test(of?.name ?? ''),
      );
      if (index === -1 || interpreter.wasEntered(method)) continue;
      // An extension of a single endpoint (`MapGet(handler)`) maps what it is given.
      if (method.parameters.some(({ type: of }) => /^(?:Delegate|RequestDelegate|Func|Action)$/.test(of?.name ?? ''))) continue;
      const closure: ClosureValue = {
        kind: 'closure',
        function: method,
        unit: type.unit,
        scope: interpreter.scopeIn(type),
        receiver: type,
      };
      const place: CodePlace = { file: type.unit.file, span: method.at };
      interpreter.enter(
        closure,
        method.parameters.map((_, each) => ({
          value:
            each === index ? host(new EndpointsHost(new EndpointGroup(undefined, WILDCARD, true), setup)) : { kind: 'unknown' as const },
          expression: { kind: 'null' as const, at: method.at },
          place,
        })),
      );
    }
  }
}

/** Several applications serve the same code: what one of them sets up need not hold in the others. */
function undecided(application: Application, count: number): void {
  application.middleware.push({
    name: `one of ${count} applications`,
    value: { kind: 'unknown' },
    place: application.middleware[0]?.place ?? { file: '', span: { start: 0, end: 0 } },
    conditional: true,
  });
}

function styleOf(
  { program, allFiles }: ExtractorContext,
  hosts: readonly string[],
): RouteStyle & { everyIsApi: boolean; checksEndpoints: boolean } {
  const texts = [...new Set([...hosts, ...allFiles])].map((file) => program.text(file));
  const has = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  const prefixes = texts.filter(
    (text) =>
      /IApplicationModelConvention|IControllerModelConvention/.test(text) && /AttributeRouteModel|CombineAttributeRouteModel/.test(text),
  );
  return {
    kebab: has(/RouteTokenTransformerConvention/),
    lower: has(/LowercaseUrls\s*=\s*true/),
    versions: has(/SubstituteApiVersionInUrl\s*=\s*true/),
    prefix: prefixes.length > 0 ? WILDCARD : '',
    checksModels: texts.some(
      (text) => /ModelState\s*\.\s*IsValid/.test(text) && /I(?:Async)?ActionFilter|ActionFilterAttribute/.test(text),
    ),
    suppressed: has(/SuppressModelStateInvalidFilter\s*=\s*true/),
    everyIsApi: has(/\[\s*assembly\s*:\s*ApiController/),
    checksEndpoints: has(/\.AddValidation\s*\(/),
  };
}

function typesIn(files: readonly string[], interpreter: Interpreter): ClassValue[] {
  return files.flatMap((file) => {
    const unit = interpreter.program.unit(file);
    if (unit === undefined) return [];
    const seen = new Set<string>();
    return [...typesOf(unit)].flatMap((type): ClassValue[] => {
      const value = interpreter.lookup(unit, [...type.owners, type.name].join('.'));
      const key = `${type.owners.join('.')}.${type.name}`;
      if (value?.kind !== 'class' || value.type !== type || seen.has(key)) return [];
      seen.add(key);
      return [value];
    });
  });
}
