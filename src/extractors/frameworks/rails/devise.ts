/** Routes and actions that Devise brings. */

import type { CodePlace } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import { typesOf } from '../../syntax/walk.ts';
import { callOf, positional, textOf } from './literals.ts';

/** A model that signs in. */
export interface DeviseModel {
  /** `user`. */
  readonly name: string;
  readonly modules: readonly string[];
}

const MODEL = /^[ \t]*devise[ (]/m;

/** Models of a program that call `devise`. */
export function deviseModels(program: Program, files: readonly string[]): DeviseModel[] {
  return files.flatMap((file) => {
    const unit = MODEL.test(program.text(file)) ? program.unit(file) : undefined;
    return [...(unit === undefined ? [] : typesOf(unit))].flatMap((type): DeviseModel[] => {
      const modules = type.statements.flatMap((statement) => {
        const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
        return call?.name === 'devise' ? positional(call.args).flatMap((each) => textOf(each) ?? []) : [];
      });
      const name = (type.name.split('::').at(-1) ?? '').replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
      return modules.length === 0 ? [] : [{ name, modules }];
    });
  });
}

interface Action {
  /** Devise's module that brings it. */
  readonly of: string;
  readonly kind: string;
  readonly action: string;
  readonly method: string;
  readonly suffix: readonly string[];
}

const ACTIONS: readonly Action[] = [
  { of: 'database_authenticatable', kind: 'sessions', action: 'create', method: 'POST', suffix: ['sign_in'] },
  { of: 'database_authenticatable', kind: 'sessions', action: 'destroy', method: 'DELETE', suffix: ['sign_out'] },
  { of: 'registerable', kind: 'registrations', action: 'create', method: 'POST', suffix: ['registration'] },
  { of: 'registerable', kind: 'registrations', action: 'update', method: 'PATCH', suffix: ['registration'] },
  { of: 'registerable', kind: 'registrations', action: 'update', method: 'PUT', suffix: ['registration'] },
  { of: 'registerable', kind: 'registrations', action: 'destroy', method: 'DELETE', suffix: ['registration'] },
  { of: 'recoverable', kind: 'passwords', action: 'create', method: 'POST', suffix: ['password'] },
  { of: 'recoverable', kind: 'passwords', action: 'update', method: 'PATCH', suffix: ['password'] },
  { of: 'recoverable', kind: 'passwords', action: 'update', method: 'PUT', suffix: ['password'] },
  { of: 'confirmable', kind: 'confirmations', action: 'show', method: 'GET', suffix: ['confirmation'] },
  { of: 'confirmable', kind: 'confirmations', action: 'create', method: 'POST', suffix: ['confirmation'] },
  { of: 'lockable', kind: 'unlocks', action: 'show', method: 'GET', suffix: ['unlock'] },
  { of: 'lockable', kind: 'unlocks', action: 'create', method: 'POST', suffix: ['unlock'] },
];

export interface DeviseSettings {
  /** Undefined where the model was not found: then all of them. */
  readonly modules: readonly string[] | undefined;
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[];
  /** `path_names`. */
  readonly names: (key: string) => string | undefined;
  /** `controllers`. */
  readonly controller: (key: string) => string | undefined;
  readonly module: string | undefined;
}

/** What `devise_for` makes. */
export function deviseRoutes({ modules, only, skip, names, controller, module = 'devise' }: DeviseSettings): {
  readonly method: string;
  readonly suffix: string;
  readonly controller: string;
  readonly action: string;
  readonly kind: string;
}[] {
  return ACTIONS.filter(
    ({ of, kind }) =>
      (modules === undefined || modules.includes(of)) &&
      (only === undefined || only.includes(kind)) &&
      !skip.includes(kind) &&
      !skip.includes('all'),
  ).map(({ kind, action, method, suffix }) => ({
    method,
    // Registrations stand right below the name of the model.
    suffix: suffix.map((part) => names(part) ?? (part === 'registration' ? '' : part)).join('/'),
    controller: controller(kind) ?? `${module}/${kind}`,
    action,
    kind,
  }));
}

/** What the controllers of Devise do about access themselves. */
export function deviseGuard(kind: string, action: string, place: CodePlace): Guard {
  if (kind === 'registrations' && /^(?:edit|update|destroy)$/.test(action))
    return { kind: 'required', note: 'Devise asks who is signed in to change an account', place, schemes: ['session'] };
  return { kind: 'public', note: `\`Devise::${kind[0]?.toUpperCase()}${kind.slice(1)}Controller\` lets people in`, place };
}
