/** What stands before the paths of resources: `@ApplicationPath`, settings of Quarkus. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue } from '../../interpret/value.ts';
import { annotationsOf, argumentValue, find } from '../java/annotations.ts';
import type { Settings } from '../java/settings.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';
import { setting } from './quarkus-policies.ts';

interface Parts {
  readonly interpreter: Interpreter;
  readonly types: readonly ClassValue[];
  readonly settings: Settings;
  readonly build: string;
  readonly isQuarkus: boolean;
}

/** The prefix of every resource; a wildcard where only a deployment descriptor or code could tell it. */
export function applicationPath({ interpreter, types, settings, build, isQuarkus }: Parts): string {
  const declared = types.flatMap((type) => {
    const annotation = find(annotationsOf(type.type.decorators, type, interpreter), 'ApplicationPath');
    if (annotation === undefined) return [];
    const value = argumentValue(annotation, 'value');
    return [settings.fill(asString(value) ?? pathText(value) ?? WILDCARD)];
  });
  const distinct = [...new Set(declared)];
  // With several applications which resource belongs to which is code of its own.
  const application = distinct.length > 1 ? WILDCARD : distinct[0];
  if (isQuarkus) {
    const root = setting(settings, 'quarkus.http.root-path') ?? '';
    const rest =
      setting(settings, 'quarkus.rest.path') ??
      setting(settings, 'quarkus.resteasy-reactive.path') ??
      setting(settings, 'quarkus.resteasy.path');
    return joinPaths([root, application ?? rest ?? '']);
  }
  return application ?? (/dropwizard/.test(build) ? '' : WILDCARD);
}
