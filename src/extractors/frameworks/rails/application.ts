/** A Rails application: its files of routes, classes, gems and settings. */
import type { ExtractorContext } from '../../extractor.ts';
import type { Guard } from '../../security.ts';
import { WILDCARD } from '../path-text.ts';
import { Views } from './answers.ts';
import { ClassBodies } from './class-body.ts';
import { Constants } from './constants.ts';
import { deviseModels } from './devise.ts';
import { GuardReader } from './guards.ts';
import { underscored } from './inflections.ts';
import { type Throttle, throttlesOf } from './limits.ts';
import { callOf, positional } from './literals.ts';
import { Models } from './models.ts';
import { abilitiesRefuse, policiesRefuse } from './policies.ts';
import { RouteMapper } from './routes.ts';
import type { Surroundings } from './run.ts';
import { Tampering } from './tampering.ts';

export interface Application {
  readonly mapper: RouteMapper;
  readonly constants: Constants;
  readonly classes: ClassBodies;
  readonly guards: GuardReader;
  readonly models: Models;
  readonly views: Views;
  readonly throttles: readonly Throttle[];
  /** Middleware of the program's own that may turn requests away. */
  readonly around: readonly Guard[];
}

/** Reads the routes of a build module, and prepares what they refer to. */
export function readApplication({ program, module, files, allFiles, text }: ExtractorContext): Application {
  const constants = new Constants(program);
  const at = (path: string): string => (module === '' ? path : `${module}/${path}`);
  const configurations = [...program.files].filter((file) => /(?:^|\/)(?:Gemfile|[\w-]+\.gemspec)$/.test(file));
  const gems = [...new Set([at('Gemfile'), 'Gemfile', ...configurations])].map((file) => text(file) ?? '').join('\n');
  const models = deviseModels(program, allFiles);
  const surroundings: Surroundings = {
    constants,
    gems,
    models: models.map(({ name }) => name),
    policiesRefuse: policiesRefuse(constants, program.files, (file) => program.text(file)),
    abilitiesRefuse: abilitiesRefuse(constants),
  };
  const mapper = new RouteMapper(program, constants, module, models);
  const drawing = files.filter((file) => /\broutes\.(?:draw|append|prepend)\b/.test(program.text(file)));
  for (const file of drawing) {
    const engine = /\b([\w:]+Engine)\.routes\./.exec(program.text(file))?.[1];
    const prefix = engine === undefined ? '' : mountOf(engine, program.files, (each) => program.text(each));
    mapper.read(file, prefix, engine === undefined ? '' : namespaceOf(engine, constants));
  }
  // Files of routes that nothing was seen to draw.
  if (allFiles.some((file) => file.startsWith(at('config/routes/')) && !mapper.drawn.has(file)))
    mapper.doubt('a file of routes is not drawn');
  return {
    mapper,
    constants,
    classes: new ClassBodies(constants),
    guards: new GuardReader(surroundings, new Tampering(program)),
    models: new Models(constants, program, allFiles),
    views: new Views(program.files),
    throttles: throttlesOf(program, allFiles),
    around: middlewareOf(allFiles, (file) => program.text(file)),
  };
}

/** Folder of an engine's controllers: `isolate_namespace Spree`. */
function namespaceOf(engine: string, constants: Constants): string {
  for (const { type } of constants.find(engine)?.parts ?? [])
    for (const statement of type.statements) {
      const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
      const [first] = call?.name === 'isolate_namespace' ? positional(call.args) : [];
      if (first?.kind === 'name') return underscored(first.name);
    }
  return '';
}

/** Where an engine of the program is mounted; anywhere, when nothing says so. */
function mountOf(engine: string, files: Iterable<string>, text: (file: string) => string): string {
  for (const file of files) {
    if (!/(?:^|\/)config\/routes(?:\/.+)?\.rb$/.test(file)) continue;
    const pattern = new RegExp(`\\bmount[ (]+(?:::)?${engine.replace(/^::/, '')}[ ]*(?:=>|,[ ]*at:)[ ]*['"]([^'"]*)['"]`);
    const found = pattern.exec(text(file))?.[1];
    if (found !== undefined) return found.replace(/\/$/, '');
  }
  return `/${WILDCARD}`;
}

/** Middleware that stands before every route and speaks of access by its name: `Rack::Auth::Basic`, the program's own. */
const MIDDLEWARE = /\bmiddleware\.(?:use|insert_before|insert_after|insert|unshift)\b[ (]*([^\n]*)/g;

const HARMLESS_MIDDLEWARE =
  /Rack::(?:Attack|Cors|Deflater|MethodOverride|ETag|TempfileReaper|Timeout|CanonicalHost|Protection|MiniProfiler|Head|Sendfile|Static|Lock|Brotli|Runtime|Utf8Sanitizer|UTF8Sanitizer)|ActionDispatch::|OmniAuth|Rails::|Sidekiq|Prometheus|Sentry|Bullet|I18n|RequestStore|Apartment|Flipper|Browser|Warden|Rodauth/;

function middlewareOf(files: readonly string[], text: (file: string) => string): Guard[] {
  return files.flatMap((file) => {
    if (!/(?:^|\/)config\/(?:application|environments\/production|initializers\/[^/]+)\.rb$/.test(file)) return [];
    const source = text(file);
    if (!source.includes('middleware.')) return [];
    return [...source.matchAll(MIDDLEWARE)].flatMap((match): Guard[] => {
      const [whole, rest = ''] = match;
      const line = source.slice(source.lastIndexOf('\n', match.index) + 1, match.index);
      if (
        line.trimStart().startsWith('#') ||
        HARMLESS_MIDDLEWARE.test(rest) ||
        !/auth|token|access|guard|secur|ip|restrict|allow|block/i.test(rest)
      )
        return [];
      const place = { file, span: { start: match.index, end: match.index + whole.length } };
      return [{ kind: 'unknown', note: `middleware \`${rest.trim().slice(0, 60)}\` may guard`, place }];
    });
  });
}
