import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import type { Route } from '../route.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';
import { readApplication } from './rails/application.ts';
import { operationOf } from './rails/operations.ts';

/** Ruby on Rails: the mapper of config/routes.rb, controllers with their callbacks, strong parameters. */
export default {
  id: 'rails',
  languages: ['ruby'],
  words: ['routes.draw', 'Controller', 'ActiveSupport::Concern'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  if (!context.files.some((file) => context.program.text(file).includes('routes.draw'))) return NOTHING;
  const application = readApplication(context);
  const routes: Route[] = [];
  let lost = false;
  for (const route of application.mapper.routes) {
    const operation = operationOf(route, application);
    if (operation === 'unfound') lost = true;
    else if (operation !== 'page') routes.push(operation);
  }
  if (routes.length === 0) return NOTHING;
  const opaque = application.mapper.opaque ?? (lost ? 'a controller of the routes is not in this code' : undefined);
  const complete = routes.every(({ path }) => !path.includes(WILDCARD)) && opaque === undefined;
  const more = opaque === undefined ? [] : [{ message: `rails: there may be more routes than were found: ${opaque}` }];
  return { routes, schemas: new Map(), notes: [...more, ...unknownSecurityNote('rails', routes)], complete };
}
