import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { host } from '../interpret/value.ts';
import { ApplicationSetup, startApplication } from './laravel/application.ts';
import { MiddlewareJudge } from './laravel/middleware.ts';
import { routesOf } from './laravel/operations.ts';
import { RouteCollector } from './laravel/route-collector.ts';
import { RegistrarHost } from './laravel/routes.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';

/** Laravel: route files, middleware, form requests. */
export default {
  id: 'laravel',
  languages: ['php'],
  words: ['Facades\\Route', 'Route::', '$router->'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, allFiles, text, module } = context;
  const composer = text(module === '' ? 'composer.json' : `${module}/composer.json`) ?? '';
  // Other frameworks have a `Route` of their own.
  if (!/laravel\/|illuminate\//.test(composer) && !allFiles.some((file) => program.text(file).includes('Illuminate\\'))) return NOTHING;
  const collector = new RouteCollector();
  const setup = new ApplicationSetup(collector);
  const interpreter = new Interpreter(program, {
    external({ name }, site) {
      const facade = /(?:^|\\)Route\.(\w+)$/.exec(name)?.[1];
      if (facade !== undefined) return new RegistrarHost(collector, collector.current).call(facade, site);
      if (/(?:^|\\)Application\.configure$/.test(name)) return host(setup);
      if (name === 'require_once') {
        // `require base_path('routes/web.php')` inside of a group.
        collector.include(site.arguments[0]?.value);
        return undefined;
      }
      if (/^(?:base_path|app_path|resource_path)$/.test(name)) return site.arguments[0]?.value;
      return undefined;
    },
  });
  collector.interpreter = interpreter;
  startApplication(setup, collector, interpreter, context);
  const judge = new MiddlewareJudge(setup.kernel, interpreter);
  const routes = collector.routes.flatMap((route) => routesOf(route, setup.kernel, judge, interpreter));
  if (routes.length === 0) return NOTHING;
  const known = routes.every(({ path }) => !path.includes(WILDCARD)) && !collector.opaque;
  return {
    routes,
    schemas: new Map(),
    notes: unknownSecurityNote('laravel', routes),
    complete: known && !interpreter.exhausted,
    cut: interpreter.exhausted,
  };
}
