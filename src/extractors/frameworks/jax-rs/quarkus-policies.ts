/** `quarkus.http.auth.permission.*`: what the settings of a Quarkus application ask of paths. */
import type { CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Settings } from '../java/settings.ts';
import { WILDCARD } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';

interface Permission {
  readonly name: string;
  readonly paths: readonly string[];
  /** Upper case; empty for every method. */
  readonly methods: readonly string[];
  readonly policy: string;
  /** Is asked beside the most specific one. */
  readonly shared: boolean;
  readonly schemes: readonly string[];
}

const PERMISSION = 'quarkus.http.auth.permission.';

export class QuarkusPolicies {
  readonly #settings: Settings;
  readonly #permissions: readonly Permission[];
  readonly #root: string;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#root = setting(settings, 'quarkus.http.root-path') ?? '/';
    const names = new Set<string>();
    for (const name of [...settings.names(PERMISSION), ...settings.names(`%prod.${PERMISSION}`)]) {
      const [, permission] = /permission\.(.+)\.[\w-]+(?:\[\d+\])?$/.exec(name) ?? [];
      if (permission !== undefined) names.add(permission);
    }
    this.#permissions = [...names].flatMap((name) => this.#permission(name));
  }

  #permission(name: string): Permission[] {
    const read = (key: string): string | undefined => setting(this.#settings, `${PERMISSION}${name}.${key}`);
    const list = (key: string): string[] =>
      (read(key) ?? '')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');
    const policy = read('policy');
    if (policy === undefined || read('enabled') === 'false') return [];
    const paths = list('paths').map((path) => (path.startsWith('/') ? path : joinPaths([this.#root, path])));
    const methods = list('methods').map((each) => each.toUpperCase());
    return [{ name, paths, methods, policy, shared: read('shared') === 'true', schemes: list('auth-mechanism') }];
  }

  /**
   * The most specific path wins; of its permissions those that name the method, else those that name none, else nobody is let in.
   * @param place of the route, for notes: settings have no place
   */
  guards(method: string, path: string, place: CodePlace): Guard[] {
    const matched = this.#permissions.flatMap((permission) =>
      permission.paths.map((pattern) => ({ permission, ...matchOf(pattern, path) })).filter(({ fits }) => fits !== 'no'),
    );
    const uncertain = matched.find(({ fits }) => fits === 'maybe');
    if (uncertain !== undefined)
      return [{ kind: 'unknown', note: `whether the permission \`${uncertain.permission.name}\` is for it could not be told`, place }];
    const shared = matched.filter(({ permission }) => permission.shared);
    const own = matched.filter(({ permission }) => !permission.shared);
    const highest = Math.max(0, ...own.map(({ weight }) => weight));
    const best = own.filter(({ weight }) => weight === highest).map(({ permission }) => permission);
    return [
      ...shared
        .map(({ permission }) => permission)
        .filter((each) => fitsMethod(each, method))
        .map((each) => this.#guard(each, place)),
      ...this.#chosen(best, method, place),
    ];
  }

  #chosen(best: readonly Permission[], method: string, place: CodePlace): Guard[] {
    if (best.length === 0) return [];
    const byMethod = best.filter(({ methods }) => methods.includes(method));
    const forAll = best.filter(({ methods }) => methods.length === 0);
    const chosen = byMethod.length > 0 ? byMethod : forAll;
    if (chosen.length === 0) return [{ kind: 'required', note: 'permissions for its path name other methods alone', place }];
    return chosen.map((each) => this.#guard(each, place));
  }

  #guard({ name, policy, schemes }: Permission, place: CodePlace): Guard {
    const note = `the permission \`${name}\` asks for \`${policy}\``;
    if (policy === 'permit') return { kind: 'public', note, place };
    if (policy === 'authenticated' || policy === 'deny') return { kind: 'required', note, place, schemes };
    const roles = setting(this.#settings, `quarkus.http.auth.policy.${policy}.roles-allowed`);
    const scopes = (roles ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '' && each !== '**');
    const permissions = this.#settings.names(`quarkus.http.auth.policy.${policy}.permissions`).length > 0;
    if (roles === undefined && !permissions) return { kind: 'unknown', note: `${note}, which code decides`, place, schemes };
    return { kind: 'authorizes', note, place, schemes, scopes };
  }
}

/** The value that holds in production. */
export function setting(settings: Settings, name: string): string | undefined {
  return settings.get(`%prod.${name}`) ?? settings.get(name);
}

function fitsMethod({ methods }: Permission, method: string): boolean {
  return methods.length === 0 || methods.includes(method);
}

/** `/a/*` is `/a` and everything below; `*` elsewhere is one segment. The weight tells the more specific of two. */
function matchOf(pattern: string, path: string): { readonly fits: 'yes' | 'no' | 'maybe'; readonly weight: number } {
  const open = pattern.endsWith('*');
  const wanted = (open ? pattern.replace(/\/?\*+$/, '') : pattern).split('/').filter((part) => part !== '');
  const parts = path.split('/').filter((part) => part !== '');
  const weight = pattern.replaceAll('*', '').length * 2 + (open ? 0 : 1);
  for (const [index, part] of wanted.entries()) {
    const other = parts[index];
    if (other === WILDCARD) return { fits: 'maybe', weight };
    if (other === undefined || (part !== '*' && part !== other)) return { fits: 'no', weight };
  }
  return { fits: open || parts.length === wanted.length ? 'yes' : 'no', weight };
}
