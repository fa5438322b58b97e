import type { CodePlace, Value } from '../../interpret/value.ts';
import { asStrings } from '../../interpret/value.ts';

export interface Requirement {
  /** `RequireAuthenticatedUser`, `RequireRole`, `AddRequirements`... */
  readonly name: string;
  /** Roles, claim types, schemes. */
  readonly texts: readonly string[];
  readonly conditional: boolean;
}

/** What nobody can meet who is not known. */
const IDENTIFYING = new Set(['RequireAuthenticatedUser', 'RequireRole', 'RequireClaim', 'RequireUserName', 'RequireScope']);

/** An authorization policy as its builder is told. */
export class Policy {
  readonly requirements: Requirement[] = [];
  readonly schemes: string[] = [];
  place: CodePlace | undefined;
  /** It was set under a condition. */
  conditional = false;

  add(name: string, values: readonly Value[], conditional: boolean): void {
    const texts = values.flatMap((value) => asStrings(value) ?? []);
    if (name === 'AddAuthenticationSchemes') this.schemes.push(...texts);
    else this.requirements.push({ name, texts, conditional });
  }

  merge(other: Policy): void {
    this.requirements.push(...other.requirements);
    this.schemes.push(...other.schemes);
  }

  /** Whether it refuses everybody who is not known; undefined where its own requirements decide. */
  get authenticates(): boolean | undefined {
    if (this.requirements.some(({ name, conditional }) => !conditional && IDENTIFYING.has(name))) return true;
    return this.requirements.length === 0 ? false : undefined;
  }

  /** Roles that are asked for. */
  get roles(): string[] {
    return this.requirements.filter(({ name }) => name === 'RequireRole' || name === 'RequireScope').flatMap(({ texts }) => texts);
  }
}
