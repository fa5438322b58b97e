/** Who may call a Micronaut handler: annotations first, then `intercept-url-map`, else nobody where Micronaut Security is there. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue, CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { guardOfHandler } from '../function-guards.ts';
import { type Annotation, annotationsOf } from '../java/annotations.ts';
import { type Declared, missingSupertypes } from '../java/declarations.ts';
import { jsr250Guard, rolesIn } from '../java/jsr250.ts';
import type { RequestFilters } from '../java/request-filters.ts';
import type { Settings } from '../java/settings.ts';
import { joinPaths } from '../router-tree.ts';
import { matchesPattern } from '../spring/access.ts';

const HARMLESS_SUPERTYPES = /^(?:Serializable|java\.io\.Serializable|Comparable|Object|ApplicationEventListener|AutoCloseable|Closeable)$/;

interface Rule {
  /** Undefined for every method. */
  readonly method: string | undefined;
  readonly pattern: string;
  readonly access: readonly string[];
}

interface ModuleFacts {
  readonly interpreter: Interpreter;
  readonly filters: RequestFilters;
  readonly settings: Settings;
  /** Text of build files. */
  readonly build: string;
  /** Rules of the program's own (`implements SecurityRule`). */
  readonly rules: readonly ClassValue[];
}

export class MicronautSecurity {
  readonly #facts: ModuleFacts;
  readonly #map: readonly Rule[];
  /** Micronaut Security is there and not switched off. */
  readonly #present: boolean;

  constructor(facts: ModuleFacts) {
    this.#facts = facts;
    this.#present = /micronaut[.-]security/.test(facts.build) && facts.settings.get('micronaut.security.enabled') !== 'false';
    this.#map = rulesOf(facts.settings);
  }

  guards(declared: readonly Declared[], type: ClassValue, verb: string, template: string): Guard[] {
    const [first] = declared;
    if (first === undefined) return [];
    const { interpreter, filters } = this.#facts;
    const place = { file: first.owner.unit.file, span: first.method.at };
    const ofMethod = declared.flatMap(({ method, owner }) => this.#annotations(method.decorators, owner));
    const ofType = interpreter.lineage(type).flatMap((each) => this.#annotations(each.type.decorators, each));
    const outer = filters.guards([...ofMethod, ...ofType], template);
    const own = this.#byAnnotation(ofMethod, ofType) ?? (this.#present ? this.#byMap(verb, template, place) : []);
    const custom = this.#present ? this.#facts.rules.map((rule): Guard => customRule(rule)) : [];
    const missing = missingSupertypes(type, HARMLESS_SUPERTYPES, interpreter).map(
      ({ name }): Guard => ({ kind: 'unknown', note: `\`${name}\`, which the controller extends, is not in this code`, place }),
    );
    // Rules of the program may be asked first, and open what others refuse.
    const chain = custom.length > 0 ? [...outer, ...custom] : [...outer, ...own, ...missing];
    const asks = outer.some(({ kind }) => kind === 'required' || kind === 'authorizes');
    const settled = asks ? chain.filter(({ kind }) => kind !== 'public') : chain;
    if (settled.some(({ kind }) => kind === 'required' || kind === 'authorizes' || kind === 'public')) return settled;
    const closure = { kind: 'closure', function: first.method, unit: first.owner.unit, scope: interpreter.scopeIn(first.owner) } as const;
    return [...settled, guardOfHandler(closure, { path: template, before: settled }, interpreter)];
  }

  #annotations(decorators: Declared['method']['decorators'], owner: ClassValue): Annotation[] {
    const { interpreter } = this.#facts;
    return annotationsOf(decorators, { unit: owner.unit, scope: interpreter.scopeIn(owner) }, interpreter);
  }

  /** Those of the method win. */
  #byAnnotation(ofMethod: readonly Annotation[], ofType: readonly Annotation[]): Guard[] | undefined {
    for (const annotations of [ofMethod, ofType]) {
      for (const annotation of annotations) {
        const guard = accessByAnnotation(annotation);
        if (guard === undefined) continue;
        if (this.#present || guard.kind === 'unknown') return [guard];
        return [{ ...guard, kind: 'unknown', note: `\`@${annotation.name}\` needs Micronaut Security, which the build does not name` }];
      }
    }
    return undefined;
  }

  /** The first rule of its method, else the first without a method, else nobody. */
  #byMap(verb: string, template: string, place: CodePlace): Guard[] {
    const byMethod = this.#map.filter(({ method }) => method === verb);
    const forAll = this.#map.filter(({ method }) => method === undefined);
    for (const rule of [...byMethod, ...forAll]) {
      const fits = matchesPattern(rule.pattern, template);
      if (fits === 'maybe')
        return [{ kind: 'unknown', note: `whether the rule for \`${rule.pattern}\` is for it could not be told`, place }];
      if (fits === 'yes') return [accessOf(rule.access, `the rule for \`${rule.pattern}\``, place)];
    }
    if (!this.#facts.settings.found)
      return [{ kind: 'unknown', note: 'Micronaut Security is there, and no settings of it were found', place }];
    return [{ kind: 'required', note: 'what neither annotation nor rule names is refused by Micronaut Security', place }];
  }
}

function customRule({ type, unit }: ClassValue): Guard {
  return { kind: 'unknown', note: `\`${type.name}\` is a rule of this code`, place: { file: unit.file, span: type.at } };
}

function accessByAnnotation(annotation: Annotation): Guard | undefined {
  const { name, place, declared } = annotation;
  if (declared !== undefined) return undefined;
  if (name === 'Secured') return accessOf(rolesIn(annotation, 'value'), '`@Secured`', place);
  return jsr250Guard(annotation);
}

/** Constants of `SecurityRule`, by their name or value. */
const ANONYMOUS = new Set(['isAnonymous()', 'IS_ANONYMOUS']);
const AUTHENTICATED = new Set(['isAuthenticated()', 'IS_AUTHENTICATED']);
const NOBODY = new Set(['denyAll()', 'DENY_ALL']);

function accessOf(access: readonly string[], who: string, place: CodePlace): Guard {
  const note = `${who} asks for ${access.join(', ') || 'nothing that could be read'}`;
  if (access.length === 0) return { kind: 'unknown', note, place };
  if (access.some((each) => ANONYMOUS.has(each))) return { kind: 'public', note, place };
  if (access.some((each) => each.includes('#{'))) return { kind: 'unknown', note: `${who} asks an expression`, place };
  if (access.some((each) => AUTHENTICATED.has(each) || NOBODY.has(each))) return { kind: 'required', note, place };
  return { kind: 'authorizes', note, place, scopes: access };
}

function rulesOf(settings: Settings): Rule[] {
  const context = settings.get('micronaut.server.context-path') ?? '';
  for (const key of ['micronaut.security.intercept-url-map', 'micronaut.security.interceptUrlMap']) {
    const rules: Rule[] = [];
    for (let index = 0; ; index++) {
      const read = (name: string): string | undefined => settings.get(`${key}[${index}].${name}`);
      const pattern = read('pattern');
      if (pattern === undefined) break;
      const access = (read('access') ?? '').split(',').map((each) => each.trim());
      const method = (read('http-method') ?? read('httpMethod'))?.toUpperCase();
      rules.push({ method, pattern: joinPaths([context, pattern]), access: access.filter((each) => each !== '') });
    }
    if (rules.length > 0) return rules;
  }
  return [];
}
