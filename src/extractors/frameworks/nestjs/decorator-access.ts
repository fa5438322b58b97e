/** What decorators other than guards say of access. */
import { asString } from '../../interpret/value.ts';
import type { Documented, Guard } from '../../security.ts';
import type { Applied } from './decorators.ts';

const DOCUMENTED = /^Api(?:BearerAuth|BasicAuth|CookieAuth|OAuth2|Security)$/;

/** What decorators of @nestjs/swagger claim. */
export function documentedBy(decorators: readonly Applied[]): Documented | undefined {
  const found = decorators.filter(({ name }) => DOCUMENTED.test(name));
  if (found.length === 0) return undefined;
  return {
    level: 'required',
    schemes: found.map(({ name, arguments: args }) => asString(args[0]?.value) ?? name.replace(/^Api(.*?)(?:Auth)?$/, '$1').toLowerCase()),
  };
}

/** A decorator of a package that lets everybody through. */
export function isUnprotected({ module, name }: Applied): boolean {
  return module === 'nest-keycloak-connect' && (name === 'Unprotected' || name === 'Public');
}

/** Packages whose decorators guard nothing by themselves. */
const KNOWN_PACKAGES =
  /^(?:@nestjs\/|class-|typeorm|@mikro-orm|nestjs-|nest-keycloak-connect|@willsoto|@liaoliaots|express|reflect-metadata|@anatine|rxjs|$)/;

/** A decorator of a package that is not known, or one that could not be found. */
export function unknownDecorator({ module, name, place }: Applied): Guard | undefined {
  if (module === '' && name === '\0') return { kind: 'unknown', note: 'a decorator that could not be found in this code may guard', place };
  if (module === '' && name.startsWith('\0')) return undefined;
  if (KNOWN_PACKAGES.test(module) && module !== '') return undefined;
  return { kind: 'unknown', note: `decorator \`${name}\` of ${module || 'an unknown place'} may guard`, place };
}
