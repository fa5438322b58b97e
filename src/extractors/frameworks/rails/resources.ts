/** The actions of resources of Rails. */
import { plural, singular } from './inflections.ts';
import type { ResourceScope } from './route-scope.ts';

interface ResourceAction {
  readonly action: string;
  readonly method: string;
  readonly on: 'collection' | 'member';
  readonly suffix: string;
}

const ACTIONS: readonly ResourceAction[] = [
  { action: 'index', method: 'GET', on: 'collection', suffix: '' },
  { action: 'create', method: 'POST', on: 'collection', suffix: '' },
  { action: 'new', method: 'GET', on: 'collection', suffix: 'new' },
  { action: 'edit', method: 'GET', on: 'member', suffix: 'edit' },
  { action: 'show', method: 'GET', on: 'member', suffix: '' },
  { action: 'update', method: 'PATCH', on: 'member', suffix: '' },
  { action: 'update', method: 'PUT', on: 'member', suffix: '' },
  { action: 'destroy', method: 'DELETE', on: 'member', suffix: '' },
];

/** Those that a resource has. */
export function resourceActions(
  isPlural: boolean,
  { only, except }: { readonly only: readonly string[] | undefined; readonly except: readonly string[] | undefined },
): ResourceAction[] {
  return ACTIONS.filter(
    ({ action }) => (isPlural || action !== 'index') && (only === undefined || only.includes(action)) && except?.includes(action) !== true,
  );
}

/** A resource with the names that its options give it. */
export function resourceOf(
  name: string,
  isPlural: boolean,
  path: string,
  {
    as,
    controller,
    param = 'id',
  }: { readonly as: string | undefined; readonly controller: string | undefined; readonly param: string | undefined },
): ResourceScope {
  const one = singular((as ?? name).replace(/^.*\//, ''));
  return { plural: isPlural, param, nestedParam: `${one}_${param}`, controller: controller ?? (isPlural ? name : plural(name)), path };
}
